import { distance } from "fastest-levenshtein";
import { basisInHeading } from "../values/price-basis.js";
import { columnWords } from "./column-words.js";

/** Columns that say something about a whole order. */
export const ORDER_COLUMNS = [
  "orderNumber",
  "poNumber",
  "orderDate",
  "requestedDate",
  "status",
  "currency",
  "note",
  "customerCode",
  "customerName",
  "department",
  "contactName",
  "email",
  "phone",
  "taxId",
  "address",
  "address2",
  "city",
  "region",
  "postalCode",
  "country",
  "shipToName",
  "shipToDepartment",
  "shipToAddress",
  "shipToAddress2",
  "shipToCity",
  "shipToRegion",
  "shipToPostalCode",
  "shipToCountry",
  "shipToPhone",
  "company",
  "firstName",
  "lastName",
  "shipToCompany",
  "shipToFirstName",
  "shipToLastName",
  "shipToContact",
  "canceledAt",
  "fulfillment",
  "payment",
] as const;

/** Columns that say something about one line of an order. */
export const LINE_COLUMNS = [
  ...([
    "lineNumber",
    "sku",
    "description",
    "variant",
    "quantity",
    "unit",
    "unitPrice",
    "priceBasis",
    "discount",
    "amount",
  ] as const),
] as const;

export type OrderColumn = (typeof ORDER_COLUMNS)[number];
export type LineColumn = (typeof LINE_COLUMNS)[number];
/** `ignored` is a column we know and do not need, such as the tax of a line. */
export type Column = OrderColumn | LineColumn | "ignored";

/** No heading says more; what is longer is compared by its beginning, and no work is made of the rest. */
const HEADER_CHARS_MAX = 200;

/** `City (Shipping)`: these brackets say whose address it is. */
const WHOSE = /^(.*?)\s*[([](billing|bill to|shipping|ship to|delivery)[)\]]\s*$/;

const COLUMN_OF: ReadonlyMap<string, Column> = new Map(
  columnWords().map(([word, column]): [string, Column] => [headerKey(word), column]),
);

/** Shop exports that prefix their line columns call the order number just "Name". */
const SHOP_EXPORT_MARK = headerKey("lineitem quantity");

/** Reports of a marketplace that name their quantities so state prices for all pieces of a line, and none for one. */
const MARKETPLACE_MARK = headerKey("quantity purchased");

