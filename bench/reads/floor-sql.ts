import type { QuestionName } from "./questions.js";

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const list = (columns: string, from: string): string =>
  `(SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM (SELECT ${columns} FROM ${from}) AS r)`;
const row = (columns: string, from: string): string =>
  `(SELECT row_to_json(r) FROM (SELECT ${columns} FROM ${from}) AS r)`;
const decimal = (column: string, name: string): string => `trim_scale(${column})::text AS "${name}"`;

const ADDRESS = ["recipient", "department", "lines", "city", "region", "postalCode", "country", "phone"]
  .map((part) => `'${part}', o.ship_to->'${part}'`)
  .join(", ");
const LINES = `line_number AS "lineNumber", sku, description, ${decimal("quantity", "quantity")}, unit, ${decimal("unit_price", "unitPrice")}`;
const EVENTS = list(
  `status, description, location, ${instant("occurred_at")} AS "occurredAt"`,
  "tracking_events e WHERE e.shipment_id = s.id ORDER BY e.occurred_at, e.id",
);
const PARCELS = `s.carrier, s.tracking_number AS "trackingNumber", s.status, ${instant("s.status_at")} AS "statusAt",
  s.estimated_delivery AS "estimatedDelivery", ${instant("s.delivered_at")} AS "deliveredAt", ${EVENTS} AS events`;

/** Each question as one statement, written by hand for exactly this answer; the result is the response. */
export const FLOOR_SQL: Readonly<Record<QuestionName, string>> = {
  "order-tracking": `SELECT json_build_object('data', json_build_object('order', ${row(
    `o.number, o.status, o.fulfillment_status AS "fulfillmentStatus", o.return_status AS "returnStatus",
     ${instant("o.placed_at")} AS "placedAt", o.currency, o.total::text, o.requested_date AS "requestedDate",
     CASE WHEN o.ship_to IS NOT NULL THEN json_build_object(${ADDRESS}) END AS "shipTo",
     ${row("kind, name", "customers WHERE id = o.customer_id")} AS customer,
     ${list(LINES, "order_lines WHERE order_id = o.id ORDER BY position")} AS lines,
     ${list(PARCELS, "shipments s WHERE s.order_id = o.id ORDER BY s.shipped_at, s.id")} AS shipments`,
    "orders o WHERE o.number = $1",
  )}))::text AS body`,
  "customer-360": `SELECT json_build_object('data', json_build_object('customer', ${row(
    `c.kind, c.name, c.version, ${instant("c.created_at")} AS "createdAt", ${instant("c.updated_at")} AS "updatedAt",
     ${list(
       "DISTINCT code.system, code.code",
       "memberships m JOIN source_record_codes code USING (source_record_id) WHERE m.customer_id = c.id ORDER BY 1, 2",
     )} AS crosswalks,
     json_build_object('edges', (SELECT coalesce(json_agg(json_build_object('node', row_to_json(n))), '[]') FROM (
       SELECT o.number, o.status, ${instant("o.placed_at")} AS "placedAt", o.total::text,
         ${list(`sku, ${decimal("quantity", "quantity")}`, "order_lines WHERE order_id = o.id ORDER BY position")} AS lines,
         ${list(`carrier, tracking_number AS "trackingNumber", status`, "shipments WHERE order_id = o.id ORDER BY shipped_at, id")} AS shipments,
         ${list(`number, status, reason, ${instant("opened_at")} AS "openedAt"`, "returns WHERE order_id = o.id ORDER BY opened_at, id")} AS returns
       FROM orders o WHERE o.customer_id = c.id ORDER BY o.placed_at DESC, o.id DESC LIMIT 20) AS n)) AS orders`,
    "customers c WHERE c.id = $1",
  )}))::text AS body`,
  "supply-chain-board": `WITH board AS MATERIALIZED (
      SELECT id, number, status, requested_date, total, customer_id FROM orders
      WHERE status IN ('DRAFT', 'NEEDS_REVIEW', 'CONFIRMED')
        AND (coalesce(requested_date, 'infinity'::date), id) > ($1::date, $2::uuid)
      ORDER BY coalesce(requested_date, 'infinity'::date), id LIMIT 51)
    SELECT json_build_object('data', json_build_object('orders', json_build_object(
      'edges', (SELECT coalesce(json_agg(json_build_object('node', row_to_json(n))), '[]') FROM (
        SELECT o.number, o.status, o.requested_date AS "requestedDate", o.total::text,
          ${row("name", "customers WHERE id = o.customer_id")} AS customer,
          (SELECT count(*) FROM shipments WHERE order_id = o.id) AS "shipmentCount"
        FROM board o LIMIT 50) AS n),
      'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 50 FROM board),
        'endCursor', (SELECT requested_date || ' ' || id FROM board OFFSET 49 LIMIT 1)))))::text AS body`,
};

/** The values that each statement takes, from the variables of a request. */
export const FLOOR_VALUES: Readonly<Record<QuestionName, readonly string[]>> = {
  "order-tracking": ["number"],
  "customer-360": ["id"],
  "supply-chain-board": ["afterDate", "afterId"],
};
