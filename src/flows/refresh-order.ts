import { fulfillmentStatusOf, isDelivered, type Progress, returnStatusOf } from "../domain/fulfillment.js";
import type { FulfillmentOrderStatus, ReturnStatus } from "../domain/vocabulary.js";
import type { Tx } from "../store/database.js";
import { select } from "../store/rows.js";
import type { Shipment } from "../store/shipment.js";
import { openHolds } from "../store/writes/execution.js";
import type { StoredOrder } from "../store/writes/order.js";

/** Derives the order's status axes anew from its work orders, parcels, stops and returns. */
export async function refreshOrder(tx: Tx, order: StoredOrder): Promise<void> {
  const status = (rows: readonly { status: string }[]) => rows.map((row) => row.status);
  const sql = (table: string) => `SELECT status FROM ${table} WHERE order_id = $1`;
  const work = await select<{ status: string }>(tx, sql("fulfillment_orders"), [order.id]);
  const returns = await select<{ status: string }>(tx, sql("returns"), [order.id]);
  const progress: Progress = {
    lines: order.lines,
    onHold: (await openHolds(tx, order.id)).length > 0,
    fulfillmentOrders: status(work) as FulfillmentOrderStatus[],
    shipments: await shipmentsOf(tx, order.id),
  };
  const next = order.status === "CONFIRMED" && isDelivered(progress) ? "COMPLETED" : order.status;
  await tx.query(
    `UPDATE orders SET fulfillment_status = $2, return_status = $3, status = $4, updated_at = now()
      WHERE id = $1 AND (fulfillment_status, return_status, status) IS DISTINCT FROM ($2, $3, $4)`,
    [order.id, fulfillmentStatusOf(progress), returnStatusOf(status(returns) as ReturnStatus[]), next],
  );
}

/** The order's parcels as far as its progress depends on them. */
export const shipmentsOf = (tx: Tx, orderId: string): Promise<Pick<Shipment, "status" | "lines">[]> =>
  select(tx, "SELECT status, lines FROM shipments WHERE order_id = $1", [orderId]);
