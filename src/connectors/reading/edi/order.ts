import type { CanonicalOrder, CanonicalOrderLine } from "../../../domain/order.js";
import type { PartyStatement } from "../../../domain/party.js";
import type { FieldProvenance } from "../../../domain/provenance.js";
import { fittingNote } from "../json/order.js";
import { type EdiPlace, type Findings, faultAt, segmentName } from "./findings.js";
import { addressOf, codeName, type EdiParty } from "./party.js";

/** Days on which something is wanted. The day on which goods are to leave is not the day on which they are to come. */
export interface WantedDays {
  /** Two days are a window, the first one first. */
  readonly days: readonly string[];
  readonly areShipDays: boolean;
}

/** A line as the message states it, before the hub's rules are put to it. */
export interface EdiOrderLine extends WantedDays {
  readonly place: EdiPlace;
  readonly lineNumber: string | null;
  readonly sku: string | null;
  /** Whose number the `sku` is, in the message's own code. */
  readonly skuQualifier: string | null;
  readonly description: string | null;
  /** Null where the message states none, or none that can be read. */
  readonly quantity: string | null;
  /** True if a quantity is stated: if it cannot be read, that has been said already. */
  readonly hasQuantity: boolean;
  readonly unit: string | null;
  readonly unitPrice: string | null;
}

/** An order as the message states it. */
export interface EdiOrder extends WantedDays {
  readonly place: EdiPlace;
  /** The sender's id in the interchange; null where there is no interchange. */
  readonly sender: string | null;
  readonly poNumber: string;
  /** The number of a call-off, where the purchase order is a frame. */
  readonly release: string | null;
  readonly version: string | null;
  readonly placedAt: string;
  readonly currency: string | null;
  readonly buyer: PartyStatement;
  readonly shipTo: EdiParty | null;
  readonly country: string | null;
  readonly lines: readonly EdiOrderLine[];
  readonly notes: readonly string[];
  readonly canceled: boolean;
  readonly provenance: readonly FieldProvenance[];
}

const LINES_MAX = 10_000;

/**
 * The hub's order. A message of an EDI partner states the whole order, so its id is the sender and the
 * number: the same again is a later version. Null if there is nothing left to order; the findings say why,
 * unless it was canceled anyway.
 */
export function orderOf(order: EdiOrder, findings: Findings): CanonicalOrder | null {
  if (order.lines.length > LINES_MAX) {
    const text = `The order has ${order.lines.length} lines; more than ${LINES_MAX} are not taken.`;
    findings.issues.push(faultAt(order.place, "TOO_MANY_LINES", text));
    return null;
  }
  const lines = numbered(order.lines, findings).filter(({ line }) => isOrdered(line, findings));
  if (lines.length === 0) {
    if (findings.issues.length === 0 && !order.canceled) {
      findings.issues.push(faultAt(order.place, "NO_LINES", "The order has no lines that order anything."));
    }
    return null;
  }
  const kept = lines.map(({ line }) => line);
  const { sender, poNumber, release } = order;
  const shipTo = order.shipTo === null ? null : shipToOf(order.shipTo, order.country, findings);
  const noteWarnings: Parameters<typeof fittingNote>[1] = [];
  const note = fittingNote(noteOf(order), noteWarnings);
  findings.warnings.push(...noteWarnings.map(({ code, message }) => faultAt(null, code, message)));
  return {
    externalId: externalOrderId(sender, poNumber, release),
    externalNumber: release === null ? poNumber : `${poNumber}-${release}`,
    poNumber,
    externalVersion: order.version,
    placedAt: order.placedAt,
    currency: order.currency,
    buyer: order.buyer,
    shipTo,
    requestedDate: requestedDay(order, kept, findings),
    lines: lines.map(({ line, lineNumber }) => canonicalLine(line, lineNumber)),
    note,
    canceled: order.canceled,
    doubts: [...findings.doubts],
    provenance: [...order.provenance, ...kept.flatMap(lineProvenance)],
  };
}

/** Unique within a connection: two senders may use the same purchase order number. */
export function externalOrderId(sender: string | null, poNumber: string, release: string | null): string {
  return [sender, poNumber, release].filter((part) => part !== null).join("/");
}

/** Nobody orders nothing: a zero takes a line out of the order, and less than that is a mistake. */
function isOrdered({ place, lineNumber, quantity, hasQuantity }: EdiOrderLine, findings: Findings): boolean {
  const line = lineNumber === null ? "A line" : `Line ${lineNumber}`;
  if (quantity === null) {
    const text = `${line} states no quantity.`;
    if (!hasQuantity) findings.issues.push(faultAt(place, "QUANTITY_MISSING", text));
    return true;
  }
  if (quantity.startsWith("-")) {
    const text = `${line} orders ${quantity}; a quantity is above zero.`;
    findings.issues.push(faultAt(place, "QUANTITY_INVALID", text));
  } else if (/^0*(?:\.0*)?$/.test(quantity)) {
    findings.doubts.push(`${line} orders 0 and was left out (${segmentName(place)}).`);
    return false;
  }
  return true;
}

