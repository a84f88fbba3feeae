// What the hub answers its partners is written down before it is sent, once for each thing it answers.
import type { MigrationInterface, QueryRunner } from "typeorm";

const BEFORE = `'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged', 'OrderReady',
  'OrderChangeRequested', 'ShipToDiverged', 'HoldReleased', 'SourceChanged'`;

export class OutgoingDocuments1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE connections ADD COLUMN documents_sent bigint NOT NULL DEFAULT 0;
      CREATE TABLE outgoing_documents (
        id uuid PRIMARY KEY,
        connection_id text NOT NULL CONSTRAINT outgoing_documents_connection REFERENCES connections (id),
        answers text NOT NULL,
        message_id uuid NOT NULL CONSTRAINT outgoing_documents_message REFERENCES inbound_messages (id),
        order_id uuid CONSTRAINT outgoing_documents_order_id REFERENCES orders (id),
        control bigint NOT NULL,
        file_name text NOT NULL,
        content_type text NOT NULL,
        body bytea NOT NULL,
        created_at timestamptz NOT NULL,
        sent_at timestamptz
      );
      CREATE UNIQUE INDEX outgoing_documents_answers ON outgoing_documents (answers);
      CREATE INDEX outgoing_documents_order ON outgoing_documents (order_id);
      CREATE INDEX outgoing_documents_message_id ON outgoing_documents (message_id);
      ALTER TABLE facts DROP CONSTRAINT facts_kind;
      ALTER TABLE facts ADD CONSTRAINT facts_kind CHECK (kind IN (${BEFORE}, 'AnswerDue', 'DocumentWritten'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM facts WHERE kind IN ('AnswerDue', 'DocumentWritten');
      ALTER TABLE facts DROP CONSTRAINT facts_kind;
      ALTER TABLE facts ADD CONSTRAINT facts_kind CHECK (kind IN (${BEFORE}));
      DROP TABLE outgoing_documents;
      ALTER TABLE connections DROP COLUMN documents_sent;
    `);
  }
}
