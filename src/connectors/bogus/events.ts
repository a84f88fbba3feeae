import { randomUUID } from "node:crypto";
import type { ExceptionReason, ShipmentStatus } from "../../domain/vocabulary.js";
import type { BogusEvent } from "./ledger.js";
import { type BogusOrder, CARRIER, linesOf, statusOf, versionOf } from "./order.js";

/** Gives a later instant on every call, so that events of one step keep their order. */
export type Clock = () => string;

export function orderEvent(order: BogusOrder, clock: Clock): BogusEvent {
  return eventOf(order, "fulfillment_order.updated", clock(), {
    externalId: order.id,
    reference: order.reference,
    externalVersion: versionOf(order),
    status: statusOf(order),
    shipTo: order.shipTo,
  });
}

/** The parcel has come to a state: what the world hears of it, and the order that remembers when it was. */
export function withShipmentEvent(
  order: BogusOrder,
  status: ShipmentStatus,
  clock: Clock,
): { readonly order: BogusOrder; readonly event: BogusEvent } {
  const event = shipmentEvent(order, status, clock);
  const label = order.label === null ? null : { ...order.label, at: event.body.timestamp };
  return { order: { ...order, label }, event };
}

function shipmentEvent(order: BogusOrder, status: ShipmentStatus, clock: Clock): BogusEvent {
  return eventOf(order, "shipment.updated", clock(), {
    externalId: order.label?.shipmentId ?? "",
    fulfillmentOrderExternalId: order.id,
    reference: order.reference,
    status,
    carrier: CARRIER,
    trackingNumber: order.label?.trackingNumber ?? null,
    shipTo: order.label?.shipTo ?? null,
    estimatedDelivery: null,
    lines: linesOf(order),
  });
}

export function trackingEvent(
  order: BogusOrder,
  status: ShipmentStatus,
  clock: Clock,
  reason: ExceptionReason | null = null,
): BogusEvent {
  return eventOf(order, "tracking.reported", clock(), {
    trackingNumber: order.label?.trackingNumber ?? "",
    carrier: CARRIER,
    status,
    reason,
    code: CARRIER_CODES[status] ?? null,
    description: reason === null ? null : reason.toLowerCase().replaceAll("_", " "),
    location: order.label?.shipTo?.city ?? null,
  });
}

export function returnEvent(order: BogusOrder, reason: ExceptionReason, clock: Clock): BogusEvent {
  return eventOf(order, "return.received", clock(), {
    externalId: `${order.label?.shipmentId ?? order.id}-R`,
    reference: order.reference,
    trackingNumber: order.label?.trackingNumber ?? null,
    kind: reason === "REFUSED" ? "REFUSED" : "UNDELIVERABLE",
    reason,
    lines: linesOf(order),
  });
}

/** The codes this carrier prints on its scans. */
const CARRIER_CODES: Partial<Record<ShipmentStatus, string>> = {
  IN_TRANSIT: "BX10",
  OUT_FOR_DELIVERY: "BX20",
  DELIVERED: "BX30",
  DELIVERY_FAILED: "BX41",
  RETURN_TO_SENDER: "BX50",
  RETURNED: "BX51",
};

function eventOf(
  { reference }: BogusOrder,
  type: string,
  occurredAt: string,
  data: Record<string, unknown>,
): BogusEvent {
  const body = { type, timestamp: occurredAt, data: { ...data, occurredAt } };
  return { id: `evt_${randomUUID()}`, reference, body };
}
