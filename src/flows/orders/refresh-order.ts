import { fulfillmentStatusOf, isDelivered, type Progress, returnStatusOf } from "../../domain/fulfillment.js";
import type { OrderStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { type OrderAxes, partsOf, saveAxes } from "../../store/writes/progress.js";

/**
 * Derives the order's status axes anew from its work orders, parcels, stops and returns. What is completed stays
 * so, unless the delivery that completed it was taken back.
 */
export const refreshOrder = (tx: Tx, order: StoredOrder, isTakenBack = false): Promise<void> =>
  refreshOrders(tx, [order], isTakenBack);

/** The same for a set of orders, which the caller has locked and read since. */
export async function refreshOrders(
  tx: Tx,
  orders: readonly StoredOrder[],
  isTakenBack = false,
): Promise<void> {
  if (orders.length === 0) return;
  const parts = new Map(
    (
      await partsOf(
        tx,
        orders.map(({ id }) => id),
      )
    ).map((one) => [one.orderId, one]),
  );
  const axes = orders.flatMap((order) => {
    const found = parts.get(order.id);
    if (found === undefined) return [];
    const progress: Progress = { lines: order.lines, ...found };
    const now: OrderAxes = {
      id: order.id,
      fulfillmentStatus: fulfillmentStatusOf(progress),
      returnStatus: returnStatusOf(found.returns),
      status: statusOf(order.status, isDelivered(progress), isTakenBack),
    };
    return hasMoved(order, now) ? [now] : [];
  });
  if (axes.length > 0) await saveAxes(tx, axes);
}

const hasMoved = (before: StoredOrder, now: OrderAxes): boolean =>
  before.fulfillmentStatus !== now.fulfillmentStatus ||
  before.returnStatus !== now.returnStatus ||
  before.status !== now.status;

function statusOf(status: OrderStatus, delivered: boolean, isTakenBack: boolean): OrderStatus {
  if (status === "CONFIRMED" && delivered) return "COMPLETED";
  return status === "COMPLETED" && isTakenBack && !delivered ? "CONFIRMED" : status;
}
