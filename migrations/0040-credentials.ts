// Machines have keys of their own, and any credential can be taken back at once.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Credentials1700000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        prefix text NOT NULL,
        hash text NOT NULL,
        name text NOT NULL,
        role text NOT NULL,
        customer_id uuid,
        scopes jsonb NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        revoked_by text,
        last_used_at timestamptz,
        CONSTRAINT api_keys_role CHECK (role IN ('FRONT_OFFICE', 'SUPPLY_CHAIN', 'STEWARD', 'OPERATOR', 'CUSTOMER')),
        CONSTRAINT api_keys_customer_row CHECK ((role = 'CUSTOMER') = (customer_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX api_keys_prefix ON api_keys (prefix);
      CREATE INDEX api_keys_created ON api_keys (created_at, id);

      CREATE TABLE revoked_tokens (
        issuer text NOT NULL,
        jti text NOT NULL,
        revoked_by text NOT NULL,
        revoked_at timestamptz NOT NULL,
        PRIMARY KEY (issuer, jti)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE revoked_tokens, api_keys");
  }
}
