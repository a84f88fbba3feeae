// Numbers of orders follow from where the orders came from, by a key that nobody outside knows.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class NumberKeys1700000000054 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE number_keys (
        id smallint PRIMARY KEY,
        key bytea NOT NULL,
        CONSTRAINT number_keys_one CHECK (id = 1)
      );
      INSERT INTO number_keys (id, key)
        VALUES (1, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE number_keys");
  }
}
