/** A moment as a system wrote it down, perhaps in pieces. */
export interface WrittenTime {
  /** Date and time together, or the day alone. */
  readonly stamp: string;
  /** The clock, where it stands by itself. */
  readonly clock?: string | null;
  /** Offset or zone, where it stands by itself: `-05:00`, `EST`, `Europe/Berlin`. */
  readonly zone?: string | null;
}

export interface TimeContext {
  /** Zone of clocks that state none. */
  readonly timeZone: string;
  /** Whether `05/06/2026` begins with the day; null if nobody knows. */
  readonly dayFirst: boolean | null;
}

export type TimeReading =
  /** `at` is an ISO 8601 instant in UTC. */
  | { readonly kind: "time"; readonly at: string; readonly zoneUnknown: boolean }
  /** It can be read as two different days. */
  | { readonly kind: "unclear" };

/** Reads a moment in any of the ways that carriers and telephone systems write one; null if it is none. */
export function readTime(written: WrittenTime, context: TimeContext): TimeReading | null {
  const stamp = written.stamp.trim().slice(0, CHARS_MAX);
  const counted = sinceEpoch(stamp);
  if (counted !== null) return counted === "none" ? null : { kind: "time", at: counted, zoneUnknown: false };
  const day = dayOf(stamp, context.dayFirst, TWELVE_HOURS.test(`${stamp} ${written.clock ?? ""}`));
  if (day === null || day === "unclear") return day === null ? null : { kind: "unclear" };
  const rest = stamp.slice(day.length).replace(/^[T,\s]+/i, "");
  // A date type writes midnight where it knows no clock; one that stands by itself knows better.
  const clock = clockOf(written.clock && NO_CLOCK.test(rest) ? written.clock : rest);
  if (clock === null) return null;
  const zone = clock.rest === "" ? (written.zone ?? "") : clock.rest;
  const local = Date.UTC(day.year, day.month - 1, day.day) + clock.ms;
  const offset = offsetOf(zone, local);
  const at = new Date(local - (offset ?? zoneOffset(context.timeZone, local)));
  return { kind: "time", at: at.toISOString(), zoneUnknown: offset === null };
}

/** The day that a date or a date with time names, as written, without moving it between zones. */
export function readDay(text: string, dayFirst: boolean | null): string | null {
  const counted = sinceEpoch(text.trim());
  if (counted !== null) return counted === "none" ? null : counted.slice(0, 10);
  const day = dayOf(text.trim().slice(0, CHARS_MAX), dayFirst, TWELVE_HOURS.test(text));
  if (day === null || day === "unclear") return null;
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).toISOString().slice(0, 10);
}

/** True for names that the runtime knows as time zones, such as `Europe/Berlin` or `UTC`. */
export function isTimeZone(name: string): boolean {
  return clockFaceOf(name) !== null;
}

const CHARS_MAX = 60;
const TWELVE_HOURS = /\d\s*[ap]\.?m\b/i;
const NO_CLOCK = /^(?:00:?00(?::?00(?:\.0+)?)?)?$/;
const YEARS = { min: 1970, max: 9998 } as const;

/** Seconds or milliseconds since 1970, bare or as `/Date(…)/`. "none" for a count that is no sensible time. */
function sinceEpoch(text: string): string | null {
  const [, dated] = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text) ?? [];
  const ms =
    dated ??
    (/^\d{13}$/.test(text) ? text : /^\d{10}(?:\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : null);
  if (ms === null) return null;
  const date = new Date(Number(ms));
  return date.getUTCFullYear() >= YEARS.min && date.getUTCFullYear() <= YEARS.max
    ? date.toISOString()
    : "none";
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** How much of the text it takes. */
  readonly length: number;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)\\p{L}*,?\\s+)?";
const ISO_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})(?=\D|\d{4}(?:\d{2})?(?!\d)|$)/;
const NUMERIC_DAY = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)/;
const DAY_MONTH = new RegExp(`^${WEEKDAY}(\\d{1,2})[\\s-]+(\\p{L}{3,9})\\.?[\\s,-]+(\\d{4})(?!\\d)`, "iu");
const MONTH_DAY = new RegExp(`^${WEEKDAY}(\\p{L}{3,9})\\.?\\s+(\\d{1,2}),?\\s+(\\d{4})(?!\\d)`, "iu");

