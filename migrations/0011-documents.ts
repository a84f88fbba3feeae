// Documents beside orders are kept with what they say, and a message may wait for what it speaks of.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Documents1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE documents (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        connection_id text NOT NULL CONSTRAINT documents_connection REFERENCES connections (id),
        external_id text NOT NULL,
        external_version text,
        message_id uuid NOT NULL CONSTRAINT documents_message REFERENCES inbound_messages (id),
        order_id uuid CONSTRAINT documents_order_id REFERENCES orders (id),
        content jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        CONSTRAINT documents_kind CHECK (kind IN ('ACKNOWLEDGMENT', 'SHIP_NOTICE', 'INVOICE', 'CALL'))
      );
      CREATE UNIQUE INDEX documents_source ON documents (connection_id, kind, external_id);
      CREATE INDEX documents_order ON documents (order_id, occurred_at);
      CREATE INDEX documents_message_id ON documents (message_id);

      CREATE TABLE awaited (
        key text NOT NULL,
        message_id uuid NOT NULL CONSTRAINT awaited_message REFERENCES inbound_messages (id),
        PRIMARY KEY (key, message_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE awaited, documents");
  }
}
