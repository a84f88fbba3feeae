import { type TrackingEventDocument, trackingEventKey } from "../../domain/execution.js";
import type { ParcelState } from "../../domain/parcel-state.js";
import type { ShipmentStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { Shipment } from "../../store/shipment.js";
import { workOrderById } from "../../store/writes/execution.js";
import type { StoredOrder } from "../../store/writes/order.js";
import {
  addTrackingEvent,
  correctEvents,
  type EventNames,
  isCorrectedAhead,
  keepEstimate,
  shipmentByTracking,
} from "../../store/writes/parcel.js";
import { returnByTracking } from "../../store/writes/return.js";
import { guardCanceled } from "../guard/guard-canceled.js";
import { noteLeaving } from "../guard/notice-leaving.js";
import { refreshOrder } from "../orders/refresh-order.js";
import { type Applied, trackingKey } from "../receiving/arriving.js";
import { followReturn } from "../returns/follow-return.js";
import { openUndeliverable, takeBackReturn } from "../returns/open-return.js";
import type { Hub } from "../work/hub.js";
import { settle } from "./settle-parcel.js";

export const unknownParcel = (trackingNumber: string | null): Applied => ({
  kind: "APPLIED",
  result: `parcel ${trackingNumber} is not known yet: kept until it comes`,
  awaits: trackingNumber === null ? [] : [trackingKey(trackingNumber)],
});

/** What a set of reports is applied with: its orders, locked and read. */
export interface Locked {
  readonly tx: Tx;
  readonly hub: Hub;
  readonly orders: ReadonlyMap<string, StoredOrder>;
  /** Says that an order has to be refreshed in the end. */
  touch(orderId: string): void;
}

/** Puts what a carrier tells of a parcel into its history, on its way out or back, and derives its state anew. */
export async function applyTracking(
  { tx, hub, orders, touch }: Locked,
  connectionId: string,
  event: TrackingEventDocument,
): Promise<Applied> {
  const shipment = await shipmentByTracking(tx, event.trackingNumber);
  const back = shipment === null ? await returnByTracking(tx, event.trackingNumber) : null;
  const orderId = shipment?.orderId ?? back?.orderId;
  if (orderId === undefined) return unknownParcel(event.trackingNumber);
  const order = orders.get(orderId);
  if (order === undefined) {
    const text = `parcel ${event.trackingNumber} has only just come to light`;
    return { kind: "LATER", issue: { code: "PARCEL_IS_NEW", message: text, at: null } };
  }
  touch(order.id);
  if (shipment === null) return followReturn(tx, event);
  const heard = event.corrects === null ? applyNews : applyCorrection;
  return heard({ tx, hub, connectionId, order, shipment }, event);
}

interface About {
  readonly tx: Tx;
  readonly hub: Hub;
  readonly connectionId: string;
  readonly order: StoredOrder;
  readonly shipment: Shipment;
}

const known = ({ trackingNumber }: TrackingEventDocument): Applied => ({
  kind: "APPLIED",
  result: `parcel ${trackingNumber}: known already`,
});

const namesOf = (
  { shipment, connectionId }: About,
  names: readonly (string | null | undefined)[],
): EventNames => ({
  ...{ shipmentId: shipment.id, connectionId },
  names: names.flatMap((name) => name ?? []),
});

const rowOf = ({ shipment, connectionId }: About, event: TrackingEventDocument) => ({
  ...{ shipmentId: shipment.id, connectionId, status: event.status, reason: event.reason },
  ...{ code: event.code, description: event.description, location: event.location },
  ...{ occurredAt: new Date(event.occurredAt), zoneUnknown: event.zoneUnknown },
  ...{ sourceEventId: event.eventId ?? null, corrects: event.corrects },
});

async function applyNews(about: About, event: TrackingEventDocument): Promise<Applied> {
  const { tx, hub, order, shipment } = about;
  const eventKey = trackingEventKey(event);
  const isTakenBack = await isCorrectedAhead(tx, namesOf(about, [event.eventId, eventKey]));
  const correctedAt = isTakenBack ? new Date() : null;
  const added = await addTrackingEvent(tx, { ...rowOf(about, event), eventKey, correctedAt });
  const { estimatedDelivery: day, status, reason } = event;
  // A carrier that thinks again of the day tells it with the event that it has told before.
  const isRethought =
    day !== null &&
    (await keepEstimate(tx, shipment.id, "CARRIER", day, new Date(event.occurredAt), added?.id ?? null));
  if (added === null && !isRethought) return known(event);
  const state = await settle(tx, shipment.id);
  await noteLeaving(tx, hub, order, shipment, state);
  // A carrier may be the first to tell that a parcel has left.
  if (state !== null && order.status === "CANCELED") {
    const work = await workOrderById(tx, shipment.fulfillmentOrderId);
    await guardCanceled(tx, order, work, { ...shipment, status: state.status }, shipment.status);
  }
  if (added !== null && !isTakenBack && turnsRound(status)) {
    const parcel = { ...shipment, reason: reason ?? state?.reason ?? shipment.reason };
    await openUndeliverable(tx, hub, order, parcel, status, new Date(event.occurredAt));
  }
  if (added === null)
    return { kind: "APPLIED", result: `parcel ${event.trackingNumber} is expected on ${day}` };
  const result = `parcel ${event.trackingNumber} is ${status}${isTakenBack ? ", which was taken back before" : ""}`;
  return { kind: "APPLIED", result };
}

const turnsRound = (status: ShipmentStatus): status is "RETURN_TO_SENDER" | "RETURNED" =>
  status === "RETURN_TO_SENDER" || status === "RETURNED";

/**
 * A sender takes back what it has said. The event stays to be seen and counts no more: the parcel stands where
 * everything else puts it. A correction that comes before its event waits for it in the same table.
 */
async function applyCorrection(about: About, event: TrackingEventDocument): Promise<Applied> {
  const { tx, shipment } = about;
  const eventKey = `corrects|${event.corrects}`;
  const isNew =
    (await addTrackingEvent(tx, { ...rowOf(about, event), eventKey, correctedAt: null })) !== null;
  const names = [event.corrects, event.eventId, trackingEventKey(event)];
  const corrected = await correctEvents(tx, namesOf(about, names));
  if (!isNew && corrected === 0) return known(event);
  if (corrected === 0) {
    const result = `parcel ${event.trackingNumber}: takes back an event that has not come yet`;
    return { kind: "APPLIED", result };
  }
  const state = await settle(tx, shipment.id);
  await undoEffects(about, state, new Date(event.occurredAt), eventKey);
  const result = `parcel ${event.trackingNumber}: an event was taken back, it is ${state?.status ?? shipment.status}`;
  return { kind: "APPLIED", result };
}

/** What stood on the event that is gone: a return that was opened, an order that was completed. */
async function undoEffects(
  { tx, order, shipment }: About,
  state: ParcelState | null,
  occurredAt: Date,
  eventKey: string,
): Promise<void> {
  if (turnsRound(shipment.status) && state !== null && !turnsRound(state.status)) {
    await takeBackReturn(tx, order, shipment, occurredAt, eventKey);
  }
  await refreshOrder(tx, order, shipment.deliveredAt !== null && state?.deliveredAt === null);
}