function dayOf(text: string, dayFirst: boolean | null, isTwelveHours: boolean): Day | "unclear" | null {
  const [isoText, y1 = "", m1 = "", d1 = ""] = ISO_DAY.exec(text) ?? COMPACT_DAY.exec(text) ?? [];
  if (isoText !== undefined) return validDay(y1, m1, d1, isoText);
  const [named, d2 = "", m2 = "", y2 = ""] = DAY_MONTH.exec(text) ?? [];
  if (named !== undefined) return validDay(y2, monthOf(m2), d2, named);
  const [american, m3 = "", d3 = "", y3 = ""] = MONTH_DAY.exec(text) ?? [];
  if (american !== undefined) return validDay(y3, monthOf(m3), d3, american);
  const [numeric, a = "", mark = "", b = "", y4 = ""] = NUMERIC_DAY.exec(text) ?? [];
  if (numeric === undefined) return null;
  const known =
    dayFirst ??
    (mark === "." || Number(a) > 12 || a === b ? true : Number(b) > 12 || isTwelveHours ? false : null);
  if (known === null) return "unclear";
  return known ? validDay(y4, b, a, numeric) : validDay(y4, a, b, numeric);
}

const monthOf = (name: string): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

function validDay(year: string, month: string, day: string, text: string): Day | null {
  const found = { year: Number(year), month: Number(month), day: Number(day), length: text.length };
  const date = new Date(Date.UTC(found.year, found.month - 1, found.day));
  const isReal = date.getUTCMonth() === found.month - 1 && date.getUTCDate() === found.day;
  return isReal && found.year >= YEARS.min && found.year <= YEARS.max ? found : null;
}

const CLOCK = /^(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?(?:\.?m\b\.?)?/i;

/** Time of day in milliseconds, and what is written behind it. No clock at all is midnight. */
function clockOf(text: string): { readonly ms: number; readonly rest: string } | null {
  if (text.trim() === "") return { ms: 0, rest: "" };
  const [found, hours = "", minutes = "", seconds = "0", fraction = "0", half] =
    CLOCK.exec(text.trim()) ?? [];
  if (found === undefined || Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  // Some write `22:13 PM`: a clock of 24 hours stays one.
  const twelve = half === undefined || Number(hours) > 12 ? Number(hours) : Number(hours) % 12;
  const hour = half?.toLowerCase() === "p" && Number(hours) <= 12 ? twelve + 12 : twelve;
  const ms = ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return {
    ms: ms + Math.floor(Number(`0.${fraction}`) * 1000),
    rest: text.trim().slice(found.length).trim(),
  };
}

/** Offsets of the abbreviations that mean one thing to the carriers who write them, in hours. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  ...{ Z: 0, UTC: 0, GMT: 0, WET: 0, BST: 1, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, MSK: 3 },
  ...{ NST: -3.5, NDT: -2.5, AST: -4, ADT: -3, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6 },
  ...{ PST: -8, PDT: -7, AKST: -9, AKDT: -8, HST: -10, JST: 9, KST: 9, HKT: 8, SGT: 8 },
  ...{ AWST: 8, ACST: 9.5, ACDT: 10.5, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13 },
};
/** What Americans write where they do not say whether it is summer. */
const AMERICAN_ZONES: Readonly<Record<string, string>> = {
  ...{ ET: "America/New_York", CT: "America/Chicago", MT: "America/Denver", PT: "America/Los_Angeles" },
};
const HOUR_MS = 3_600_000;
const OFFSET = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i;

/** Milliseconds ahead of UTC that a written zone means at that local time; null if it says nothing. */
function offsetOf(zone: string, local: number): number | null {
  // Java adds the name of the zone to its offset: `Z[UTC]`, `+02:00[Europe/Berlin]`.
  const text = zone
    .trim()
    .replace(/(?<=.)\s*[[(].*$/, "")
    .replace(/[[\]()]/g, "");
  const [found, sign, hours = "", minutes = "0"] = OFFSET.exec(text) ?? [];
  if (found !== undefined) return (sign === "-" ? -1 : 1) * (Number(hours) + Number(minutes) / 60) * HOUR_MS;
  const known = ABBREVIATIONS[text.toUpperCase()];
  if (known !== undefined) return known * HOUR_MS;
  const american = AMERICAN_ZONES[text.toUpperCase()];
  if (american !== undefined) return zoneOffset(american, local);
  return text.includes("/") && isTimeZone(text) ? zoneOffset(text, local) : null;
}

/** Offset of a zone at a local time. Twice, because the first guess may stand on the other side of a change. */
function zoneOffset(timeZone: string, local: number): number {
  const first = offsetAt(timeZone, local);
  return offsetAt(timeZone, local - first);
}

function offsetAt(timeZone: string, instant: number): number {
  const face = clockFaceOf(timeZone);
  if (face === null) return 0;
  const parts = Object.fromEntries(
    face.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(instant / 1000) * 1000;
}

/** Zones there are; names that are none are not kept, because messages can hold any number of them. */
const CLOCK_FACES = new Map<string, Intl.DateTimeFormat>();

function clockFaceOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = CLOCK_FACES.get(timeZone);
  if (known !== undefined) return known;
  if (!/^[\w/+-]{1,40}$/.test(timeZone)) return null;
  try {
    const numeric = {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    } as const;
    const face = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...numeric });
    CLOCK_FACES.set(timeZone, face);
    return face;
  } catch {
    return null;
  }
}
