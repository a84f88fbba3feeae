// What is still open, by the day it is due, is a few rows among all there ever were: found by an index, not by a scan.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class OrdersDue1700000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX orders_due ON orders (coalesce(requested_date, 'infinity'::date), id)
       WHERE status IN ('DRAFT', 'NEEDS_REVIEW', 'CONFIRMED')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX orders_due");
  }
}
