// Who changed what and who saw whom is written down once, and nobody can unwrite it.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Audit1700000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entries (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        actor text NOT NULL,
        role text NOT NULL,
        origin text NOT NULL,
        operation text NOT NULL,
        idempotency_key text,
        before jsonb,
        after jsonb,
        things jsonb NOT NULL,
        ids uuid[] NOT NULL,
        count integer NOT NULL,
        CONSTRAINT audit_entries_kind CHECK (kind IN ('CHANGE', 'READ'))
      );
      CREATE INDEX audit_entries_at ON audit_entries (at, id);
      CREATE INDEX audit_entries_actor ON audit_entries (actor, at, id);

      CREATE INDEX audit_entries_ids ON audit_entries USING gin (ids);

      CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit entries are only ever added' USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION audit_entries_stay();
      CREATE TRIGGER audit_entries_stay_all BEFORE TRUNCATE ON audit_entries
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_stay();
      -- A hub that runs under another role than the tables' owner gets INSERT and SELECT, and no more.
      REVOKE ALL ON audit_entries FROM PUBLIC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE audit_entries; DROP FUNCTION audit_entries_stay");
  }
}
