import type { CanonicalDocument } from "../../connectors/connector.js";
import { type PostalAddress, sameDeliveryPoint } from "../../domain/address.js";
import type {
  ExecutionEvent,
  FulfillmentOrderEvent,
  ReturnEvent,
  ShipmentEvent,
} from "../../domain/execution.js";
import { hasLeft, isOlderVersion } from "../../domain/fulfillment.js";
import { groupBy } from "../../domain/group-by.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder } from "../../store/fulfillment-order.js";
import { writeFacts } from "../../store/outbox.js";
import { fulfillmentOrderOf, openHolds, saveSighting } from "../../store/writes/execution.js";
import { lockedOrders, type StoredOrder } from "../../store/writes/order.js";
import { keepShipment, shipmentByTracking } from "../../store/writes/parcel.js";
import { guardCanceled } from "../guard/guard-canceled.js";
import { guardAddress } from "../guard/guard-ship-to.js";
import { guardContents } from "../guard/guard-values.js";
import { forgetLabel } from "../guard/mend-divergences.js";
import { noteLeaving } from "../guard/notice-leaving.js";
import type { LockedOrders } from "../orders/lock-all.js";
import { refreshOrders } from "../orders/refresh-order.js";
import { applyTracking, type Locked, unknownParcel } from "../parcels/apply-tracking.js";
import { settle } from "../parcels/settle-parcel.js";
import { type Applied, type Arriving, trackingKey } from "../receiving/arriving.js";
import { findCauseAnew } from "../returns/find-cause.js";
import { receiveGoods } from "../returns/open-return.js";
import type { Hub } from "../work/hub.js";

type ArrivingEvent = Arriving<Extract<CanonicalDocument, { kind: "EXECUTION" }>>;

/**
 * What execution systems and carriers report, put where it belongs: one after the other within an order, and
 * orders side by side, so that the database is not asked for each of them in turn. All orders are refreshed
 * once in the end. Hearing it twice changes nothing. The caller has locked the orders of its whole set; a
 * parcel whose order is not among them has only just come to light and is left for later, because locking
 * out of turn could deadlock.
 */
export async function applyEvents(
  tx: Tx,
  hub: Hub,
  events: readonly ArrivingEvent[],
  { ids, byTracking }: LockedOrders,
): Promise<(readonly [string, Applied])[]> {
  if (events.length === 0) return [];
  // Read now: earlier documents of this set may have changed them.
  const orders = await lockedOrders(tx, [...ids]);
  const touched = new Set<string>();
  const locked: Locked = {
    ...{ tx, hub, orders: new Map(orders.map((order) => [order.id, order])) },
    touch: (orderId) => void touched.add(orderId),
  };
  const byOrder = groupBy(events, placeOf(events, byTracking));
  const outcomes = await sideBySide(
    [...byOrder.values()].map(async (ofOne) => {
      const applied: (readonly [string, Applied])[] = [];
      for (const one of ofOne) applied.push([one.message.id, await applyOne(locked, one)]);
      return applied;
    }),
  );
  // Read anew: what a carrier took back in this set may have opened an order again.
  await refreshOrders(tx, await lockedOrders(tx, [...touched]));
  return outcomes.flat();
}

/** All of them, also where one fails: none may go on in a transaction that is being undone. */
async function sideBySide<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(works);
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}

/** Where an event belongs: its order, or its parcel as long as nobody knows whose that is. */
function placeOf(
  events: readonly ArrivingEvent[],
  byTracking: ReadonlyMap<string, string>,
): (one: ArrivingEvent) => string {
  // What comes in this set may be the first word of a parcel.
  const named = new Map(
    events.flatMap(({ document: { event } }) =>
      event.type !== "TRACKING" && "trackingNumber" in event && event.trackingNumber !== null
        ? [[event.trackingNumber, event.reference] as const]
        : [],
    ),
  );
  return ({ document: { event } }) =>
    event.type === "TRACKING"
      ? (byTracking.get(event.trackingNumber) ?? named.get(event.trackingNumber) ?? event.trackingNumber)
      : event.reference;
}

async function applyOne(locked: Locked, { message, document: { event } }: ArrivingEvent): Promise<Applied> {
  const { tx, hub, orders } = locked;
  if (event.type === "TRACKING") return applyTracking(locked, message.connectionId, event);
  const order = orders.get(event.reference);
  if (order === undefined) {
    return rejected(
      "ORDER_NOT_FOUND",
      `it speaks of order ${event.reference}, which was never sent from here`,
    );
  }
  locked.touch(order.id);
  if (event.type === "RETURN" && (await isEarly(tx, event))) return unknownParcel(event.trackingNumber);
  return applyEvent(tx, hub, order, message.connectionId, event);
}

