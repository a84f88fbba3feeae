import { SEED_CONNECTIONS } from "./drafts.js";
import { DRAFT } from "./functions.js";

/** The system that executes the seeded orders. */
export const SEED_WAREHOUSE = "warehouse";

export const ARRIVAL_SQL: readonly string[] = [
  `INSERT INTO connections (id, connector, side, settings, created_at) VALUES
   ${[...SEED_CONNECTIONS, { id: SEED_WAREHOUSE, connector: "bogus", side: "EXECUTION" }]
     .map(({ id, connector, side }) => `('${id}', '${connector}', '${side}', '{}', now())`)
     .join(", ")} ON CONFLICT DO NOTHING`,
  `INSERT INTO inbound_messages (id, connection_id, delivery_id, sha256, content_type, headers, body, received_at,
     status, issues, result, mapping_version, processed_at)
   SELECT message_id, connection_id, 'seed_' || n, encode(sha256(body), 'hex'), 'application/json', '{}', body, at,
     'APPLIED', '[]', 'order S-' || n, 1, at
   FROM (SELECT *, convert_to(jsonb_build_object('type', 'order.created', 'timestamp', at, 'data', jsonb_build_object(
           'id', 'S-' || n, 'placedAt', at, 'currency', 'EUR', 'customer',
           jsonb_build_object('name', name, 'emails', jsonb_build_array(email), 'address', address),
           'lines', jsonb_build_array(jsonb_build_object('id', '1', 'sku', 'TL-1001', 'quantity', '2')))
         )::text, 'UTF8') AS body FROM ${DRAFT}.placed OFFSET 0) AS p ORDER BY n`,
];

const EVIDENCE = JSON.stringify([
  { feature: "email", level: "same", weight: 12.1 },
  { feature: "name", level: "same", weight: 11.2 },
  { feature: "address", level: "same", weight: 8.2 },
]);

/** What was stated, from the drafts and from what the engine made of them. */
export const RECORD_SQL: readonly string[] = [
  `INSERT INTO source_records (id, connection_id, channel, source_key, version, content_hash, party, features, stated_at, message_id)
   SELECT s.id, connection_id, channel, CASE WHEN code IS NULL THEN 'sha256:' || md5(party::text) ELSE 'code:' || code END,
     1, encode(sha256(convert_to(party::text, 'UTF8')), 'hex'), party, f.features, at, message_id
   FROM ${DRAFT}.stated s JOIN ${DRAFT}.made_features f USING (r) ORDER BY r`,
  `INSERT INTO source_record_codes (source_record_id, system, code)
   SELECT id, connection_id, code FROM ${DRAFT}.stated WHERE code IS NOT NULL ORDER BY r`,
];

/** Whose records they are. */
export const CUSTOMER_SQL: readonly string[] = [
  `INSERT INTO customers (id, kind, name, golden, search_text, version, created_at, updated_at)
   SELECT s.customer_id, g.kind, g.name, g.golden, g.search_text, 3, s.at, s.at
   FROM ${DRAFT}.made_golden g JOIN ${DRAFT}.stated s ON s.r = g.c ORDER BY g.c`,
  `INSERT INTO decisions (id, kind, customer_id, source_record_id, actor, score, evidence, decided_at)
   SELECT ${DRAFT}.id('decision', r, at), 'LINK', customer_id, id, 'engine', CASE WHEN place > 0 THEN 31.5 END,
     CASE WHEN place > 0 THEN '${EVIDENCE}' ELSE '[]' END::jsonb, at FROM ${DRAFT}.stated ORDER BY r`,
  `INSERT INTO memberships (source_record_id, customer_id, decision_id)
   SELECT id, customer_id, ${DRAFT}.id('decision', r, at) FROM ${DRAFT}.stated ORDER BY r`,
];

/** Where the engine finds them again. */
export const KEY_SQL: readonly string[] = [
  `INSERT INTO identity_keys (key, source_record_id)
   SELECT DISTINCT k.key, s.id FROM ${DRAFT}.made_keys k JOIN ${DRAFT}.stated s USING (r) ORDER BY 1, 2`,
];
