import Big from "big.js";
import { z } from "zod";

/** An exact decimal as text: `12`, `0.5`, `-3.25`. Never a float, never an exponent; it fits `numeric(20,6)`. */
export const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,6})?$/, "must be a decimal number such as 12.50");

/** An ISO 4217 currency code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, "must be a currency code such as EUR");

/** The separator a source writes its decimals with. */
export type DecimalMark = "." | ",";

/**
 * Reads a number as people and files write it: `1.234,50`, `1,234.50`, `1 234.5`, `¥88`, `12 Stk`.
 * Returns null where there is no number, or where it could be read in two ways.
 *
 * With `mark` given, the source's own convention decides. Without it, a lone separator followed by
 * exactly three digits (`1,234`) is ambiguous unless the other separator is present too.
 */
export function readDecimal(text: string, mark?: DecimalMark): string | null {
  const compact = text.normalize("NFKC").replace(/[\s'’]/g, "");
  const found = /[-+]?\d[\d.,]*/.exec(compact)?.[0]?.replace(/[.,]$/, "");
  if (found === undefined) return null;
  const decimalMark = mark ?? guessMark(found);
  if (decimalMark === null) return null;
  const grouping = decimalMark === "," ? "." : ",";
  const plain = found.replaceAll(grouping, "").replace(decimalMark, ".");
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? new Big(plain).toFixed() : null;
}

function guessMark(number: string): DecimalMark | null {
  const comma = number.lastIndexOf(",");
  const dot = number.lastIndexOf(".");
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : ".";
  if (comma < 0) return /^\d{1,3}(\.\d{3}){2,}$/.test(number) ? "," : ".";
  if (/^[-+]?\d{1,3}(,\d{3}){2,}$/.test(number)) return ".";
  return /^[-+]?\d{1,3},\d{3}$/.test(number) ? null : ",";
}

/** True if two decimals are the same number, however they are written: `2` and `2.00`. */
export function sameDecimal(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return new Big(a).eq(b);
}

/** Sum of quantity times unit price over lines that have both, rounded half up to two places. */
export function totalOf(
  lines: readonly { readonly quantity: string; readonly unitPrice: string | null }[],
): string {
  return lines
    .reduce((sum, line) => sum.plus(new Big(line.quantity).times(line.unitPrice ?? "0")), new Big(0))
    .toFixed(2);
}
