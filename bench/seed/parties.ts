/** Channels a customer is known through, one record each. The number is the record's place: 0, 1, 2. */
export const SEED_CONNECTIONS = [
  { id: "partner-shop", connector: "standard-webhooks", side: "WEB", prefix: "PS" },
  { id: "sales-desk", connector: "order-file", side: "SALES_DESK", prefix: "D" },
  { id: "call-center", connector: "call-center", side: "CALL_CENTER", prefix: "" },
] as const;

/** The system that executes the seeded orders. */
export const SEED_WAREHOUSE = "warehouse";

const perPlace = (column: "id" | "side"): string =>
  `CASE place ${SEED_CONNECTIONS.map((one, at) => `WHEN ${at} THEN '${one[column]}'`).join(" ")} END`;
const [shop, desk] = SEED_CONNECTIONS;

/**
 * What the seed is made of, as temporary tables: `stated` has one row a record, `placed` one row an
 * order. Record r belongs to customer r % customers, and its first order is order r.
 */
export const draftSql = (orders: number, customers: number, records: number): string[] => [
  `CREATE TEMP TABLE stated AS
   SELECT r, c, place, ${perPlace("id")} AS connection_id, ${perPlace("side")} AS channel,
          pg_temp.id('record', r, at) AS id, pg_temp.id('message', r, at) AS message_id, at,
          pg_temp.id('customer', c, pg_temp.placed(c, ${orders})) AS customer_id, code,
          jsonb_build_object('code', code, 'otherCodes', '[]'::jsonb,
            'kind', CASE WHEN place = 0 THEN CASE WHEN person THEN 'PERSON' ELSE 'ORGANIZATION' END END,
            'name', CASE WHEN place = 2 THEN upper(pg_temp.name(c)) ELSE pg_temp.name(c) END,
            'department', CASE WHEN place = 1 AND NOT person THEN 'Einkauf' END, 'contactName', NULL,
            'emails', CASE WHEN place = 2 THEN '[]'::jsonb ELSE jsonb_build_array(pg_temp.email(c)) END,
            'phones', CASE WHEN place = 0 THEN '[]'::jsonb ELSE jsonb_build_array('+49 821 ' || 1000000 + c) END,
            'taxId', NULL, 'address', pg_temp.address(c, pg_temp.name(c))) AS party
     FROM (SELECT r, r % ${customers} AS c, r / ${customers} AS place, pg_temp.placed(r, ${orders}) AS at,
                  CASE r / ${customers} WHEN 0 THEN '${shop.prefix}-' || (100000 + r % ${customers})
                       WHEN 1 THEN '${desk.prefix}-' || (100000 + r % ${customers}) END AS code,
                  pg_temp.is_person(r % ${customers}) AS person
             FROM generate_series(0, ${records - 1}) AS r) AS drawn`,
  `CREATE UNIQUE INDEX ON stated (r)`,
  `ANALYZE stated`,
  `CREATE TEMP TABLE placed AS
   SELECT n, pg_temp.id('order', n, at) AS id, pg_temp.id('message', n, at) AS message_id, at, s.connection_id,
          s.channel, s.id AS record_id, s.customer_id, s.c, 1 + pg_temp.dice(n, 20, 5) AS lines,
          n > ${orders} * 0.97 AS recent
     FROM (SELECT n, pg_temp.placed(n, ${orders}) AS at,
                  CASE WHEN n < ${records} THEN n ELSE pg_temp.dice(n, 21, ${records}) END AS r
             FROM generate_series(0, ${orders - 1}) AS n) AS drawn JOIN stated s USING (r)`,
  `CREATE UNIQUE INDEX ON placed (n)`,
  `ANALYZE placed`,
];

/** Arrival and identity, from the drafts. */
export const PARTY_SQL: readonly string[] = [
  `INSERT INTO connections (id, connector, side, settings, created_at) VALUES
   ${[...SEED_CONNECTIONS, { id: SEED_WAREHOUSE, connector: "bogus", side: "EXECUTION" }]
     .map(({ id, connector, side }) => `('${id}', '${connector}', '${side}', '{}', now())`)
     .join(", ")} ON CONFLICT DO NOTHING`,
  `INSERT INTO inbound_messages (id, connection_id, delivery_id, sha256, content_type, headers, body, received_at,
     status, issues, result, mapping_version, processed_at)
   SELECT message_id, connection_id, 'seed_' || n, encode(sha256(body), 'hex'), 'application/json', '{}', body, at,
     'APPLIED', '[]', 'order S-' || n, 1, at
   FROM (SELECT *, convert_to(jsonb_build_object('type', 'order.created', 'timestamp', at, 'data', jsonb_build_object(
           'id', 'S-' || n, 'placedAt', at, 'currency', 'EUR', 'customer', jsonb_build_object('name', pg_temp.name(c),
           'emails', jsonb_build_array(pg_temp.email(c)), 'address', pg_temp.address(c, pg_temp.name(c))),
           'lines', jsonb_build_array(jsonb_build_object('id', '1', 'sku', pg_temp.sku(n * 8), 'quantity', '2')))
         )::text, 'UTF8') AS body FROM placed) AS p ORDER BY n`,
  `INSERT INTO source_records (id, connection_id, channel, source_key, version, content_hash, party, features, stated_at, message_id)
   SELECT s.id, connection_id, channel, CASE WHEN code IS NULL THEN 'sha256:' || md5(party::text) ELSE 'code:' || code END,
     1, encode(sha256(convert_to(party::text, 'UTF8')), 'hex'), party, f.features, at, message_id
   FROM stated s JOIN made_features f USING (r) ORDER BY r`,
  `INSERT INTO source_record_codes (source_record_id, system, code)
   SELECT id, connection_id, code FROM stated WHERE code IS NOT NULL ORDER BY r`,
  `INSERT INTO customers (id, kind, name, golden, search_text, version, created_at, updated_at)
   SELECT s.customer_id, g.kind, g.name, g.golden, g.search_text, 3, s.at, s.at
   FROM made_golden g JOIN stated s ON s.r = g.c ORDER BY g.c`,
  `INSERT INTO decisions (id, kind, customer_id, source_record_id, actor, score, evidence, decided_at)
   SELECT pg_temp.id('decision', r, at), 'LINK', customer_id, id, 'engine', CASE WHEN place > 0 THEN 31.5 END,
     CASE WHEN place > 0 THEN '[{"feature":"email","level":"same","weight":12.1},{"feature":"name","level":"same","weight":11.2},{"feature":"address","level":"same","weight":8.2}]'
          ELSE '[]' END::jsonb, at FROM stated ORDER BY r`,
  `INSERT INTO memberships (source_record_id, customer_id, decision_id)
   SELECT id, customer_id, pg_temp.id('decision', r, at) FROM stated ORDER BY r`,
  `INSERT INTO identity_keys (key, source_record_id)
   SELECT DISTINCT k.key, s.id FROM made_keys k JOIN stated s USING (r) ORDER BY 1, 2`,
];