/** A header as it is compared: `Unit-Price (EUR)` and `UNIT_PRICE` are the same. */
export function headerKey(header: string): string {
  const plain = header
    .slice(0, HEADER_CHARS_MAX)
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC")
    .toLowerCase()
    .replace(WHOSE, "$2 $1")
    .replace(/[([{][^)\]}]*[)\]}]/g, " ")
    .replace(/\b(eur|usd|gbp|cny|rmb|chf|twd|nok|sek|dkk|pln|czk|huf|jpy|cad|aud)\b|[€$£¥]/g, " ");
  const letters = plain.replace(/[^\p{L}\p{N}#]+/gu, "");
  return letters.length > 1 ? letters.replaceAll("#", "no") : letters;
}

/** The column a header names, or null if nobody has told us. Prices of many pieces are not those of one. */
export function columnOf(header: string): Column | null {
  return basisInHeading(header) === null ? (COLUMN_OF.get(headerKey(header)) ?? null) : null;
}

/** "Price per 100": a price, of which the reader of tables takes a hundredth. */
function pricedByMany(header: string): Column | null {
  const { rest } = basisInHeading(header) ?? {};
  return rest === undefined ? null : COLUMN_OF.get(headerKey(rest)) === "unitPrice" ? "unitPrice" : "ignored";
}

/** Words of headings as people shorten them. */
const SHORTENED: Readonly<Record<string, string>> = {
  ...{ dt: "date", req: "requested", reqd: "required", cust: "customer", desc: "description", ord: "order" },
  ...{ addr: "address", nbr: "number", num: "number", prc: "price", acct: "account", del: "delivery" },
};

/** "Req. Date" and "Cust. Name", and of "Zip/Postal Code" the first. */
function shortenedColumn(header: string): Column | null {
  const [first = ""] = header.slice(0, HEADER_CHARS_MAX).split("/");
  const spelled = first.replace(
    /\p{L}+\.?/gu,
    (word) => SHORTENED[word.toLowerCase().replace(".", "")] ?? word,
  );
  const plain = spelled.replace(WITHOUT_TAX, "");
  return plain === header ? null : (COLUMN_OF.get(headerKey(plain)) ?? null);
}

/** What kind of price it is; all of them are of goods without their tax. */
const WITHOUT_TAX =
  /[\s,(]+(?:net|netto|net[ot]e?|ht|hors taxes?|excl\.? (?:vat|tax|btw)|ohne mwst|zzgl\.? mwst|exkl\.? mwst)\)?\s*$/iu;

/** The currency that a price header states: `Price (EUR)`. */
export function currencyInHeader(header: string): string | null {
  const symbols: Readonly<Record<string, string>> = {
    "€": "EUR",
    $: "USD",
    "£": "GBP",
    元: "CNY",
    RMB: "CNY",
  };
  const found = /\b(EUR|USD|GBP|CNY|RMB|CHF|TWD|NOK|SEK|DKK|PLN|CZK|HUF|JPY|CAD|AUD)\b|[€$£]|[(（](元)/u.exec(
    header.toUpperCase(),
  );
  const word = found?.[2] ?? found?.[0];
  return word === undefined ? null : (symbols[word] ?? word);
}

export interface ColumnPlan {
  /** Column of each header, by position; null where it is unknown. */
  readonly columns: readonly (Column | null)[];
  readonly unknown: readonly string[];
}

/** Names each header's column. `own` holds a source's own names and goes before the table. */
export function planColumns(
  headers: readonly string[],
  own: Readonly<Record<string, Column>> = {},
): ColumnPlan {
  const ownOf = new Map(Object.entries(own).map(([header, column]) => [headerKey(header), column]));
  const shopExport = headers.some((header) => headerKey(header) === SHOP_EXPORT_MARK);
  const marketplace = headers.some((header) => headerKey(header) === MARKETPLACE_MARK);
  const columns = headers.map((header): Column | null => {
    const key = headerKey(header);
    if (shopExport && key === "name") return "orderNumber";
    if (marketplace && key === "itemprice") return "ignored";
    return (
      ownOf.get(key) ??
      pricedByMany(header) ??
      COLUMN_OF.get(key) ??
      shortenedColumn(header) ??
      lineColumn(key)
    );
  });
  const unknown = headers.filter((header, index) => columns[index] === null && header.trim() !== "");
  return { columns, unknown };
}

/** "line_sku", "item_quantity": whose column it is, in front of what it holds. */
const OF_LINE = /^(?:order)?(?:lineitem|line|item|product)(?=.)/;
const LINE_COLUMN: ReadonlySet<Column | undefined> = new Set(LINE_COLUMNS);

function lineColumn(key: string): Column | null {
  const column = COLUMN_OF.get(key.replace(OF_LINE, ""));
  return OF_LINE.test(key) && LINE_COLUMN.has(column) ? (column ?? null) : null;
}

const LIKENESS_MIN = 0.55;

/**
 * The column that an unknown header resembles most, as a proposal for a person: by spelling first,
 * then by what its cells look like. Nothing is ever read with it unasked.
 */
export function proposeColumn(header: string, samples: readonly string[]): Column | null {
  const key = headerKey(header);
  let best: { column: Column; likeness: number } | null = null;
  for (const [word, column] of COLUMN_OF) {
    if (column === "ignored" || column === "amount" || word.length < 2) continue;
    const spelling = 1 - distance(key, word) / Math.max(key.length, word.length);
    const likeness = word.length > 3 && key.includes(word) ? Math.max(spelling, 0.7) : spelling;
    if (likeness >= LIKENESS_MIN && likeness > (best?.likeness ?? 0)) best = { column, likeness };
  }
  return best?.column ?? columnByContent(samples);
}

const CONTENT: readonly (readonly [Column, RegExp])[] = [
  ["email", /^\S+@\S+\.\S+$/],
  ["requestedDate", /^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./]\d{4}$/],
  ["currency", /^(EUR|USD|GBP|CNY|CHF|TWD|JPY)$/],
  ["unitPrice", /^\d+[.,]\d{2}$/],
  ["orderNumber", /^[A-Z-]{0,5}\d{4,}$/],
  ["quantity", /^\d{1,4}$/],
  ["sku", /^[A-Z]{1,4}-?\d{3,}$/],
];

function columnByContent(samples: readonly string[]): Column | null {
  const filled = samples.filter((sample) => sample.trim() !== "");
  if (filled.length === 0) return null;
  return CONTENT.find(([, shape]) => filled.every((sample) => shape.test(sample.trim())))?.[0] ?? null;
}
