// What a comparison of both sides has found, so that people can act on it.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Differences1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE differences (
        id uuid PRIMARY KEY,
        connection_id text NOT NULL CONSTRAINT differences_connection REFERENCES connections (id),
        subject text NOT NULL,
        order_id uuid CONSTRAINT differences_order_id REFERENCES orders (id),
        external_id text,
        aspect text NOT NULL,
        line_number text,
        ours text,
        theirs text,
        proposal text NOT NULL,
        found_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        settled_at timestamptz,
        settled_by text,
        CONSTRAINT differences_aspect CHECK (aspect IN (
          'MISSING_THERE', 'UNKNOWN_HERE', 'CANCELED', 'STATUS', 'SHIP_TO', 'DATE', 'QUANTITY', 'PRICE')),
        CONSTRAINT differences_proposal CHECK (proposal IN (
          'SEND_ORDER', 'READ_SOURCES', 'READ_AGAIN', 'PROPAGATE', 'ASK_CUSTOMER'))
      );
      CREATE UNIQUE INDEX differences_open ON differences (connection_id, subject, aspect, COALESCE(line_number, ''))
        WHERE settled_at IS NULL;
      CREATE INDEX differences_found ON differences (found_at, id);
      CREATE INDEX differences_order ON differences (order_id);
      CREATE INDEX orders_changed ON orders (updated_at, id) WHERE status IN ('COMPLETED', 'CANCELED');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX orders_changed; DROP TABLE differences");
  }
}
