// Every id a customer has had is looked up whenever its pins, its questions or its value are: by an index, not a scan.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class FormerIds1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX customers_merged");
  }
}
