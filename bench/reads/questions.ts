import { globalId } from "../../src/schema/global-id.js";
import type { PostgraphileCursors, ReadKeys } from "./keys.js";

/** The sides of the comparison. */
export const SIDES = ["throughline", "floor", "postgraphile", "textbook"] as const;
export type SideName = (typeof SIDES)[number];

export const QUESTIONS = ["order-tracking", "customer-360", "supply-chain-board"] as const;
export type QuestionName = (typeof QUESTIONS)[number];

/** What one side is sent for each key of a question. */
export type Bodies = Readonly<Record<QuestionName, readonly string[]>>;

const ORDER = `number status fulfillmentStatus returnStatus placedAt currency total requestedDate`;
const LINE = `lineNumber sku description quantity unit unitPrice`;
const PARCEL = `carrier trackingNumber status statusAt estimatedDelivery deliveredAt`;
const EVENT = `status description location occurredAt`;
const ADDRESS = `shipTo { recipient department lines city region postalCode country phone }`;
const CUSTOMER = `kind name version createdAt updatedAt`;
const PARCEL_SHORT = `carrier trackingNumber status`;
const RETURN = `number status reason openedAt`;
const BOARD = `number status requestedDate total`;

const THROUGHLINE: Readonly<Record<QuestionName, string>> = {
  "order-tracking": `query OrderTracking($number: String!) { order(number: $number) { ${ORDER} ${ADDRESS}
    customer { kind name } lines { ${LINE} } shipments { ${PARCEL} events { ${EVENT} } } } }`,
  "customer-360": `query Customer360($id: ID!) { customer(id: $id) { ${CUSTOMER} crosswalks { system code }
    orders(first: 20) { edges { node { number status placedAt total
      lines { sku quantity } shipments { ${PARCEL_SHORT} } returns { ${RETURN} } } } } } }`,
  "supply-chain-board": `query Board($after: String) { orders(first: 50, after: $after, orderBy: DUE) {
    edges { node { ${BOARD} customer { name } shipmentCount } } pageInfo { hasNextPage endCursor } } }`,
};

/** The same in the words that PostGraphile makes of the tables; the addresses are whole JSON values there. */
const POSTGRAPHILE: Readonly<Record<QuestionName, string>> = {
  "order-tracking": `query OrderTracking($number: String!) { allOrders(condition: { number: $number }, first: 1) { nodes { ${ORDER} shipTo
    customer: customerByCustomerId { kind name } lines: orderLinesByOrderId(orderBy: LINE_NUMBER_ASC) { nodes { ${LINE} } }
    shipments: shipmentsByOrderId { nodes { ${PARCEL} events: trackingEventsByShipmentId { nodes { ${EVENT} } } } } } } }`,
  "customer-360": `query Customer360($id: UUID!) { customerByRowId(rowId: $id) { ${CUSTOMER}
    crosswalks: membershipsByCustomerId { nodes { sourceRecordBySourceRecordId { sourceRecordCodesBySourceRecordId { nodes { system code } } } } }
    orders: ordersByCustomerId(first: 20, orderBy: [PLACED_AT_DESC, ROW_ID_DESC]) { nodes { number status placedAt total
      lines: orderLinesByOrderId(orderBy: LINE_NUMBER_ASC) { nodes { sku quantity } }
      shipments: shipmentsByOrderId { nodes { ${PARCEL_SHORT} } } returns: returnsByOrderId { nodes { ${RETURN} } } } } } }`,
  "supply-chain-board": `query Board($after: Cursor) {
    allOrders(first: 50, after: $after, condition: { status: "CONFIRMED" }, orderBy: [STATUS_ASC, REQUESTED_DATE_ASC, ROW_ID_ASC]) {
    nodes { ${BOARD} customer: customerByCustomerId { name } shipmentCount: shipmentsByOrderId { totalCount } }
    pageInfo { hasNextPage endCursor } } }`,
};

const TEXTBOOK: Readonly<Record<QuestionName, string>> = {
  "order-tracking": `query OrderTracking($number: String!) { order(number: $number) { ${ORDER} ${ADDRESS}
    customer { kind name } lines { ${LINE} } shipments { ${PARCEL} events { ${EVENT} } } } }`,
  "customer-360": `query Customer360($id: ID!) { customer(id: $id) { ${CUSTOMER} crosswalks { system code }
    orders(first: 20) { number status placedAt total
      lines { sku quantity } shipments { ${PARCEL_SHORT} } returns { ${RETURN} } } } }`,
  "supply-chain-board": `query Board($afterDate: String!, $afterId: ID!) { board(first: 50, afterDate: $afterDate, afterId: $afterId) {
    ${BOARD} customer { name } shipmentCount } }`,
};

/** The requests of one side, key by key the same questions as those of every other side. */
export function bodiesFor(side: SideName, keys: ReadKeys, cursors: PostgraphileCursors): Bodies {
  const documents = { throughline: THROUGHLINE, postgraphile: POSTGRAPHILE, textbook: TEXTBOOK, floor: null }[
    side
  ];
  const body = (question: QuestionName, variables: object): string =>
    JSON.stringify(documents === null ? { question, variables } : { query: documents[question], variables });
  return {
    "order-tracking": keys.numbers.map((number) => body("order-tracking", { number })),
    "customer-360": keys.customers.map((id) =>
      body("customer-360", { id: side === "throughline" ? globalId("Customer", id) : id }),
    ),
    "supply-chain-board": keys.places.map(({ date, id }) => {
      const after = side === "postgraphile" ? cursors.get(id) : cursorOf(date, id);
      const own = side === "throughline" || side === "postgraphile";
      return body("supply-chain-board", own ? { after } : { afterDate: date, afterId: id });
    }),
  };
}

const cursorOf = (date: string, id: string): string =>
  Buffer.from(`orders-due ${date} ${id}`).toString("base64url");
