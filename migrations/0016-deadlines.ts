// A change that no system has confirmed in time is brought before a person; what a system showed last tells other people's edits from ours.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Deadlines1700000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE order_change_deliveries
        ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN accepted_at timestamptz,
        ADD COLUMN escalated_at timestamptz;
      CREATE INDEX order_change_deliveries_waiting ON order_change_deliveries (queued_at)
        WHERE status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED') AND escalated_at IS NULL;
      ALTER TABLE fulfillment_orders ADD COLUMN seen jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE fulfillment_orders DROP COLUMN seen;
      ALTER TABLE order_change_deliveries DROP COLUMN queued_at, DROP COLUMN accepted_at, DROP COLUMN escalated_at;
    `);
  }
}
