import type { Case, CaseEvent } from "../case.js";
import type { Document } from "../document.js";
import type { FulfillmentOrder, Hold, ShipToDivergence } from "../fulfillment-order.js";
import type { OrderLine } from "../order.js";
import type { OrderChange, OrderChangeDelivery } from "../order-change.js";
import type { Return, ReturnEvent } from "../return.js";
import type { ExecutionSighting, Shipment, TrackingEvent } from "../shipment.js";
import { type Ask, columns, type Field } from "./ask.js";
import type { TableName } from "./scope.js";
import { listed, name, sql } from "./sql.js";

/** Rows that hang on one parent row, by the name of the list they make. */
export interface NestedRows {
  readonly lines: OrderLine;
  readonly changes: OrderChange;
  readonly deliveries: OrderChangeDelivery;
  readonly fulfillmentOrders: FulfillmentOrder;
  readonly holds: Hold;
  readonly divergences: ShipToDivergence;
  readonly shipments: Shipment;
  readonly trackingEvents: TrackingEvent;
  readonly sightings: ExecutionSighting;
  readonly returns: Return;
  readonly returnEvents: ReturnEvent;
  readonly caseEvents: CaseEvent;
  readonly documents: Document;
}

interface Nested<Row> {
  readonly table: TableName;
  readonly parent: keyof Row & string;
  readonly parentColumn: string;
  readonly fields: readonly Field<Row>[];
  readonly sort: readonly string[];
  /** Most rows of one parent. */
  readonly max: number;
}

// biome-ignore format: one list a line reads best as a table
export const SHIPMENT_FIELDS: readonly Field<Shipment>[] = [
  "id", "orderId", "fulfillmentOrderId", "externalId", "carrier", "trackingNumber", "status", "statusAt",
  "reason", "shipTo", ["estimatedDelivery", "day"], "lines", "shippedAt", "deliveredAt", "newsAt",
];
// biome-ignore format: one list a line reads best as a table
export const RETURN_FIELDS: readonly Field<Return>[] = [
  "id", "number", "orderId", "shipmentId", "requestKey", "kind", "status", "reason", "cause", "lines", "note",
  "requestedBy", "openedAt", "updatedAt", "inspections", "version", "channel", "outwardCarrier", "carrier",
  "trackingNumber", "labelUrl", "causeKind", "causeDetails", "preventable", ["cost", "decimal"], "costCurrency",
  "costDetails", "sendTo", "contact", "decidedBecause", "resolution", "resolutionDetails", "replacementOrderId",
];

// biome-ignore format: one list a line reads best as a table
export const CASE_FIELDS: readonly Field<Case>[] = [
  "id", "number", "requestKey", "customerId", "sourceRecordId", "orderId", "returnId", "type", "phase", "status", "subject",
  "description", "channel", "contact", "address", "openedBy", "assignee", "resolution", "version", "openedAt", "updatedAt",
  "saidAt", "resolvedAt", "closedAt",
];

