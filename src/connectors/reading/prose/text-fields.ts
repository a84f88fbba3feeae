import type { Found } from "./found.js";
import type { LabeledValue } from "./labeled-values.js";
import type { Label } from "./labels.js";
import { EMAIL, phonesIn } from "./signature.js";
import { foundIn, type Span, within } from "./text-lines.js";

/** What the value of a label must look like; a "label" with another value behind it was a sentence. */
const SHAPES: Partial<Readonly<Record<Label, RegExp>>> = {
  poNumber:
    /^#?\s?(?=.*\d)[\p{L}\d][\p{L}\d/._#-]*(?: [\d/-]+)?(?:\s*\/\s*\d{1,4}([./-])\d{1,2}\1\d{2,4})?$/u,
  customerCode: /^#?(?=.*\d)[\p{L}\d][\p{L}\d/._-]*$/u,
  taxId: /^(?=(?:.*\d){5})[\p{L}\d][\p{L}\d ./-]*$/u,
  currency: /^(?:[A-Za-z]{3}|[€£]|元|人民币)$/,
  phone: /\d(?:\D?\d){5}/,
  email: /\S@\S/,
  quantity: /\d|\p{L}/u,
};
const CODE_CHARS_MAX = 40;

/** True if the value fits its label. Blocks may be empty: their value stands on the lines below. */
export function fitsLabel({ label, value }: LabeledValue): boolean {
  const shape = SHAPES[label];
  return (
    shape === undefined ||
    (shape.test(value.text) &&
      (label === "phone" || label === "email" || value.text.length <= CODE_CHARS_MAX))
  );
}

/**
 * The one value that a text gives for a field. Two different ones, equally well labeled, are a doubt;
 * one with a colon wins over one in a sentence, which may speak of an older order.
 */
export function oneValue(
  values: readonly LabeledValue[],
  label: Label,
  what: string,
  doubts: string[],
): Found<string> | null {
  const all = values.filter((value) => value.label === label && value.value.text !== "");
  const labeled = all.filter(({ bare }) => !bare);
  const found = (labeled.length > 0 ? labeled : all).map(({ value, bare }) =>
    foundIn(withoutMark(value), bare ? `${label} in a sentence` : `label ${label}`),
  );
  const distinct = [...new Set(found.map(({ value }) => value.toLowerCase()))];
  if (distinct.length > 1) {
    doubts.push(`The text names more than one ${what}: ${found.map(({ value }) => value).join(", ")}.`);
  }
  return found[0] ?? null;
}

/** Behind the number of an order may stand its day: "4500123456 / 20.11.2026". */
const DAY_BEHIND = /\s*\/\s*\d{1,4}([./-])\d{1,2}\1\d{2,4}$/;

function withoutMark(span: Span): Span {
  const from = /^#\s?/.exec(span.text)?.[0].length ?? 0;
  return within(span, from, DAY_BEHIND.exec(span.text)?.index ?? span.text.length);
}

/** E-mail addresses and phone numbers of the customer, each once. */
export function contactsIn(
  lines: readonly Span[],
  skipped: ReadonlySet<number>,
  values: readonly LabeledValue[],
  fromSignature: { readonly phones: readonly Span[]; readonly emails: readonly Span[] } | null,
): { emails: Found<string>[]; phones: Found<string>[] } {
  const emails = lines.flatMap((line, at) =>
    skipped.has(at)
      ? []
      : [...line.text.matchAll(EMAIL)].map((match) =>
          within(line, match.index, match.index + match[0].length),
        ),
  );
  const labeled = values
    .filter(({ label, line }) => label === "phone" && !skipped.has(line))
    .map(({ value }) => phonePart(value));
  return {
    emails: distinct(
      emails.map((span) => foundIn(span, "e-mail address")),
      (value) => value.toLowerCase(),
    ),
    phones: distinct(
      [
        ...labeled.map((span) => foundIn(span, "label phone")),
        ...(fromSignature?.phones ?? []).map((span) => foundIn(span, "signature")),
      ],
      (value) => value.replace(/\D/g, ""),
    ),
  };
}

