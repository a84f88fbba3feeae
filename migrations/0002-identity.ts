// Who is who: immutable statements, keys that lead to candidates, decisions, golden records.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Identity1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE source_records (
        id uuid PRIMARY KEY,
        connection_id text NOT NULL CONSTRAINT source_records_connection REFERENCES connections (id),
        channel text NOT NULL,
        source_key text NOT NULL,
        version integer NOT NULL,
        content_hash text NOT NULL,
        party jsonb NOT NULL,
        features jsonb,
        stated_at timestamptz NOT NULL,
        message_id uuid NOT NULL CONSTRAINT source_records_message REFERENCES inbound_messages (id),
        CONSTRAINT source_records_channel CHECK (channel IN ('SALES_DESK', 'CALL_CENTER', 'FAX', 'EMAIL', 'WEB', 'EDI', 'EXECUTION'))
      );
      CREATE UNIQUE INDEX source_records_source ON source_records (connection_id, source_key, version);

      CREATE TABLE source_record_codes (
        source_record_id uuid NOT NULL CONSTRAINT source_record_codes_record REFERENCES source_records (id),
        system text NOT NULL,
        code text NOT NULL,
        PRIMARY KEY (source_record_id, system, code)
      );
      CREATE INDEX source_record_codes_code ON source_record_codes (system, code);

      CREATE TABLE identity_keys (
        key bigint NOT NULL,
        source_record_id uuid NOT NULL CONSTRAINT identity_keys_record REFERENCES source_records (id),
        PRIMARY KEY (key, source_record_id)
      );

      CREATE TABLE customers (
        id uuid PRIMARY KEY,
        kind text,
        name text,
        golden jsonb,
        search_text text NOT NULL DEFAULT '',
        version integer NOT NULL,
        merged_into uuid,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT customers_kind CHECK (kind IN ('PERSON', 'ORGANIZATION'))
      );
      CREATE INDEX customers_created ON customers (created_at, id);
      CREATE INDEX customers_search ON customers USING gin (search_text gin_trgm_ops);

      CREATE TABLE memberships (
        source_record_id uuid PRIMARY KEY CONSTRAINT memberships_record REFERENCES source_records (id),
        customer_id uuid NOT NULL CONSTRAINT memberships_customer_id REFERENCES customers (id),
        decision_id uuid NOT NULL
      );
      CREATE INDEX memberships_customer ON memberships (customer_id);

      CREATE TABLE decisions (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        customer_id uuid NOT NULL,
        other_customer_id uuid,
        source_record_id uuid,
        actor text NOT NULL,
        score double precision,
        evidence jsonb NOT NULL,
        decided_at timestamptz NOT NULL,
        CONSTRAINT decisions_kind CHECK (kind IN ('LINK', 'MERGE', 'UNMERGE', 'NOT_A_MATCH', 'PIN'))
      );
      CREATE INDEX decisions_customer ON decisions (customer_id);
      CREATE INDEX decisions_record ON decisions (source_record_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "DROP TABLE decisions, memberships, customers, identity_keys, source_record_codes, source_records",
    );
  }
}
