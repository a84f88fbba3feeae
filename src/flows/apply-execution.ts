import type { CanonicalDocument } from "../connectors/connector.js";
import type {
  ExecutionEvent,
  FulfillmentOrderEvent,
  ReturnEvent,
  ShipmentEvent,
  TrackingEventDocument,
} from "../domain/execution.js";
import { hasLeft, isOlderVersion, laterStatus } from "../domain/fulfillment.js";
import type { FulfillmentOrderStatus } from "../domain/vocabulary.js";
import type { Tx } from "../store/database.js";
import type { FulfillmentOrder } from "../store/fulfillment-order.js";
import { writeFacts } from "../store/outbox.js";
import type { Shipment } from "../store/shipment.js";
import {
  addTrackingEvent,
  expectDelivery,
  fulfillmentOrderOf,
  keepShipment,
  openHolds,
  saveSighting,
  settleShipment,
  shipmentByTracking,
} from "../store/writes/execution.js";
import { lockedOrders, type StoredOrder } from "../store/writes/order.js";
import { type Applied, type Arriving, trackingKey } from "./arriving.js";
import { guardAddress } from "./guard-ship-to.js";
import { openUndeliverable, receiveReturn } from "./open-return.js";
import { refreshOrders } from "./refresh-order.js";

type ArrivingEvent = Arriving<Extract<CanonicalDocument, { kind: "EXECUTION" }>>;

/**
 * What execution systems and carriers report, put where it belongs, one after the other; the orders are
 * refreshed once for all of it. Hearing it twice changes nothing. The caller has locked the orders of its
 * whole set; a parcel whose order is not among them has only just come to light and is left for later,
 * because locking out of turn could deadlock.
 */
export async function applyEvents(
  tx: Tx,
  events: readonly ArrivingEvent[],
  locked: ReadonlySet<string>,
): Promise<(readonly [string, Applied])[]> {
  if (events.length === 0) return [];
  // Read now: earlier documents of this set may have changed them.
  const orders = await lockedOrders(tx, [...locked]);
  const byId = new Map(orders.map((order) => [order.id, order]));
  const outcomes: (readonly [string, Applied])[] = [];
  for (const event of events) outcomes.push([event.message.id, await applyOne(tx, event, byId)]);
  await refreshOrders(tx, orders);
  return outcomes;
}

async function applyOne(
  tx: Tx,
  { message, document: { event } }: ArrivingEvent,
  orders: ReadonlyMap<string, StoredOrder>,
): Promise<Applied> {
  if (event.type === "TRACKING") return applyTracking(tx, event, orders);
  const order = orders.get(event.reference);
  if (order === undefined) {
    return rejected(
      "ORDER_NOT_FOUND",
      `it speaks of order ${event.reference}, which was never sent from here`,
    );
  }
  if (event.type === "RETURN" && (await isEarly(tx, event))) return unknownParcel(event.trackingNumber);
  return applyEvent(tx, order, message.connectionId, event);
}

/** What a system that executes the order reports of it. The caller holds the order's lock, and refreshes it in the end. */
export async function applyEvent(
  tx: Tx,
  order: StoredOrder,
  connectionId: string,
  event: Exclude<ExecutionEvent, { type: "TRACKING" }>,
): Promise<Applied> {
  const work = await fulfillmentOrderOf(tx, order.id, connectionId);
  const result = await APPLY[event.type](tx, order, work, event as never);
  const number = event.type === "SHIPMENT" ? event.trackingNumber : null;
  const brings = number === null ? [] : [trackingKey(number)];
  return { kind: "APPLIED", result: `order ${order.number}: ${result}`, brings };
}

type Apply<E extends ExecutionEvent> = (
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  event: E,
) => Promise<string>;

const APPLY: {
  readonly FULFILLMENT_ORDER: Apply<FulfillmentOrderEvent>;
  readonly SHIPMENT: Apply<ShipmentEvent>;
  readonly RETURN: Apply<ReturnEvent>;
} = { FULFILLMENT_ORDER: applyWorkOrder, SHIPMENT: applyShipment, RETURN: applyReturn };

const rejected = (code: string, text: string): Applied => ({
  kind: "REJECTED",
  issue: { code, message: text, at: null },
});

async function applyWorkOrder(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  event: FulfillmentOrderEvent,
): Promise<string> {
  if (isOlderVersion(event.externalVersion, work.externalVersion)) return "an older state, kept as history";
  await saveSighting(tx, work.id, event);
  await guardStop(tx, order, event.status);
  await guardAddress(tx, order, work, event.shipTo, "WORK_ORDER", `work order ${event.externalId}`);
  return `work order ${event.externalId} is ${event.status}`;
}

