import { fulfillmentStatusOf, isDelivered, type Progress, returnStatusOf } from "../domain/fulfillment.js";
import type { OrderStatus } from "../domain/vocabulary.js";
import type { Tx } from "../store/database.js";
import { openHolds } from "../store/writes/execution.js";
import type { StoredOrder } from "../store/writes/order.js";
import { partsOf, saveAxes } from "../store/writes/progress.js";

/**
 * Derives the order's status axes anew from its work orders, parcels, stops and returns. What is completed stays
 * so, unless the delivery that completed it was taken back.
 */
export async function refreshOrder(tx: Tx, order: StoredOrder, isTakenBack = false): Promise<void> {
  const { returns, ...parts } = await partsOf(tx, order.id);
  const onHold = (await openHolds(tx, order.id)).length > 0;
  const progress: Progress = { lines: order.lines, onHold, ...parts };
  await saveAxes(tx, order.id, {
    fulfillmentStatus: fulfillmentStatusOf(progress),
    returnStatus: returnStatusOf(returns),
    status: statusOf(order.status, isDelivered(progress), isTakenBack),
  });
}

function statusOf(status: OrderStatus, delivered: boolean, isTakenBack: boolean): OrderStatus {
  if (status === "CONFIRMED" && delivered) return "COMPLETED";
  return status === "COMPLETED" && isTakenBack && !delivered ? "CONFIRMED" : status;
}
