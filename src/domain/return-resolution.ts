import Big from "big.js";
import { type PostalAddress, sameDeliveryPoint } from "./address.js";
import { type CanonicalOrderLine, faultOfLines } from "./order.js";
import type { ReturnCause } from "./return-causes.js";

/** How a return ends for the customer. */
export const RESOLUTIONS = [
  "REFUND",
  "EXCHANGE",
  "REPLACEMENT",
  "RESHIP",
  "REPAIR",
  "STORE_CREDIT",
  "NONE",
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** What each needs to be given, and whether a new order comes of it. */
export const RESOLUTION_NEEDS: Readonly<
  Record<Resolution, { readonly amount: boolean; readonly lines: boolean; readonly order: boolean }>
> = {
  REFUND: { amount: true, lines: false, order: false },
  STORE_CREDIT: { amount: true, lines: false, order: false },
  EXCHANGE: { amount: false, lines: true, order: true },
  REPLACEMENT: { amount: false, lines: false, order: true },
  RESHIP: { amount: false, lines: false, order: true },
  REPAIR: { amount: false, lines: false, order: false },
  NONE: { amount: false, lines: false, order: false },
};

export interface WantedResolution {
  readonly resolution: Resolution;
  readonly amount: string | null;
  readonly lines: readonly CanonicalOrderLine[] | null;
  readonly shipTo: PostalAddress | null;
}

export interface ResolvedReturn {
  /** What the goods of the return were sold for. */
  readonly value: string;
  readonly causeKind: ReturnCause | null;
  /** The address on the label of the parcel that came back. */
  readonly used: PostalAddress | null;
  /** Where the order goes now. */
  readonly orderShipTo: PostalAddress | null;
}

export interface ResolutionFault {
  readonly code: "INVALID" | "TOO_MUCH" | "SAME_ADDRESS";
  readonly field: "amount" | "lines" | "shipTo";
  readonly message: string;
}

/** Causes for which the same address would bring the parcel back once more. */
const NEEDS_ANOTHER_ADDRESS: readonly ReturnCause[] = ["ADDRESS_OUT_OF_DATE", "NEWER_ADDRESS_KNOWN"];

/** Why a return cannot end like that; null if it can. */
export function faultOfResolution(wanted: WantedResolution, known: ResolvedReturn): ResolutionFault | null {
  const needs = RESOLUTION_NEEDS[wanted.resolution];
  const { amount, lines, shipTo, resolution } = wanted;
  const word = resolution.toLowerCase().replaceAll("_", " ");
  if (needs.amount !== (amount !== null)) {
    const message = needs.amount ? `a ${word} needs an amount` : `a ${word} has no amount`;
    return { code: "INVALID", field: "amount", message };
  }
  if (amount !== null && !new Big(amount).gt(0)) {
    return { code: "INVALID", field: "amount", message: "the amount must be above zero" };
  }
  if (amount !== null && new Big(amount).gt(known.value)) {
    return { code: "TOO_MUCH", field: "amount", message: `the goods were sold for ${known.value}` };
  }
  if (needs.lines !== (lines !== null && lines.length > 0)) {
    const message = needs.lines
      ? `an ${word} needs the lines that are sent instead`
      : `a ${word} has no lines`;
    return { code: "INVALID", field: "lines", message };
  }
  const fault = faultOfLines(lines ?? []);
  if (fault !== null) return { code: "INVALID", field: "lines", message: fault };
  return faultOfAddress(needs.order, shipTo, word, known);
}

function faultOfAddress(
  isSent: boolean,
  shipTo: PostalAddress | null,
  word: string,
  { causeKind, used, orderShipTo }: ResolvedReturn,
): ResolutionFault | null {
  if (!isSent) {
    return shipTo === null ? null : { code: "INVALID", field: "shipTo", message: `a ${word} goes nowhere` };
  }
  const to = shipTo ?? orderShipTo;
  if (to === null) return { code: "INVALID", field: "shipTo", message: "say where it is to go" };
  const failed = used ?? orderShipTo;
  const isDoomed = causeKind !== null && NEEDS_ANOTHER_ADDRESS.includes(causeKind);
  if (isDoomed && failed !== null && sameDeliveryPoint(to, failed)) {
    const message = "the parcel came back from this address, and would again: give another one";
    return { code: "SAME_ADDRESS", field: "shipTo", message };
  }
  return null;
}
