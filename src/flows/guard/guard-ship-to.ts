import type { PostalAddress } from "../../domain/address.js";
import { type GuardStage, guardShipTo } from "../../domain/ship-to-guard.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder } from "../../store/fulfillment-order.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { addressChangePending } from "../../store/writes/order-change.js";
import { raiseDivergence, wrongAddress } from "./raise-divergence.js";

/**
 * Compares an address that an execution system holds with the order's. Where a parcel would go
 * somewhere else, the work order is stopped and a person is told why.
 */
export async function guardAddress(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  found: PostalAddress | null,
  stage: GuardStage,
  foundAt: string,
): Promise<void> {
  if (guardShipTo(order.shipTo, found, stage, false) === "SAME") return;
  const verdict = guardShipTo(order.shipTo, found, stage, await addressChangePending(tx, order.id));
  if (found === null || verdict === "SAME" || verdict === "PENDING") return;
  await raiseDivergence(tx, order, work, wrongAddress(order, found, foundAt, verdict === "ESCAPED"));
}
