// Orders in one shape whatever their channel, and what was asked to change in them.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Orders1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE orders (
        id uuid PRIMARY KEY,
        number text NOT NULL,
        connection_id text NOT NULL CONSTRAINT orders_connection REFERENCES connections (id),
        channel text NOT NULL,
        external_id text NOT NULL,
        external_number text,
        external_version text,
        po_number text,
        status text NOT NULL,
        fulfillment_status text NOT NULL,
        return_status text NOT NULL,
        execution_sync text NOT NULL,
        placed_at timestamptz NOT NULL,
        currency text,
        total numeric(20,2) NOT NULL,
        ship_to jsonb,
        requested_date date,
        note text,
        doubts jsonb NOT NULL,
        provenance jsonb NOT NULL,
        version integer NOT NULL,
        source_record_id uuid NOT NULL CONSTRAINT orders_record REFERENCES source_records (id),
        customer_id uuid CONSTRAINT orders_customer_id REFERENCES customers (id),
        message_id uuid NOT NULL CONSTRAINT orders_message_id REFERENCES inbound_messages (id),
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT orders_sync_word CHECK (execution_sync IN ('NOT_SENT', 'PENDING', 'IN_SYNC', 'DIVERGED', 'REJECTED', 'UNKNOWN')),
        CONSTRAINT orders_return_word CHECK (return_status IN ('NO_RETURN', 'RETURN_REQUESTED', 'IN_PROGRESS', 'RETURNED')),
        CONSTRAINT orders_fulfillment_word CHECK (fulfillment_status IN (
          'UNFULFILLED', 'ON_HOLD', 'IN_PROGRESS', 'PARTIALLY_FULFILLED', 'FULFILLED'
        )),
        CONSTRAINT orders_status_word CHECK (status IN ('DRAFT', 'NEEDS_REVIEW', 'CONFIRMED', 'COMPLETED', 'CANCELED')),
        CONSTRAINT orders_channel CHECK (channel IN ('SALES_DESK', 'CALL_CENTER', 'FAX', 'EMAIL', 'WEB', 'EDI'))
      );
      CREATE INDEX orders_customer ON orders (customer_id, placed_at, id);
      CREATE INDEX orders_external_number ON orders (external_number);
      CREATE INDEX orders_message ON orders (message_id);
      CREATE UNIQUE INDEX orders_number ON orders (number);
      CREATE INDEX orders_placed ON orders (placed_at, id);
      CREATE INDEX orders_po_number ON orders (po_number);
      CREATE UNIQUE INDEX orders_source ON orders (connection_id, external_id);
      CREATE INDEX orders_source_record ON orders (source_record_id);
      CREATE INDEX orders_sync ON orders (execution_sync, placed_at, id);
      CREATE INDEX orders_status ON orders (status, placed_at, id);

      CREATE TABLE order_lines (
        order_id uuid NOT NULL CONSTRAINT order_lines_order REFERENCES orders (id),
        line_number text NOT NULL,
        position integer NOT NULL,
        sku text,
        description text,
        quantity numeric(20,6) NOT NULL,
        unit text,
        unit_price numeric(20,6),
        PRIMARY KEY (order_id, line_number)
      );

      CREATE TABLE order_changes (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT order_changes_order REFERENCES orders (id),
        sequence integer NOT NULL,
        request_key text NOT NULL,
        kind text NOT NULL,
        target jsonb NOT NULL,
        channel text NOT NULL,
        requested_by text NOT NULL,
        reason text,
        base_version integer NOT NULL,
        status text NOT NULL,
        requested_at timestamptz NOT NULL,
        CONSTRAINT order_changes_kind CHECK (kind IN (
          'SHIP_TO', 'CONTACT', 'QUANTITY', 'PRICE', 'QUALITY', 'DATE', 'ADD_LINE',
          'REMOVE_LINE', 'CANCEL'
        )),
        CONSTRAINT order_changes_status CHECK (status IN ('REQUESTED', 'CONFIRMED', 'PARTIALLY_CONFIRMED', 'DECLINED', 'CANCELED'))
      );
      CREATE UNIQUE INDEX order_changes_request ON order_changes (order_id, request_key);
      CREATE UNIQUE INDEX order_changes_sequence ON order_changes (order_id, sequence);

      CREATE TABLE order_change_deliveries (
        id uuid PRIMARY KEY,
        order_change_id uuid NOT NULL CONSTRAINT order_change_deliveries_change REFERENCES order_changes (id),
        connection_id text NOT NULL CONSTRAINT order_change_deliveries_connection REFERENCES connections (id),
        status text NOT NULL,
        refusal text,
        native_message text,
        attempts integer NOT NULL,
        sent_at timestamptz,
        verified_at timestamptz,
        CONSTRAINT order_change_deliveries_status_word CHECK (status IN (
          'QUEUED', 'SENT', 'ACKNOWLEDGED', 'APPLIED', 'PARTIAL', 'REJECTED', 'TOO_LATE',
          'CONFLICT', 'UNKNOWN'
        ))
      );
      CREATE INDEX order_change_deliveries_status ON order_change_deliveries (status);
      CREATE UNIQUE INDEX order_change_deliveries_target ON order_change_deliveries (order_change_id, connection_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE order_change_deliveries, order_changes, order_lines, orders");
  }
}
