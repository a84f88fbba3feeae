import Big from "big.js";
import {
  type FulfillmentOrderStatus,
  type OrderFulfillmentStatus,
  type OrderReturnStatus,
  type ReturnStatus,
  SHIPMENT_STATUSES,
  type ShipmentStatus,
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
    /** It has been with the customer, whatever became of it later. */
    readonly wasDelivered?: boolean;
    readonly lines: readonly { readonly lineNumber: string; readonly quantity: string }[];
  }[];
}

/** How far the goods of an order are, from what is known of its work orders and parcels. */
export function fulfillmentStatusOf(progress: Progress): OrderFulfillmentStatus {
  const left = progress.shipments.filter(({ status }) => hasLeft(status));
  if (left.length > 0) return shipsAll(progress.lines, left) ? "FULFILLED" : "PARTIALLY_FULFILLED";
  if (progress.onHold || progress.fulfillmentOrders.includes("ON_HOLD")) return "ON_HOLD";
  const working =
    progress.shipments.some(({ status }) => status !== "CANCELED") ||
    progress.fulfillmentOrders.includes("IN_PROGRESS");
  return working ? "IN_PROGRESS" : "UNFULFILLED";
}

/** True if every line has arrived at the customer's, so that nothing is left to do. */
export function isDelivered(progress: Progress): boolean {
  const delivered = progress.shipments.filter(
    ({ status, wasDelivered }) => status === "DELIVERED" || wasDelivered === true,
  );
  return delivered.length > 0 && shipsAll(progress.lines, delivered);
}

/** How much of each line has left the house. */
export function shippedOf({
  lines,
  shipments,
}: Pick<Progress, "lines" | "shipments">): ReadonlyMap<string, string> {
  const left = shipments.filter(({ status }) => hasLeft(status));
  return new Map(lines.map((line) => [line.lineNumber, quantityIn(left, line).toFixed()]));
}

function shipsAll(lines: Progress["lines"], shipments: Progress["shipments"]): boolean {
  return lines.every((line) => quantityIn(shipments, line).gte(line.quantity));
}

/** How much of a line is in these parcels. One without a packing list stands for the whole order. */
function quantityIn(
  shipments: Progress["shipments"],
  { lineNumber, quantity }: Progress["lines"][number],
): Big {
  if (shipments.some((shipment) => shipment.lines.length === 0)) return new Big(quantity);
  return shipments
    .flatMap((shipment) => shipment.lines)
    .filter((line) => line.lineNumber === lineNumber)
    .reduce((sum, line) => sum.plus(line.quantity), new Big(0));
}

/** The return axis of an order, from its returns. */
export function returnStatusOf(returns: readonly ReturnStatus[]): OrderReturnStatus {
  const live = returns.filter((status) => status !== "DECLINED" && status !== "CANCELED");
  if (live.length === 0) return "NO_RETURN";
  if (live.some((status) => status === "APPROVED" || status === "IN_TRANSIT")) return "IN_PROGRESS";
  return live.every((status) => status === "REQUESTED") ? "RETURN_REQUESTED" : "RETURNED";
}

/**
 * Which of two known states of a parcel counts: the later event, whatever the order of arrival. What
 * has left does not stand in the house again, and "unknown" tells nothing. Carriers round their clocks,
 * so of two events of one instant the one further along the way counts.
 */
export function laterStatus<S extends { readonly status: ShipmentStatus; readonly occurredAt: Date }>(
  known: S | null,
  next: S,
): S {
  if (known === null) return next;
  if (known.status !== next.status && known.status === "UNKNOWN") return next;
  if (known.status !== next.status && next.status === "UNKNOWN") return known;
  if (hasLeft(known.status) && !hasLeft(next.status)) return known;
  if (hasLeft(next.status) && !hasLeft(known.status)) return next;
  const difference = next.occurredAt.getTime() - known.occurredAt.getTime();
  if (difference !== 0) return difference > 0 ? next : known;
  return wayOf(next.status) > wayOf(known.status) ? next : known;
}

/** The list of the states is in the order of a parcel's way. */
const wayOf = (status: ShipmentStatus): number => SHIPMENT_STATUSES.indexOf(status);

/** Versions of one system: numbers by value, anything else as text. Unknown is older than known. */
export function isOlderVersion(next: string | null, known: string | null): boolean {
  if (next === null || known === null) return false;
  const numeric = /^\d{1,15}$/.test(next) && /^\d{1,15}$/.test(known);
  return numeric ? Number(next) < Number(known) : next < known;
}
