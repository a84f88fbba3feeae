// Receivers outside that are told of events, what they were told, and every try of it.
import type { MigrationInterface, QueryRunner } from "typeorm";

const FACTS = `'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged', 'CustomerMoved',
  'OrderReady', 'OrderChangeRequested', 'ShipToDiverged', 'WorkOrderMoved', 'ParcelEscaped', 'HoldReleased',
  'SourceChanged', 'AnswerDue', 'DocumentWritten', 'ReturnApproved'`;

const allowFacts = (words: string): string => `
  ALTER TABLE facts DROP CONSTRAINT facts_kind, ADD CONSTRAINT facts_kind CHECK (kind IN (${words}));`;

export class Webhooks1700000000044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhooks (
        id uuid PRIMARY KEY,
        url text NOT NULL,
        filter jsonb NOT NULL,
        content text NOT NULL,
        role text NOT NULL,
        customer_id uuid,
        scopes jsonb NOT NULL,
        position bigint NOT NULL,
        secret_number integer NOT NULL,
        former_secret_until timestamptz,
        status text NOT NULL,
        disabled_because text,
        failures integer NOT NULL,
        failing_since timestamptz,
        rests_until timestamptz,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT webhooks_content CHECK (content IN ('THIN', 'FULL')),
        CONSTRAINT webhooks_status CHECK (status IN ('ACTIVE', 'DISABLED')),
        CONSTRAINT webhooks_role CHECK (role IN ('FRONT_OFFICE', 'SUPPLY_CHAIN', 'STEWARD', 'OPERATOR', 'CUSTOMER')),
        CONSTRAINT webhooks_customer_row CHECK ((role = 'CUSTOMER') = (customer_id IS NOT NULL))
      );
      CREATE INDEX webhooks_created ON webhooks (created_at, id);

      CREATE TABLE webhook_deliveries (
        id uuid PRIMARY KEY,
        webhook_id uuid NOT NULL CONSTRAINT webhook_deliveries_webhook REFERENCES webhooks (id) ON DELETE CASCADE,
        position bigint NOT NULL,
        event jsonb NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        attempts integer NOT NULL,
        happened_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        CONSTRAINT webhook_deliveries_status CHECK (status IN ('QUEUED', 'DELIVERED', 'FAILED', 'WITHHELD'))
      );
      CREATE UNIQUE INDEX webhook_deliveries_event ON webhook_deliveries (webhook_id, position);
      CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at, id);

      CREATE TABLE webhook_tries (
        id uuid PRIMARY KEY,
        delivery_id uuid NOT NULL CONSTRAINT webhook_tries_delivery REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        milliseconds integer NOT NULL,
        http_status integer,
        fault text
      );
      CREATE INDEX webhook_tries_of ON webhook_tries (delivery_id, at);
      ${allowFacts(`${FACTS}, 'WebhookDue'`)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM facts WHERE kind = 'WebhookDue';
      ${allowFacts(FACTS)}
      DROP TABLE webhook_tries, webhook_deliveries, webhooks;
    `);
  }
}
