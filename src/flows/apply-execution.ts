import { z } from "zod";
import type { CanonicalDocument } from "../connectors/connector.js";
import type {
  ExecutionEvent,
  FulfillmentOrderEvent,
  ReturnEvent,
  ShipmentEvent,
  TrackingEventDocument,
} from "../domain/execution.js";
import { hasLeft, isOlderVersion, laterStatus } from "../domain/fulfillment.js";
import type { Tx } from "../store/database.js";
import type { FulfillmentOrder } from "../store/fulfillment-order.js";
import type { Shipment } from "../store/shipment.js";
import {
  addTrackingEvent,
  fulfillmentOrderOf,
  keepShipment,
  saveSighting,
  settleShipment,
  shipmentByTracking,
} from "../store/writes/execution.js";
import { lockOrder, type StoredOrder } from "../store/writes/order.js";
import type { Applied, Arriving } from "./arriving.js";
import { guardAddress } from "./guard-ship-to.js";
import type { Hub } from "./hub.js";
import { openUndeliverable, receiveReturn } from "./open-return.js";
import { refreshOrder } from "./refresh-order.js";

/** What an execution system or a carrier reports, put where it belongs. Hearing it twice changes nothing. */
export async function applyExecution(
  tx: Tx,
  _hub: Hub,
  { message, document: { event } }: Arriving<Extract<CanonicalDocument, { kind: "EXECUTION" }>>,
): Promise<Applied> {
  if (event.type === "TRACKING") return applyTracking(tx, event);
  const order = z.uuid().safeParse(event.reference).success ? await lockOrder(tx, event.reference) : null;
  if (order === null) {
    return rejected(
      "ORDER_NOT_FOUND",
      `it speaks of order ${event.reference}, which was never sent from here`,
    );
  }
  const work = await fulfillmentOrderOf(tx, order.id, message.connectionId);
  const result = await APPLY[event.type](tx, order, work, event as never);
  await refreshOrder(tx, order);
  return { kind: "APPLIED", result: `order ${order.number}: ${result}` };
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
  await guardAddress(tx, order, work, event.shipTo, "WORK_ORDER", `work order ${event.externalId}`);
  return `work order ${event.externalId} is ${event.status}`;
}

async function applyShipment(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  event: ShipmentEvent,
): Promise<string> {
  const occurredAt = new Date(event.occurredAt);
  const { externalId, carrier, trackingNumber, status, shipTo, estimatedDelivery, lines } = event;
  const { shipment, isNew } = await keepShipment(tx, {
    ...{ orderId: order.id, fulfillmentOrderId: work.id, externalId, carrier, trackingNumber },
    ...{ status, statusAt: occurredAt, shipTo, estimatedDelivery, lines },
  });
  await settle(tx, isNew ? null : shipment, shipment.id, { status, occurredAt, reason: null });
  const stage = hasLeft(status) ? "DISPATCHED" : "LABEL";
  await guardAddress(tx, order, work, shipTo, stage, `the label of parcel ${trackingNumber ?? externalId}`);
  return `parcel ${trackingNumber ?? externalId} is ${status}`;
}

async function applyTracking(tx: Tx, event: TrackingEventDocument): Promise<Applied> {
  const seen = await shipmentByTracking(tx, event.trackingNumber);
  // The order's lock comes first everywhere; what the parcel is, is read again under it.
  const order = seen === null ? null : await lockOrder(tx, seen.orderId);
  const shipment = await shipmentByTracking(tx, event.trackingNumber);
  if (shipment === null || order === null) {
    const text = `tracking number ${event.trackingNumber} belongs to no parcel that is known yet`;
    return { kind: "LATER", issue: { code: "PARCEL_NOT_KNOWN", message: text, at: null } };
  }
  const { status, reason, code, description, location } = event;
  const occurredAt = new Date(event.occurredAt);
  const eventKey = [occurredAt.toISOString(), status, code ?? "", location ?? ""].join("|");
  const isNew = await addTrackingEvent(tx, {
    ...{ shipmentId: shipment.id, eventKey, status, reason, code, description, location, occurredAt },
  });
  if (!isNew) return { kind: "APPLIED", result: `parcel ${event.trackingNumber}: known already` };
  await settle(tx, shipment, shipment.id, { status, occurredAt, reason });
  if (status === "RETURN_TO_SENDER" || status === "RETURNED") {
    await openUndeliverable(tx, order, { ...shipment, reason: reason ?? shipment.reason }, status);
  }
  await refreshOrder(tx, order);
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
  await settleShipment(tx, id, { ...state, statusAt: occurredAt }, hasLeft(state.status));
}
