// Returns from request to resolution: every act with its actor, the cause as data, and what it has cost.
import type { MigrationInterface, QueryRunner } from "typeorm";

const TASKS = ["IDENTITY", "ORDER", "ORDER_CHANGE", "SHIP_TO", "ADDRESS_CORRECTION", "CUSTOMER_MOVE"];

export class ReturnActs1700000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE returns
        ADD COLUMN inspections jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN channel text,
        ADD COLUMN outward_carrier text,
        ADD COLUMN carrier text,
        ADD COLUMN tracking_number text,
        ADD COLUMN label_url text,
        ADD COLUMN cause_kind text,
        ADD COLUMN cause_details jsonb,
        ADD COLUMN preventable boolean,
        ADD COLUMN cost numeric(20,2),
        ADD COLUMN cost_currency text,
        ADD COLUMN cost_details jsonb,
        ADD COLUMN decided_because text,
        ADD COLUMN resolution text,
        ADD COLUMN resolution_details jsonb,
        ADD COLUMN replacement_order_id uuid CONSTRAINT returns_replacement_order REFERENCES orders (id),
        ADD CONSTRAINT returns_cause CHECK (cause_kind IN (
          'CHANGE_NOT_APPLIED', 'CHANGE_IGNORED', 'CHANGE_TOO_LATE', 'WRONG_ADDRESS_USED', 'NEWER_ADDRESS_KNOWN',
          'ADDRESS_OUT_OF_DATE', 'CARRIER_FAULT', 'REFUSED_BY_RECIPIENT', 'NOT_COLLECTED', 'CUSTOMER_DECISION',
          'UNKNOWN'
        )),
        ADD CONSTRAINT returns_resolution CHECK (resolution IN (
          'REFUND', 'EXCHANGE', 'REPLACEMENT', 'RESHIP', 'REPAIR', 'STORE_CREDIT', 'NONE'
        ));
      CREATE INDEX returns_tracking ON returns (tracking_number) WHERE tracking_number IS NOT NULL;
      CREATE INDEX returns_shipment_id ON returns (shipment_id) WHERE shipment_id IS NOT NULL;
      CREATE UNIQUE INDEX returns_replacement ON returns (replacement_order_id) WHERE replacement_order_id IS NOT NULL;
      UPDATE returns r SET channel = o.channel FROM orders o WHERE o.id = r.order_id;
      UPDATE returns r SET outward_carrier = s.carrier FROM shipments s WHERE s.id = r.shipment_id;

      CREATE TABLE return_events (
        id uuid PRIMARY KEY,
        return_id uuid NOT NULL CONSTRAINT return_events_return REFERENCES returns (id),
        order_id uuid NOT NULL CONSTRAINT return_events_order_id REFERENCES orders (id),
        event_key text NOT NULL,
        act text NOT NULL,
        from_status text,
        to_status text NOT NULL,
        actor text NOT NULL,
        note text,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT return_events_act CHECK (act IN (
          'REQUEST', 'OPEN', 'APPROVE', 'DECLINE', 'CANCEL', 'ATTACH_LABEL', 'DISPATCH', 'CARRIER_DELIVERED',
          'RECEIVE', 'INSPECT', 'RESOLVE', 'TAKE_BACK', 'REOPEN'
        ))
      );
      CREATE UNIQUE INDEX return_events_key ON return_events (return_id, event_key);
      CREATE INDEX return_events_order ON return_events (order_id);
    `);
    await allow(runner, [...TASKS, "RETURN"]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE return_events;
      DROP INDEX returns_replacement, returns_shipment_id, returns_tracking;
      ALTER TABLE returns
        DROP CONSTRAINT returns_resolution, DROP CONSTRAINT returns_cause,
        DROP COLUMN inspections, DROP COLUMN version, DROP COLUMN channel, DROP COLUMN outward_carrier,
        DROP COLUMN carrier, DROP COLUMN tracking_number, DROP COLUMN label_url, DROP COLUMN cause_kind,
        DROP COLUMN cause_details, DROP COLUMN preventable, DROP COLUMN cost, DROP COLUMN cost_currency,
        DROP COLUMN cost_details, DROP COLUMN decided_because, DROP COLUMN resolution,
        DROP COLUMN resolution_details, DROP COLUMN replacement_order_id;
      DELETE FROM review_tasks WHERE kind = 'RETURN';
    `);
    await allow(runner, TASKS);
  }
}

async function allow(runner: QueryRunner, kinds: readonly string[]): Promise<void> {
  const list = kinds.map((kind) => `'${kind}'`).join(", ");
  await runner.query("ALTER TABLE review_tasks DROP CONSTRAINT review_tasks_kind");
  await runner.query(`ALTER TABLE review_tasks ADD CONSTRAINT review_tasks_kind CHECK (kind IN (${list}))`);
}
