import type { Tx } from "../../src/store/database.js";

const MESSAGE = "00000000-0000-4000-8000-000000000001";
const RECORD = "00000000-0000-4000-8000-000000000002";
/** A custom field of orders that a quarter of them has a value of, `m` and their id at the source. */
export const MANY_FIELD = "00000000-0000-4000-8000-000000000009";
const MINUTES_BETWEEN = 7;
const ORDERS_OF_CUSTOMER = 3;
/** So many that a statement ends in time on a busy machine. */
const ORDERS_AT_ONCE = 3_000;

/**
 * As many orders as a busy house has, each with its work order, half of them with a parcel, some with a return: enough rows that a
 * way through all of them is seen. What is seldom in life is seldom here; every value follows from the row's number.
 */
export async function manyOrders(tx: Tx, howMany: number): Promise<void> {
  await tx.query(`
    INSERT INTO connections (id, connector, side, settings, created_at)
      VALUES ('shop', 'standard-webhooks', 'WEB', '{}', now()), ('erp', 'bogus', 'EXECUTION', '{}', now()) ON CONFLICT DO NOTHING`);
  await tx.query(`
    INSERT INTO inbound_messages (id, connection_id, delivery_id, sha256, content_type, headers, body, received_at, status, issues)
      VALUES ('${MESSAGE}', 'shop', 'many', 'many', 'application/json', '{}', '', now(), 'APPLIED', '[]')`);
  await tx.query(`
    INSERT INTO source_records (id, connection_id, channel, source_key, version, content_hash, party, stated_at, message_id)
      VALUES ('${RECORD}', 'shop', 'WEB', 'many', 1, 'many', '{}', now(), '${MESSAGE}')`);
  for (let from = 1; from <= howMany; from += ORDERS_AT_ONCE) {
    const to = Math.min(from + ORDERS_AT_ONCE - 1, howMany);
    await someOrders(tx, from, to);
    await theirParts(tx, from, to);
  }
  await theCustomers(tx, Math.ceil(howMany / ORDERS_OF_CUSTOMER));
  // What the server does by itself a moment later.
  await tx.query(
    "SELECT gin_clean_pending_list('customers_search_fields'), gin_clean_pending_list('orders_ship_to_words')",
  );
  await tx.query(
    `INSERT INTO custom_fields (id, subject, namespace, key, type, choices, label, seen_by, set_by, is_personal,
       is_filterable, version, created_at, updated_at)
       VALUES ($1, 'ORDER', 'house', 'mark', 'TEXT', '[]', 'Mark', '["OPERATOR"]', '["OPERATOR"]', false, true, 1, now(), now())`,
    [MANY_FIELD],
  );
  await tx.query(
    `INSERT INTO custom_values (field_id, subject_id, value, filter_key, version, changed_by, changed_at)
       SELECT $1, id, to_jsonb('M' || external_id), 'm' || external_id, 1, 'many', now() FROM orders WHERE external_id::int % 4 = 1`,
    [MANY_FIELD],
  );
  await tx.query("ANALYZE custom_values, customers, orders, fulfillment_orders, shipments, returns");
}

