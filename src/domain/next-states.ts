import { laterStatus } from "./fulfillment.js";
import {
  type OrderChangeDeliveryStatus,
  type OrderChangeStatus,
  SHIPMENT_STATUSES,
  type ShipmentStatus,
} from "./vocabulary.js";

/** What can come of a change. It follows from its deliveries, so what was refused at first may still be made. */
const CHANGE_FOLLOWS: Readonly<Record<OrderChangeStatus, readonly OrderChangeStatus[]>> = {
  REQUESTED: ["CONFIRMED", "PARTIALLY_CONFIRMED", "DECLINED"],
  PARTIALLY_CONFIRMED: ["REQUESTED", "CONFIRMED"],
  DECLINED: ["REQUESTED", "CONFIRMED", "PARTIALLY_CONFIRMED"],
  CONFIRMED: [],
  CANCELED: [],
};

/** How far a change can come at one system. What ended badly may be tried again, or be found made after all. */
const ENDS = ["APPLIED", "PARTIAL", "REJECTED", "TOO_LATE", "CONFLICT", "UNKNOWN"] as const;
const DELIVERY_FOLLOWS: Readonly<Record<OrderChangeDeliveryStatus, readonly OrderChangeDeliveryStatus[]>> = {
  QUEUED: ["SENT", ...ENDS],
  SENT: ["ACKNOWLEDGED", ...ENDS],
  ACKNOWLEDGED: ENDS,
  UNKNOWN: ["QUEUED", "ACKNOWLEDGED", ...ENDS.filter((end) => end !== "UNKNOWN")],
  PARTIAL: ["QUEUED", "APPLIED"],
  REJECTED: ["QUEUED", "APPLIED"],
  TOO_LATE: ["QUEUED", "APPLIED"],
  CONFLICT: ["QUEUED", "APPLIED"],
  APPLIED: [],
};

export const changeStatusesAfter = (from: OrderChangeStatus): readonly OrderChangeStatus[] =>
  CHANGE_FOLLOWS[from];

export const deliveryStatusesAfter = (
  from: OrderChangeDeliveryStatus,
): readonly OrderChangeDeliveryStatus[] => DELIVERY_FOLLOWS[from];

/** Where the next thing that is heard of a parcel can bring it, by the rule that weighs what is heard. */
export function shipmentStatusesAfter(from: ShipmentStatus): ShipmentStatus[] {
  const known = { status: from, occurredAt: new Date(0) };
  return SHIPMENT_STATUSES.filter((status) => {
    const next = { status, occurredAt: new Date(1) };
    return status !== from && laterStatus<typeof known>(known, next) === next;
  });
}
