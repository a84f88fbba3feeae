// The execution side: work orders, stops, goods on the way and on the way back.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class Execution1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE fulfillment_orders (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT fulfillment_orders_order_id REFERENCES orders (id),
        connection_id text NOT NULL CONSTRAINT fulfillment_orders_connection REFERENCES connections (id),
        external_id text,
        external_version text,
        status text NOT NULL,
        ship_to jsonb,
        refusal text,
        native_message text,
        updated_at timestamptz NOT NULL,
        CONSTRAINT fulfillment_orders_status CHECK (status IN ('OPEN', 'IN_PROGRESS', 'ON_HOLD', 'CLOSED', 'CANCELED'))
      );
      CREATE UNIQUE INDEX fulfillment_orders_order ON fulfillment_orders (order_id, connection_id);

      CREATE TABLE holds (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT holds_order_id REFERENCES orders (id),
        fulfillment_order_id uuid CONSTRAINT holds_fulfillment_order REFERENCES fulfillment_orders (id),
        reason text NOT NULL,
        explanation text NOT NULL,
        opened_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        released_at timestamptz,
        released_by text,
        CONSTRAINT holds_reason CHECK (reason IN (
          'SHIP_TO_DIVERGENCE', 'AMENDMENT_PENDING', 'IDENTITY_IN_REVIEW', 'INCORRECT_ADDRESS',
          'CUSTOMER_ALERT', 'AWAITING_PAYMENT', 'OTHER'
        ))
      );
      CREATE INDEX holds_order ON holds (order_id);

      CREATE TABLE ship_to_divergences (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT ship_to_divergences_order_id REFERENCES orders (id),
        fulfillment_order_id uuid NOT NULL CONSTRAINT ship_to_divergences_fulfillment_order REFERENCES fulfillment_orders (id),
        found_key text NOT NULL,
        found_at text NOT NULL,
        expected jsonb,
        found jsonb NOT NULL,
        status text NOT NULL,
        detected_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT ship_to_divergences_status CHECK (status IN (
          'OPEN', 'HELD', 'PROPAGATED', 'ACCEPTED_AS_IS', 'INTERCEPT_REQUESTED', 'ESCAPED'
        ))
      );
      CREATE UNIQUE INDEX ship_to_divergences_found ON ship_to_divergences (fulfillment_order_id, found_key);
      CREATE INDEX ship_to_divergences_order ON ship_to_divergences (order_id);

      CREATE TABLE shipments (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT shipments_order_id REFERENCES orders (id),
        fulfillment_order_id uuid NOT NULL CONSTRAINT shipments_fulfillment_order REFERENCES fulfillment_orders (id),
        external_id text NOT NULL,
        carrier text,
        tracking_number text,
        status text NOT NULL,
        status_at timestamptz NOT NULL,
        reason text,
        ship_to jsonb,
        estimated_delivery date,
        lines jsonb NOT NULL,
        shipped_at timestamptz,
        delivered_at timestamptz,
        CONSTRAINT shipments_status CHECK (status IN (
          'PENDING', 'LABEL_CREATED', 'PICKED_UP', 'IN_TRANSIT', 'DELAYED', 'ON_HOLD',
          'OUT_FOR_DELIVERY', 'READY_FOR_PICKUP', 'DELIVERY_FAILED', 'DELIVERED',
          'RETURN_TO_SENDER', 'RETURNED', 'LOST', 'CANCELED', 'UNKNOWN'
        ))
      );
      CREATE INDEX shipments_order ON shipments (order_id);
      CREATE UNIQUE INDEX shipments_source ON shipments (fulfillment_order_id, external_id);
      CREATE INDEX shipments_tracking ON shipments (tracking_number);

      CREATE TABLE tracking_events (
        id uuid PRIMARY KEY,
        shipment_id uuid NOT NULL CONSTRAINT tracking_events_shipment REFERENCES shipments (id),
        event_key text NOT NULL,
        status text NOT NULL,
        reason text,
        code text,
        description text,
        location text,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT tracking_events_status CHECK (status IN (
          'PENDING', 'LABEL_CREATED', 'PICKED_UP', 'IN_TRANSIT', 'DELAYED', 'ON_HOLD',
          'OUT_FOR_DELIVERY', 'READY_FOR_PICKUP', 'DELIVERY_FAILED', 'DELIVERED',
          'RETURN_TO_SENDER', 'RETURNED', 'LOST', 'CANCELED', 'UNKNOWN'
        ))
      );
      CREATE UNIQUE INDEX tracking_events_event ON tracking_events (shipment_id, event_key);

      CREATE TABLE returns (
        id uuid PRIMARY KEY,
        number text NOT NULL,
        order_id uuid NOT NULL CONSTRAINT returns_order_id REFERENCES orders (id),
        shipment_id uuid CONSTRAINT returns_shipment REFERENCES shipments (id),
        request_key text NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        reason text,
        cause text,
        lines jsonb NOT NULL,
        note text,
        requested_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT returns_status CHECK (status IN (
          'REQUESTED', 'APPROVED', 'DECLINED', 'IN_TRANSIT', 'RECEIVED', 'INSPECTED', 'CLOSED',
          'CANCELED'
        )),
        CONSTRAINT returns_kind CHECK (kind IN ('CUSTOMER_RETURN', 'UNDELIVERABLE', 'REFUSED'))
      );
      CREATE INDEX returns_order ON returns (order_id, opened_at, id);
      CREATE UNIQUE INDEX returns_number ON returns (number);
      CREATE INDEX returns_opened ON returns (opened_at, id);
      CREATE UNIQUE INDEX returns_request ON returns (order_id, request_key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "DROP TABLE returns, tracking_events, shipments, ship_to_divergences, holds, fulfillment_orders",
    );
  }
}
