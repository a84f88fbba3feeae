// The fields that the documents of each connection have, to tell when a source begins to write otherwise.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class DocumentFields1700000000057 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE document_fields (
        connection_id text NOT NULL CONSTRAINT document_fields_connection REFERENCES connections (id),
        path text NOT NULL,
        kind text NOT NULL,
        message_id uuid NOT NULL,
        first_seen_at timestamptz NOT NULL,
        last_seen_on date NOT NULL,
        days_seen integer NOT NULL,
        is_news boolean NOT NULL,
        PRIMARY KEY (connection_id, path, kind),
        CONSTRAINT document_fields_kind CHECK (kind IN ('string', 'number', 'boolean', 'object', 'list'))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE document_fields");
  }
}
