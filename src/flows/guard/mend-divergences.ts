import { deliveryPointKey, type PostalAddress } from "../../domain/address.js";
import { canceledGoods, canceledKey } from "../../domain/canceled-goods.js";
import { hasLeft } from "../../domain/fulfillment.js";
import type { OrderSnapshot } from "../../domain/snapshot.js";
import { overPacked, staleKey, staleValues } from "../../domain/stale-values.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder } from "../../store/fulfillment-order.js";
import { writeFacts } from "../../store/outbox.js";
import { escapedLabels, hasOpenDivergence, openDivergencesOf } from "../../store/writes/divergence.js";
import { releaseHolds, setDivergence } from "../../store/writes/execution.js";
import { changeable, type StoredOrder } from "../../store/writes/order.js";
import { parcelsOf } from "../../store/writes/progress.js";
import { closeOvertaken } from "../../store/writes/review.js";

/**
 * Closes the divergences of a work order that are no longer there, whoever has mended them, and lifts the stop
 * with the last one. What a label bore stays wrong until another label of that parcel was seen.
 */
export async function mendDivergences(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  seen: OrderSnapshot,
): Promise<void> {
  const open = await openDivergencesOf(tx, work.id);
  if (open.length === 0) return;
  // What stands packed for a work order that is canceled over there leaves no more.
  const parcels = (await parcelsOf(tx, order.id)).filter(
    ({ status }) => status !== "CANCELED" && (!seen.canceled || hasLeft(status)),
  );
  const held = seen.canceled ? [] : [seen.shipTo, ...seen.labels];
  const wrong = new Set([
    ...addressKeys(order, [...held, ...parcels.map(({ shipTo }) => shipTo)]),
    ...staleValues(changeable(order), seen).map(staleKey),
    ...overPacked(changeable(order), parcels).map(staleKey),
    ...(order.status === "CANCELED"
      ? parcels.filter((one) => canceledGoods(one) !== null).map(canceledKey)
      : []),
  ]);
  const mended = open.filter(({ foundKey }) => !wrong.has(foundKey));
  if (mended.length === 0) return;
  for (const { id } of mended) {
    await setDivergence(tx, id, "PROPAGATED");
    await closeOvertaken(tx, "SHIP_TO", id, "overtaken: the system now holds what the order says");
  }
  if (await hasOpenDivergence(tx, order.id)) return;
  await releaseHolds(tx, order.id, "SHIP_TO_DIVERGENCE", "hub");
  await writeFacts(tx, [{ kind: "HoldReleased", subjectId: order.id, key: `order:${order.id}` }]);
}

/**
 * A parcel bears another label than was heard before: what left with the label before has not left with it, unless
 * another parcel bears it.
 */
export async function forgetLabel(
  tx: Tx,
  { id, orderId }: FulfillmentOrder,
  before: PostalAddress,
): Promise<void> {
  const key = deliveryPointKey(before);
  const escaped = await escapedLabels(tx, id, key);
  if (escaped.length === 0) return;
  const borne = (await parcelsOf(tx, orderId)).some(
    ({ fulfillmentOrderId, shipTo }) =>
      fulfillmentOrderId === id && shipTo !== null && deliveryPointKey(shipTo) === key,
  );
  if (borne) return;
  for (const divergence of escaped) {
    await setDivergence(tx, divergence.id, "PROPAGATED");
    await closeOvertaken(tx, "SHIP_TO", divergence.id, "overtaken: the parcel bears another label");
  }
}

/** Keys of the addresses that are not the order's. */
function addressKeys({ shipTo }: StoredOrder, found: readonly (PostalAddress | null)[]): string[] {
  const right = shipTo === null ? null : deliveryPointKey(shipTo);
  return found
    .flatMap((address) => (address === null ? [] : [deliveryPointKey(address)]))
    .filter((key) => key !== right);
}
