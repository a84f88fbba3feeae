import DataLoader from "dataloader";
import { type NestedRows, parentField } from "../store/reads/nested.js";
import type { Reads } from "../store/reads/reads.js";

/** Most parents whose rows are fetched by one statement. */
const BATCH_ROWS_MAX = 500;
const OPTIONS = { maxBatchSize: BATCH_ROWS_MAX };

/** One request's batching: however many orders an answer holds, their lines are one statement. */
export function loadersOver(reads: Reads) {
  const nested = <List extends keyof NestedRows>(list: List) =>
    many(
      (ids) => reads.nested(list, ids),
      (row) => String(row[parentField(list)]),
    );
  return {
    lines: nested("lines"),
    changes: nested("changes"),
    deliveries: nested("deliveries"),
    fulfillmentOrders: nested("fulfillmentOrders"),
    holds: nested("holds"),
    divergences: nested("divergences"),
    shipments: nested("shipments"),
    trackingEvents: nested("trackingEvents"),
    sightings: nested("sightings"),
    estimates: many(reads.estimatesOf, ({ shipmentId }) => shipmentId),
    returns: nested("returns"),
    returnEvents: nested("returnEvents"),
    caseEvents: nested("caseEvents"),
    replacementFor: one(reads.returnsReplacedBy, ({ replacementOrderId }) => replacementOrderId ?? ""),
    documents: nested("documents"),
    order: one(reads.ordersById, ({ id }) => id),
    shipmentCount: one(reads.shipmentCounts, ({ orderId }) => orderId),
    provenance: one(reads.orderProvenance, ({ id }) => id),
    customer: one(reads.customersById, ({ askedId }) => askedId),
    sourceRecord: one(reads.sourceRecordsById, ({ id }) => id),
    sourceRecordsOf: many(reads.sourceRecordsOf, ({ customerId }) => customerId),
    crosswalks: many(reads.crosswalks, ({ customerId }) => customerId),
    decisions: many(reads.decisionsOf, ({ customerId }) => customerId),
    decision: one(reads.decisionsById, ({ id }) => id),
    undoings: many(reads.undoingsOf, ({ decisionId }) => decisionId),
    customerMoves: many(reads.customerMovesOf, ({ customerId }) => customerId),
    moveOffers: many(reads.moveOffersOf, ({ moveId }) => moveId),
    shipment: one(reads.shipmentsById, ({ id }) => id),
    divergence: one(reads.divergencesById, ({ id }) => id),
    case: one(reads.casesById, ({ id }) => id),
    return: one(reads.returnsById, ({ id }) => id),
    reviewTask: one(reads.reviewTasksById, ({ id }) => id),
    amountsAtRisk: many(reads.amountsAtRisk, ({ taskId }) => taskId),
    webhook: one(reads.webhooksById, ({ id }) => id),
    webhookTries: many(reads.webhookTriesOf, ({ deliveryId }) => deliveryId),
    message: one(reads.messagesById, ({ id }) => id),
    messagePreview: one(reads.messagePreviews, ({ id }) => id),
    customOrderValues: many(
      (ids) => reads.customValuesOf("ORDER", ids),
      ({ subjectId }) => subjectId,
    ),
    customCustomerValues: many(
      (ids) => reads.customValuesOf("CUSTOMER", ids),
      ({ subjectId }) => subjectId,
    ),
    customReturnValues: many(
      (ids) => reads.customValuesOf("RETURN", ids),
      ({ subjectId }) => subjectId,
    ),
  };
}
export type Loaders = ReturnType<typeof loadersOver>;

type Fetch<Row> = (ids: readonly string[]) => Promise<Row[]>;

/** The one row of each key, or null where the viewer has none. */
function one<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await fetch(ids)).map((row) => [keyOf(row), row]));
    return ids.map((id) => rows.get(id) ?? null);
  }, OPTIONS);
}

/** All rows of each key, in the order they were read. */
function many<Row>(fetch: Fetch<Row>, keyOf: (row: Row) => string): DataLoader<string, Row[]> {
  return new DataLoader(async (ids) => {
    const rowsOf = new Map<string, Row[]>(ids.map((id) => [id, []]));
    for (const row of await fetch(ids)) rowsOf.get(keyOf(row))?.push(row);
    return ids.map((id) => rowsOf.get(id) ?? []);
  }, OPTIONS);
}
