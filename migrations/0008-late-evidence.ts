// A decided record may tell more of its neighbors than they knew: a fact of its own leads to the second look.
import type { MigrationInterface, QueryRunner } from "typeorm";

const BEFORE = `'MessageReceived', 'ScanReceived', 'PartyStated', 'CustomerChanged', 'OrderReady',
  'OrderChangeRequested', 'ShipToDiverged', 'HoldReleased'`;

export class LateEvidence1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE facts DROP CONSTRAINT facts_kind;
      ALTER TABLE facts ADD CONSTRAINT facts_kind CHECK (kind IN (${BEFORE}, 'EvidenceArrived'));
      CREATE INDEX review_tasks_customer ON review_tasks (customer_id) WHERE kind = 'IDENTITY';
      CREATE INDEX review_tasks_other ON review_tasks (other_customer_id) WHERE kind = 'IDENTITY';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX review_tasks_customer, review_tasks_other;
      DELETE FROM facts WHERE kind = 'EvidenceArrived';
      ALTER TABLE facts DROP CONSTRAINT facts_kind;
      ALTER TABLE facts ADD CONSTRAINT facts_kind CHECK (kind IN (${BEFORE}));
    `);
  }
}
