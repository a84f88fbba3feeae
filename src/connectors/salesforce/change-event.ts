import type { CanonicalDocument, Issue, MapResult } from "../connector.js";
import { firstText, textsAt, valuesAt } from "../reading/json/tree-path.js";
import { isRecordId } from "./query.js";
import type { SalesforceSettings } from "./settings.js";

const HEADER = "..ChangeEventHeader";

/** Headers of the Change Data Capture events in a document, whatever envelope a relay puts around them. */
export const headersIn = (document: unknown): unknown[] => valuesAt(document, HEADER);

/**
 * Turns events into what has to be asked for. An event holds only the fields that changed, one of a gap not even
 * those, so each record it names is read anew. A deleted order cannot be read any more; whether that cancels it, a
 * person says.
 */
export function mapEvents(
  headers: readonly unknown[],
  receivedAt: string,
  settings: SalesforceSettings,
): MapResult {
  const warnings: Issue[] = [];
  const documents = new Map<string, CanonicalDocument>();
  const issues: Issue[] = [];
  for (const [index, header] of headers.entries()) {
    const at = `ChangeEventHeader ${index + 1}`;
    const passedOver = reasonToPass(header, at, settings);
    if (passedOver !== null) {
      warnings.push(passedOver);
      continue;
    }
    const ids = textsAt(header, "recordIds").filter(isRecordId);
    if (ids.length === 0 || OVERFLOW.test(firstText(header, ["changeType"]) ?? "")) {
      const overflow = overflowed(at, settings);
      (settings.instanceUrl === null ? issues : warnings).push(overflow);
      continue;
    }
    for (const id of ids) documents.set(id, documentOf(header, id, receivedAt));
  }
  return issues.length > 0
    ? { ok: false, issues }
    : { ok: true, documents: [...documents.values()], warnings };
}

const FOLLOWED = new Set(["Order", "OrderItem"]);
const OVERFLOW = /^GAP_OVERFLOW$/;

/** Our own writes come back as events, and other objects' events share the channel: both are kept, not followed. */
function reasonToPass(header: unknown, at: string, { ownClient }: SalesforceSettings): Issue | null {
  const entity = firstText(header, ["entityName"]) ?? "no object";
  if (!FOLLOWED.has(entity)) {
    const message = `The event speaks of ${entity.slice(0, 80)}, and only orders and their items are followed.`;
    return { code: "NOT_FOLLOWED", message, at };
  }
  const clients = /;client=([^;]*)/.exec(firstText(header, ["changeOrigin"]) ?? "")?.[1];
  if (ownClient === null || clients !== ownClient) return null;
  return { code: "OWN_CHANGE", message: "The change is one that we wrote ourselves.", at };
}

const overflowed = (at: string, { instanceUrl }: SalesforceSettings): Issue => ({
  code: "EVENTS_LOST",
  message:
    instanceUrl === null
      ? "Salesforce changed more than it could send events for and names no record: the orders have to be read, and no address is set to read them from."
      : "Salesforce changed more than it could send events for and names no record; the next pass over the orders reads them.",
  at,
});

function documentOf(header: unknown, id: string, receivedAt: string): CanonicalDocument {
  const isDeleted = /^(?:GAP_)?DELETE$/.test(firstText(header, ["changeType"]) ?? "");
  if (!isDeleted || firstText(header, ["entityName"]) !== "Order")
    return { kind: "SOURCE_CHANGED", stream: "orders", externalId: id };
  const committed = Number(firstText(header, ["commitTimestamp"]) ?? Number.NaN);
  return {
    kind: "ORDER_CHANGE",
    change: {
      order: { externalId: id, number: null, poNumber: null },
      askedBy: null,
      requestedAt: isTime(committed) ? new Date(committed).toISOString() : receivedAt,
      reason: "The order was deleted in Salesforce.",
      targets: [{ kind: "CANCEL" }],
    },
  };
}

const TIME_END = Date.UTC(2100, 0, 1);
const isTime = (ms: number): boolean => ms > 0 && ms < TIME_END;