/** What a system that executes the order reports of it. The caller holds the order's lock, and refreshes it in the end. */
export async function applyEvent(
  tx: Tx,
  hub: Hub,
  order: StoredOrder,
  connectionId: string,
  event: Exclude<ExecutionEvent, { type: "TRACKING" }>,
): Promise<Applied> {
  const work = await fulfillmentOrderOf(tx, order.id, connectionId);
  const result = await APPLY[event.type]({ tx, hub, order, work }, event as never);
  const number = event.type === "SHIPMENT" ? event.trackingNumber : null;
  const brings = number === null ? [] : [trackingKey(number)];
  return { kind: "APPLIED", result: `order ${order.number}: ${result}`, brings };
}

/** What an event is about: the order, locked, and its work order at the system that reports. */
interface About {
  readonly tx: Tx;
  readonly hub: Hub;
  readonly order: StoredOrder;
  readonly work: FulfillmentOrder;
}

type Apply<E extends ExecutionEvent> = (about: About, event: E) => Promise<string>;

const APPLY: {
  readonly FULFILLMENT_ORDER: Apply<FulfillmentOrderEvent>;
  readonly SHIPMENT: Apply<ShipmentEvent>;
  readonly RETURN: Apply<ReturnEvent>;
} = { FULFILLMENT_ORDER: applyWorkOrder, SHIPMENT: applyShipment, RETURN: applyReturn };

const rejected = (code: string, text: string): Applied => ({
  kind: "REJECTED",
  issue: { code, message: text, at: null },
});

async function applyWorkOrder({ tx, order, work }: About, event: FulfillmentOrderEvent): Promise<string> {
  if (isOlderVersion(event.externalVersion, work.externalVersion)) return "an older state, kept as history";
  await saveSighting(tx, work.id, event);
  await lookInto(tx, order, work, event);
  await guardAddress(tx, order, work, event.shipTo, "WORK_ORDER", `work order ${event.externalId}`);
  return `work order ${event.externalId} is ${event.status}`;
}

/**
 * What only a read-back shows is looked into: a version that we have not seen may bear other quantities and
 * prices, and a stop of ours may have been lifted or be no longer needed.
 */
async function lookInto(
  tx: Tx,
  { id }: StoredOrder,
  work: FulfillmentOrder,
  { status, externalVersion }: Pick<FulfillmentOrderEvent, "status" | "externalVersion">,
): Promise<void> {
  if (status === "CLOSED" || status === "CANCELED") return;
  const isNew = isOlderVersion(work.externalVersion, externalVersion);
  if (isNew || (await openHolds(tx, id)).length > 0)
    await writeFacts(tx, [{ kind: "WorkOrderMoved", subjectId: id, key: `order:${id}` }]);
}

async function applyShipment({ tx, hub, order, work }: About, event: ShipmentEvent): Promise<string> {
  const occurredAt = new Date(event.occurredAt);
  const { externalId, carrier, trackingNumber, status, shipTo, estimatedDelivery, lines } = event;
  const number = trackingNumber ?? externalId;
  const { shipment, isNew, isLatest, labelBefore } = await keepShipment(tx, {
    ...{ orderId: order.id, fulfillmentOrderId: work.id, externalId, carrier, trackingNumber },
    ...{ status, statusAt: occurredAt, shipTo, estimatedDelivery, lines },
  });
  const state = await settle(tx, shipment.id);
  await noteLeaving(tx, hub, order, shipment, state);
  const now = { ...shipment, status: state?.status ?? shipment.status };
  await guardCanceled(tx, order, work, now, isNew ? null : shipment.status);
  if (!isLatest) return `parcel ${number} was ${status}, known already`;
  if (status === "CANCELED") return `parcel ${number} is canceled`;
  if (isAnotherLabel(labelBefore, shipTo)) {
    await forgetLabel(tx, work, labelBefore);
    await findCauseAnew(tx, order, shipment);
  }
  // The carrier may have told of it already.
  const stage = hasLeft(status) || hasLeft(state?.status ?? status) ? "DISPATCHED" : "LABEL";
  await guardAddress(tx, order, work, shipTo, stage, `the label of parcel ${number}`);
  await guardContents(tx, order, work, event, `parcel ${number}`);
  await lookInto(tx, order, work, { status: work.status, externalVersion: work.externalVersion });
  return `parcel ${number} is ${status}`;
}

/** The reports of one parcel may come in any order, and the last word of its system counts. */
const isAnotherLabel = (before: PostalAddress | null, now: PostalAddress | null): before is PostalAddress =>
  before !== null && now !== null && !sameDeliveryPoint(before, now);

/** A parcel that comes back is one with its way out: without the parcel, the same return would be opened twice. */
const isEarly = async (tx: Tx, { trackingNumber, kind }: ReturnEvent): Promise<boolean> =>
  kind !== "CUSTOMER_RETURN" &&
  trackingNumber !== null &&
  (await shipmentByTracking(tx, trackingNumber)) === null;

async function applyReturn({ tx, hub, order, work }: About, event: ReturnEvent): Promise<string> {
  const shipment = event.trackingNumber === null ? null : await shipmentByTracking(tx, event.trackingNumber);
  const number = await receiveGoods(tx, hub, order, shipment, work.connectionId, event);
  return `return ${number} has arrived`;
}
