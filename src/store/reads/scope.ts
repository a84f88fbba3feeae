import { HubError } from "../../domain/errors.js";
import type { Role } from "../../domain/vocabulary.js";
import { type Sql, trusted } from "./sql.js";

/** How often a merged customer may have been merged again. */
const MERGES_MAX = 16;

/** The customer that a token speaks for: the one it names, or the one that has taken its place. */
const own = (customerId: unknown): Sql => trusted`(
  WITH RECURSIVE walk AS (
    SELECT id, merged_into, 1 AS hop FROM customers WHERE id = ${customerId}
    UNION ALL
    SELECT c.id, c.merged_into, hop + 1 FROM walk JOIN customers c ON c.id = walk.merged_into WHERE hop < ${trusted([String(MERGES_MAX)])}
  )
  SELECT id FROM walk WHERE merged_into IS NULL
)`;

const ownOrders = (customer: Sql): Sql => trusted`SELECT id FROM orders WHERE customer_id = ${customer}`;
const ofOwnOrders = (customer: Sql): Sql => trusted`order_id IN (${ownOrders(customer)})`;
const ofOwnCases = (customer: Sql): Sql =>
  trusted`case_id IN (SELECT id FROM cases WHERE customer_id = ${customer})`;
const nothing = (): Sql => trusted`FALSE`;
/** Which roles see a custom field is said of it; operators see all. */
const seenBy = (role: Role): Sql => trusted([`seen_by ? '${role}'`]);

/** Which rows of each table a customer may see. A table that is not here cannot be read at all. */
const CUSTOMER_ROWS = {
  orders: (customer: Sql) => trusted`customer_id = ${customer}`,
  customers: (customer: Sql) => trusted`id = ${customer}`,
  order_lines: ofOwnOrders,
  order_versions: ofOwnOrders,
  order_changes: ofOwnOrders,
  order_change_deliveries: (customer: Sql) =>
    trusted`order_change_id IN (SELECT id FROM order_changes WHERE ${ofOwnOrders(customer)})`,
  fulfillment_orders: ofOwnOrders,
  holds: ofOwnOrders,
  ship_to_divergences: ofOwnOrders,
  shipments: ofOwnOrders,
  tracking_events: (customer: Sql) =>
    trusted`shipment_id IN (SELECT id FROM shipments WHERE ${ofOwnOrders(customer)})`,
  delivery_estimates: (customer: Sql) =>
    trusted`shipment_id IN (SELECT id FROM shipments WHERE ${ofOwnOrders(customer)})`,
  execution_sightings: ofOwnOrders,
  returns: ofOwnOrders,
  return_events: ofOwnOrders,
  cases: (customer: Sql) => trusted`customer_id = ${customer}`,
  // What the house says to itself is not the customer's.
  case_events: (customer: Sql) => trusted`${ofOwnCases(customer)} AND NOT internal`,
  memberships: (customer: Sql) => trusted`customer_id = ${customer}`,
  source_records: (customer: Sql) =>
    trusted`id IN (SELECT source_record_id FROM memberships WHERE customer_id = ${customer})`,
  source_record_codes: (customer: Sql) =>
    trusted`source_record_id IN (SELECT source_record_id FROM memberships WHERE customer_id = ${customer})`,
  customer_moves: nothing,
  customer_move_offers: nothing,
  differences: nothing,
  decisions: nothing,
  membership_moves: nothing,
  identity_keys: nothing,
  review_tasks: nothing,
  inbound_messages: nothing,
  documents: nothing,
  custom_fields: () => seenBy("CUSTOMER"),
  custom_values: (customer: Sql) =>
    trusted`(subject_id = ${customer} OR subject_id IN (${ownOrders(customer)}) OR subject_id IN (SELECT id FROM returns WHERE ${ofOwnOrders(customer)}))`,
  audit_entries: nothing,
  api_keys: nothing,
  webhooks: nothing,
  webhook_deliveries: nothing,
  webhook_tries: nothing,
} satisfies Record<string, (customer: Sql) => Sql>;

export type TableName = keyof typeof CUSTOMER_ROWS;

/** What only those who run the hub are shown. */
const OF_THE_OPERATOR = {
  api_keys: nothing(),
  webhooks: nothing(),
  webhook_deliveries: nothing(),
  webhook_tries: nothing(),
};

/** Roles of the house see every row, except where this says otherwise. */
const STAFF_ROWS: Partial<Record<Role, Partial<Record<TableName, Sql>>>> = {
  SUPPLY_CHAIN: {
    review_tasks: trusted`kind IN ('SHIP_TO', 'ORDER_CHANGE', 'RETURN', 'CUSTOMER_MOVE')`,
    audit_entries: nothing(),
    ...OF_THE_OPERATOR,
    custom_fields: seenBy("SUPPLY_CHAIN"),
  },
  FRONT_OFFICE: { audit_entries: nothing(), ...OF_THE_OPERATOR, custom_fields: seenBy("FRONT_OFFICE") },
  STEWARD: { ...OF_THE_OPERATOR, custom_fields: seenBy("STEWARD") },
};

export interface Tables {
  /** The table as this viewer may see it, to stand after FROM or JOIN; give it an alias. */
  of(table: TableName): Sql;
  /** Which customer id has become which. Ids only, so it needs no scope. */
  readonly mergeLinks: Sql;
}

/** Whose rows; the customer may also be a parameter whose value is not known yet. */
export interface Scope {
  readonly role: Role;
  readonly customerId: unknown;
}

/** The only way to a table for reads. */
export function tablesFor(viewer: Scope): Tables {
  return {
    of: (table) => scoped(viewer, table),
    mergeLinks: trusted`(SELECT id, merged_into FROM customers)`,
  };
}

function scoped(viewer: Scope, table: TableName): Sql {
  const rows = viewer.role === "CUSTOMER" ? customerRows(viewer, table) : STAFF_ROWS[viewer.role]?.[table];
  const from = trusted([`SELECT * FROM ${table}`]);
  return rows === undefined ? trusted([table]) : trusted`(${from} WHERE ${rows})`;
}

function customerRows(viewer: Scope, table: TableName): Sql {
  if (viewer.customerId === null) {
    throw new HubError("UNAUTHENTICATED", "a customer's token must say which customer it speaks for");
  }
  return CUSTOMER_ROWS[table](own(viewer.customerId));
}
