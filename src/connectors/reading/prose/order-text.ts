import type { PostalAddress } from "../../../domain/address.js";
import { dayMonthOrderIn } from "../values/day-month-order.js";
import { decimalMarkOf } from "../values/numbers.js";
import { wantedAsBefore } from "./as-before.js";
import type { Found } from "./found.js";
import { type LabeledValue, labeledValuesOf } from "./labeled-values.js";
import { readOrderLines } from "./order-lines.js";
import { isPersonName, SKU } from "./order-words.js";
import { unfilledIn, withoutPlaceholder, withoutTemplates } from "./placeholder.js";
import { readSignature } from "./signature.js";
import { requestedDateIn } from "./text-dates.js";
import { contactsIn, currencyIn, dollarsIn, fitsLabel, oneValue } from "./text-fields.js";
import { linesOf, type Span, TEXT_CHARS_MAX } from "./text-lines.js";
import { readParties } from "./text-parties.js";
import { titleNumber, titleNumbers } from "./title-number.js";

export type { Found } from "./found.js";

/** One line of an order as the text states it. A line without a quantity is always in doubt. */
export interface OrderTextLine {
  readonly lineNumber: Found<string> | null;
  readonly sku: Found<string> | null;
  readonly description: Found<string> | null;
  readonly quantity: Found<string> | null;
  readonly unit: Found<string> | null;
  readonly unitPrice: Found<string> | null;
}

/** What a text says about an order; null where it says nothing. */
export interface OrderText {
  readonly poNumber: Found<string> | null;
  readonly customerCode: Found<string> | null;
  readonly customerName: Found<string> | null;
  readonly department: Found<string> | null;
  readonly contactName: Found<string> | null;
  readonly taxId: Found<string> | null;
  readonly currency: Found<string> | null;
  /** ISO date. */
  readonly requestedDate: Found<string> | null;
  readonly note: Found<string> | null;
  readonly emails: readonly Found<string>[];
  readonly phones: readonly Found<string>[];
  /** The customer's own address. */
  readonly address: Found<PostalAddress> | null;
  readonly shipTo: Found<PostalAddress> | null;
  readonly lines: readonly OrderTextLine[];
  /** Why a person has to look, one sentence each. */
  readonly doubts: readonly string[];
}

export interface TextContext {
  readonly receivedAt: string;
  /** ISO 3166-1 alpha-2 of the place the text most likely comes from. */
  readonly country: string | null;
  /** What prices are in where nothing is said, if there is such a currency. */
  readonly currency?: string | null;
  /** Names of the company that the order is written to. */
  readonly ourNames?: readonly string[];
}

/**
 * Reads an order from plain text: labeled forms, tables drawn with spaces, sentences, signatures. It
 * never guesses: what can be read in two ways, or not at all, is left out and becomes a doubt.
 */
export function readOrderText(written: string, context: TextContext): OrderText {
  const text = withoutTemplates(ruledBySemicolons(withoutLeaders(written)));
  const lines = linesOf(text);
  const signature = readSignature(lines, context.country);
  const values = labeledValuesOf(lines).map(withoutPlaceholder).filter(fitsLabel);
  const end = signature?.from ?? lines.length;
  // Where Chinese, Japanese or Korean is written, "12,500" is twelve thousand.
  const mark = decimalMarkOf(pricesIn(text)) ?? (EAST_ASIAN.test(text) ? "." : null);
  const goods = readOrderLines(lines.slice(0, end), values, mark);
  const parties = readParties(lines, values, signature, goods.isGoods, context);
  const doubts: string[] = [];
  if (text.length > TEXT_CHARS_MAX)
    doubts.push(`Only the first ${TEXT_CHARS_MAX} characters of the text were read.`);
  const labeledNumber = oneValue(values, "poNumber", "order number", doubts);
  const poNumber = labeledNumber ?? titleNumber(lines);
  const titles = titleNumbers(lines.slice(0, end));
  if (titles.length > 1) doubts.push(`The text names more than one order: ${titles.join(", ")}.`);
  // What numbers the page is no article of it.
  const title = labeledNumber === null ? lineAt(lines, poNumber?.range[0]) : [];
  const prose = goods.proseOutside(new Set([...parties.taken, ...title]));
  const labeledCurrency = oneValue(values, "currency", "currency", doubts);
  const country = (parties.shipTo ?? parties.address)?.value.country ?? null;
  const currency =
    currencyIn(text, labeledCurrency, doubts) ?? dollarsIn(text, country, context.currency, doubts);
  const asked = goods.days.map(dayOfTable);
  const date = requestedDateIn(lines, [...values, ...asked], end, {
    ...context,
    // Where the goods go says more of how days are written than where most orders come from.
    country: country ?? context.country,
    // Nobody who writes decimal commas writes the month first.
    dayMonthOrder: dayMonthOrderIn(text) ?? (context.country === null && mark === "," ? "DAY_FIRST" : null),
  });
  const own = values.filter(({ line }) => !parties.foreign.has(line));
  const contacts = contactsIn(lines, parties.foreign, values, signature);
  return {
    poNumber,
    customerCode: oneValue(own, "customerCode", "customer number", doubts) ?? parties.customerCode,
    customerName: parties.customerName,
    department: parties.department,
    contactName: parties.contactName,
    taxId: oneValue(own, "taxId", "tax number", doubts),
    currency,
    requestedDate: date.found,
    note: oneValue(values, "note", "note", []),
    emails: contacts.emails,
    phones: contacts.phones,
    address: parties.address,
    shipTo: parties.shipTo ?? date.address,
    lines: [...goods.readings, ...prose].map(({ line }) => line),
    doubts: [
      ...new Set([
        ...doubts,
        ...unfilledIn(written),
        ...wantedAsBefore(text),
        ...date.doubts,
        ...parties.placeDoubts,
        ...(date.address === null ? doubtOfPlace(parties.unreadPlace, parties.customerName?.value) : []),
        ...goods.doubts,
        ...[...goods.readings, ...prose].flatMap((reading) => reading.doubts),
        ...onlyMentioned(lines.slice(0, end), [...goods.readings, ...prose], poNumber),
      ]),
    ],
  };
}

