import Big from "big.js";
import { sameDecimal } from "./decimal.js";
import type { ChangeableOrder } from "./order-change.js";
import type { OrderSnapshot } from "./snapshot.js";
import type { ShipmentStatus } from "./vocabulary.js";

/** A value of a line that a system holds otherwise than the order says. */
export interface StaleValue {
  readonly aspect: "QUANTITY" | "PRICE";
  readonly lineNumber: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * Quantities and prices of the work order that are not the order's. A line that is not there yet sends nothing
 * out wrong and is no alarm; a price the system does not show is none either.
 */
export function staleValues(order: ChangeableOrder, seen: OrderSnapshot): StaleValue[] {
  if (order.canceled || seen.canceled) return [];
  return seen.lines.flatMap(({ lineNumber, quantity, unitPrice }) => {
    const line = order.lines.find((known) => known.lineNumber === lineNumber);
    const expected = line?.quantity ?? "0";
    const stale: StaleValue[] = [];
    if (!sameDecimal(expected, quantity)) {
      stale.push({ aspect: "QUANTITY", lineNumber, expected, found: quantity });
    }
    const price = line?.unitPrice ?? null;
    if (price !== null && unitPrice !== null && !sameDecimal(price, unitPrice)) {
      stale.push({ aspect: "PRICE", lineNumber, expected: price, found: unitPrice });
    }
    return stale;
  });
}

/** What is in a parcel. */
export interface Packed {
  readonly status: ShipmentStatus;
  readonly lines: readonly { readonly lineNumber: string; readonly quantity: string }[];
}

/** Parcels in these states do not bring the customer anything. */
const BRINGS_NOTHING: ReadonlySet<ShipmentStatus> = new Set([
  "CANCELED",
  "RETURN_TO_SENDER",
  "RETURNED",
  "LOST",
]);

/** Lines of which the parcels hold more than was ordered; of a canceled order nothing was. */
export function overPacked(order: ChangeableOrder, parcels: readonly Packed[]): StaleValue[] {
  const packed = new Map<string, Big>();
  for (const { status, lines } of parcels) {
    if (BRINGS_NOTHING.has(status)) continue;
    for (const { lineNumber, quantity } of lines) {
      packed.set(lineNumber, (packed.get(lineNumber) ?? new Big(0)).plus(quantity));
    }
  }
  return [...packed].flatMap(([lineNumber, quantity]): StaleValue[] => {
    const line = order.canceled ? undefined : order.lines.find((known) => known.lineNumber === lineNumber);
    const expected = line?.quantity ?? "0";
    return quantity.gt(expected)
      ? [{ aspect: "QUANTITY", lineNumber, expected, found: quantity.toFixed() }]
      : [];
  });
}

/** One divergence per line and wrong value, however often it is seen. */
export const staleKey = ({ aspect, lineNumber, found }: StaleValue): string =>
  `${aspect}:${lineNumber}:${new Big(found).toFixed()}`;
