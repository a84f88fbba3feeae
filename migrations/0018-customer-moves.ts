// A customer that has moved, and what is to become of each of its open orders because of that.
import type { MigrationInterface, QueryRunner } from "typeorm";

const TASKS = "'IDENTITY', 'ORDER', 'ORDER_CHANGE', 'SHIP_TO', 'ADDRESS_CORRECTION'";
const FACTS = `'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged', 'OrderReady',
  'OrderChangeRequested', 'ShipToDiverged', 'WorkOrderMoved', 'ParcelEscaped', 'HoldReleased', 'SourceChanged',
  'AnswerDue', 'DocumentWritten'`;

const constrain = (table: string, column: string, words: string): string => `
  ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column};
  ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column} CHECK (${column} IN (${words}));`;

export class CustomerMoves1700000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customer_moves (
        id uuid PRIMARY KEY,
        move_key text NOT NULL,
        customer_id uuid NOT NULL CONSTRAINT customer_moves_customer_id REFERENCES customers (id),
        source_record_id uuid CONSTRAINT customer_moves_record REFERENCES source_records (id),
        aspect text NOT NULL,
        address_role text,
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        used_before boolean NOT NULL,
        explicit boolean NOT NULL,
        system text,
        stated_at timestamptz,
        detected_at timestamptz NOT NULL,
        CONSTRAINT customer_moves_aspect CHECK (aspect IN ('ADDRESS', 'CONTACT'))
      );
      CREATE UNIQUE INDEX customer_moves_key ON customer_moves (move_key);
      CREATE INDEX customer_moves_customer ON customer_moves (customer_id, detected_at, id);

      CREATE TABLE customer_move_offers (
        id uuid PRIMARY KEY,
        move_id uuid NOT NULL CONSTRAINT customer_move_offers_move_id REFERENCES customer_moves (id),
        order_id uuid NOT NULL CONSTRAINT customer_move_offers_order_id REFERENCES orders (id),
        stage text NOT NULL,
        decision text NOT NULL,
        reason text NOT NULL,
        decided_by text,
        decided_at timestamptz,
        CONSTRAINT customer_move_offers_decision CHECK (decision IN ('ASK', 'PROPAGATE', 'KEEP'))
      );
      CREATE UNIQUE INDEX customer_move_offers_subject ON customer_move_offers (move_id, order_id);
      CREATE INDEX customer_move_offers_order ON customer_move_offers (order_id);
      CREATE INDEX orders_open_of_customer ON orders (customer_id, id)
        WHERE status IN ('DRAFT', 'NEEDS_REVIEW', 'CONFIRMED');
      ${constrain("review_tasks", "kind", `${TASKS}, 'CUSTOMER_MOVE'`)}
      ${constrain("facts", "kind", `${FACTS}, 'CustomerMoved'`)}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM facts WHERE kind = 'CustomerMoved';
      DELETE FROM review_tasks WHERE kind = 'CUSTOMER_MOVE';
      ${constrain("facts", "kind", FACTS)}
      ${constrain("review_tasks", "kind", TASKS)}
      DROP INDEX orders_open_of_customer;
      DROP TABLE customer_move_offers, customer_moves;
    `);
  }
}
