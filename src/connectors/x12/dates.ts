import { ediDay, ediTime } from "../reading/edi/date.js";
import { type Findings, faultAt, quoted } from "../reading/edi/findings.js";
import { daysNote, type WantedDays } from "../reading/edi/order.js";
import { element, type Segment } from "./segment.js";

/** Qualifiers of the day an order is to come, best first. Two of a row are a window. */
const ARRIVAL_WANTED: readonly (readonly string[])[] = [
  ["002"], // Delivery requested
  ["106"], // Required by
  ["071", "074"], // Requested for delivery from, to
  ["064", "063"], // Do not deliver before, after
  ["067"], // Current schedule delivery
  ["077"], // Requested for delivery in the week of
  ["069"], // Promised for delivery
  ["017"], // Estimated delivery
  ["061"], // Cancel if not delivered by
];

/** The same of the day it is to leave. */
const SHIPPING_WANTED: readonly (readonly string[])[] = [
  ["010"], // Requested ship
  ["037", "038"], // Ship not before, no later than
  ["068"], // Current schedule ship
];

/** Days from which the order is worth nothing, and what they mean. */
const CANCELED_FROM: Readonly<Record<string, string>> = {
  "001": "Cancel after",
  "061": "Cancel if not delivered by",
};
const CANCEL_AFTER: readonly (readonly string[])[] = [["001"]];

/** Qualifiers of the day a seller promises, best first. */
const PROMISED: readonly (readonly string[])[] = [
  ["067"],
  ["069"],
  ["017"],
  ["002"],
  ["106"],
  ["068"],
  ["079"], // Promised for shipment
  ["010"],
  ["011"], // Shipped
];

/** Qualifiers of the day on which goods that are on their way arrive, best first. */
const ARRIVING: readonly (readonly string[])[] = [["017"], ["067"], ["069"], ["002"], ["106"]];

/** One date that a set states, with what it means. */
export interface DatedQualifier {
  readonly qualifier: string;
  readonly days: readonly string[];
}

/** When an order or a line is wanted: the day it is to come, else the day it is to leave. */
export function wantedDays(dates: readonly DatedQualifier[]): WantedDays {
  const days = best(dates, ARRIVAL_WANTED);
  return days.length > 0
    ? { days, areShipDays: false }
    : { days: best(dates, [...SHIPPING_WANTED, ...CANCEL_AFTER]), areShipDays: true };
}

/** What else is said of the days: when it is to leave, beside when it is to come, and until when it counts. */
export function dayNotes(dates: readonly DatedQualifier[]): string[] {
  const shipping = wantedDays(dates).areShipDays ? [] : best(dates, SHIPPING_WANTED);
  const ends = dates.flatMap(({ qualifier, days }) => {
    const meaning = CANCELED_FROM[qualifier];
    return meaning === undefined ? [] : days.map((day) => `${meaning} ${day}.`);
  });
  return [...daysNote("Shipping", shipping), ...ends];
}

export const promisedDay = (dates: readonly DatedQualifier[]): string | null =>
  best(dates, PROMISED).at(-1) ?? null;

export const deliveryDay = (dates: readonly DatedQualifier[]): string | null =>
  best(dates, ARRIVING).at(-1) ?? null;

function best(dates: readonly DatedQualifier[], rows: readonly (readonly string[])[]): string[] {
  if (dates.length === 0) return [];
  for (const row of rows) {
    const days = row.flatMap((wanted) =>
      dates.filter(({ qualifier }) => qualifier === wanted).flatMap((date) => date.days),
    );
    if (days.length > 0) return [...new Set(days)].sort();
  }
  return [];
}

/** Segments that state one date: a qualifier, then the day. */
export const DATE_SEGMENTS: ReadonlySet<string> = new Set(["DTM", "G62"]);

/** What a G62 calls its dates (element 432), as a DTM calls them. */
const GROCERY_DATES: Readonly<Record<string, string>> = {
  "01": "001",
  "02": "002",
  "10": "010",
  "17": "017",
  "37": "037",
  "38": "038",
  "53": "064", // Deliver not before
  "54": "063", // Deliver not later than
  "68": "002",
};

function qualifierOf(segment: Segment): string {
  const stated = element(segment, 1) ?? "";
  return segment.tag === "G62" ? (GROCERY_DATES[stated] ?? "") : stated;
}

/** All dates of a section; one that cannot be read is warned about. */
export function datesOf(segments: readonly Segment[], findings: Findings): DatedQualifier[] {
  return segments.flatMap((segment): DatedQualifier[] => {
    if (!DATE_SEGMENTS.has(segment.tag)) return [];
    const days = daysOf(segment);
    const stated = element(segment, 2) ?? element(segment, 6);
    if (days.length === 0 && stated !== null) {
      const text = `${quoted(stated)} is no date and was left out.`;
      findings.warnings.push(faultAt(segment, "DATE_INVALID", text, { element: 2, syntax: "INVALID" }));
    }
    return days.length === 0 ? [] : [{ qualifier: qualifierOf(segment), days }];
  });
}

/** `DTM*002*20260521`, `DTM*002*260521***20` with its century, `DTM*002****RD8*20260521-20260525`. */
function daysOf(segment: Segment): string[] {
  const date = element(segment, 2);
  const format = element(segment, 5) ?? "";
  if (date !== null) {
    const century = /^(?:19|20)$/.test(format) && date.length === 6 ? format : "";
    return [ediDay(century + date)].filter((day) => day !== null);
  }
  const period = (element(segment, 6) ?? "").split("-");
  return period.map((day) => ediDay(day)).filter((day) => day !== null);
}

/** The instant of a DTM with one of these qualifiers; a day alone is its first moment. */
export function instantWith(segments: readonly Segment[], qualifiers: readonly string[]): string | null {
  for (const wanted of qualifiers) {
    const found = segments.find(({ tag, elements }) => tag === "DTM" && elements[1] === wanted);
    const [day] = found === undefined ? [] : daysOf(found);
    if (day !== undefined) return `${day}T${ediTime(element(found, 3) ?? "") ?? "00:00:00"}Z`;
  }
  return null;
}

/** The day in an element of a set, and a warning if it is none. */
export function dayIn(segment: Segment | undefined, index: number, findings: Findings): string | null {
  const stated = element(segment, index);
  if (segment === undefined || stated === null) return null;
  const day = ediDay(stated);
  if (day === null) {
    const text = `${quoted(stated)} is no date and was left out.`;
    findings.warnings.push(faultAt(segment, "DATE_INVALID", text, { element: index, syntax: "INVALID" }));
  }
  return day;
}
