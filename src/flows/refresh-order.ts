import { fulfillmentStatusOf, isDelivered, type Progress, returnStatusOf } from "../domain/fulfillment.js";
import type { Tx } from "../store/database.js";
import type { StoredOrder } from "../store/writes/order.js";
import { partsOf, saveAxes } from "../store/writes/progress.js";

/** Derives the order's status axes anew from its work orders, parcels, stops and returns. */
export const refreshOrder = (tx: Tx, order: StoredOrder): Promise<void> => refreshOrders(tx, [order]);

/** The same for a set of orders, which the caller has locked and read since. */
export async function refreshOrders(tx: Tx, orders: readonly StoredOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const parts = new Map(
    (
      await partsOf(
        tx,
        orders.map(({ id }) => id),
      )
    ).map((one) => [one.orderId, one]),
  );
  const axes = orders.flatMap(({ id, lines, status }) => {
    const found = parts.get(id);
    if (found === undefined) return [];
    const progress: Progress = { lines, ...found };
    return [
      {
        id,
        fulfillmentStatus: fulfillmentStatusOf(progress),
        returnStatus: returnStatusOf(found.returns),
        status: status === "CONFIRMED" && isDelivered(progress) ? ("COMPLETED" as const) : status,
      },
    ];
  });
  await saveAxes(tx, axes);
}
