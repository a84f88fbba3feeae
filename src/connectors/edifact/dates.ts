import { ediDay, ediTime, fullYear, mondayOf } from "../reading/edi/date.js";
import { type Findings, faultAt, quoted, segmentName } from "../reading/edi/findings.js";
import { daysNote, type WantedDays } from "../reading/edi/order.js";
import { instantOf } from "../reading/values/local-time.js";
import { component, type Segment } from "./segment.js";

/** A DTM as read: one day or two of a period, with the time of day where it has one. */
export interface ReadDate {
  readonly segment: Segment;
  readonly qualifier: string;
  readonly days: readonly string[];
  readonly instant: string;
  /** True if the message only names the week, or only the month. */
  readonly isVague: boolean;
  /** True if the value names its time zone. */
  readonly hasZone: boolean;
}

interface Reading {
  readonly days: readonly (string | null)[];
  readonly time?: string | null;
  /** Minutes ahead of UTC, where the format has a zone. */
  readonly ahead?: number | null;
  readonly isVague?: true;
}

const dayOf = (text: string): Reading => ({ days: [ediDay(text)] });
const monthOf = (year: string, month: string): Reading => ({
  days: [ediDay(`${year}${month}01`)],
  isVague: true,
});
const weekOf = (year: string, week: string): Reading => ({ days: [mondayOf(year, week)], isVague: true });

/** Formats of a date (element 2379): how long the value is without dashes, and what stands where. */
const FORMATS: Readonly<Record<string, readonly [length: number, read: (text: string) => Reading]>> = {
  "2": [6, (t) => dayOf(`${t.slice(4)}${t.slice(2, 4)}${t.slice(0, 2)}`)], // DDMMYY
  "3": [6, (t) => dayOf(`${t.slice(4)}${t.slice(0, 4)}`)], // MMDDYY
  "4": [8, (t) => dayOf(`${t.slice(4)}${t.slice(2, 4)}${t.slice(0, 2)}`)], // DDMMCCYY
  "101": [6, dayOf], // YYMMDD
  "102": [8, dayOf], // CCYYMMDD
  "201": [10, (t) => ({ days: [ediDay(t.slice(0, 6))], time: ediTime(t.slice(6)) })], // YYMMDDHHMM
  "202": [12, (t) => ({ days: [ediDay(t.slice(0, 6))], time: ediTime(t.slice(6)) })], // YYMMDDHHMMSS
  "203": [12, (t) => ({ days: [ediDay(t.slice(0, 8))], time: ediTime(t.slice(8)) })], // CCYYMMDDHHMM
  "204": [14, (t) => ({ days: [ediDay(t.slice(0, 8))], time: ediTime(t.slice(8)) })], // CCYYMMDDHHMMSS
  "303": [
    15,
    (t) => ({ days: [ediDay(t.slice(0, 8))], time: ediTime(t.slice(8, 12)), ahead: zoneOf(t.slice(12)) }),
  ],
  "304": [
    17,
    (t) => ({ days: [ediDay(t.slice(0, 8))], time: ediTime(t.slice(8, 14)), ahead: zoneOf(t.slice(14)) }),
  ],
  "609": [4, (t) => monthOf(fullYear(t.slice(0, 2)), t.slice(2))], // YYMM
  "610": [6, (t) => monthOf(t.slice(0, 4), t.slice(4))], // CCYYMM
  "615": [4, (t) => weekOf(fullYear(t.slice(0, 2)), t.slice(2))], // YYWW
  "616": [6, (t) => weekOf(t.slice(0, 4), t.slice(4))], // CCYYWW
  "713": [
    20,
    (t) => ({ days: [ediDay(t.slice(0, 6)), ediDay(t.slice(10, 16))], time: ediTime(t.slice(6, 10)) }),
  ],
  "715": [8, (t) => weekOf(fullYear(t.slice(0, 2)), t.slice(2, 4))], // YYWW-YYWW
  "716": [12, (t) => weekOf(t.slice(0, 4), t.slice(4, 6))], // CCYYWW-CCYYWW
  "717": [12, (t) => ({ days: [ediDay(t.slice(0, 6)), ediDay(t.slice(6))] })], // YYMMDD-YYMMDD
  "711": [16, (t) => ({ days: [ediDay(t.slice(0, 8)), ediDay(t.slice(8))] })], // CCYYMMDD-CCYYMMDD
  "718": [16, (t) => ({ days: [ediDay(t.slice(0, 8)), ediDay(t.slice(8))] })], // CCYYMMDD-CCYYMMDD
  "719": [
    24,
    (t) => ({ days: [ediDay(t.slice(0, 8)), ediDay(t.slice(12, 20))], time: ediTime(t.slice(8, 12)) }),
  ],
};

/** A value whose format is missing or wrong is told by its length, where only one format has it. */
const BY_LENGTH: Readonly<Record<number, string>> = {
  6: "101",
  8: "102",
  10: "201",
  12: "203",
  14: "204",
  16: "718",
  24: "719",
};

/** `UTC`, `CET`, `+01`: the zones that occur after a time. */
const ZONES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  ZZZ: 0,
  CET: 60,
  MEZ: 60,
  EET: 120,
  EST: -300,
  PST: -480,
};

function zoneOf(text: string): number | null {
  const [, sign, hours] = /^([+-])(\d\d)$/.exec(text) ?? [];
  if (hours !== undefined) return (sign === "-" ? -60 : 60) * Number(hours);
  return ZONES[text.toUpperCase()] ?? null;
}

