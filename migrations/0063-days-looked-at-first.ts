// A parcel's news seldom moves the days of its order: they are looked at before the order is opened for writing.
import type { MigrationInterface, QueryRunner } from "typeorm";

const MOVE_DAYS = `
      UPDATE orders o SET promised_date = d.promised, expected_date = d.expected, slip_days = d.slip
        FROM order_days(NEW.order_id, (SELECT requested_date FROM orders WHERE id = NEW.order_id)) d
       WHERE o.id = NEW.order_id AND (o.promised_date, o.expected_date, o.slip_days)
             IS DISTINCT FROM (d.promised, d.expected, d.slip);`;

/** An UPDATE makes all indexes of its table ready before it knows whether there is a row to write: most of its cost here. */
const ARE_MOVED = `
      SELECT FROM orders o CROSS JOIN LATERAL order_days(o.id, o.requested_date) d
       WHERE o.id = NEW.order_id AND (o.promised_date, o.expected_date, o.slip_days)
             IS DISTINCT FROM (d.promised, d.expected, d.slip)`;

const shipmentsDays = (act: string): string => `
  CREATE OR REPLACE FUNCTION shipments_days() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${act}
    RETURN NULL;
  END $$`;

export class DaysLookedAtFirst1700000000063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(shipmentsDays(`IF EXISTS (${ARE_MOVED}) THEN ${MOVE_DAYS} END IF;`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(shipmentsDays(MOVE_DAYS));
  }
}