async function someOrders(tx: Tx, from: number, to: number): Promise<void> {
  await tx.query(
    `INSERT INTO orders (id, number, connection_id, channel, external_id, external_number, po_number, status,
       fulfillment_status, return_status, execution_sync, placed_at, currency, total, ship_to, requested_date, doubts,
       provenance, version, source_record_id, message_id, created_at, updated_at)
     SELECT md5('order ' || i)::uuid, 'TL-MANY-' || i, 'shop', (ARRAY['WEB', 'WEB', 'EMAIL', 'FAX', 'EDI'])[1 + i % 5],
       (9000000 + i)::text, '#' || i, 'PO-' || i * 7,
       CASE WHEN i % 1000 = 1 THEN 'NEEDS_REVIEW' WHEN i % 10 = 0 THEN 'CONFIRMED' ELSE 'COMPLETED' END,
       CASE WHEN i % 1000 = 2 THEN 'ON_HOLD' WHEN i % 10 = 0 THEN 'UNFULFILLED' ELSE 'FULFILLED' END,
       CASE WHEN i % 1000 = 3 THEN 'RETURNED' ELSE 'NO_RETURN' END,
       CASE WHEN i % 1000 = 4 THEN 'DIVERGED' ELSE 'IN_SYNC' END,
       now() - i * interval '${MINUTES_BETWEEN} minutes', 'EUR', 10,
       jsonb_build_object('recipient', 'Person ' || i, 'department', NULL, 'lines', jsonb_build_array('Street ' || i % 9000),
         'city', (ARRAY['Berlin', 'Hamburg', '上海市', 'Town' || i])[1 + i % 4], 'region', NULL,
         'postalCode', lpad(i::text, 7, '0'), 'country', (ARRAY['DE', 'DE', 'CN', 'US'])[1 + i % 4], 'phone', NULL),
       CASE WHEN i % 9 > 0 THEN (now() - i * interval '${MINUTES_BETWEEN} minutes')::date + 5 END, '[]', '[]', 1, '${RECORD}', '${MESSAGE}',
       now() - i * interval '${MINUTES_BETWEEN} minutes', now() - i * interval '${MINUTES_BETWEEN} minutes'
       FROM generate_series($1::int, $2::int) i`,
    [from, to],
  );
}

/** Work orders, parcels and returns. */
async function theirParts(tx: Tx, from: number, to: number): Promise<void> {
  const numbers = [9_000_000 + from, 9_000_000 + to];
  await tx.query(
    `INSERT INTO fulfillment_orders (id, order_id, connection_id, external_id, status, updated_at)
      SELECT md5('work ' || id)::uuid, id, 'erp', 'SO/' || external_id, 'OPEN', now() FROM orders
       WHERE connection_id = 'shop' AND external_id::int BETWEEN $1 AND $2`,
    numbers,
  );
  await tx.query(
    `INSERT INTO shipments (id, order_id, fulfillment_order_id, external_id, carrier, tracking_number, status, status_at,
       lines, estimated_delivery)
      SELECT md5('parcel ' || o.id)::uuid, o.id, md5('work ' || o.id)::uuid, o.external_id, 'Post', '00 34 ' || o.external_id,
        'IN_TRANSIT', o.placed_at, '[]', o.requested_date + CASE WHEN o.external_id LIKE '%777' THEN 40 ELSE 0 END
        FROM orders o WHERE o.external_id::int BETWEEN $1 AND $2 AND o.external_id::int % 2 = 1`,
    numbers,
  );
  await tx.query(
    `INSERT INTO returns (id, number, order_id, request_key, kind, status, lines, requested_by, opened_at, updated_at,
       tracking_number)
      SELECT md5('return ' || id)::uuid, 'R-MANY-' || external_id, id, 'many', 'CUSTOMER_RETURN',
        CASE WHEN external_id LIKE '%8' THEN 'REQUESTED' ELSE 'CLOSED' END, '[]', 'many', placed_at, placed_at, 'BACK ' || external_id
        FROM orders WHERE external_id::int BETWEEN $1 AND $2 AND external_id::int % 8 = 0`,
    numbers,
  );
}

async function theCustomers(tx: Tx, howMany: number): Promise<void> {
  await tx.query(
    `INSERT INTO customers (id, kind, name, search_fields, version, created_at, updated_at)
       SELECT md5('customer ' || i)::uuid, CASE WHEN i % 1000 = 1 THEN 'PERSON' ELSE 'ORGANIZATION' END, 'House ' || i || ' Ltd',
         jsonb_build_object('names', jsonb_build_array('House ' || i || ' Ltd'), 'codes', jsonb_build_array('K-' || i),
           'emails', jsonb_build_array('buyer@house' || i || '.example'), 'phones', jsonb_build_array('+49 821 ' || 100000 + i)),
         1, now() - i * interval '1 minute', now() - i * interval '1 minute'
         FROM generate_series(1, $1::int) i`,
    [howMany],
  );
}