/** Where there is nothing new to be read: the goods go where they always do, or it is only said who takes them in. */
const AS_EVER =
  /^(?:(?:the )?same\b|(?:as|see) (?:above|usual|before|always)|(?:your|our|my) (?:usual|regular|normal)|us$|our address|wie (?:oben|immer|üblich|gehabt|bekannt)|siehe oben|s\. ?o\.|dito|idem|ditto|bekannt|同上|同前)/iu;
const SHOWN_CHARS_MAX = 80;

function doubtOfPlace(unread: string | null, buyer: string | undefined): string[] {
  if (unread === null || unread === buyer || AS_EVER.test(unread) || isPersonName(unread)) return [];
  return [
    `Where the goods are to go could not be read as an address: "${unread.slice(0, SHOWN_CHARS_MAX)}".`,
  ];
}

const ARTICLE = new RegExp(SKU, "gu");
/** What the numbers of one supplier's articles begin with. */
const familyOf = (sku: string): string => /^[A-Z]+-?/.exec(sku)?.[0] ?? sku;

/**
 * Articles that stand in the text like those that are ordered, and of which no line came: "also the cradle TL-2002,
 * three of them". Whether they are wanted, a person has to say.
 */
function onlyMentioned(
  lines: readonly { readonly text: string }[],
  goods: readonly { readonly line: OrderTextLine }[],
  poNumber: Found<string> | null,
): string[] {
  const ordered = new Set(goods.flatMap(({ line }) => line.sku?.value ?? []));
  const families = new Set([...ordered].map(familyOf));
  const named = new Set(goods.flatMap(({ line }) => line.description?.value.match(ARTICLE) ?? []));
  const mentioned = lines.flatMap(({ text }) => text.match(ARTICLE) ?? []);
  return [...new Set(mentioned)]
    .filter((sku) => families.has(familyOf(sku)) && !ordered.has(sku) && !named.has(sku))
    .filter((sku) => sku !== poNumber?.value)
    .map((sku) => `${sku} is mentioned, and nothing says for certain how many of it are ordered.`);
}

/** A day under "Delivery date" is one that a label announces. */
const dayOfTable = (value: Span): LabeledValue => ({
  ...{ label: "requestedDate", labelSpan: value, value, line: -1, cell: 0, bare: false },
});

/** "TL-1001 ..... 10 pcs": the dots lead the eye, and are so many blanks. */
const withoutLeaders = (text: string): string =>
  text.replace(/(?<=\s)(?:\.{3,}|…+|_{3,}|(?:\. ){3,})(?=\s)/g, (dots) => " ".repeat(dots.length));

/** Index of the line that a position is in. */
const lineAt = (lines: readonly Span[], position: number | undefined): number[] =>
  position === undefined
    ? []
    : lines.flatMap(({ start, end }, at) => (start <= position && position < end ? [at] : []));

/** Rows with semicolons between their cells, as people copy them out of files: two and more with as many of them. */
const ruledBySemicolons = (text: string): string =>
  text.replace(SEMICOLON_ROWS, (rows) => {
    const counts = new Set(
      rows
        .trimEnd()
        .split("\n")
        .map((row) => row.split(";").length),
    );
    return counts.size === 1 ? rows.replaceAll(";", "\t") : rows;
  });

const SEMICOLON_ROWS = /^(?:[^;\n]{0,80}(?:;[^;\n]{0,80}){2,15}(?:\n|$)){2,}/gm;

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2}/u;

/** Amounts with cents, by which the text's own decimal mark is told. Dates look alike and are left out. */
function pricesIn(text: string): string[] {
  return text.match(/(?<![\d.,])\d+[.,]\d{2}(?![\d.,]\d|\d)/g) ?? [];
}
