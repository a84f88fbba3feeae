// What only a person can decide, and the answers that callers got to their idempotency keys.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class People1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE review_tasks (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        subject_key text NOT NULL,
        status text NOT NULL,
        title text NOT NULL,
        details jsonb NOT NULL,
        order_id uuid,
        customer_id uuid,
        other_customer_id uuid,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_by text,
        resolution text,
        CONSTRAINT review_tasks_status CHECK (status IN ('OPEN', 'CLAIMED', 'MERGED', 'NOT_A_MATCH', 'RESOLVED', 'DEFERRED')),
        CONSTRAINT review_tasks_kind CHECK (kind IN ('IDENTITY', 'ORDER', 'ORDER_CHANGE', 'SHIP_TO', 'ADDRESS_CORRECTION'))
      );
      CREATE INDEX review_tasks_open ON review_tasks (status, opened_at, id);
      CREATE INDEX review_tasks_order ON review_tasks (order_id);
      CREATE UNIQUE INDEX review_tasks_subject ON review_tasks (kind, subject_key);

      CREATE TABLE idempotency_keys (
        actor text NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        outcome jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (actor, key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE idempotency_keys, review_tasks");
  }
}
