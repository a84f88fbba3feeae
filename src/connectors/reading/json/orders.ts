import type { z } from "zod";
import type { CanonicalOrder } from "../../../domain/order.js";
import type { Issue, MapResult } from "../../connector.js";
import { mapJsonOrder } from "./order.js";

const ORDERS_MAX = 1000;

/**
 * Takes several JSON orders of one document through a schema: all of them, or everything that is wrong, and each
 * issue says which of the orders it is about. Whoever gets the latter takes the list apart (`jsonParts`).
 */
export function mapJsonOrders<Schema extends z.ZodType>(
  payloads: readonly unknown[],
  schema: Schema,
  toOrder: (payload: z.infer<Schema>, warnings: Issue[]) => CanonicalOrder | Issue,
): MapResult {
  if (payloads.length === 0) return { ok: false, issues: [NO_ORDERS] };
  if (payloads.length > ORDERS_MAX) {
    const message = `The document holds ${payloads.length} orders; at most ${ORDERS_MAX} are read at once. Split it and send the parts.`;
    return { ok: false, issues: [{ code: "TOO_MANY_ORDERS", message, at: null }] };
  }
  const results = payloads.map((payload) => mapJsonOrder({ ok: true, value: payload }, schema, toOrder));
  return joined(results.map((result, at) => (results.length === 1 ? result : placed(result, at))));
}

/** Results of several orders as one: all of them, or everything that is wrong. */
function joined(results: readonly MapResult[]): MapResult {
  const issues = results.flatMap((result) => (result.ok ? [] : result.issues));
  if (issues.length > 0) return { ok: false, issues };
  const read = results.filter((result) => result.ok);
  return {
    ok: true,
    documents: read.flatMap(({ documents }) => documents),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

function placed(result: MapResult, index: number): MapResult {
  const inOrder = (issue: Issue): Issue => ({
    ...issue,
    at: `order ${index + 1}${issue.at === null ? "" : `, ${issue.at}`}`,
  });
  return result.ok
    ? { ...result, warnings: result.warnings.map(inOrder) }
    : { ok: false, issues: result.issues.map(inOrder) };
}

const NO_ORDERS: Issue = { code: "NO_ORDERS", message: "The list of orders is empty.", at: "orders" };
