import { z } from "zod";
import type {
  CanonicalDocument,
  Connector,
  Issue,
  MapResult,
  StoredMessage,
} from "../connectors/connector.js";
import { HubError } from "../domain/errors.js";
import { executionEvent } from "../domain/execution.js";
import { canonicalOrder } from "../domain/order.js";
import { canonicalOrderChange } from "../domain/order-change.js";

const SHAPES = {
  ORDER: z.object({ kind: z.literal("ORDER"), order: canonicalOrder }),
  ORDER_CHANGE: z.object({ kind: z.literal("ORDER_CHANGE"), change: canonicalOrderChange }),
  EXECUTION: z.object({ kind: z.literal("EXECUTION"), event: executionEvent }),
} as const;

/**
 * Bytes to documents in the hub's words, or the issues that stand in the way. Whatever a sender
 * writes, it ends as one of the two; only what is wrong with us, not with the message, is thrown.
 */
export async function understand(
  connector: Connector,
  message: StoredMessage,
  settings: Readonly<Record<string, unknown>>,
): Promise<MapResult> {
  let result: MapResult;
  try {
    const { body: _body, ...envelope } = message;
    result = connector.map(await connector.decode(message, settings), envelope, settings);
  } catch (error) {
    if (!(error instanceof HubError) || error.next.kind === "retry") throw error;
    return unreadable({ code: error.code, message: error.message, at: null });
  }
  if (!result.ok) return result;
  const issues = result.documents.flatMap(issuesOf);
  return issues.length > 0 ? { ok: false, issues } : result;
}

const unreadable = (...issues: Issue[]): MapResult => ({ ok: false, issues });

/** What is wrong with a document, although its connector let it through. */
function issuesOf(document: CanonicalDocument, index: number): Issue[] {
  const at = `document ${index + 1}`;
  const parsed = SHAPES[document.kind].safeParse(document);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({
      ...{ code: "INVALID_VALUE", message: `${path.join(".")}: ${message}`, at },
    }));
  }
  const path = unstorableText(document, "");
  return path === null
    ? []
    : [{ code: "INVALID_CHARACTER", message: `${path} contains a NUL or half a character`, at }];
}

/** Path of the first text that PostgreSQL cannot keep; null if there is none. */
function unstorableText(value: unknown, path: string): string | null {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed() ? path : null;
  if (value === null || typeof value !== "object") return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorableText(inner, path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
