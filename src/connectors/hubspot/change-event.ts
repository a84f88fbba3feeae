import type { CanonicalDocument, Issue, MapResult } from "../connector.js";
import { firstText, isGroup, valuesAt } from "../reading/json/tree-path.js";
import type { HubspotSettings } from "./settings.js";

/** Stands before the id of a line item, where an order's id would stand alone. */
export const LINE_ITEM = "line_item:";

/** HubSpot's numbers for the kinds of objects, which generic events go by, and the names that older ones begin with. */
const KINDS: Readonly<Record<string, string>> = {
  "0-123": "order",
  order: "order",
  "0-8": "line_item",
  line_item: "line_item",
};

/** The events of a webhook; none if the document is no list of them. */
export const eventsIn = (document: unknown): unknown[] =>
  valuesAt(document, "").filter((one) => isGroup(one) && "subscriptionType" in one);

/**
 * Turns events into what has to be asked for: they name the objects that have changed and not what they are now, and
 * they come in any order. A deleted order cannot be read any more; whether that cancels it, a person says.
 */
export function mapEvents(
  events: readonly unknown[],
  receivedAt: string,
  { ownSourceId }: HubspotSettings,
): MapResult {
  const documents = new Map<string, CanonicalDocument>();
  const warnings = new Map<string, Issue>();
  for (const [index, event] of events.entries()) {
    const at = `event ${index + 1}`;
    const type = firstText(event, ["subscriptionType"]) ?? "";
    const named = objectNamed(event, type);
    if (named === null) {
      const message = `The event is a ${type.slice(0, 80)}, and only orders and their line items are followed.`;
      warnings.set(`NOT_FOLLOWED ${type}`, { code: "NOT_FOLLOWED", message, at });
    } else if (ownSourceId !== null && (firstText(event, ["sourceId"]) ?? "") === ownSourceId) {
      const message = `The change of ${named.kind} ${named.id} is one that we wrote ourselves.`;
      warnings.set(`OWN_CHANGE ${named.kind} ${named.id}`, { code: "OWN_CHANGE", message, at });
    } else {
      const externalId = named.kind === "order" ? named.id : `${LINE_ITEM}${named.id}`;
      const isDeleted = named.kind === "order" && /\.(?:deletion|privacyDeletion)$/.test(type);
      const document = isDeleted
        ? deletionOf(externalId, event, receivedAt)
        : ({ kind: "SOURCE_CHANGED", stream: "orders", externalId } as const);
      // Events of one batch stand in no order: a deletion is the last word all the same.
      if (documents.get(externalId)?.kind !== "ORDER_CHANGE") documents.set(externalId, document);
    }
  }
  return { ok: true, documents: [...documents.values()], warnings: [...warnings.values()] };
}

interface Named {
  readonly kind: string;
  readonly id: string;
}

const SIDES = [
  ["objectTypeId", "objectId"],
  ["fromObjectTypeId", "fromObjectId"],
  ["toObjectTypeId", "toObjectId"],
] as const;

/** The order or line item that an event speaks of; of an association between the two, the order. */
function objectNamed(event: unknown, type: string): Named | null {
  const [prefix = ""] = type.split(".");
  const named = SIDES.flatMap(([kindAt, idAt]) => {
    const kind = KINDS[firstText(event, [kindAt]) ?? prefix];
    const id = firstText(event, [idAt]);
    return kind !== undefined && id !== null && /^\d{1,30}$/.test(id) ? [{ kind, id }] : [];
  });
  return named.find(({ kind }) => kind === "order") ?? named[0] ?? null;
}

function deletionOf(externalId: string, event: unknown, receivedAt: string): CanonicalDocument {
  const occurred = Number(firstText(event, ["occurredAt"]) ?? Number.NaN);
  return {
    kind: "ORDER_CHANGE",
    change: {
      order: { externalId, number: null, poNumber: null },
      askedBy: null,
      requestedAt: occurred > 0 && occurred < TIME_END ? new Date(occurred).toISOString() : receivedAt,
      reason: "The order was deleted in HubSpot.",
      targets: [{ kind: "CANCEL" }],
    },
  };
}

const TIME_END = Date.UTC(2100, 0, 1);
