// Sources that are asked: how far each stream has been read, by whom, and how it fares.
import type { MigrationInterface, QueryRunner } from "typeorm";

const BEFORE = `'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged', 'OrderReady',
  'OrderChangeRequested', 'ShipToDiverged', 'HoldReleased'`;

export class Streams1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE streams (
        connection_id text NOT NULL CONSTRAINT streams_connection REFERENCES connections (id),
        name text NOT NULL,
        cursor text,
        fence bigint NOT NULL,
        leased_until timestamptz,
        next_at timestamptz NOT NULL,
        tried_at timestamptz,
        succeeded_at timestamptz,
        newest_at timestamptz,
        messages bigint NOT NULL,
        repeats bigint NOT NULL,
        failures integer NOT NULL,
        expirations integer NOT NULL,
        is_stopped boolean NOT NULL,
        error_code text,
        error text,
        PRIMARY KEY (connection_id, name)
      );
      ALTER TABLE facts DROP CONSTRAINT facts_kind;
      ALTER TABLE facts ADD CONSTRAINT facts_kind CHECK (kind IN (${BEFORE}, 'SourceChanged'));
      ALTER TABLE inbound_messages ADD COLUMN order_key text;
      CREATE INDEX inbound_messages_blocked ON inbound_messages (connection_id, order_key, id)
        WHERE status = 'QUARANTINED' AND order_key IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX inbound_messages_blocked;
      ALTER TABLE inbound_messages DROP COLUMN order_key;
      DELETE FROM facts WHERE kind = 'SourceChanged';
      ALTER TABLE facts DROP CONSTRAINT facts_kind;
      ALTER TABLE facts ADD CONSTRAINT facts_kind CHECK (kind IN (${BEFORE}));
      DROP TABLE streams;
    `);
  }
}
