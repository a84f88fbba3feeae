import { addressLine, type PostalAddress } from "../domain/address.js";
import { type GuardStage, guardShipTo } from "../domain/ship-to-guard.js";
import type { Tx } from "../store/database.js";
import type { FulfillmentOrder, ShipToDivergence } from "../store/fulfillment-order.js";
import { writeFacts } from "../store/outbox.js";
import { openDivergence, openHold, setDivergence } from "../store/writes/execution.js";
import type { StoredOrder } from "../store/writes/order.js";
import { addressChangePending } from "../store/writes/order-change.js";
import { closeOvertaken, openTasks } from "../store/writes/review.js";

/**
 * Compares an address that an execution system holds with the order's. Where a parcel would go
 * somewhere else, the work order is stopped and a person is told why. Hearing the same thing again
 * changes nothing: `ship_to_divergences_found`.
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
  const escaped = verdict === "ESCAPED";
  const { divergence, isNew } = await openDivergence(
    tx,
    { orderId: order.id, fulfillmentOrderId: work.id, foundAt, expected: order.shipTo, found },
    escaped ? "ESCAPED" : "OPEN",
  );
  if (!isNew && !(await isWorse(tx, divergence, escaped))) return;
  if (!isNew) await closeOvertaken(tx, "SHIP_TO", divergence.id, "overtaken: asked about anew");
  const wanted = order.shipTo === null ? "" : addressLine(order.shipTo);
  const explanation = `${foundAt} bears ${addressLine(found)}, but the order goes to ${wanted}`;
  if (!escaped) {
    await openHold(tx, {
      ...{
        orderId: order.id,
        fulfillmentOrderId: work.id,
        reason: "SHIP_TO_DIVERGENCE" as const,
        explanation,
      },
    });
    await writeFacts(tx, [{ kind: "ShipToDiverged", subjectId: order.id, key: `order:${order.id}` }]);
  }
  await openTasks(tx, [
    {
      kind: "SHIP_TO",
      // One question per sighting: an address that comes back after it was corrected is asked about anew.
      subjectKey: isNew ? divergence.id : `${divergence.id}:${new Date().toISOString()}`,
      title: escaped
        ? `Order ${order.number} has left for an address that is not the order's`
        : `Order ${order.number} is stopped: its parcel would go to another address`,
      details: { foundAt, found, expected: order.shipTo, system: work.connectionId, explanation },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
}

/** A known divergence is news again if the goods have left after all, or if it returns after it was corrected. */
async function isWorse(tx: Tx, known: ShipToDivergence, escaped: boolean): Promise<boolean> {
  const isOpen = known.status === "OPEN" || known.status === "HELD";
  if (!(known.status === "PROPAGATED" || (isOpen && escaped))) return false;
  await setDivergence(tx, known.id, escaped ? "ESCAPED" : "OPEN");
  return true;
}
