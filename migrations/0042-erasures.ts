// Whose data was removed, and by which keys of their sources they would come back if old messages were read again.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Erasures1700000000042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasures (
        customer_id uuid PRIMARY KEY,
        erased_at timestamptz NOT NULL,
        erased_by text NOT NULL,
        changed jsonb NOT NULL
      );
      CREATE TABLE erased_keys (
        hash text PRIMARY KEY,
        customer_id uuid NOT NULL,
        erased_at timestamptz NOT NULL
      );
      CREATE INDEX erased_keys_customer ON erased_keys (customer_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE erased_keys, erasures");
  }
}