// biome-ignore format: one list a line reads best as a table
export const NESTED: { readonly [List in keyof NestedRows]: Nested<NestedRows[List]> } = {
  lines: {
    table: "order_lines", parent: "orderId", parentColumn: "order_id", sort: ["position", "line_number"], max: 10_000,
    fields: ["orderId", "lineNumber", "position", "sku", "description", ["quantity", "decimal"], "unit", ["unitPrice", "decimal"]],
  },
  changes: {
    table: "order_changes", parent: "orderId", parentColumn: "order_id", sort: ["sequence"], max: 1000,
    fields: ["id", "orderId", "sequence", "requestKey", "kind", "target", "channel", "requestedBy", "reason", "baseVersion", "status", "requestedAt"],
  },
  deliveries: {
    table: "order_change_deliveries", parent: "orderChangeId", parentColumn: "order_change_id", sort: ["connection_id"], max: 100,
    fields: ["id", "orderChangeId", "connectionId", "status", "refusal", "nativeMessage", "attempts", "queuedAt", "sentAt", "acceptedAt", "verifiedAt", "escalatedAt"],
  },
  fulfillmentOrders: {
    table: "fulfillment_orders", parent: "orderId", parentColumn: "order_id", sort: ["connection_id"], max: 100,
    fields: ["id", "orderId", "connectionId", "externalId", "externalVersion", "status", "shipTo", "refusal", "nativeMessage", "updatedAt"],
  },
  holds: {
    table: "holds", parent: "orderId", parentColumn: "order_id", sort: ["opened_at", "id"], max: 500,
    fields: ["id", "orderId", "fulfillmentOrderId", "reason", "explanation", "openedAt", "confirmedAt", "releasedAt", "releasedBy"],
  },
  divergences: {
    table: "ship_to_divergences", parent: "orderId", parentColumn: "order_id", sort: ["detected_at", "id"], max: 500,
    fields: ["id", "orderId", "fulfillmentOrderId", "foundKey", "foundAt", "aspect", "lineNumber", "expectedValue", "foundValue", "expected", "found", "status", "detectedAt", "closedAt"],
  },
  shipments: {
    table: "shipments", parent: "orderId", parentColumn: "order_id", sort: ["shipped_at", "id"], max: 500,
    fields: SHIPMENT_FIELDS,
  },
  trackingEvents: {
    table: "tracking_events", parent: "shipmentId", parentColumn: "shipment_id", sort: ["occurred_at", "id"], max: 1000,
    fields: ["id", "shipmentId", "eventKey", "status", "reason", "code", "description", "location", "occurredAt", "recordedAt", "zoneUnknown", "connectionId", "sourceEventId", "corrects", "correctedAt"],
  },
  sightings: {
    table: "execution_sightings", parent: "shipmentId", parentColumn: "shipment_id", sort: ["occurred_at", "id"], max: 500,
    fields: ["id", "orderId", "fulfillmentOrderId", "shipmentId", "sightingKey", "status", "occurredAt", "recordedAt"],
  },
  returns: {
    table: "returns", parent: "orderId", parentColumn: "order_id", sort: ["opened_at", "id"], max: 500,
    fields: RETURN_FIELDS,
  },
  returnEvents: {
    table: "return_events", parent: "returnId", parentColumn: "return_id", sort: ["recorded_at", "id"], max: 500,
    fields: ["id", "returnId", "orderId", "eventKey", "act", "fromStatus", "toStatus", "actor", "note", "occurredAt", "recordedAt"],
  },
  caseEvents: {
    table: "case_events", parent: "caseId", parentColumn: "case_id", sort: ["recorded_at", "id"], max: 1000,
    fields: ["id", "caseId", "eventKey", "act", "fromStatus", "toStatus", "by", "actor", "internal", "channel", "note", "occurredAt", "recordedAt"],
  },
  documents: {
    table: "documents", parent: "orderId", parentColumn: "order_id", sort: ["occurred_at", "id"], max: 200,
    fields: ["id", "kind", "connectionId", "externalId", "messageId", "orderId", "content", "occurredAt", "receivedAt"],
  },
};

/** Which field of a row names its parent. */
export const parentField = <List extends keyof NestedRows>(list: List): keyof NestedRows[List] & string =>
  NESTED[list].parent;

/** The rows of many parents in one statement; each parent has its own limit, so none can crowd out another. */
export function nestedReads(ask: Ask) {
  return {
    nested<List extends keyof NestedRows>(
      list: List,
      parentIds: readonly string[],
    ): Promise<NestedRows[List][]> {
      const { table, parentColumn, fields, sort, max } = NESTED[list];
      const order = listed(sort.map((column) => name(`x.${column}`)));
      return ask.rows<NestedRows[List]>(sql`
        SELECT found.* FROM unnest(${parentIds}::uuid[]) WITH ORDINALITY AS parent (id, place)
        CROSS JOIN LATERAL (
          SELECT ${columns<NestedRows[List]>("x", fields)}, row_number() OVER (ORDER BY ${order}) AS place FROM ${ask.of(table)} x
          WHERE ${name(`x.${parentColumn}`)} = parent.id
          ORDER BY ${order} LIMIT ${max}
        ) found ORDER BY parent.place, found.place`);
    },
  };
}