/** Reads a DTM; null if it holds no date. */
export function readDate(segment: Segment): ReadDate | null {
  const value = component(segment, 1, 2);
  const text = (value ?? "").replace(/[-\s]/g, "");
  const stated = component(segment, 1, 3) ?? "";
  const code = FORMATS[stated]?.[0] === text.length ? stated : (BY_LENGTH[text.length] ?? "");
  const { days, time = null, ahead = null, isVague = false } = FORMATS[code]?.[1](text) ?? { days: [] };
  const read = days.filter((day) => day !== null);
  const [first] = read;
  if (first === undefined || read.length < days.length) return null;
  const instant = time === null ? `${first}T00:00:00Z` : instantOf(first, time, ahead);
  return {
    segment,
    qualifier: component(segment, 1, 1) ?? "",
    days: read,
    instant,
    isVague,
    hasZone: ahead !== null,
  };
}

/** All dates among segments; one that cannot be read is warned about. */
export function datesOf(segments: readonly Segment[], findings: Findings): ReadDate[] {
  return segments.flatMap((segment): ReadDate[] => {
    if (segment.tag !== "DTM") return [];
    const date = readDate(segment);
    if (date !== null && date.qualifier !== "") return [date];
    const value = component(segment, 1, 2);
    if (value !== null && !NOT_DATES.has(component(segment, 1, 3) ?? "")) {
      const why = date === null ? "is no date" : "is a date that does not say of what";
      const text = `${quoted(value)} ${why} and was left out.`;
      findings.warnings.push(faultAt(segment, "DATE_INVALID", text, { element: 1, syntax: "INVALID" }));
    }
    return [];
  });
}

/** Formats that count time instead of naming a day: days, weeks, months, hours. */
const NOT_DATES: ReadonlySet<string> = new Set([
  "801",
  "802",
  "803",
  "804",
  "805",
  "806",
  "401",
  "402",
  "602",
]);

/** Qualifiers of the day an order is to come, best first. Two of a row are a window. */
const ARRIVAL_WANTED: readonly (readonly string[])[] = [
  ["2"], // Delivery requested
  ["74"], // Delivery requested after and including
  ["64", "63"], // Earliest, latest delivery
  ["69"], // Delivery promised
  ["76"], // Delivery scheduled for
  ["358"], // Delivery estimated
  ["61"], // Cancel if not delivered by this date
];

/** The same of the day it is to leave. */
const SHIPPING_WANTED: readonly (readonly string[])[] = [
  ["200"], // Pick-up
  ["10"], // Shipment requested
  ["11"], // Despatch
];

const CANCELED_FROM = "61";

/** Qualifiers of the day a seller promises, best first. */
const PROMISED: readonly (readonly string[])[] = [
  ["69"],
  ["358"],
  ["17"],
  ["2"],
  ["76"],
  ["67"],
  ["55"], // Confirmed
  ["11"],
  ["10"],
  ["44"], // Available
];

/** Qualifiers of the day on which goods that are on their way arrive, best first. */
const ARRIVING: readonly (readonly string[])[] = [["358"], ["17"], ["132"], ["69"], ["2"], ["35"]];

/**
 * When an order or a line is wanted: the day it is to come, else the day it is to leave. A week or a month
 * has no day of its own: that is a doubt.
 */
export function wantedDays(dates: readonly ReadDate[], findings: Findings): WantedDays {
  const arrivals = best(dates, ARRIVAL_WANTED);
  const found = arrivals.length > 0 ? arrivals : best(dates, SHIPPING_WANTED);
  const vague = found.find(({ isVague }) => isVague);
  if (vague !== undefined) {
    const value = component(vague.segment, 1, 2) ?? "";
    findings.doubts.push(
      `Delivery is wanted in ${quoted(value)}, which is no single day (${segmentName(vague.segment)}); its first day was taken.`,
    );
  }
  const days = [...new Set(found.flatMap((date) => date.days))].sort();
  return { days, areShipDays: arrivals.length === 0 };
}

/** What else is said of the days: when it is to leave, beside when it is to come, and until when it counts. */
export function dayNotes(dates: readonly ReadDate[]): string[] {
  const hasArrivals = best(dates, ARRIVAL_WANTED).length > 0;
  const shipping = hasArrivals ? best(dates, SHIPPING_WANTED) : [];
  const ends = dates.filter(({ qualifier }) => qualifier === CANCELED_FROM).flatMap(({ days }) => days);
  return [
    ...daysNote("Shipping", [...new Set(shipping.flatMap(({ days }) => days))].sort()),
    ...ends.map((day) => `Cancel if not delivered by ${day}.`),
  ];
}

export const promisedDay = (dates: readonly ReadDate[]): string | null => lastDay(best(dates, PROMISED));
export const arrivalDay = (dates: readonly ReadDate[]): string | null => lastDay(best(dates, ARRIVING));

const lastDay = (dates: readonly ReadDate[]): string | null =>
  dates
    .flatMap(({ days }) => days)
    .sort()
    .at(-1) ?? null;

function best(dates: readonly ReadDate[], rows: readonly (readonly string[])[]): ReadDate[] {
  if (dates.length === 0) return [];
  for (const row of rows) {
    const found = dates.filter(({ qualifier }) => row.includes(qualifier));
    if (found.length > 0) return found;
  }
  return [];
}

/** The date with the first of these qualifiers that is there. */
export function dateWith(dates: readonly ReadDate[], qualifiers: readonly string[]): ReadDate | null {
  for (const wanted of qualifiers) {
    const found = dates.find(({ qualifier }) => qualifier === wanted);
    if (found !== undefined) return found;
  }
  return null;
}