/** A place that only has a code keeps it as its line, so that two such places are never taken for one. */
export function shipToOf(party: EdiParty, country: string | null, findings: Findings) {
  const address = addressOf(party, { country });
  if (address.lines.length > 0 || address.city !== null) return address;
  const [code] = party.codes;
  if (code === undefined) {
    findings.doubts.push("The place of delivery is named without an address.");
    return address.recipient === null ? null : address;
  }
  const name = codeName(code);
  findings.doubts.push(
    `The place of delivery is given by a code only (${name}): its address is not in the message.`,
  );
  return { ...address, lines: [name] };
}

function noteOf(order: EdiOrder): string | null {
  const text = [...new Set([...order.notes, ...windowNote(order)])].join("\n");
  return text === "" ? null : text;
}

/** Two days are a window, of which the order keeps the first. */
export const windowNote = ({ days, areShipDays }: WantedDays): string[] =>
  days.length > 1 ? daysNote(areShipDays ? "Shipping" : "Delivery", days) : [];

/** `Shipping on 2026-05-02.`, `Delivery from 2026-05-02 to 2026-05-04.`: days in words; nothing for none. */
export function daysNote(what: string, days: readonly string[]): string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [first === last ? `${what} on ${first}.` : `${what} from ${first} to ${last}.`];
}

/** The hub keeps one day per order. Where lines are wanted on several days, a person has to know. */
function requestedDay(order: EdiOrder, lines: readonly EdiOrderLine[], findings: Findings): string | null {
  const dated = [order, ...lines].filter(({ days }) => days.length > 0);
  const hasArrivals = dated.some(({ areShipDays }) => !areShipDays);
  const counting = dated.filter(({ areShipDays }) => !areShipDays || !hasArrivals);
  const ofLines = [...new Set(counting.flatMap((one) => (one === order ? [] : one.days)))].sort();
  const days = counting.includes(order) ? order.days : [];
  const [first = null, last = first] = [days[0], days.at(-1)];
  const [earliest = null] = ofLines;
  if (earliest === null || first === null || last === null) {
    if (ofLines.length > 1) findings.doubts.push(manyDays(ofLines));
    return first ?? earliest;
  }
  // A day within the window of the order only says more than the window does.
  const fits = ofLines.length === 1 && first <= earliest && earliest <= last;
  if (!fits) findings.doubts.push(manyDays(ofLines));
  return fits ? earliest : first;
}

const manyDays = (days: readonly string[]): string =>
  `Lines are wanted on days of their own (${days.slice(0, SHOWN_MAX).join(", ")}); the order keeps one day.`;

const SHOWN_MAX = 5;

/** A line without a number gets its place; a number that comes twice is made another one, and is doubted. */
function numbered(lines: readonly EdiOrderLine[], findings: Findings) {
  const taken = new Set(lines.flatMap(({ lineNumber }) => lineNumber ?? []));
  const used = new Set<string>();
  const repeats = new Map<string, number>();
  const numbers = lines.map((line, at) => {
    const wanted = line.lineNumber ?? String(at + 1);
    let number = wanted;
    let repeat = repeats.get(wanted) ?? 1;
    while (used.has(number) || (number !== line.lineNumber && taken.has(number)))
      number = `${wanted}.${++repeat}`;
    repeats.set(wanted, repeat);
    used.add(number);
    return number;
  });
  const renamed = numbers.filter((number, at) => (lines[at]?.lineNumber ?? number) !== number);
  if (renamed.length > 0) {
    const shown = renamed.slice(0, SHOWN_MAX).join(", ");
    findings.doubts.push(`Several lines bear the same number; the later ones are kept as ${shown}.`);
  }
  return lines.map((line, at) => ({ line, lineNumber: numbers[at] ?? "" }));
}

const canonicalLine = (
  { sku, description, quantity, unit, unitPrice }: EdiOrderLine,
  lineNumber: string,
): CanonicalOrderLine => ({ lineNumber, sku, description, quantity: quantity ?? "0", unit, unitPrice });

function lineProvenance({ place, sku, skuQualifier }: EdiOrderLine, at: number): FieldProvenance[] {
  const part = `segment:${place.number}`;
  const line: FieldProvenance = { path: `lines.${at}`, part, rule: `segment ${place.tag}` };
  if (sku === null || skuQualifier === null) return [line];
  return [line, { path: `lines.${at}.sku`, part, rule: `qualifier ${skuQualifier}`, text: sku }];
}
