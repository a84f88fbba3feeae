// Which message said what an order's source says of it now: of two without versions, the one that came later.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class StandingStatements1700000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE orders ADD COLUMN stated_message_id uuid");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE orders DROP COLUMN stated_message_id");
  }
}
