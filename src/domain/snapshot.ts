import { addressLine, type PostalAddress, sameDeliveryPoint } from "./address.js";
import { sameDecimal } from "./decimal.js";
import type { ChangeableOrder, OrderChangeTarget } from "./order-change.js";
import type { OrderChangeDeliveryStatus, RefusalCode } from "./vocabulary.js";

/** An order as an execution system showed it when it was read back. */
export interface OrderSnapshot {
  readonly shipTo: PostalAddress | null;
  /** What stands on the labels of its parcels: goods go there, whatever the work order says. */
  readonly labels: readonly PostalAddress[];
  readonly requestedDate: string | null;
  readonly canceled: boolean;
  readonly lines: readonly {
    readonly lineNumber: string;
    readonly description: string | null;
    readonly quantity: string;
    readonly unitPrice: string | null;
  }[];
}

/** What a read-back shows to be missing of a wanted change, in words; null if it is all there. */
export function missingOf(target: OrderChangeTarget, seen: OrderSnapshot): string | null {
  switch (target.kind) {
    case "SHIP_TO":
      return missingOfAddress(target.shipTo, seen);
    case "DATE":
      return differs("date", target.requestedDate, seen.requestedDate);
    case "CANCEL":
      return seen.canceled ? null : "it is not canceled";
    case "CONTACT":
      return null;
    case "REMOVE_LINE":
      return lineOf(seen, target.lineNumber) === undefined
        ? null
        : `line ${target.lineNumber} is still there`;
    case "ADD_LINE": {
      const line = lineOf(seen, target.line.lineNumber);
      if (line === undefined) return `line ${target.line.lineNumber} is not there`;
      return differs("quantity", target.line.quantity, line.quantity, () =>
        sameDecimal(target.line.quantity, line.quantity),
      );
    }
    case "QUANTITY":
    case "PRICE":
    case "QUALITY":
      return missingOfLine(target, lineOf(seen, target.lineNumber));
  }
}

/** An address has arrived when the work order and every label bear it. */
function missingOfAddress(wanted: PostalAddress, { shipTo, labels }: OrderSnapshot): string | null {
  const goesThere = (found: PostalAddress | null) => found !== null && sameDeliveryPoint(wanted, found);
  const line = (found: PostalAddress | null) => (found === null ? null : addressLine(found));
  const wrongLabel = labels.find((label) => !goesThere(label)) ?? null;
  return (
    differs("ship-to", addressLine(wanted), line(shipTo), () => goesThere(shipTo)) ??
    differs("a label", addressLine(wanted), line(wrongLabel), () => wrongLabel === null)
  );
}

function missingOfLine(
  target: Extract<OrderChangeTarget, { kind: "QUANTITY" | "PRICE" | "QUALITY" }>,
  line: OrderSnapshot["lines"][number] | undefined,
): string | null {
  if (line === undefined) return `line ${target.lineNumber} is not there`;
  const at = ` of line ${target.lineNumber}`;
  if (target.kind === "QUANTITY") {
    return differs(`quantity${at}`, target.quantity, line.quantity, () =>
      sameDecimal(target.quantity, line.quantity),
    );
  }
  if (target.kind === "PRICE") {
    return differs(`price${at}`, target.unitPrice, line.unitPrice, () =>
      sameDecimal(target.unitPrice, line.unitPrice),
    );
  }
  return differs(`description${at}`, target.description, line.description);
}

const lineOf = (seen: OrderSnapshot, lineNumber: string) =>
  seen.lines.find((line) => line.lineNumber === lineNumber);

function differs(
  what: string,
  wanted: string,
  found: string | null,
  same = () => wanted === found,
): string | null {
  return same() ? null : `${what} is ${found ?? "empty"}, not ${wanted}`;
}

/** True if the system holds the order as it stands here. */
export function isInStep(order: ChangeableOrder, seen: OrderSnapshot): boolean {
  if (order.canceled) return seen.canceled;
  const targets: OrderChangeTarget[] = [
    ...(order.shipTo === null ? [] : [{ kind: "SHIP_TO" as const, shipTo: order.shipTo }]),
    ...order.lines.map((line) => ({ kind: "ADD_LINE" as const, line })),
  ];
  return (
    seen.lines.length === order.lines.length && targets.every((target) => missingOf(target, seen) === null)
  );
}

/** What a refusal means for the delivery of a change. */
const REFUSED_AS: Partial<Record<RefusalCode, OrderChangeDeliveryStatus>> = {
  ALREADY_SHIPPED: "TOO_LATE",
  ALREADY_PICKED: "TOO_LATE",
  CUTOFF_PASSED: "TOO_LATE",
  ADDRESS_NOT_CHANGEABLE_AFTER_RELEASE: "TOO_LATE",
  VERSION_CONFLICT: "CONFLICT",
  ACCEPTED_BUT_NOT_APPLIED: "PARTIAL",
};

export const deliveryStatusOf = (refusal: RefusalCode): OrderChangeDeliveryStatus =>
  REFUSED_AS[refusal] ?? "REJECTED";