/** A stop of ours that somebody over there has lifted is brought there again. */
async function guardStop(tx: Tx, { id }: StoredOrder, status: FulfillmentOrderStatus): Promise<void> {
  if (status !== "OPEN" && status !== "IN_PROGRESS") return;
  const isStopped = (await openHolds(tx, id)).some(({ confirmedAt }) => confirmedAt !== null);
  if (isStopped) await writeFacts(tx, [{ kind: "ShipToDiverged", subjectId: id, key: `order:${id}` }]);
}

async function applyShipment(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  event: ShipmentEvent,
): Promise<string> {
  const occurredAt = new Date(event.occurredAt);
  const { externalId, carrier, trackingNumber, status, shipTo, estimatedDelivery, lines } = event;
  const number = trackingNumber ?? externalId;
  const { shipment, isNew } = await keepShipment(tx, {
    ...{ orderId: order.id, fulfillmentOrderId: work.id, externalId, carrier, trackingNumber },
    ...{ status, statusAt: occurredAt, shipTo, estimatedDelivery, lines },
  });
  await settle(tx, isNew ? null : shipment, shipment.id, { status, occurredAt, reason: null });
  if (!isNew && occurredAt < shipment.statusAt) return `parcel ${number} was ${status}, known already`;
  if (status === "CANCELED") return `parcel ${number} is canceled`;
  const stage = hasLeft(status) ? "DISPATCHED" : "LABEL";
  await guardAddress(tx, order, work, shipTo, stage, `the label of parcel ${number}`);
  return `parcel ${number} is ${status}`;
}

/** A parcel that comes back is one with its way out: without the parcel, the same return would be opened twice. */
const isEarly = async (tx: Tx, { trackingNumber, kind }: ReturnEvent): Promise<boolean> =>
  kind !== "CUSTOMER_RETURN" &&
  trackingNumber !== null &&
  (await shipmentByTracking(tx, trackingNumber)) === null;

const unknownParcel = (trackingNumber: string | null): Applied => ({
  kind: "APPLIED",
  result: `parcel ${trackingNumber} is not known yet: kept until it comes`,
  awaits: trackingNumber === null ? [] : [trackingKey(trackingNumber)],
});

async function applyTracking(
  tx: Tx,
  event: TrackingEventDocument,
  orders: ReadonlyMap<string, StoredOrder>,
): Promise<Applied> {
  const shipment = await shipmentByTracking(tx, event.trackingNumber);
  if (shipment === null) return unknownParcel(event.trackingNumber);
  const order = orders.get(shipment.orderId);
  if (order === undefined) {
    const text = `parcel ${event.trackingNumber} has only just come to light`;
    return { kind: "LATER", issue: { code: "PARCEL_IS_NEW", message: text, at: null } };
  }
  const { status, reason, code, description, location, estimatedDelivery } = event;
  const occurredAt = new Date(event.occurredAt);
  const eventKey = [occurredAt.toISOString(), status, code ?? "", location ?? ""].join("|");
  const isNew = await addTrackingEvent(tx, {
    ...{ shipmentId: shipment.id, eventKey, status, reason, code, description, location, occurredAt },
  });
  if (!isNew) return { kind: "APPLIED", result: `parcel ${event.trackingNumber}: known already` };
  await settle(tx, shipment, shipment.id, { status, occurredAt, reason });
  if (estimatedDelivery !== null) await expectDelivery(tx, shipment.id, estimatedDelivery, occurredAt);
  if (status === "RETURN_TO_SENDER" || status === "RETURNED") {
    await openUndeliverable(tx, order, { ...shipment, reason: reason ?? shipment.reason }, status);
  }
  return { kind: "APPLIED", result: `parcel ${event.trackingNumber} is ${status}` };
}

async function applyReturn(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  event: ReturnEvent,
): Promise<string> {
  const shipment = event.trackingNumber === null ? null : await shipmentByTracking(tx, event.trackingNumber);
  const number = await receiveReturn(tx, order, shipment, work.connectionId, event);
  return `return ${number} has arrived`;
}

/** Lets the later event decide the parcel's state. */
async function settle(
  tx: Tx,
  known: Shipment | null,
  id: string,
  next: Pick<Shipment, "status" | "reason"> & { readonly occurredAt: Date },
): Promise<void> {
  const before =
    known === null ? null : { status: known.status, reason: known.reason, occurredAt: known.statusAt };
  const { occurredAt, ...state } = laterStatus(before, next);
  const deliveredAt = next.status === "DELIVERED" ? next.occurredAt : null;
  await settleShipment(tx, id, { ...state, statusAt: occurredAt }, hasLeft(state.status), deliveredAt);
}
