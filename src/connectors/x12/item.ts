import Big from "big.js";
import { ediDecimal } from "../reading/edi/decimal.js";
import { type Findings, faultAt, quoted, segmentName } from "../reading/edi/findings.js";
import { element, type pairs, type Segment } from "./segment.js";

/** Article numbers, the seller's own first: that is what the warehouse knows. */
const SKU_QUALIFIERS: readonly string[] = [
  "VN", // Vendor's item number
  "VP", // Vendor's part number
  "VC", // Vendor's catalog number
  "VA", // Vendor's style number
  "VS", // Vendor's supplemental item number
  "VX", // Vendor's specification number
  "MG", // Manufacturer's part number
  "MF",
  "MN", // Model number
  "UK", // GTIN-14
  "UP", // GTIN-12
  "EN", // GTIN-13
  "EO", // GTIN-8
  "UI", // U.P.C. case codes
  "UA",
  "UD",
  "UN",
  "UX",
  "IB", // ISBN
  "SK", // Stock keeping unit
  "BP", // Buyer's part number
  "IN", // Buyer's item number
  "PI", // Purchaser's item code
  "SN",
];

/** Pairs of an item that name something else than the article. */
const NO_ARTICLE: ReadonlySet<string> = new Set([
  "PO",
  "PL",
  "ON",
  "PD",
  "LT",
  "BL",
  "CM",
  "SM",
  "SZ",
  "CO",
  "RN",
]);

/** The article of an item's pairs, with the qualifier it was taken from. */
export function skuOf(ids: ReturnType<typeof pairs>): { sku: string | null; skuQualifier: string | null } {
  for (const wanted of SKU_QUALIFIERS) {
    const found = ids.find(([qualifier, value]) => qualifier === wanted && !NO_NUMBER.test(value));
    if (found !== undefined) return { sku: found[1], skuQualifier: wanted };
  }
  const others = ids.filter(([one]) => !NO_ARTICLE.has(one));
  const [qualifier = "", value = null] = others.find(([one]) => one !== "") ?? others[0] ?? [];
  return { sku: value, skuQualifier: qualifier === "" ? null : qualifier };
}

/** What is written where a number is wanted and there is none; taken only if nothing better is there. */
const NO_NUMBER = /^(?:unknown|none|n\/?a|tbd)$/i;

const DESCRIPTION_CHARS_MAX = 2000;

/** Descriptions of an item: free text, and the part's description among its pairs. */
export function descriptionOf(body: readonly Segment[], ids: ReturnType<typeof pairs>): string | null {
  const texts = body.filter(({ tag }) => tag === "PID").map((pid) => element(pid, 5));
  const described = [...new Set(texts.filter((text) => text !== null))];
  const text = described.length > 0 ? described.join("; ") : (ids.find(([one]) => one === "PD")?.[1] ?? null);
  return text === null ? null : text.slice(0, DESCRIPTION_CHARS_MAX).replace(/\p{Cs}$/u, "");
}

/** Prices that are not for one unit (element 639): how many units they are for, and the unit that is meant already. */
const PRICED_UNITS: Readonly<Record<string, readonly [count: number, unit: string]>> = {
  ...Object.fromEntries(["PD", "LD", "RD", "TD", "WD"].map((code) => [code, [12, "DZ"] as const])),
  ...Object.fromEntries(
    ["HP", "LC", "QH", "RC", "TC", "WC", "HF"].map((code) => [code, [100, "HU"] as const]),
  ),
  ...Object.fromEntries(
    ["TP", "LM", "QS", "RM", "TM", "WM", "TF"].map((code) => [code, [1000, "TH"] as const]),
  ),
};

/** Prices for a measure, and the unit of the line they fit. */
const PRICED_MEASURES: Readonly<Record<string, readonly [name: string, unit: string]>> = {
  PP: ["pound", "LB"],
  PO: ["ounce", "OZ"],
  PA: ["troy ounce", "TO"],
  PT: ["ton", "TN"],
  PY: ["yard", "YD"],
};

/** What is given away: without a price it must not be sold at that of the list. */
const FREE: ReadonlySet<string> = new Set(["NC"]);
const PLACES_MAX = 6;

/** The measure that a price is for where the quantity is in another unit; null where both fit. */
export function otherMeasure(
  segment: Segment,
  layout: { readonly basis: number },
  unit: string | null,
): string | null {
  const [measure = null, measured] = PRICED_MEASURES[element(segment, layout.basis) ?? ""] ?? [];
  return measured === unit ? null : measure;
}

/** The price of one unit: a price per hundred is divided, one for a measure the line is not in is doubted. */
export function unitPriceOf(
  segment: Segment,
  layout: { readonly price: number; readonly basis: number },
  unit: string | null,
  findings: Findings,
): string | null {
  const basis = element(segment, layout.basis) ?? "";
  const stated = numberIn(segment, layout.price, "PRICE_INVALID", findings) ?? (FREE.has(basis) ? "0" : null);
  const measure = otherMeasure(segment, layout, unit);
  if (stated !== null && measure !== null) {
    findings.doubts.push(
      `The price in ${segmentName(segment)} is per ${measure}, but the quantity is in ${unit ?? "no unit"}.`,
    );
  }
  const [count, counted] = PRICED_UNITS[basis] ?? [];
  if (stated === null || count === undefined || counted === unit) return stated;
  return new Big(stated).div(count).round(PLACES_MAX).toFixed();
}

/** A number of a set. One that cannot be read is an issue: a wrong quantity is worse than none. */
export function numberIn(segment: Segment, index: number, code: string, findings: Findings): string | null {
  const stated = element(segment, index);
  if (stated === null) return null;
  const value = ediDecimal(stated, ["."]);
  if (value === null) {
    const text = `${quoted(stated)} is no number.`;
    findings.issues.push(faultAt(segment, code, text, { element: index, syntax: "INVALID" }));
  }
  return value;
}

/** Unit of measure; a composite has the unit in its first component. */
export function unitIn(segment: Segment, index: number, componentSeparator: string): string | null {
  const unit = element(segment, index);
  const end = unit?.indexOf(componentSeparator) ?? -1;
  return end < 0 ? unit : unit?.slice(0, end).trim() || null;
}
