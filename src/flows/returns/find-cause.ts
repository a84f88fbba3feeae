import { sameDeliveryPoint } from "../../domain/address.js";
import { type CauseOfReturn, causeOfReturn } from "../../domain/return-cause.js";
import { statusAfter } from "../../domain/return-states.js";
import type { Tx } from "../../store/database.js";
import type { Shipment } from "../../store/shipment.js";
import { latestArrivals, statedAddresses } from "../../store/writes/address-history.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { addressChanges } from "../../store/writes/order-change.js";
import { returnByRequest, writeAct } from "../../store/writes/return.js";
import { noteOnSubject } from "../../store/writes/review.js";

/** What the return of a parcel that turned round by itself is asked for by. */
export const requestKeyOf = ({ id }: Pick<Shipment, "id">): string => `shipment:${id}`;

/** Why a parcel comes back, by all that is known now. */
export async function findCause(tx: Tx, order: StoredOrder, shipment: Shipment): Promise<CauseOfReturn> {
  const { shipTo: used, reason, shippedAt } = shipment;
  const { customerId, placedAt, messageId, shipTo: wanted } = order;
  const changes = await addressChanges(tx, order.id);
  const stated = customerId === null ? [] : await statedAddresses(tx, customerId);
  const arrivals = customerId === null ? [] : await latestArrivals(tx, customerId, shipment.id);
  const arrived = arrivals.find(({ shipTo }) => used !== null && sameDeliveryPoint(shipTo, used)) ?? null;
  return causeOfReturn({
    ...{ wanted, used, reason, changes, shippedAt, stated },
    placed: { at: placedAt, messageId },
    arrived: arrived === null ? null : { trackingNumber: arrived.trackingNumber, at: arrived.at },
  });
}

/**
 * A report that was late has told that the parcel bears another label than was believed when it turned round: its
 * return is given the cause that this makes.
 */
export async function findCauseAnew(tx: Tx, order: StoredOrder, shipment: Shipment): Promise<void> {
  const known = await returnByRequest(tx, order.id, requestKeyOf(shipment));
  const status = known === null ? null : statusAfter(known.status, "FIND_CAUSE", "HUB");
  if (known === null || status === null) return;
  const cause = await findCause(tx, order, { ...shipment, reason: known.reason });
  if (cause.words === known.cause) return;
  const eventKey = `cause:${known.version}`;
  const act = {
    act: "FIND_CAUSE",
    actor: "hub",
    note: cause.words,
    occurredAt: new Date(),
    eventKey,
  } as const;
  const { kind: causeKind, words, preventable } = cause;
  await writeAct(tx, known, status, act, { cause: words, causeKind, causeDetails: cause, preventable });
  const details = { cause: words, used: shipment.shipTo };
  await noteOnSubject(tx, "ADDRESS_CORRECTION", requestKeyOf(shipment), details);
}
