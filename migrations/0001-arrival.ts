// What arrives is kept raw before anything else happens, and the outbox says who has to act on it.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Arrival1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE connections (
        id text PRIMARY KEY,
        connector text NOT NULL,
        side text NOT NULL,
        settings jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT connections_side CHECK (side IN ('SALES_DESK', 'CALL_CENTER', 'FAX', 'EMAIL', 'WEB', 'EDI', 'EXECUTION'))
      );

      CREATE TABLE inbound_messages (
        id uuid PRIMARY KEY,
        connection_id text NOT NULL CONSTRAINT inbound_messages_connection REFERENCES connections (id),
        delivery_id text NOT NULL,
        sha256 text NOT NULL,
        content_type text NOT NULL,
        file_name text,
        headers jsonb NOT NULL,
        body bytea,
        received_at timestamptz NOT NULL,
        status text NOT NULL,
        duplicate_of uuid,
        issues jsonb NOT NULL,
        result text,
        mapping_version integer,
        processed_at timestamptz,
        CONSTRAINT inbound_messages_status_word CHECK (status IN ('RECEIVED', 'APPLIED', 'DUPLICATE', 'QUARANTINED', 'DISCARDED'))
      );
      CREATE INDEX inbound_messages_status ON inbound_messages (status, received_at, id);
      CREATE UNIQUE INDEX inbound_messages_delivery ON inbound_messages (connection_id, delivery_id) WHERE duplicate_of IS NULL;
      CREATE UNIQUE INDEX inbound_messages_content ON inbound_messages (connection_id, sha256) WHERE duplicate_of IS NULL;

      CREATE TABLE facts (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        kind text NOT NULL,
        subject_id text NOT NULL,
        key text,
        created_at timestamptz NOT NULL,
        next_at timestamptz NOT NULL,
        attempts integer NOT NULL,
        claim_token uuid,
        finished_at timestamptz,
        parked_at timestamptz,
        error text,
        CONSTRAINT facts_kind CHECK (kind IN (
          'MessageReceived', 'ScanReceived', 'PartyStated', 'CustomerChanged', 'OrderReady',
          'OrderChangeRequested', 'ShipToDiverged', 'HoldReleased'
        ))
      );
      CREATE INDEX facts_subject ON facts (subject_id);
      CREATE INDEX facts_open ON facts (kind, seq) WHERE finished_at IS NULL AND parked_at IS NULL;
      CREATE INDEX facts_open_key ON facts (key, seq) WHERE finished_at IS NULL AND key IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE facts, inbound_messages, connections");
  }
}
