// What was ever said of a parcel, by whom: so that an event that is taken back takes its effects along.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class ParcelHistory1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE tracking_events
        ADD COLUMN zone_unknown boolean NOT NULL DEFAULT false,
        ADD COLUMN connection_id text,
        ADD COLUMN source_event_id text,
        ADD COLUMN corrects text,
        ADD COLUMN corrected_at timestamptz;

      ALTER TABLE shipments ADD COLUMN news_at timestamptz NOT NULL DEFAULT now();
      UPDATE shipments s SET news_at = GREATEST(s.status_at,
        (SELECT max(e.occurred_at) FROM tracking_events e WHERE e.shipment_id = s.id));
      CREATE INDEX shipments_news ON shipments (news_at, id);
      CREATE INDEX shipments_shipped ON shipments (shipped_at, id);
      CREATE INDEX shipments_carrier ON shipments (carrier, delivered_at DESC) WHERE delivered_at IS NOT NULL;

      CREATE TABLE execution_sightings (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT execution_sightings_order_id REFERENCES orders (id),
        fulfillment_order_id uuid NOT NULL CONSTRAINT execution_sightings_work REFERENCES fulfillment_orders (id),
        shipment_id uuid CONSTRAINT execution_sightings_shipment_id REFERENCES shipments (id),
        sighting_key text NOT NULL,
        status text NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX execution_sightings_key ON execution_sightings (fulfillment_order_id, sighting_key);
      CREATE INDEX execution_sightings_order ON execution_sightings (order_id);
      CREATE INDEX execution_sightings_shipment ON execution_sightings (shipment_id) WHERE shipment_id IS NOT NULL;
      INSERT INTO execution_sightings
        SELECT gen_random_uuid(), order_id, fulfillment_order_id, id, 'kept:' || id, status, status_at, status_at
          FROM shipments s
         WHERE NOT EXISTS (SELECT FROM tracking_events e WHERE e.shipment_id = s.id AND e.status = s.status);
      INSERT INTO execution_sightings
        SELECT gen_random_uuid(), order_id, fulfillment_order_id, id, 'left:' || id, 'PICKED_UP', shipped_at, shipped_at
          FROM shipments WHERE shipped_at IS NOT NULL;

      CREATE TABLE delivery_estimates (
        id uuid PRIMARY KEY,
        shipment_id uuid NOT NULL CONSTRAINT delivery_estimates_shipment REFERENCES shipments (id),
        source text NOT NULL,
        day date NOT NULL,
        tracking_event_id uuid CONSTRAINT delivery_estimates_event REFERENCES tracking_events (id),
        stated_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT delivery_estimates_source CHECK (source IN ('CARRIER', 'EXECUTION', 'ORDER'))
      );
      CREATE UNIQUE INDEX delivery_estimates_stated ON delivery_estimates (shipment_id, source, stated_at, day);
      INSERT INTO delivery_estimates
        SELECT gen_random_uuid(), id, 'EXECUTION', estimated_delivery, NULL, status_at, status_at
          FROM shipments WHERE estimated_delivery IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE delivery_estimates, execution_sightings;
      DROP INDEX shipments_carrier, shipments_shipped, shipments_news;
      ALTER TABLE shipments DROP COLUMN news_at;
      ALTER TABLE tracking_events
        DROP COLUMN zone_unknown, DROP COLUMN connection_id, DROP COLUMN source_event_id, DROP COLUMN corrects,
        DROP COLUMN corrected_at;
    `);
  }
}
