import Big from "big.js";
import type { z } from "zod";
import { type CanonicalOrder, canonicalOrder } from "../../../domain/order.js";
import type { FieldProvenance } from "../../../domain/provenance.js";
import type { Issue, MapResult } from "../../connector.js";
import { fieldIssues } from "../checks/field-issues.js";
import type { JsonDocument } from "./read-json.js";

/**
 * Takes a JSON body through a schema to one order, or to the reasons why not. The order is checked
 * against the hub's own shape as well, so that a limit of ours is a reason too and never a crash.
 */
export function mapJsonOrder<Schema extends z.ZodType>(
  document: JsonDocument,
  schema: Schema,
  toOrder: (payload: z.infer<Schema>, warnings: Issue[]) => CanonicalOrder | Issue,
): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const payload = schema.safeParse(document.value);
  if (!payload.success) return { ok: false, issues: fieldIssues(payload.error, document.value) };
  const warnings: Issue[] = [];
  const mapped = toOrder(payload.data, warnings);
  if ("code" in mapped) return { ok: false, issues: [mapped] };
  const order = canonicalOrder.safeParse(mapped);
  if (!order.success) return { ok: false, issues: fieldIssues(order.error, mapped) };
  const faults = lineFaults(order.data);
  if (faults.length > 0) return { ok: false, issues: faults };
  return { ok: true, documents: [{ kind: "ORDER", order: order.data }], warnings };
}

const FAULTS_MAX = 20;

/** A line number is the key of its line, and nobody orders nothing or less. */
function lineFaults({ lines }: CanonicalOrder): Issue[] {
  const seen = new Set<string>();
  const faults: Issue[] = [];
  for (const [index, { lineNumber, quantity }] of lines.entries()) {
    const at = `lines.${index}`;
    if (seen.has(lineNumber)) {
      faults.push({ code: "LINE_REPEATED", message: `Two lines have the number ${lineNumber}.`, at });
    }
    if (new Big(quantity).lte(0)) {
      faults.push({
        code: "QUANTITY_INVALID",
        message: `Line ${lineNumber} orders ${quantity}; a quantity is above zero.`,
        at,
      });
    }
    seen.add(lineNumber);
  }
  return faults.slice(0, FAULTS_MAX);
}

/** Which field of the message each value of the order was taken from. */
export function takenFrom(places: Readonly<Record<string, string | null>>): FieldProvenance[] {
  return Object.entries(places).flatMap(([path, field]) =>
    field === null ? [] : [{ path, part: "body", rule: `field:${field}` }],
  );
}

const NOTE_CHARS_MAX = 2000;

/** A note may be cut to what the hub keeps, but never silently. */
export function fittingNote(note: string | null, warnings: Issue[]): string | null {
  if (note === null || note.length <= NOTE_CHARS_MAX) return note;
  warnings.push({
    code: "NOTE_SHORTENED",
    message: `The note has ${note.length} characters; only the first ${NOTE_CHARS_MAX - 1} are kept with the order.`,
    at: "note",
  });
  return `${note.slice(0, NOTE_CHARS_MAX - 1).replace(/\p{Cs}$/u, "")}…`;
}
