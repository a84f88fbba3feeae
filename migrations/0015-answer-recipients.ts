// Answers by mail name their recipient, so that no address gets more of them in a day than it should.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class AnswerRecipients1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outgoing_documents ADD COLUMN recipient text;
      CREATE INDEX outgoing_documents_recipient ON outgoing_documents (connection_id, recipient, created_at)
        WHERE recipient IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outgoing_documents DROP COLUMN recipient");
  }
}
