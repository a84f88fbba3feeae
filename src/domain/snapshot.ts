import { addressLine, type PostalAddress, sameDeliveryPoint } from "./address.js";
import { sameDecimal } from "./decimal.js";
import { type ChangeableOrder, type OrderChangeTarget, targetsBetween } from "./order-change.js";
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
    readonly sku: string | null;
    readonly description: string | null;
    readonly quantity: string;
    readonly unitPrice: string | null;
  }[];
}

/** The order in a read-back, without what else the system says of itself. */
export const orderIn = ({
  shipTo,
  labels,
  requestedDate,
  canceled,
  lines,
}: OrderSnapshot): OrderSnapshot => ({
  ...{ shipTo, labels, requestedDate, canceled, lines },
});

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
      return CONTACT_UNSEEN;
    case "REMOVE_LINE":
      return lineOf(seen, target.lineNumber) === undefined
        ? null
        : `line ${target.lineNumber} is still there`;
    case "ADD_LINE":
      return missingOfNewLine(target.line, lineOf(seen, target.line.lineNumber));
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

/** A new line has arrived when the article, the quantity and, if one was named, the price are there. */
function missingOfNewLine(
  { lineNumber, sku, quantity, unitPrice }: ChangeableOrder["lines"][number],
  line: OrderSnapshot["lines"][number] | undefined,
): string | null {
  if (line === undefined) return `line ${lineNumber} is not there`;
  const at = ` of line ${lineNumber}`;
  return (
    (sku === null ? null : differs(`article${at}`, sku, line.sku)) ??
    differs(`quantity${at}`, quantity, line.quantity, () => sameDecimal(quantity, line.quantity)) ??
    (unitPrice === null
      ? null
      : differs(`price${at}`, unitPrice, line.unitPrice, () => sameDecimal(unitPrice, line.unitPrice)))
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

/** No system shows us yet whom it would call, so nothing can be proved about it. */
const CONTACT_UNSEEN = "the contact cannot be read back";

/** False for what no read-back shows: the system's word is all there is, and that is not proof. */
export const canBeSeen = (target: OrderChangeTarget): boolean => target.kind !== "CONTACT";

/** What the system would have to change to hold the order as it stands here. Descriptions are its own business. */
export function lackingOf(order: ChangeableOrder, seen: OrderSnapshot): OrderChangeTarget[] {
  const held: ChangeableOrder = {
    ...seen,
    lines: seen.lines.map((line) => ({ ...line, unit: null })),
  };
  const targets = targetsBetween(held, order).filter(({ kind }) => kind !== "QUALITY");
  const { shipTo } = order;
  const isAsked = targets.some(({ kind }) => kind === "SHIP_TO" || kind === "CANCEL");
  return shipTo === null || isAsked || missingOfAddress(shipTo, seen) === null
    ? targets
    : [{ kind: "SHIP_TO", shipTo }, ...targets];
}

/** True if the system holds the order as it stands here. */
export function isInStep(order: ChangeableOrder, seen: OrderSnapshot): boolean {
  if (order.canceled) return seen.canceled;
  return !seen.canceled && lackingOf(order, seen).length === 0;
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
