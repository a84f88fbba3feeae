// A document that a partner has to answer keeps until when: orders and changes for partners that carry them out.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class AwaitedAnswers1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outgoing_documents ADD COLUMN answer_due_at timestamptz;
      CREATE INDEX outgoing_documents_answer_due ON outgoing_documents (answer_due_at)
        WHERE answer_due_at IS NOT NULL;
      CREATE INDEX outgoing_documents_awaited ON outgoing_documents (connection_id, control)
        WHERE answer_due_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outgoing_documents DROP COLUMN answer_due_at");
  }
}
