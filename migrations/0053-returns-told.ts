// Returns that execution systems are told of, and that follow a customer who moves.
import type { MigrationInterface, QueryRunner } from "typeorm";

const FACTS = `'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged', 'CustomerMoved',
  'OrderReady', 'OrderChangeRequested', 'ShipToDiverged', 'WorkOrderMoved', 'ParcelEscaped', 'HoldReleased',
  'SourceChanged', 'AnswerDue', 'DocumentWritten', 'WebhookDue'`;
const ACTS = `'REQUEST', 'OPEN', 'APPROVE', 'DECLINE', 'CANCEL', 'ATTACH_LABEL', 'DISPATCH', 'CARRIER_DELIVERED',
  'RECEIVE', 'INSPECT', 'RESOLVE', 'TAKE_BACK', 'REOPEN'`;

const constrain = (name: string, table: string, column: string, words: string): string => `
  ALTER TABLE ${table} DROP CONSTRAINT ${name};
  ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${column} IN (${words}));`;

export class ReturnsTold1700000000053 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${constrain("facts_kind", "facts", "kind", `${FACTS}, 'ReturnApproved'`)}
      ${constrain("return_events_act", "return_events", "act", `${ACTS}, 'ANNOUNCE', 'FOLLOW_CUSTOMER'`)}
      ALTER TABLE returns ADD COLUMN send_to jsonb, ADD COLUMN contact jsonb;
      ALTER TABLE customer_move_offers
        ADD COLUMN return_id uuid CONSTRAINT customer_move_offers_return_id REFERENCES returns (id);
      DROP INDEX customer_move_offers_subject;
      CREATE UNIQUE INDEX customer_move_offers_subject ON customer_move_offers (move_id, order_id)
        WHERE return_id IS NULL;
      CREATE UNIQUE INDEX customer_move_offers_return ON customer_move_offers (move_id, return_id)
        WHERE return_id IS NOT NULL;
      CREATE INDEX orders_returning_of_customer ON orders (customer_id, id)
        WHERE return_status IN ('RETURN_REQUESTED', 'IN_PROGRESS');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX orders_returning_of_customer;
      DELETE FROM customer_move_offers WHERE return_id IS NOT NULL;
      DROP INDEX customer_move_offers_subject, customer_move_offers_return;
      CREATE UNIQUE INDEX customer_move_offers_subject ON customer_move_offers (move_id, order_id);
      ALTER TABLE customer_move_offers DROP COLUMN return_id;
      ALTER TABLE returns DROP COLUMN send_to, DROP COLUMN contact;
      DELETE FROM return_events WHERE act IN ('ANNOUNCE', 'FOLLOW_CUSTOMER');
      ${constrain("return_events_act", "return_events", "act", ACTS)}
      DELETE FROM facts WHERE kind = 'ReturnApproved';
      ${constrain("facts_kind", "facts", "kind", FACTS)}
    `);
  }
}
