import type { ShipmentEvent } from "../../domain/execution.js";
import { hasLeft } from "../../domain/fulfillment.js";
import type { OrderSnapshot } from "../../domain/snapshot.js";
import { overPacked, staleValues } from "../../domain/stale-values.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder } from "../../store/fulfillment-order.js";
import { pendingDeliveries } from "../../store/writes/delivery.js";
import { changeable, type StoredOrder } from "../../store/writes/order.js";
import { shipmentsOf } from "../../store/writes/progress.js";
import { raiseDivergence, wrongValue } from "./raise-divergence.js";

/**
 * Compares the quantities and prices of a work order, read back, with the order's. What is on its way there is no alarm,
 * unless it has just failed and the goods are packed.
 */
export async function guardWorkOrder(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  seen: OrderSnapshot,
  foundAt: string,
  hasFailed: boolean,
): Promise<void> {
  const stale = staleValues(changeable(order), seen);
  if (stale.length === 0) return;
  if (!hasFailed && (await pendingDeliveries(tx, order.id, work.connectionId)).length > 0) return;
  for (const value of stale) await raiseDivergence(tx, order, work, wrongValue(value, foundAt, false));
}

/**
 * Compares what the parcels of an order hold with what was ordered. A parcel that still stands in the house
 * may be packed anew by a change that is on its way; one that has left cannot.
 */
export async function guardContents(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  { status, lines }: Pick<ShipmentEvent, "status" | "lines">,
  foundAt: string,
): Promise<void> {
  // Of a canceled order every parcel is too much, whatever it holds: that is `guardCanceled`'s.
  if (lines.length === 0 || order.status === "CANCELED") return;
  const here = new Set(lines.map(({ lineNumber }) => lineNumber));
  const over = overPacked(changeable(order), await shipmentsOf(tx, order.id));
  const stale = over.filter(({ lineNumber }) => here.has(lineNumber));
  const escaped = hasLeft(status);
  if (stale.length === 0) return;
  if (!escaped && (await pendingDeliveries(tx, order.id, work.connectionId)).length > 0) return;
  for (const value of stale) await raiseDivergence(tx, order, work, wrongValue(value, foundAt, escaped));
}
