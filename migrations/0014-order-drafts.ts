// Calls drop: what an agent has keyed so far is kept until it is an order or is thrown away.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class OrderDrafts1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE order_drafts (
        owner text NOT NULL,
        call_id text NOT NULL,
        form_id text NOT NULL,
        form jsonb NOT NULL,
        version integer NOT NULL,
        saved_at timestamptz NOT NULL,
        PRIMARY KEY (owner, call_id, form_id)
      );
      CREATE INDEX order_drafts_saved ON order_drafts (owner, saved_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE order_drafts");
  }
}
