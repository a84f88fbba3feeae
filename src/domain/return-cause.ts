import { addressLine, type PostalAddress, sameDeliveryPoint } from "./address.js";
import { PREVENTABLE, type ReturnCause } from "./return-causes.js";
import type { ExceptionReason, OrderChangeDeliveryStatus } from "./vocabulary.js";

/** A change of the address, with its fate at each receiving system. */
export interface AddressChange {
  readonly sequence: number;
  readonly requestedAt: Date;
  readonly shipTo?: PostalAddress | null;
  readonly deliveries: readonly { readonly system: string; readonly status: OrderChangeDeliveryStatus }[];
}

/** An address of the customer as some system stated it. */
export interface StatedAddress {
  readonly address: PostalAddress;
  readonly system: string;
  /** One system's statements of one party are one series; only within one does a later word replace an earlier. */
  readonly series: string;
  readonly messageId: string;
  readonly statedAt: Date;
}

export interface ShipToHistory {
  /** The address of the order now. */
  readonly wanted: PostalAddress | null;
  /** The address on the label. */
  readonly used: PostalAddress | null;
  readonly reason: ExceptionReason | null;
  /** Changes of the address, oldest first. */
  readonly changes: readonly AddressChange[];
  /** When and by which message the order first said where it goes. */
  readonly placed?: { readonly at: Date; readonly messageId: string } | null;
  /** When the parcel left the house. */
  readonly shippedAt?: Date | null;
  /** What systems have stated of the customer's addresses, oldest first. */
  readonly stated?: readonly StatedAddress[];
  /** The last parcel that did arrive at the address on the label. */
  readonly arrived?: { readonly trackingNumber: string | null; readonly at: Date } | null;
}

/** The version of the address that was on the label: since when it was the order's, and by what. */
export interface AddressVersion {
  readonly address: PostalAddress;
  readonly validFrom: Date | null;
  readonly messageId: string | null;
  /** The change that brought it; null if the order came with it. */
  readonly changeSequence: number | null;
}

/** Everything that is known of why a parcel came back. */
export interface CauseOfReturn {
  readonly kind: ReturnCause;
  readonly words: string;
  readonly preventable: boolean;
  readonly preventableBecause: string | null;
  readonly used: AddressVersion | null;
  readonly wanted: PostalAddress | null;
  /** The change that should have reached the label and has not, and the system that had not confirmed it. */
  readonly missing: {
    readonly changeSequence: number;
    readonly requestedAt: Date;
    readonly system: string | null;
    readonly status: OrderChangeDeliveryStatus | null;
  } | null;
  /** The address that another system knew. */
  readonly newer: StatedAddress | null;
  readonly arrived: { readonly trackingNumber: string | null; readonly at: Date } | null;
}

type Finding = Pick<CauseOfReturn, "kind" | "words"> & Partial<CauseOfReturn>;

/** Why a parcel came back: as data that can be counted, and in words a person can act on. */
export function causeOfReturn(history: ShipToHistory): CauseOfReturn {
  const finding = findingOf(history);
  const because = PREVENTABLE[finding.kind];
  return {
    ...{ used: versionOf(history), wanted: history.wanted, missing: null, newer: null, arrived: null },
    ...{ preventable: because !== null, preventableBecause: because },
    ...finding,
  };
}

function findingOf(history: ShipToHistory): Finding {
  const { wanted, used, reason } = history;
  const carrier = reason === null ? "the carrier gives no reason" : `the carrier says ${wordsOf(reason)}`;
  if (wanted === null || used === null) {
    return { kind: causeByReason(reason), words: `${carrier}; the address on the label is not known.` };
  }
  return sameDeliveryPoint(wanted, used)
    ? rightLabel(history, used, carrier)
    : wrongLabel(history, used, wanted, carrier);
}

/** What the carrier's own word makes of it where the address tells nothing. */
const BY_REASON: Readonly<Partial<Record<ExceptionReason, ReturnCause>>> = {
  REFUSED: "REFUSED_BY_RECIPIENT",
  UNCLAIMED: "NOT_COLLECTED",
  RECIPIENT_ABSENT: "NOT_COLLECTED",
  DAMAGED: "CARRIER_FAULT",
  MISROUTED: "CARRIER_FAULT",
  WEATHER: "CARRIER_FAULT",
  CUSTOMS: "CARRIER_FAULT",
  CARRIER: "CARRIER_FAULT",
};
/** Reasons that speak of the address. Who has moved may well have been there before. */
const SPEAKS_OF_ADDRESS: readonly (ExceptionReason | null)[] = [
  "ADDRESS_INCORRECT",
  "ADDRESS_NOT_FOUND",
  "RECIPIENT_UNKNOWN",
  "RECIPIENT_MOVED",
];

const causeByReason = (reason: ExceptionReason | null): ReturnCause =>
  (reason === null ? undefined : BY_REASON[reason]) ?? "UNKNOWN";

const PROVEN_DAYS_MAX = 90;
const DAY_MS = 86_400_000;

