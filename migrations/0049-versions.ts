// What was known and when: an order can be shown as it stood, and whoever answers a question says which version they saw.
import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What an order was before each change of it: only the values that have changed, and its lines where its version
 * was raised. Several changes in one transaction are one; what stood before the first of them counts.
 */
const ORDER_VERSIONS = `
  CREATE TABLE order_versions (
    order_id uuid NOT NULL CONSTRAINT order_versions_order REFERENCES orders (id) ON DELETE CASCADE,
    until timestamptz NOT NULL,
    was jsonb NOT NULL,
    lines jsonb,
    PRIMARY KEY (order_id, until)
  );
  CREATE FUNCTION keep_order_version() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- What erasing removes is not kept as the past.
    IF current_setting('throughline.erasing', true) = 'on' THEN
      RETURN NULL;
    END IF;
    INSERT INTO order_versions (order_id, until, was, lines)
      SELECT OLD.id, now(), jsonb_object_agg(o.key, o.value),
             CASE WHEN OLD.version <> NEW.version THEN (
               SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'orderId', l.order_id, 'lineNumber', l.line_number, 'position', l.position, 'sku', l.sku,
                        'description', l.description, 'quantity', trim_scale(l.quantity)::text, 'unit', l.unit,
                        'unitPrice', trim_scale(l.unit_price)::text) ORDER BY l.position, l.line_number), '[]')
                 FROM order_lines l WHERE l.order_id = OLD.id) END
        FROM jsonb_each(to_jsonb(OLD) - 'provenance') o JOIN jsonb_each(to_jsonb(NEW)) n ON n.key = o.key
       WHERE o.value IS DISTINCT FROM n.value
      ON CONFLICT (order_id, until) DO UPDATE SET was = EXCLUDED.was || order_versions.was,
             lines = coalesce(order_versions.lines, EXCLUDED.lines);
    RETURN NULL;
  END $$;
  CREATE TRIGGER orders_version AFTER UPDATE ON orders FOR EACH ROW
    WHEN ((OLD.status, OLD.fulfillment_status, OLD.return_status, OLD.execution_sync, OLD.version, OLD.ship_to,
           OLD.requested_date, OLD.expected_date, OLD.slip_days, OLD.po_number, OLD.customer_id, OLD.note, OLD.doubts)
          IS DISTINCT FROM
          (NEW.status, NEW.fulfillment_status, NEW.return_status, NEW.execution_sync, NEW.version, NEW.ship_to,
           NEW.requested_date, NEW.expected_date, NEW.slip_days, NEW.po_number, NEW.customer_id, NEW.note, NEW.doubts))
    EXECUTE FUNCTION keep_order_version();`;

export class Versions1700000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORDER_VERSIONS);
    await runner.query(`
      ALTER TABLE review_tasks ADD COLUMN version integer NOT NULL DEFAULT 1;
      ALTER TABLE differences ADD COLUMN version integer NOT NULL DEFAULT 1;
      CREATE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.version := OLD.version + 1;
        RETURN NEW;
      END $$;
      -- What a task is worth follows orders and is no word of anybody about it.
      CREATE TRIGGER review_tasks_version BEFORE UPDATE ON review_tasks FOR EACH ROW
        WHEN ((OLD.status, OLD.title, OLD.details, OLD.closed_at, OLD.resolution)
              IS DISTINCT FROM (NEW.status, NEW.title, NEW.details, NEW.closed_at, NEW.resolution))
        EXECUTE FUNCTION raise_version();
      CREATE TRIGGER differences_version BEFORE UPDATE ON differences FOR EACH ROW
        WHEN ((OLD.ours, OLD.theirs, OLD.proposal, OLD.settled_at)
              IS DISTINCT FROM (NEW.ours, NEW.theirs, NEW.proposal, NEW.settled_at))
        EXECUTE FUNCTION raise_version();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER orders_version ON orders;
      DROP FUNCTION keep_order_version;
      DROP TABLE order_versions;
      DROP TRIGGER differences_version ON differences;
      DROP TRIGGER review_tasks_version ON review_tasks;
      DROP FUNCTION raise_version;
      ALTER TABLE differences DROP COLUMN version;
      ALTER TABLE review_tasks DROP COLUMN version;
    `);
  }
}
