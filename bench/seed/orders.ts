import { DRAFT, word } from "./functions.js";
import { SEED_WAREHOUSE } from "./parties.js";

const LINES_PER_ORDER_MAX = 8;
const EVENTS = ["LABEL_CREATED", "PICKED_UP", "IN_TRANSIT", "DELIVERED"] as const;

const at = (hours: string): string => `at + interval '1 hour' * (${hours})`;

/** Numbers read like the hub's own: no vowels, nothing that looks like something else. */
const NUMBER = `'TL-' || upper(translate(substr(md5('no' || n), 1, 4), '01aeiou', 'GHJKMNP'))
  || '-' || upper(translate(substr(md5('no' || n), 5, 6), '01aeiou', 'GHJKMNP'))`;

/** Orders and what was asked to change in them: one in ten. */
export const ORDER_SQL: readonly string[] = [
  `CREATE UNLOGGED TABLE ${DRAFT}.ordered AS
   SELECT n, k, ${DRAFT}.sku(n * ${LINES_PER_ORDER_MAX} + k) AS sku, ${DRAFT}.goods(n * ${LINES_PER_ORDER_MAX} + k) AS goods,
          ${DRAFT}.price(n * ${LINES_PER_ORDER_MAX} + k) AS price,
          1 + ${DRAFT}.dice(n * ${LINES_PER_ORDER_MAX} + k, 22, 40) AS quantity
     FROM ${DRAFT}.placed, generate_series(0, lines - 1) AS k`,
  `INSERT INTO orders (id, number, connection_id, channel, external_id, external_number, external_version, po_number,
     status, fulfillment_status, return_status, execution_sync, placed_at, currency, total, ship_to, requested_date,
     note, doubts, provenance, version, source_record_id, customer_id, message_id, created_at, updated_at)
   SELECT id, ${NUMBER}, connection_id, channel, 'S-' || n, 'S-' || n, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
     CASE WHEN n % 3 = 0 THEN 'PO-' || (500000 + n) END, CASE WHEN recent THEN 'CONFIRMED' ELSE 'COMPLETED' END,
     CASE WHEN recent THEN 'PARTIALLY_FULFILLED' ELSE 'FULFILLED' END, CASE WHEN n % 20 = 7 THEN 'RETURNED' ELSE 'NO_RETURN' END,
     'IN_SYNC', at, 'EUR', t.total, address, at::date + 5,
     CASE WHEN n % 4 = 0 THEN 'Gate 2, 7 to 12 o''clock' END, '[]',
     '[{"path":"buyer.name","rule":"stated","text":"data.customer.name"},{"path":"shipTo","rule":"stated","text":"data.shipTo"},{"path":"lines","rule":"stated","text":"data.lines"}]',
     CASE WHEN n % 10 = 3 THEN 2 ELSE 1 END, record_id, customer_id, message_id, at, at
   FROM ${DRAFT}.placed JOIN (SELECT n, sum(price * quantity) AS total FROM ${DRAFT}.ordered GROUP BY n) AS t USING (n) ORDER BY n`,
  `INSERT INTO order_lines (order_id, line_number, position, sku, description, quantity, unit, unit_price)
   SELECT id, (k + 1)::text, k, sku, goods, quantity, 'piece', price FROM ${DRAFT}.placed JOIN ${DRAFT}.ordered USING (n) ORDER BY n, k`,
  `INSERT INTO order_changes (id, order_id, sequence, request_key, kind, target, channel, requested_by, reason, base_version, status, requested_at)
   SELECT ${DRAFT}.id('change', n, at), id, 1, 'seed#0', 'SHIP_TO',
     jsonb_build_object('kind', 'SHIP_TO', 'shipTo', address), channel, 'connection:' || connection_id,
     'The customer has moved', 1, 'CONFIRMED', ${at("3")} FROM ${DRAFT}.placed WHERE n % 10 = 3 ORDER BY n`,
  `INSERT INTO order_change_deliveries (id, order_change_id, connection_id, status, attempts, sent_at, verified_at)
   SELECT ${DRAFT}.id('delivery', n, at), ${DRAFT}.id('change', n, at), '${SEED_WAREHOUSE}', 'APPLIED', 1, ${at("3")}, ${at("3")}
   FROM ${DRAFT}.placed WHERE n % 10 = 3 ORDER BY n`,
];

