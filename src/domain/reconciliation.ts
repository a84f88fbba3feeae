import { addressLine, sameDeliveryPoint } from "./address.js";
import { sameDecimal } from "./decimal.js";
import type { DifferenceAspect, ProposedAct } from "./follow-through-vocabulary.js";
import type { ChangeableOrder } from "./order-change.js";
import type { OrderSnapshot } from "./snapshot.js";
import type { FulfillmentOrderStatus } from "./vocabulary.js";

/** One thing that the hub and an execution system hold differently of one order. */
export interface Difference {
  readonly aspect: DifferenceAspect;
  readonly lineNumber: string | null;
  /** The system's id of the parcel it is about. */
  readonly parcel: string | null;
  /** What the hub holds, in words; null if nothing. */
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly proposal: ProposedAct;
}

/** An order as the hub holds it and as it last heard of it from the system. */
export interface OurSide {
  readonly order: ChangeableOrder;
  /** True if the system has to have it. */
  readonly isSent: boolean;
  readonly status: FulfillmentOrderStatus;
  /** True if a parcel has left: then the work order's own values are history. */
  readonly hasLeft: boolean;
}

/** A work order, read back. */
export interface TheirSide extends OrderSnapshot {
  readonly status: FulfillmentOrderStatus;
}

/** What the two sides hold differently, with the act that would bring them together. Spelling is no difference. */
export function differencesOf(ours: OurSide, theirs: TheirSide | null): Difference[] {
  const { order, isSent } = ours;
  if (theirs === null) {
    return isSent && !order.canceled ? [found("MISSING_THERE", null, "an order", null, "SEND_ORDER")] : [];
  }
  if (order.canceled !== theirs.canceled) {
    const words = (canceled: boolean): string => (canceled ? "canceled" : "not canceled");
    // What has left cannot be canceled any more.
    const act = order.canceled && !ours.hasLeft ? "PROPAGATE" : "ASK_CUSTOMER";
    return [found("CANCELED", null, words(order.canceled), words(theirs.canceled), act)];
  }
  if (order.canceled) return [];
  const status =
    ours.status === theirs.status ? [] : [found("STATUS", null, ours.status, theirs.status, "READ_AGAIN")];
  return ours.hasLeft ? status : [...status, ...headerOf(order, theirs), ...linesOf(order, theirs)];
}

function found(
  aspect: DifferenceAspect,
  lineNumber: string | null,
  ours: string | null,
  theirs: string | null,
  proposal: ProposedAct,
): Difference {
  return { aspect, lineNumber, parcel: null, ours, theirs, proposal };
}

function headerOf(order: ChangeableOrder, { shipTo, labels, requestedDate }: TheirSide): Difference[] {
  const { shipTo: wanted } = order;
  const strays =
    wanted === null
      ? []
      : [shipTo, ...labels].filter((seen) => seen !== null && !sameDeliveryPoint(wanted, seen));
  const [stray] = strays;
  const where =
    wanted === null || stray === undefined || stray === null
      ? []
      : [found("SHIP_TO", null, addressLine(wanted), addressLine(stray), "PROPAGATE")];
  const isOtherDay = order.requestedDate !== null && order.requestedDate !== requestedDate;
  return isOtherDay
    ? [...where, found("DATE", null, order.requestedDate, requestedDate, "PROPAGATE")]
    : where;
}

function linesOf(order: ChangeableOrder, theirs: TheirSide): Difference[] {
  const known = new Map(theirs.lines.map((line) => [line.lineNumber, line]));
  const own = new Set(order.lines.map(({ lineNumber }) => lineNumber));
  const missing = order.lines.flatMap(({ lineNumber, quantity, unitPrice }): Difference[] => {
    const line = known.get(lineNumber);
    if (line === undefined) return [found("QUANTITY", lineNumber, quantity, null, "PROPAGATE")];
    const amount = sameDecimal(quantity, line.quantity)
      ? []
      : [found("QUANTITY", lineNumber, quantity, line.quantity, "PROPAGATE")];
    const isOtherPrice =
      unitPrice !== null && line.unitPrice !== null && !sameDecimal(unitPrice, line.unitPrice);
    return isOtherPrice
      ? [...amount, found("PRICE", lineNumber, unitPrice, line.unitPrice, "PROPAGATE")]
      : amount;
  });
  const extra = theirs.lines
    .filter(({ lineNumber }) => !own.has(lineNumber))
    .map(({ lineNumber, quantity }) => found("QUANTITY", lineNumber, null, quantity, "PROPAGATE"));
  return [...missing, ...extra];
}

/** A work order that the hub knows nothing of: it was made by somebody else, or the hub has forgotten it. */
export const unknownHere = (number: string | null): Difference =>
  found("UNKNOWN_HERE", null, null, number ?? "a work order", "READ_SOURCES");
