import { addressLine, type PostalAddress, sameDeliveryPoint } from "./address.js";
import { sameDecimal } from "./decimal.js";
import type { OrderChangeTarget } from "./order-change.js";
import type { OrderSnapshot } from "./snapshot.js";

/** What the hub itself has seen or wanted of an order at one system: values that nobody else need have put there. */
export interface OwnValues {
  /** The last read-back; null before the first. */
  readonly seen: OrderSnapshot | null;
  /** Everything that was ever asked for. */
  readonly wanted: readonly OrderChangeTarget[];
}

/**
 * Has somebody else changed there the very value that this change is about, since the hub looked last? Then
 * sending ours would undo their work unseen. Answers what they have put there, in words; null if nobody has. A
 * value that we have seen or asked for before is no stranger's, however late the system shows it.
 */
export function foreignEdit(target: OrderChangeTarget, now: OrderSnapshot, own: OwnValues): string | null {
  if (own.seen === null || now.canceled) return null;
  const value = comparedBy(target);
  if (value === null) return null;
  const found = value.read(now);
  const known = [value.read(own.seen), value.wanted(target), ...own.wanted.map(value.wanted)];
  if (found === null || known.some((mine) => mine !== null && value.same(mine, found))) return null;
  const before = value.read(own.seen);
  const was = before === null ? "" : `, where the hub had seen ${value.words(before)}`;
  return `somebody else has made the ${value.name} ${value.words(found)}${was}`;
}

/** One value of an order that a change can be about. */
interface Value<V> {
  readonly name: string;
  read(snapshot: OrderSnapshot): V | null;
  /** What a target wants it to be; null if it is about something else. */
  wanted(target: OrderChangeTarget): V | null;
  same(a: V, b: V): boolean;
  words(value: V): string;
}

type AnyValue = Value<PostalAddress | string>;

/** Lines that come and go, descriptions and contacts are nobody's to overwrite: nothing there is compared. */
function comparedBy(target: OrderChangeTarget): AnyValue | null {
  switch (target.kind) {
    case "SHIP_TO":
      return SHIP_TO as AnyValue;
    case "DATE":
      return DATE as AnyValue;
    case "QUANTITY":
      return lineValue("quantity", target.lineNumber, QUANTITY_OF) as AnyValue;
    case "PRICE":
      return lineValue("unitPrice", target.lineNumber, PRICE_OF) as AnyValue;
    default:
      return null;
  }
}

const SHIP_TO: Value<PostalAddress> = {
  name: "ship-to",
  read: ({ shipTo }) => shipTo,
  wanted: (target) => (target.kind === "SHIP_TO" ? target.shipTo : null),
  same: sameDeliveryPoint,
  words: addressLine,
};

const DATE: Value<string> = {
  name: "date",
  read: ({ requestedDate }) => requestedDate,
  wanted: (target) => (target.kind === "DATE" ? target.requestedDate : null),
  same: (a, b) => a === b,
  words: (day) => day,
};

interface OfLine {
  readonly name: string;
  ofTarget(target: OrderChangeTarget, lineNumber: string): string | null;
}

const QUANTITY_OF: OfLine = {
  name: "quantity",
  ofTarget: (target, lineNumber) =>
    target.kind === "QUANTITY" && target.lineNumber === lineNumber
      ? target.quantity
      : (addedLine(target, lineNumber)?.quantity ?? null),
};

const PRICE_OF: OfLine = {
  name: "price",
  ofTarget: (target, lineNumber) =>
    target.kind === "PRICE" && target.lineNumber === lineNumber
      ? target.unitPrice
      : (addedLine(target, lineNumber)?.unitPrice ?? null),
};

const addedLine = (target: OrderChangeTarget, lineNumber: string) =>
  target.kind === "ADD_LINE" && target.line.lineNumber === lineNumber ? target.line : null;

const lineValue = (field: "quantity" | "unitPrice", lineNumber: string, of: OfLine): Value<string> => ({
  name: `${of.name} of line ${lineNumber}`,
  read: ({ lines }) => lines.find((line) => line.lineNumber === lineNumber)?.[field] ?? null,
  wanted: (target) => of.ofTarget(target, lineNumber),
  same: sameDecimal,
  words: (value) => value,
});