/** Goods on the way and back: a parcel an order, four events a parcel, a return for one order in twenty. */
export const EXECUTION_SQL: readonly string[] = [
  `INSERT INTO fulfillment_orders (id, order_id, connection_id, external_id, external_version, status, ship_to, updated_at)
   SELECT ${DRAFT}.id('work', n, at), id, '${SEED_WAREHOUSE}', 'WH-' || (1000000 + n), '3',
     CASE WHEN recent THEN 'IN_PROGRESS' ELSE 'CLOSED' END, address, ${at("40")} FROM ${DRAFT}.placed ORDER BY n`,
  `CREATE UNLOGGED TABLE ${DRAFT}.parcels AS
   SELECT n, box, at, recent, id AS order_id, address, ${DRAFT}.id('parcel', n * 2 + box, at) AS parcel_id
   FROM ${DRAFT}.placed, generate_series(0, CASE n % 50 WHEN 0 THEN -1 WHEN 1 THEN 1 ELSE 0 END) AS box`,
  `INSERT INTO shipments (id, order_id, fulfillment_order_id, external_id, carrier, tracking_number, status, status_at,
     ship_to, estimated_delivery, lines, shipped_at, delivered_at)
   SELECT parcel_id, order_id, ${DRAFT}.id('work', n, at), 'PK-' || (n * 2 + box), (ARRAY['DHL', 'UPS', 'DPD', 'GLS'])[1 + ${DRAFT}.dice(n, 23, 4)],
     '00340' || lpad((n * 2 + box)::text, 12, '0'), CASE WHEN recent THEN 'IN_TRANSIT' ELSE 'DELIVERED' END, ${at("60")},
     address, at::date + 4,
     '[{"lineNumber":"1","quantity":"1"}]', ${at("24")}, CASE WHEN NOT recent THEN ${at("60")} END FROM ${DRAFT}.parcels ORDER BY n`,
  `INSERT INTO tracking_events (id, shipment_id, event_key, status, code, description, location, occurred_at, recorded_at)
   SELECT ${DRAFT}.id('event', (n * 2 + box) * 4 + step, at), parcel_id, 'E' || step,
     CASE WHEN recent AND step = 3 THEN 'IN_TRANSIT' ELSE (ARRAY[${EVENTS.map((one) => `'${one}'`).join(",")}])[step + 1] END,
     'C' || (10 + step), (ARRAY['The label was printed', 'The parcel was collected', 'The parcel is on its way', 'The parcel was handed over'])[step + 1],
     ${word("hub", "n + step", 24)}, ${at("12 * (step + 1)")}, ${at("12 * (step + 1)")}
   FROM ${DRAFT}.parcels, generate_series(0, ${EVENTS.length - 1}) AS step ORDER BY n, box, step`,
  `INSERT INTO returns (id, number, order_id, request_key, kind, status, reason, lines, requested_by, opened_at, updated_at)
   SELECT ${DRAFT}.id('return', n, at), 'R-' || upper(substr(md5('r' || n), 1, 10)), id, 'seed', 'CUSTOMER_RETURN', 'CLOSED', 'DAMAGED',
     '[{"lineNumber":"1","quantity":"1"}]', 'seed', ${at("200")}, ${at("300")} FROM ${DRAFT}.placed WHERE n % 20 = 7 ORDER BY n`,
  `INSERT INTO holds (id, order_id, reason, explanation, opened_at, confirmed_at, released_at, released_by)
   SELECT ${DRAFT}.id('hold', n, at), id, 'AMENDMENT_PENDING', 'The address changes', ${at("3")}, ${at("3")}, ${at("4")}, 'engine'
   FROM ${DRAFT}.placed WHERE n % 100 = 3 ORDER BY n`,
];

/** Finished work of the last days, as a busy hub keeps it for a week. */
export const FACT_SQL: readonly string[] = [
  `INSERT INTO facts (id, kind, subject_id, key, created_at, next_at, attempts, finished_at)
   SELECT ${DRAFT}.id(kind, n, made), kind, CASE kind WHEN 'OrderReady' THEN id ELSE message_id END,
     CASE kind WHEN 'OrderReady' THEN 'order:' || id END, made, made, 1, made
   FROM (SELECT *, now() - interval '6 days' * (1 - n::float8 / (SELECT count(*) FROM ${DRAFT}.placed)) AS made FROM ${DRAFT}.placed) AS p,
        unnest(ARRAY['MessageReceived', 'OrderReady']) AS kind ORDER BY n`,
];
