import Big from "big.js";
import type {
  FulfillmentOrderStatus,
  OrderFulfillmentStatus,
  OrderReturnStatus,
  ReturnStatus,
  ShipmentStatus,
} from "./vocabulary.js";

/** States in which the goods have not left the house. */
const STILL_HERE: ReadonlySet<ShipmentStatus> = new Set(["PENDING", "LABEL_CREATED", "CANCELED", "UNKNOWN"]);

/** True once the goods are out of the house's hands. */
export const hasLeft = (status: ShipmentStatus): boolean => !STILL_HERE.has(status);

export interface Progress {
  readonly lines: readonly { readonly lineNumber: string; readonly quantity: string }[];
  readonly onHold: boolean;
  readonly fulfillmentOrders: readonly FulfillmentOrderStatus[];
  readonly shipments: readonly {
    readonly status: ShipmentStatus;
    readonly lines: readonly { readonly lineNumber: string; readonly quantity: string }[];
  }[];
}

/** How far the goods of an order are, from what is known of its work orders and parcels. */
export function fulfillmentStatusOf(progress: Progress): OrderFulfillmentStatus {
  const left = progress.shipments.filter(({ status }) => hasLeft(status));
  if (left.length > 0) return shipsAll(progress.lines, left) ? "FULFILLED" : "PARTIALLY_FULFILLED";
  if (progress.onHold || progress.fulfillmentOrders.includes("ON_HOLD")) return "ON_HOLD";
  const working = progress.shipments.length > 0 || progress.fulfillmentOrders.includes("IN_PROGRESS");
  return working ? "IN_PROGRESS" : "UNFULFILLED";
}

/** True if every line has arrived at the customer's, so that nothing is left to do. */
export function isDelivered(progress: Progress): boolean {
  const delivered = progress.shipments.filter(({ status }) => status === "DELIVERED");
  return delivered.length > 0 && shipsAll(progress.lines, delivered);
}

function shipsAll(lines: Progress["lines"], shipments: Progress["shipments"]): boolean {
  // A carrier's parcel without a packing list stands for the whole order.
  if (shipments.some((shipment) => shipment.lines.length === 0)) return true;
  return lines.every(({ lineNumber, quantity }) => {
    const shipped = shipments
      .flatMap((shipment) => shipment.lines)
      .filter((line) => line.lineNumber === lineNumber)
      .reduce((sum, line) => sum.plus(line.quantity), new Big(0));
    return shipped.gte(quantity);
  });
}

/** The return axis of an order, from its returns. */
export function returnStatusOf(returns: readonly ReturnStatus[]): OrderReturnStatus {
  const live = returns.filter((status) => status !== "DECLINED" && status !== "CANCELED");
  if (live.length === 0) return "NO_RETURN";
  if (live.some((status) => status === "APPROVED" || status === "IN_TRANSIT")) return "IN_PROGRESS";
  return live.every((status) => status === "REQUESTED") ? "RETURN_REQUESTED" : "RETURNED";
}

/** Which of two known states of a parcel counts: the later event, whatever the order of arrival. */
export function laterStatus<S extends { readonly status: ShipmentStatus; readonly occurredAt: Date }>(
  known: S | null,
  next: S,
): S {
  if (known === null) return next;
  const difference = next.occurredAt.getTime() - known.occurredAt.getTime();
  if (difference !== 0) return difference > 0 ? next : known;
  return STILL_HERE.has(next.status) ? known : next;
}

/** Versions of one system: numbers by value, anything else as text. Unknown is older than known. */
export function isOlderVersion(next: string | null, known: string | null): boolean {
  if (next === null || known === null) return false;
  const numeric = /^\d{1,15}$/.test(next) && /^\d{1,15}$/.test(known);
  return numeric ? Number(next) < Number(known) : next < known;
}
