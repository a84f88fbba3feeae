// What is left to do and who must not be linked are asked for often and are few rows among many: small indexes of their own.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Unfinished1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX facts_unfinished ON facts (kind, created_at) WHERE finished_at IS NULL;
      CREATE INDEX decisions_apart ON decisions (customer_id) WHERE kind = 'NOT_A_MATCH';
      CREATE INDEX decisions_apart_other ON decisions (other_customer_id) WHERE kind = 'NOT_A_MATCH';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX facts_unfinished, decisions_apart, decisions_apart_other");
  }
}
