import { hasLeft, laterStatus } from "./fulfillment.js";
import type { ExceptionReason, ShipmentStatus } from "./vocabulary.js";

/** One thing that was heard of a parcel, from whichever system. */
export interface Heard {
  readonly status: ShipmentStatus;
  readonly reason: ExceptionReason | null;
  readonly occurredAt: Date;
  /** Set once its sender has taken it back: it stays to be seen and counts no more. */
  readonly correctedAt: Date | null;
}

export interface ParcelState {
  readonly status: ShipmentStatus;
  readonly statusAt: Date;
  readonly reason: ExceptionReason | null;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  /** When the last thing happened that anybody has told of. */
  readonly newsAt: Date;
}

/**
 * Where a parcel stands by everything that still holds. The order in which things were heard does not matter;
 * a correction is what can move a parcel back, by taking away what it had stood on. Null if nothing holds.
 */
export function parcelStateOf(all: readonly Heard[]): ParcelState | null {
  const heard = all.filter(({ correctedAt }) => correctedAt === null);
  let state: Heard | null = null;
  for (const one of heard) state = laterStatus<Heard>(state, one);
  if (state === null) return null;
  const { status, occurredAt: statusAt } = state;
  return {
    ...{ status, statusAt },
    reason: status === "DELIVERED" ? null : (state.reason ?? lastReason(heard)),
    shippedAt: first(heard.filter((one) => one.status !== "UNKNOWN" && hasLeft(one.status))),
    deliveredAt: first(heard.filter((one) => one.status === "DELIVERED")),
    newsAt: new Date(Math.max(...heard.map(({ occurredAt }) => occurredAt.getTime()))),
  };
}

const first = (heard: readonly Heard[]): Date | null =>
  heard.reduce<Date | null>(
    (known, { occurredAt }) => (known === null || occurredAt < known ? occurredAt : known),
    null,
  );

/** A carrier that says once why a parcel fails does not repeat it with every step of the way back. */
function lastReason(heard: readonly Heard[]): ExceptionReason | null {
  const told = heard.filter(({ reason }) => reason !== null);
  return told.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()).at(-1)?.reason ?? null;
}

/** Something that went wrong on the way. */
export interface ParcelException {
  readonly status: ShipmentStatus;
  readonly reason: ExceptionReason | null;
  readonly since: Date;
  /** When the parcel went on after all; null while it has not. */
  readonly resolvedAt: Date | null;
}

/** What ends an exception. What comes after a parcel has turned round is its way back, and mends nothing. */
const GOES_ON: readonly ShipmentStatus[] = [
  "PICKED_UP",
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "READY_FOR_PICKUP",
  "DELIVERED",
];
const ENDED_BY: Readonly<Partial<Record<ShipmentStatus, readonly ShipmentStatus[]>>> = {
  DELAYED: GOES_ON,
  ON_HOLD: GOES_ON,
  DELIVERY_FAILED: GOES_ON,
  LOST: GOES_ON,
  RETURN_TO_SENDER: ["DELIVERED"],
};

/** Every exception of a parcel, oldest first. Telling of one again, in the same words, is the same one. */
export function exceptionsOf(all: readonly Heard[]): ParcelException[] {
  const heard = all
    .filter(({ correctedAt }) => correctedAt === null)
    .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  const found: {
    status: ShipmentStatus;
    reason: ExceptionReason | null;
    since: Date;
    resolvedAt: Date | null;
  }[] = [];
  let turned = false;
  for (const { status, reason, occurredAt } of heard) {
    if (status === "RETURN_TO_SENDER") turned = true;
    const ended = turned && status !== "DELIVERED" ? [] : found.filter((one) => one.resolvedAt === null);
    for (const one of ended) if (ENDED_BY[one.status]?.includes(status)) one.resolvedAt = occurredAt;
    if (status === "DELIVERED") turned = false;
    const isOpen = found.some(
      (one) => one.resolvedAt === null && one.status === status && (reason === null || one.reason === reason),
    );
    if (ENDED_BY[status] !== undefined && !isOpen) {
      found.push({ status, reason, since: occurredAt, resolvedAt: null });
    }
  }
  return found;
}
