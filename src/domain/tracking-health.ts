import type { ShipmentStatus } from "./vocabulary.js";

/** How a parcel does, at one moment. */
export const TRACKING_HEALTHS = [
  "NOT_SHIPPED",
  "ON_TRACK",
  "NO_NEWS",
  "LATE",
  "EXCEPTION",
  "RETURNING",
  "LOST",
  "DELIVERED",
  "RETURNED",
  "CANCELED",
] as const;
export type TrackingHealth = (typeof TRACKING_HEALTHS)[number];

/** What it rests on how long a carrier may be silent: the house's word, nine of ten measured gaps, or neither. */
export const SILENCE_BASES = ["SETTING", "MEASURED", "DEFAULT"] as const;
export type SilenceBasis = (typeof SILENCE_BASES)[number];

/** How long parcels of a carrier stay silent and are all right. */
export interface UsualSilence {
  readonly hours: number;
  readonly basis: SilenceBasis;
  /** How many gaps it was measured over. */
  readonly gaps: number;
}

export interface Watched {
  readonly status: ShipmentStatus;
  readonly statusAt: Date;
  readonly newsAt: Date;
  readonly estimate: { readonly day: string; readonly statedAt: Date } | null;
  /** Since when something is wrong with it; null if nothing is. */
  readonly exceptionSince: Date | null;
  readonly silence: UsualSilence;
}

export interface Health {
  readonly health: TrackingHealth;
  /** Since when it is so. */
  readonly since: Date;
}

type Rule = readonly [TrackingHealth, (parcel: Watched, now: Date) => Date | null];

const whileIn =
  (...statuses: readonly ShipmentStatus[]) =>
  ({ status, statusAt }: Watched): Date | null =>
    statuses.includes(status) ? statusAt : null;

/**
 * The first rule that fits counts. ON_TRACK has to be earned, by an event or an estimate that is not older
 * than such parcels usually stay silent; the last rule is what is left, and it is never "on track".
 */
const RULES: readonly Rule[] = [
  ["CANCELED", whileIn("CANCELED")],
  ["DELIVERED", whileIn("DELIVERED")],
  ["RETURNED", whileIn("RETURNED")],
  ["LOST", whileIn("LOST")],
  ["RETURNING", whileIn("RETURN_TO_SENDER")],
  ["EXCEPTION", ({ exceptionSince }) => exceptionSince],
  ["LATE", ({ estimate }, now) => overdueSince(estimate?.day ?? null, now)],
  ["NOT_SHIPPED", whileIn("PENDING", "LABEL_CREATED")],
  ["ON_TRACK", freshSince],
  ["NO_NEWS", ({ newsAt }) => newsAt],
];

/** How a parcel does now. */
export function healthOf(parcel: Watched, now: Date): Health {
  for (const [health, since] of RULES) {
    const at = since(parcel, now);
    if (at !== null) return { health, since: at };
  }
  return { health: "NO_NEWS", since: parcel.newsAt };
}

const HOUR_MS = 3_600_000;
/** A day is over on the last island twelve hours after it is over in UTC: nobody is called late before. */
const DAY_ENDS_AFTER_MS = 36 * HOUR_MS;

function overdueSince(day: string | null, now: Date): Date | null {
  if (day === null) return null;
  const end = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_ENDS_AFTER_MS);
  return end <= now ? end : null;
}

/** An unknown state is no news, however fresh it is; an estimate is, if it was stated lately. */
function freshSince({ status, newsAt, estimate, silence }: Watched, now: Date): Date | null {
  const isFresh = (at: Date): boolean => now.getTime() - at.getTime() <= silence.hours * HOUR_MS;
  if (status !== "UNKNOWN" && isFresh(newsAt)) return newsAt;
  return estimate !== null && isFresh(estimate.statedAt) ? estimate.statedAt : null;
}

/** Fewer gaps than this say nothing about a carrier. */
export const GAPS_MIN = 30;

/** What the house has set counts first, then what was measured, then the default. */
export function usualSilence(
  setHours: number | null,
  measured: { readonly hours: number; readonly gaps: number } | null,
  defaultHours: number,
): UsualSilence {
  const gaps = measured?.gaps ?? 0;
  if (setHours !== null) return { hours: setHours, basis: "SETTING", gaps };
  if (measured === null || measured.gaps < GAPS_MIN) return { hours: defaultHours, basis: "DEFAULT", gaps };
  return { hours: Math.max(1, Math.ceil(measured.hours)), basis: "MEASURED", gaps };
}
