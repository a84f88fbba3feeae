import { addressLine, type PostalAddress, sameDeliveryPoint } from "./address.js";
import type { ExceptionReason, OrderChangeDeliveryStatus } from "./vocabulary.js";

/** Where an address was seen: on the work order, on a label, or on a parcel that has left. */
export type GuardStage = "WORK_ORDER" | "LABEL" | "DISPATCHED";

/**
 * SAME: goes where the order says. PENDING: an address change is on its way to this system, which
 * has not printed anything yet. DIVERGED: stop it. ESCAPED: it has left; nothing here can stop it.
 */
export type GuardVerdict = "SAME" | "PENDING" | "DIVERGED" | "ESCAPED";

/** Would the parcel go somewhere else than the order says? Mere spelling is no alarm. */
export function guardShipTo(
  expected: PostalAddress | null,
  found: PostalAddress | null,
  stage: GuardStage,
  changePending: boolean,
): GuardVerdict {
  if (expected === null || found === null || sameDeliveryPoint(expected, found)) return "SAME";
  if (stage === "DISPATCHED") return "ESCAPED";
  return stage === "WORK_ORDER" && changePending ? "PENDING" : "DIVERGED";
}

export interface ShipToHistory {
  /** The address of the order now. */
  readonly wanted: PostalAddress | null;
  /** The address on the label. */
  readonly used: PostalAddress | null;
  readonly reason: ExceptionReason | null;
  /** Changes of the address, oldest first, with their fate at each receiving system. */
  readonly changes: readonly {
    readonly sequence: number;
    readonly requestedAt: Date;
    readonly deliveries: readonly { readonly system: string; readonly status: OrderChangeDeliveryStatus }[];
  }[];
}

/** Reasons that have nothing to do with where the parcel was to go, and who is to look into them. */
const NOT_THE_ADDRESS: Partial<Record<ExceptionReason, string>> = {
  DAMAGED: "it is the carrier's own fault",
  MISROUTED: "it is the carrier's own fault",
  CARRIER: "it is the carrier's own fault",
  WEATHER: "the carrier could not get there",
  CUSTOMS: "it did not pass the customs",
  REFUSED: "the recipient would not have it",
  RECIPIENT_ABSENT: "nobody was there to take it",
  UNCLAIMED: "nobody has fetched it",
};

/** Why a parcel came back, in words a person can act on. */
export function causeOfReturn({ wanted, used, reason, changes }: ShipToHistory): string {
  const carrier = reason === null ? "the carrier gives no reason" : `the carrier says ${words(reason)}`;
  if (wanted === null || used === null) return `${carrier}; the address on the label is not known.`;
  if (sameDeliveryPoint(wanted, used)) {
    const other = reason === null ? undefined : NOT_THE_ADDRESS[reason];
    if (other !== undefined) {
      return `${carrier}; the label bore the order's own address (${addressLine(used)}), which is not to blame: ${other}.`;
    }
    return `${carrier}; the label bore the order's own address (${addressLine(used)}), so the customer's address is out of date and the next order would fail too.`;
  }
  const missing = changes
    .flatMap((change) => change.deliveries.map((delivery) => ({ ...change, ...delivery })))
    .find(({ status }) => status !== "APPLIED");
  const why =
    missing === undefined
      ? changes.length === 0
        ? "although nobody had changed it"
        : "although every system had confirmed the change"
      : `because change ${missing.sequence} of ${missing.requestedAt.toISOString().slice(0, 10)} was ${words(missing.status)} at ${missing.system}`;
  return `${carrier}; the label bore ${addressLine(used)} instead of ${addressLine(wanted)}, ${why}.`;
}

const words = (code: string): string => code.toLowerCase().replaceAll("_", " ");
