import { ediDecimal } from "../reading/edi/decimal.js";
import { skuOf, unitIn } from "./item.js";
import type { LineLayout } from "./order-line.js";
import { element, type Loop, loopsOf, ownSegments, pairs, type Segment, segmentsOf } from "./segment.js";

/** Where a segment keeps its free text, and what that is about where it does not say so itself. */
const NOTE_TAGS: Readonly<Record<string, readonly [at: number, about: string]>> = {
  MSG: [1, ""],
  NTE: [2, ""],
  MTX: [2, ""],
  PKG: [5, "Packaging: "],
  TD5: [5, "Routing: "],
  G66: [5, "Routing: "],
  G73: [1, "Allowance or charge: "],
};

/** Free text among segments: messages, notes, and how goods are to be packed and sent. */
export function notesOf(segments: readonly Segment[]): string[] {
  return segments.flatMap((segment) => {
    const [at, about] = NOTE_TAGS[segment.tag] ?? [];
    const text = at === undefined ? null : element(segment, at);
    return text === null ? [] : [`${about}${text}`];
  });
}

/** What a SAC does to what is paid. All others only inform. */
const KINDS: Readonly<Record<string, string>> = { A: "Discount", C: "Charge", P: "Promotion" };

/** Services that are not always described (element 1300). */
const SERVICES: Readonly<Record<string, string>> = {
  C310: "discount",
  D240: "freight",
  D500: "handling",
  F050: "other",
  G821: "shipping",
  G830: "shipping and handling",
  H850: "tax",
  I530: "volume discount",
};

/** Discounts, charges and taxes, as in `Charge 15 EUR: Freight`: an order has no field for them. */
export function adjustmentsOf(segments: readonly Segment[], currency: string | null): string[] {
  const money = (amount: string): string => (currency === null ? amount : `${amount} ${currency}`);
  const stated = segmentsOf(segments, "SAC").flatMap((sac) => {
    const [kind, code] = [KINDS[element(sac, 1) ?? ""], element(sac, 2)];
    const amount = inCents(element(sac, 5));
    const percent = decimalOf(element(sac, 7));
    const value = amount === null ? (percent === null ? null : `${percent} %`) : money(amount);
    if (kind === undefined || value === null) return [];
    const reason = describedBy(sac) ?? SERVICES[code ?? ""] ?? code;
    return [`${kind} ${value}${reason === null ? "" : `: ${reason}`}`];
  });
  const taxes = segmentsOf(segments, "TXI").flatMap((txi) => {
    const amount = decimalOf(element(txi, 2));
    return amount === null || amount === "0" ? [] : [`Tax ${money(amount)}`];
  });
  return [...stated, ...taxes];
}

/** The description (SAC15); senders miscount the empty elements before it, and no language (SAC16) is that long. */
function describedBy(sac: Segment): string | null {
  const next = element(sac, 16);
  return element(sac, 15) ?? (next !== null && next.length > LANGUAGE_CHARS ? next : null);
}

const LANGUAGE_CHARS = 3;

const decimalOf = (text: string | null): string | null => (text === null ? null : ediDecimal(text, ["."]));

/** Amounts of a SAC have two places and no decimal mark; some write one all the same. One of nothing is none. */
function inCents(text: string | null): string | null {
  if (text === null || Number(text) === 0) return null;
  if (/^-?\d{1,13}\.\d{1,2}$/.test(text)) return decimalOf(text);
  if (!/^-?\d{1,15}$/.test(text)) return null;
  const digits = text.replace("-", "").padStart(3, "0");
  const sign = text.startsWith("-") ? "-" : "";
  return decimalOf(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`);
}

/** What a subline is to its line (element 662). */
const RELATIONS: Readonly<Record<string, string>> = {
  A: "comes with",
  D: "comes without",
  I: "holds",
  O: "holds",
  S: "may be replaced by",
};

/** What belongs to a line: its text, what is added to its price, and what it is put together from. */
export function lineNotes(
  { head, body }: Loop,
  layout: LineLayout,
  currency: string | null,
  componentSeparator: string,
): string[] {
  const line = `Line ${element(head, layout.number) ?? "without a number"}`;
  const own = ownSegments(body);
  const sublines = loopsOf(body, "SLN").map((subline) => {
    const { head: sln } = subline;
    const relation = RELATIONS[element(sln, 3) ?? ""] ?? "has";
    const quantity = [element(sln, 4), unitIn(sln, 5, componentSeparator)].filter((part) => part !== null);
    const text = [skuOf(pairs(sln, 9)).sku, ...describedIn(subline.body)].filter((part) => part !== null);
    const number = element(sln, 1);
    const name = number === null ? "" : ` (${number})`;
    return `${line} ${relation} ${[quantity.join(" "), text.join(", ")].join(" ").trim()}${name}`;
  });
  return [
    ...[...notesOf(own), ...adjustmentsOf(own, currency)].map((text) => `${line}: ${text}`),
    ...sublines,
  ];
}

const describedIn = (body: readonly Segment[]): string[] =>
  body.flatMap((segment) => (segment.tag === "PID" ? (element(segment, 5) ?? []) : notesOf([segment])));
