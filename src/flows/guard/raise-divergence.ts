import { addressLine, deliveryPointKey, type PostalAddress } from "../../domain/address.js";
import { canceledKey } from "../../domain/canceled-goods.js";
import { type StaleValue, staleKey } from "../../domain/stale-values.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder, ShipToDivergence } from "../../store/fulfillment-order.js";
import { hurryFacts, writeFacts } from "../../store/outbox.js";
import type { Shipment } from "../../store/shipment.js";
import {
  openDivergence,
  openHold,
  type SeenDivergence,
  setDivergence,
} from "../../store/writes/execution.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { closeOvertaken, openTasks } from "../../store/writes/review.js";

/** Something that a system holds otherwise than the order says. */
export interface Divergence {
  readonly seen: Omit<SeenDivergence, "orderId" | "fulfillmentOrderId" | "foundAt">;
  /** Where it was seen, for people: `work order 4711`, `the label of parcel …`. */
  readonly foundAt: string;
  /** What is wrong, after `foundAt`. */
  readonly words: string;
  /** True if the goods have left with it: nothing in the house can stop them. */
  readonly escaped: boolean;
}

export const wrongAddress = (
  order: StoredOrder,
  found: PostalAddress,
  foundAt: string,
  escaped: boolean,
): Divergence => ({
  seen: {
    ...{ aspect: "SHIP_TO", foundKey: deliveryPointKey(found), expected: order.shipTo, found },
    ...{ lineNumber: null, expectedValue: null, foundValue: null },
  },
  ...{ foundAt, escaped },
  words: `bears ${addressLine(found)}, but the order goes to ${order.shipTo === null ? "" : addressLine(order.shipTo)}`,
});

const ASPECT_WORDS = { QUANTITY: "a quantity", PRICE: "a price" } as const;

export const wrongValue = (stale: StaleValue, foundAt: string, escaped: boolean): Divergence => ({
  seen: {
    ...{ aspect: stale.aspect, foundKey: staleKey(stale), expected: null, found: null },
    ...{ lineNumber: stale.lineNumber, expectedValue: stale.expected, foundValue: stale.found },
  },
  ...{ foundAt, escaped },
  words: `has ${ASPECT_WORDS[stale.aspect]} of ${stale.found} on line ${stale.lineNumber}, but the order says ${stale.expected}`,
});

export const canceledGoodsOf = (
  { id, externalId, trackingNumber }: Pick<Shipment, "id" | "externalId" | "trackingNumber">,
  escaped: boolean,
): Divergence => ({
  seen: {
    ...{ aspect: "CANCELED", foundKey: canceledKey({ id }), expected: null, found: null },
    ...{ lineNumber: null, expectedValue: null, foundValue: null },
  },
  ...{ foundAt: `parcel ${trackingNumber ?? externalId}`, escaped },
  words: `${escaped ? "has left" : "stands ready"}, but the order is canceled`,
});

/**
 * Stops the goods, or says that they have left, and tells a person why. Hearing the same thing again changes
 * nothing: `ship_to_divergences_found`. What has escaped is taken up with the carrier (`ParcelEscaped`).
 */
export async function raiseDivergence(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  { seen, foundAt, words, escaped }: Divergence,
): Promise<void> {
  const { divergence, isNew } = await openDivergence(
    tx,
    { orderId: order.id, fulfillmentOrderId: work.id, foundAt, ...seen },
    escaped ? "ESCAPED" : "OPEN",
  );
  if (!isNew && !(await isWorse(tx, divergence, escaped))) {
    // It could not be stopped in the house; now that it has left, the carrier can be asked. Asking is done once.
    if (escaped && divergence.status === "ESCAPED") await chase(tx, divergence.id);
    return;
  }
  if (!isNew) await closeOvertaken(tx, "SHIP_TO", divergence.id, "overtaken: asked about anew");
  const explanation = `${foundAt} ${words}`;
  if (escaped) {
    await chase(tx, divergence.id);
  } else {
    const hold = { orderId: order.id, fulfillmentOrderId: work.id, explanation };
    await openHold(tx, { ...hold, reason: "SHIP_TO_DIVERGENCE" });
    const key = `order:${order.id}`;
    await writeFacts(tx, [{ kind: "ShipToDiverged", subjectId: order.id, key }]);
    await hurryFacts(tx, key);
  }
  await openTasks(tx, [
    {
      kind: "SHIP_TO",
      // One question per sighting: an address that comes back after it was corrected is asked about anew.
      subjectKey: isNew ? divergence.id : `${divergence.id}:${new Date().toISOString()}`,
      title: titleOf(order, divergence, escaped),
      details: { foundAt, ...seen, system: work.connectionId, explanation },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
}

const chase = (tx: Tx, divergenceId: string): Promise<void> =>
  writeFacts(tx, [{ kind: "ParcelEscaped", subjectId: divergenceId, key: null }]);

function titleOf(
  { number }: StoredOrder,
  { aspect, lineNumber, foundAt }: ShipToDivergence,
  escaped: boolean,
): string {
  if (aspect === "SHIP_TO") {
    return escaped
      ? `Order ${number} has left for an address that is not the order's`
      : `Order ${number} is stopped: its parcel would go to another address`;
  }
  if (aspect === "CANCELED") {
    return escaped
      ? `Contact the customer of order ${number}: it was canceled, and ${foundAt} has left nevertheless`
      : `Order ${number} is stopped: it was canceled, and its goods are packed`;
  }
  const what = `the ${aspect.toLowerCase()} of line ${lineNumber}`;
  return escaped
    ? `Order ${number} has left, and ${what} is not the order's`
    : `Order ${number} is stopped: ${what} is not the order's`;
}

/** A known divergence is news again if the goods have left after all, or if it returns after it was corrected. */
async function isWorse(tx: Tx, known: ShipToDivergence, escaped: boolean): Promise<boolean> {
  const isOpen = known.status === "OPEN" || known.status === "HELD";
  if (!(known.status === "PROPAGATED" || (isOpen && escaped))) return false;
  await setDivergence(tx, known.id, escaped ? "ESCAPED" : "OPEN");
  return true;
}
