/** What a front office asks to tell a customer where their order is. */
export const ORDER_QUERY = `query OrderTracking($number: String!) {
  order(number: $number) {
    number channel status fulfillmentStatus returnStatus executionSync placedAt currency total requestedDate version
    shipTo { recipient department lines city region postalCode country }
    customer { name kind }
    lines { lineNumber sku description quantity unit unitPrice }
    fulfillmentOrders { connectionId externalId status updatedAt }
    shipments {
      carrier trackingNumber status statusAt estimatedDelivery shippedAt deliveredAt
      events { status reason description location occurredAt }
    }
    changes { sequence kind status channel reason requestedAt }
  }
}`;

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const list = (columns: string, from: string): string =>
  `(SELECT coalesce(json_agg(row_to_json(r)), '[]') FROM (SELECT ${columns} FROM ${from}) AS r)`;

/** The same answer, written by hand as one statement; the result is the text of the response. */
export const ORDER_SQL = `
  SELECT json_build_object('data', json_build_object('order', json_build_object(
    'number', o.number, 'channel', o.channel, 'status', o.status, 'fulfillmentStatus', o.fulfillment_status,
    'returnStatus', o.return_status, 'executionSync', o.execution_sync, 'placedAt', ${instant("o.placed_at")},
    'currency', o.currency, 'total', o.total::text, 'requestedDate', o.requested_date, 'version', o.version,
    'shipTo', CASE WHEN o.ship_to IS NOT NULL THEN json_build_object(
      'recipient', o.ship_to->'recipient', 'department', o.ship_to->'department', 'lines', o.ship_to->'lines',
      'city', o.ship_to->'city', 'region', o.ship_to->'region', 'postalCode', o.ship_to->'postalCode',
      'country', o.ship_to->'country') END,
    'customer', (SELECT json_build_object('name', c.name, 'kind', c.kind) FROM customers c WHERE c.id = o.customer_id),
    'lines', ${list(
      `line_number AS "lineNumber", sku, description, trim_scale(quantity)::text AS quantity, unit,
       trim_scale(unit_price)::text AS "unitPrice"`,
      "order_lines WHERE order_id = o.id ORDER BY position",
    )},
    'fulfillmentOrders', ${list(
      `connection_id AS "connectionId", external_id AS "externalId", status, ${instant("updated_at")} AS "updatedAt"`,
      "fulfillment_orders WHERE order_id = o.id ORDER BY connection_id",
    )},
    'shipments', ${list(
      `s.carrier, s.tracking_number AS "trackingNumber", s.status, ${instant("s.status_at")} AS "statusAt",
       s.estimated_delivery AS "estimatedDelivery", ${instant("s.shipped_at")} AS "shippedAt",
       ${instant("s.delivered_at")} AS "deliveredAt",
       ${list(
         `status, reason, description, location, ${instant("occurred_at")} AS "occurredAt"`,
         "tracking_events e WHERE e.shipment_id = s.id ORDER BY e.occurred_at, e.id",
       )} AS events`,
      "shipments s WHERE s.order_id = o.id ORDER BY s.shipped_at, s.id",
    )},
    'changes', ${list(
      `sequence, kind, status, channel, reason, ${instant("requested_at")} AS "requestedAt"`,
      "order_changes WHERE order_id = o.id ORDER BY sequence",
    )}
  )))::text AS body FROM orders o WHERE o.number = $1`;