/** The label bore the order's own address: the address is out of date, or the carrier is at fault. */
function rightLabel(history: ShipToHistory, used: PostalAddress, carrier: string): Finding {
  const { reason, arrived = null, shippedAt = null } = history;
  const own = `the label bore the order's own address (${addressLine(used)})`;
  const known = causeByReason(reason);
  if (known !== "UNKNOWN") return { kind: known, words: `${carrier}; ${own}.` };
  if (!SPEAKS_OF_ADDRESS.includes(reason)) return { kind: "UNKNOWN", words: `${carrier}; ${own}.` };
  const newer = newerThan(history, used);
  if (newer !== null) {
    const words = `${carrier}; ${own}, but ${newer.system} has known ${addressLine(newer.address)} since ${dayOf(newer.statedAt)}.`;
    return { kind: "NEWER_ADDRESS_KNOWN", words, newer };
  }
  const isProven =
    reason !== "RECIPIENT_MOVED" &&
    arrived !== null &&
    Math.abs((shippedAt ?? arrived.at).getTime() - arrived.at.getTime()) <= PROVEN_DAYS_MAX * DAY_MS;
  if (isProven && arrived !== null) {
    const words = `${carrier}; ${own}, where parcel ${arrived.trackingNumber ?? "without a number"} arrived on ${dayOf(arrived.at)}, so the carrier is at fault.`;
    return { kind: "CARRIER_FAULT", words, arrived };
  }
  const words = `${carrier}; ${own}, so the customer's address is out of date and the next order would fail too.`;
  return { kind: "ADDRESS_OUT_OF_DATE", words };
}

/** An address by which a system has replaced the one on the label, before the parcel left. */
function newerThan(
  { stated = [], shippedAt = null }: ShipToHistory,
  used: PostalAddress,
): StatedAddress | null {
  const isUsed = ({ address }: StatedAddress): boolean => sameDeliveryPoint(address, used);
  return (
    stated.findLast(
      (next) =>
        !isUsed(next) &&
        (shippedAt === null || next.statedAt < shippedAt) &&
        next ===
          stated.findLast(
            (one) => one.series === next.series && (shippedAt === null || one.statedAt < shippedAt),
          ) &&
        stated.some((one) => one.series === next.series && one.statedAt < next.statedAt && isUsed(one)),
    ) ?? null
  );
}

/** The label bore another address than the order's: which change is missing on it, and through whom. */
function wrongLabel(
  { changes, shippedAt = null }: ShipToHistory,
  used: PostalAddress,
  wanted: PostalAddress,
  carrier: string,
): Finding {
  const instead = `${carrier}; the label bore ${addressLine(used)} instead of ${addressLine(wanted)}`;
  if (changes.length === 0) {
    return { kind: "WRONG_ADDRESS_USED", words: `${instead}, although nobody had changed the address.` };
  }
  const open = changes
    .flatMap((change) => change.deliveries.map((delivery) => ({ change, delivery })))
    .find(({ delivery }) => delivery.status !== "APPLIED");
  if (open !== undefined) {
    const { change, delivery } = open;
    const words = `${instead}, because change ${change.sequence} of ${dayOf(change.requestedAt)} was ${wordsOf(delivery.status)} at ${delivery.system}.`;
    // Whether it could still have been made is for the system to say: the clocks of two systems do not compare.
    const kind = delivery.status === "TOO_LATE" ? "CHANGE_TOO_LATE" : "CHANGE_NOT_APPLIED";
    return { kind, words, missing: missingOf(change, delivery) };
  }
  const last = changes.at(-1);
  const missing = last === undefined ? null : missingOf(last, null);
  if (
    last !== undefined &&
    shippedAt !== null &&
    changes.every(({ requestedAt }) => requestedAt >= shippedAt)
  ) {
    const words = `${instead}, because change ${last.sequence} of ${dayOf(last.requestedAt)} was asked for after the parcel had left.`;
    return { kind: "CHANGE_TOO_LATE", words, missing };
  }
  const words = `${instead}, although every system had confirmed the change.`;
  return { kind: "CHANGE_IGNORED", words, missing };
}

const missingOf = (
  { sequence, requestedAt }: AddressChange,
  delivery: AddressChange["deliveries"][number] | null,
): CauseOfReturn["missing"] => ({
  ...{ changeSequence: sequence, requestedAt },
  ...{ system: delivery?.system ?? null, status: delivery?.status ?? null },
});

/** Which version of the order's address the label bore. One that no change brought is the one it came with. */
function versionOf({ used, changes, placed = null, wanted }: ShipToHistory): AddressVersion | null {
  if (used === null) return null;
  const brought = changes.findLast(({ shipTo }) => shipTo != null && sameDeliveryPoint(shipTo, used));
  if (brought !== undefined) {
    const { requestedAt: validFrom, sequence: changeSequence } = brought;
    return { address: used, validFrom, messageId: null, changeSequence };
  }
  const isFirst = changes.length > 0 || (wanted !== null && sameDeliveryPoint(wanted, used));
  const from = isFirst ? placed : null;
  return {
    address: used,
    validFrom: from?.at ?? null,
    messageId: from?.messageId ?? null,
    changeSequence: null,
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const wordsOf = (code: string): string => code.toLowerCase().replaceAll("_", " ");
