import type { Form } from "../reads/ask.js";
import { CROSSWALK_FIELDS, CUSTOMER_FIELDS, RECORD_FIELDS } from "../reads/customer.js";
import { CASE_FIELDS, NESTED, type NestedRows, RETURN_FIELDS, SHIPMENT_FIELDS } from "../reads/nested.js";
import { ORDER_FIELDS } from "../reads/order.js";
import type { TableName } from "../reads/scope.js";

type Fields = readonly (string | readonly [string, Form])[];

/** What a field leads to that is no column of its own row. */
export type Related =
  /** Rows that hang on this one. */
  | { readonly rows: keyof NestedRows }
  /** How many rows of a table hang on this one. */
  | { readonly count: TableName; readonly by: string }
  /** The one row that this column names. */
  | { readonly row: TableName; readonly by: string }
  /** The customer that this column names. Rows follow when customers are merged, so it is the one of now. */
  | { readonly customer: string }
  /** The codes and statements of a customer. */
  | { readonly of: "crosswalks" | "records" }
  /** A page of the rows of a list that name this one in a column. */
  | { readonly page: "orders" | "cases"; readonly by: string }
  /** Nothing, for a row as it is now. */
  | { readonly always: "null" };

interface Planned {
  /** The columns that are shown as they are, under their names in code. */
  readonly fields: Fields;
  readonly related: Readonly<Record<string, Related>>;
}

/**
 * Which fields of the API are plain data, by type. A field that is not here is known to TypeScript only
 * (a signed link, a golden value with its reasons), and operations that ask for it take the resolvers.
 */
export const PLANNED: Readonly<Record<string, Planned>> = {
  Order: {
    fields: ORDER_FIELDS,
    related: {
      lines: { rows: "lines" },
      changes: { rows: "changes" },
      fulfillmentOrders: { rows: "fulfillmentOrders" },
      holds: { rows: "holds" },
      divergences: { rows: "divergences" },
      shipments: { rows: "shipments" },
      shipmentCount: { count: "shipments", by: "order_id" },
      returns: { rows: "returns" },
      cases: { page: "cases", by: "order_id" },
      customer: { customer: "customer_id" },
      buyer: { row: "source_records", by: "source_record_id" },
      asOf: { always: "null" },
    },
  },
  OrderLine: { fields: NESTED.lines.fields, related: {} },
  OrderChange: { fields: NESTED.changes.fields, related: { deliveries: { rows: "deliveries" } } },
  OrderChangeDelivery: { fields: NESTED.deliveries.fields, related: {} },
  FulfillmentOrder: { fields: NESTED.fulfillmentOrders.fields, related: {} },
  Hold: { fields: NESTED.holds.fields, related: {} },
  ShipToDivergence: { fields: NESTED.divergences.fields, related: {} },
  Shipment: {
    fields: SHIPMENT_FIELDS,
    related: { events: { rows: "trackingEvents" }, order: { row: "orders", by: "order_id" } },
  },
  TrackingEvent: { fields: NESTED.trackingEvents.fields, related: {} },
  Return: {
    // How it was resolved is a column's word in the table and a whole answer in the API.
    fields: RETURN_FIELDS.filter((field) => field !== "resolution"),
    related: {
      order: { row: "orders", by: "order_id" },
      shipment: { row: "shipments", by: "shipment_id" },
      cases: { page: "cases", by: "return_id" },
    },
  },
  Case: {
    fields: CASE_FIELDS,
    related: {
      customer: { customer: "customer_id" },
      order: { row: "orders", by: "order_id" },
      return: { row: "returns", by: "return_id" },
      sourceRecord: { row: "source_records", by: "source_record_id" },
      events: { rows: "caseEvents" },
    },
  },
  CaseEvent: { fields: NESTED.caseEvents.fields, related: {} },
  Customer: {
    fields: CUSTOMER_FIELDS,
    related: {
      crosswalks: { of: "crosswalks" },
      sourceRecords: { of: "records" },
      orders: { page: "orders", by: "customer_id" },
      cases: { page: "cases", by: "customer_id" },
      asOf: { always: "null" },
    },
  },
  Crosswalk: {
    fields: CROSSWALK_FIELDS,
    related: { sourceRecord: { row: "source_records", by: "source_record_id" } },
  },
  SourceRecord: { fields: RECORD_FIELDS, related: {} },
};

/** Types whose rows `node` answers with as they are, and their tables. A customer keeps the id it was asked by. */
export const NODE_TABLES: Readonly<Record<string, TableName>> = {
  Order: "orders",
  Shipment: "shipments",
  Return: "returns",
  Case: "cases",
  SourceRecord: "source_records",
};
