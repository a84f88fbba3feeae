import Big from "big.js";
import { numberAndName } from "../tables/article-columns.js";
import type { TableLine, TableValue } from "../tables/shape.js";
import { basisInHeading, pricePerPiece } from "../values/price-basis.js";
import { UNIT } from "./order-words.js";

type Values = TableLine["values"];

const WITH_UNIT = new RegExp(`^[\\d.,']+\\s*(?<unit>${UNIT}|(?!x$)\\p{L}{1,10}[²³]?\\.?)$`, "iu");
/** A word beside a price names the unit that it is for, and that is one. */
const NO_NUMBER = /^[^\d]{1,20}$/;
/** As American price lists have it: by the hundred, by the thousand. */
const ROMAN = /^[CM]$/i;

/** The values of a line once cells that say two things are taken apart, and its price is that of one piece. */
export function settledLine(
  values: Values,
  columns: readonly unknown[],
): { readonly line: Values; readonly doubt: string | null } {
  const { priceBasis, unitPrice, ...line } = values;
  const { price, doubt } = priceOfOne(unitPrice, priceBasis);
  const priced = price === null ? {} : { unitPrice: price };
  return { line: { ...line, ...priced, ...article(line, columns), ...unit(line) }, doubt };
}

/** "TL-1001 Label printer" in the only column that names the article. */
function article({ sku, description }: Values, columns: readonly unknown[]): Values {
  const both =
    sku === undefined || description !== undefined || columns.includes("description")
      ? null
      : numberAndName(sku.value);
  if (sku === undefined || both === null) return {};
  return { sku: { ...sku, value: both.number }, description: { ...sku, value: both.name } };
}

/** "12 pcs" under "Quantity". */
function unit({ quantity, unit }: Values): Values {
  const written = unit === undefined ? WITH_UNIT.exec(quantity?.text ?? "")?.groups?.unit : undefined;
  return quantity === undefined || written === undefined ? {} : { unit: { ...quantity, value: written } };
}

/** A price for a hundred pieces that is taken for that of one is worse than none. */
function priceOfOne(
  price: TableValue | undefined,
  basis: TableValue | undefined,
): { readonly price: TableValue | null; readonly doubt: string | null } {
  if (price === undefined) return { price: null, doubt: null };
  const said = basis?.value ?? basisInHeading(price.header)?.basis;
  if (said === undefined || (NO_NUMBER.test(said) && !ROMAN.test(said))) return { price, doubt: null };
  const value = pricePerPiece(price.value, said);
  if (value !== null) return { price: { ...price, value }, doubt: null };
  const per = said.slice(0, BASIS_CHARS_MAX);
  return { price: null, doubt: `The price ${price.text} is per "${per}": what is that of one piece?` };
}

const BASIS_CHARS_MAX = 40;

/** True if a count without an article is that of all lines above it: the sum, with nothing to say so. */
export function isSumOf(lines: readonly TableLine[], { quantity }: Values): boolean {
  const counts = lines.flatMap(({ values }) => values.quantity?.value ?? []);
  const sum = counts.reduce((total, count) => total.plus(count), new Big(0));
  return quantity !== undefined && counts.length > 1 && sum.eq(quantity.value);
}
