// What outside may follow is noted where it happens, and gets its place in one order once it is committed.
import type { MigrationInterface, QueryRunner } from "typeorm";
import { unwatch, type Watch, watch } from "./event-triggers.js";

const created: Watch = { watches: [], word: "status" };
const moved = (column: string): Watch => ({ watches: [column], word: column });
const changed = (...watches: string[]): Watch => ({ watches, word: null });

export class Events1700000000043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_arrivals (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        order_id uuid,
        before text,
        after text,
        happened_at timestamptz NOT NULL
      );
      CREATE TABLE events (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        order_id uuid,
        before text,
        after text,
        happened_at timestamptz NOT NULL
      );
    `);
    await watch(runner, "orders", "id", {
      ORDER_RECEIVED: created,
      ORDER_CHANGED: changed("version"),
      ORDER_STATUS_CHANGED: moved("status"),
      ORDER_FULFILLMENT_CHANGED: moved("fulfillment_status"),
      ORDER_RETURN_CHANGED: moved("return_status"),
      ORDER_SYNC_CHANGED: moved("execution_sync"),
      ORDER_CUSTOMER_CHANGED: changed("customer_id"),
    });
    await watch(runner, "shipments", "order_id", {
      SHIPMENT_ANNOUNCED: created,
      SHIPMENT_STATUS_CHANGED: moved("status"),
      SHIPMENT_CHANGED: changed("carrier", "tracking_number", "ship_to", "estimated_delivery", "reason"),
    });
    await watch(runner, "review_tasks", "order_id", {
      REVIEW_TASK_OPENED: created,
      REVIEW_TASK_STATUS_CHANGED: moved("status"),
    });
    await watch(runner, "ship_to_divergences", "order_id", {
      DIVERGENCE_FOUND: created,
      DIVERGENCE_STATUS_CHANGED: moved("status"),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["orders", "shipments", "review_tasks", "ship_to_divergences"])
      await unwatch(runner, table);
    await runner.query("DROP TABLE events, event_arrivals");
  }
}
