// Acts of identity in their order, and every move they made: what it takes to undo one exactly, and to ask how it was.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Acts1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE decisions
        ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY,
        ADD COLUMN model_version text,
        ADD COLUMN reverses uuid,
        ADD COLUMN cause_id uuid,
        ADD COLUMN details jsonb NOT NULL DEFAULT '{}';
      CREATE UNIQUE INDEX decisions_seq ON decisions (seq);
      CREATE UNIQUE INDEX decisions_reverses ON decisions (reverses) WHERE reverses IS NOT NULL;
      CREATE INDEX decisions_pins ON decisions (customer_id, seq) WHERE kind = 'PIN';

      CREATE TABLE membership_moves (
        source_record_id uuid NOT NULL CONSTRAINT membership_moves_record REFERENCES source_records (id),
        seq bigint NOT NULL,
        decision_id uuid NOT NULL,
        from_customer_id uuid NOT NULL,
        to_customer_id uuid NOT NULL,
        moved_at timestamptz NOT NULL,
        PRIMARY KEY (source_record_id, seq)
      );
      CREATE INDEX membership_moves_from ON membership_moves (from_customer_id, seq);
      CREATE INDEX membership_moves_to ON membership_moves (to_customer_id, seq);
      CREATE INDEX membership_moves_decision ON membership_moves (decision_id);

      CREATE TABLE match_models (
        version text PRIMARY KEY,
        model jsonb NOT NULL,
        report jsonb NOT NULL,
        learned_at timestamptz NOT NULL,
        adopted_at timestamptz,
        adopted_by text
      );
      CREATE INDEX match_models_adopted ON match_models (adopted_at);

      ALTER TABLE review_tasks ADD COLUMN value_at_risk numeric NOT NULL DEFAULT 0;
      CREATE INDEX review_tasks_value ON review_tasks (status, value_at_risk, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX review_tasks_value;
      ALTER TABLE review_tasks DROP COLUMN value_at_risk;
      DROP TABLE match_models, membership_moves;
      DROP INDEX decisions_pins, decisions_reverses, decisions_seq;
      ALTER TABLE decisions
        DROP COLUMN seq, DROP COLUMN model_version, DROP COLUMN reverses, DROP COLUMN cause_id, DROP COLUMN details;
    `);
  }
}
