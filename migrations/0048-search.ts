// One box finds customers by what anybody states of them, so that is kept by what it is; filters of other lists get indexes.
import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What a customer is found by, as words with a letter in front that says what they are: `n` a word of a name, `c` a
 * code, `e` an e-mail address or its domain, `p` the digits of a phone number from its end.
 */
const CUSTOMER_SEARCH = `
  CREATE FUNCTION customer_search(fields jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_to_tsvector(ARRAY(
      SELECT 'n' || word FROM jsonb_array_elements_text(fields->'names') AS one (name)
       CROSS JOIN LATERAL unnest(tsvector_to_array(search_vector(one.name))) AS word
      UNION
      SELECT 'c' || search_key(code) FROM jsonb_array_elements_text(fields->'codes') AS one (code)
      UNION
      SELECT 'e' || left(part, 200) FROM jsonb_array_elements_text(fields->'emails') AS one (email)
       CROSS JOIN LATERAL (VALUES (lower(one.email)), (split_part(lower(one.email), '@', 2))) AS parts (part)
      UNION
      SELECT 'p' || reverse(left(ltrim(regexp_replace(replace(phone, '(0)', ''), '\\D', '', 'g'), '0'), 40))
        FROM jsonb_array_elements_text(fields->'phones') AS one (phone)
    ));
  -- Whole words of one kind, their beginnings, and all words of a text.
  CREATE FUNCTION search_is(kind text, value text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ('''' || kind || regexp_replace(nullif(value, ''), '[''\\\\]', '', 'g') || '''')::tsquery;
  CREATE FUNCTION search_begins(kind text, value text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (search_is(kind, value)::text || ':*')::tsquery;
  CREATE FUNCTION search_query_in(kind text, value text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(quote_literal(kind || word) || ':*', ' & ') FROM unnest(tsvector_to_array(search_vector(value))) AS word)::tsquery;`;

/** What the records of each customer state; customers that are built anew bring it with them. */
const BACKFILL = `
  UPDATE customers c SET search_fields = said.fields
    FROM (
      SELECT m.customer_id, jsonb_build_object(
        'names', coalesce(jsonb_agg(DISTINCT said.value) FILTER (WHERE said.field = 'names'), '[]'),
        'codes', coalesce(jsonb_agg(DISTINCT said.value) FILTER (WHERE said.field = 'codes'), '[]'),
        'emails', coalesce(jsonb_agg(DISTINCT said.value) FILTER (WHERE said.field = 'emails'), '[]'),
        'phones', coalesce(jsonb_agg(DISTINCT said.value) FILTER (WHERE said.field = 'phones'), '[]')) AS fields
        FROM memberships m JOIN source_records r ON r.id = m.source_record_id
       CROSS JOIN LATERAL (
         SELECT 'names' AS field, value FROM unnest(ARRAY[r.party->>'name', r.party->>'contactName', r.party->>'department']) AS value
         UNION ALL SELECT 'codes', r.party->>'code'
         UNION ALL SELECT 'codes', k.code FROM source_record_codes k WHERE k.source_record_id = r.id
         UNION ALL SELECT 'emails', jsonb_array_elements_text(r.party->'emails')
         UNION ALL SELECT 'phones', jsonb_array_elements_text(r.party->'phones')
       ) said
       WHERE said.value <> '' GROUP BY m.customer_id
    ) said WHERE said.customer_id = c.id;`;

export class Search1700000000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CUSTOMER_SEARCH);
    await runner.query("ALTER TABLE customers ADD COLUMN search_fields jsonb NOT NULL DEFAULT '{}'");
    await runner.query(BACKFILL);
    await runner.query(
      "CREATE INDEX customers_search_fields ON customers USING gin (customer_search(search_fields))",
    );
    await runner.query(`
      CREATE INDEX customers_kind_created ON customers (kind, created_at, id);
      CREATE INDEX returns_status_opened ON returns (status, opened_at, id);
      CREATE INDEX returns_kind_opened ON returns (kind, opened_at, id);
      CREATE INDEX returns_reason_opened ON returns (reason, opened_at, id);
      CREATE INDEX review_tasks_kind_opened ON review_tasks (kind, opened_at, id);
      CREATE INDEX review_tasks_opened ON review_tasks (opened_at, id);
      CREATE INDEX review_tasks_of_customer ON review_tasks (customer_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX review_tasks_of_customer, review_tasks_opened, review_tasks_kind_opened, returns_reason_opened,
        returns_kind_opened, returns_status_opened, customers_kind_created, customers_search_fields;
      ALTER TABLE customers DROP COLUMN search_fields;
      DROP FUNCTION search_query_in, search_begins, search_is, customer_search;
    `);
  }
}