/** Only the number of a phone value: "0755-8602 3100 (Li Wei)". */
function phonePart(value: Span): Span {
  const [number] = phonesIn(value);
  if (number !== undefined) return number;
  const match = /\+?\(?\d[\d ()/.–-]*\d/.exec(value.text);
  return match === null ? value : within(value, match.index, match.index + match[0].length);
}

function distinct(found: readonly Found<string>[], keyOf: (value: string) => string): Found<string>[] {
  return [...new Map([...found].reverse().map((one) => [keyOf(one.value), one])).values()].reverse();
}

const CURRENCY =
  /(?<!\p{L})(EUR|USD|GBP|CNY|RMB|TWD|CHF|JPY|NTD)(?!\p{L})|(?<=\d\s?)(?:NOK|SEK|DKK|PLN|CZK|HUF|CAD|AUD|INR|BRL|MXN|ZAR|SGD|HKD|KRW|THB|TRY|RON|BGN|RUB|UAH|AED|SAR|ILS|NZD)(?!\p{L})|(?<!\p{L})(?:NOK|SEK|DKK|PLN|CZK|HUF|CAD|AUD|INR|BRL|MXN|ZAR|SGD|HKD|KRW|THB|TRY|RON|BGN|RUB|UAH|AED|SAR|ILS|NZD)(?=\s?\d|\s?[)）])|(?<=\d\s?)(?:zł|Kč)(?!\p{L})|NT\$|US\$|[€£₹₩₺₽₪]|(?<=\d\s?)euros?(?!\p{L})|(?<=\d\s?|[(（]\s?)元|人民币/gu;
const CURRENCY_CODES: Readonly<Record<string, string>> = {
  "€": "EUR",
  euro: "EUR",
  euros: "EUR",
  "£": "GBP",
  NT$: "TWD",
  NTD: "TWD",
  US$: "USD",
  RMB: "CNY",
  zł: "PLN",
  Kč: "CZK",
  元: "CNY",
  "₹": "INR",
  "₩": "KRW",
  "₺": "TRY",
  "₽": "RUB",
  "₪": "ILS",
  人民币: "CNY",
};

/** The currency of the prices: as labeled, or the only one that the text names. */
export function currencyIn(
  text: string,
  labeled: Found<string> | null,
  doubts: string[],
): Found<string> | null {
  if (labeled !== null)
    return { ...labeled, value: CURRENCY_CODES[labeled.value] ?? labeled.value.toUpperCase() };
  const found = [...text.matchAll(CURRENCY)].map(
    (match): Found<string> => ({
      value: CURRENCY_CODES[match[0]] ?? match[0],
      range: [match.index, match.index + match[0].length],
      rule: "currency of a price",
    }),
  );
  const codes = new Set(found.map(({ value }) => value));
  if (codes.size > 1) doubts.push(`The text names more than one currency: ${[...codes].join(", ")}.`);
  return codes.size === 1 ? (found[0] ?? null) : null;
}

/** Currencies that are written with nothing but "$" where they are at home. */
const DOLLARS = /^(?:USD|CAD|AUD|NZD|SGD|HKD|TWD|MXN)$/;

/**
 * Prices with nothing but "$": American where the address is. Else they are what prices usually are in, and if those
 * are no dollars a person has to say which are meant.
 */
export function dollarsIn(
  text: string,
  country: string | null,
  usual: string | null | undefined,
  doubts: string[],
): Found<string> | null {
  const sign = /\$\s?\d/.exec(text);
  if (sign === null) return null;
  if (country === "US")
    return { value: "USD", range: [sign.index, sign.index + 1], rule: "$ at an American address" };
  if (usual != null && !DOLLARS.test(usual))
    doubts.push(`Prices are in "$", and not in ${usual}: which dollars they are is not said.`);
  return null;
}
