// Work orders are found by what their systems call them: an order that a system shows us may be one of ours.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class OwnEchoes1700000000056 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "CREATE INDEX fulfillment_orders_there ON fulfillment_orders (external_id, connection_id)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX fulfillment_orders_there");
  }
}
