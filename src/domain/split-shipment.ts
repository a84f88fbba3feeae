import Big from "big.js";
import { hasLeft } from "./fulfillment.js";
import type { ShipmentStatus } from "./vocabulary.js";

interface LineQuantity {
  readonly lineNumber: string;
  readonly quantity: string;
}

interface Parcel {
  readonly id: string;
  readonly status: ShipmentStatus;
  readonly lines: readonly LineQuantity[];
}

/** How much of one order line is where. */
export interface LineFulfillment {
  readonly lineNumber: string;
  readonly ordered: string;
  /** Has left the house, delivered or not. */
  readonly shipped: string;
  readonly delivered: string;
  /** Is packed, and still here. */
  readonly packed: string;
  /** Is in no parcel yet. */
  readonly toCome: string;
  readonly parcels: readonly { readonly shipmentId: string; readonly quantity: string }[];
}

/** Which parcel holds how much of which line, and what is in none. A parcel without a packing list stands for the whole order. */
export function splitOf(lines: readonly LineQuantity[], parcels: readonly Parcel[]): LineFulfillment[] {
  const live = parcels.filter(({ status }) => status !== "CANCELED");
  return lines.map(({ lineNumber, quantity }) => {
    const held = live.flatMap((parcel) => {
      const amount =
        parcel.lines.length === 0
          ? new Big(quantity)
          : sum(parcel.lines.filter((line) => line.lineNumber === lineNumber).map((line) => line.quantity));
      return amount.gt(0) ? [{ parcel, amount }] : [];
    });
    const amountWhere = (fits: (status: ShipmentStatus) => boolean): Big =>
      least(
        held
          .filter(({ parcel }) => fits(parcel.status))
          .reduce((all, { amount }) => all.plus(amount), new Big(0)),
        quantity,
      );
    const shipped = amountWhere(hasLeft);
    const packed = least(
      amountWhere((status) => !hasLeft(status)),
      new Big(quantity).minus(shipped),
    );
    return {
      ...{ lineNumber, ordered: plain(new Big(quantity)), shipped: plain(shipped), packed: plain(packed) },
      delivered: plain(amountWhere((status) => status === "DELIVERED")),
      toCome: plain(new Big(quantity).minus(shipped).minus(packed)),
      parcels: held.map(({ parcel, amount }) => ({ shipmentId: parcel.id, quantity: plain(amount) })),
    };
  });
}

const sum = (quantities: readonly string[]): Big =>
  quantities.reduce((all, quantity) => all.plus(quantity), new Big(0));

const least = (a: Big, b: Big | string): Big => (a.gt(b) ? new Big(b) : a);

const plain = (value: Big): string => value.toFixed();
