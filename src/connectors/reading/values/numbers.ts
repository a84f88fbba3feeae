import { type DecimalMark, decimal, readDecimal } from "../../../domain/decimal.js";

export type NumberReading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: "NO_NUMBER" | "AMBIGUOUS_NUMBER" };

/**
 * The decimal mark that a file or a text writes its numbers with, told by those that can be read in
 * one way only (`18,50`, `1.234,50`). Null if none can, or if they disagree.
 */
export function decimalMarkOf(numbers: Iterable<string>): DecimalMark | null {
  const seen = new Set<DecimalMark>();
  for (const number of numbers) {
    const mark = evidentMark(number.normalize("NFKC").replace(/[\s'’]/g, ""));
    if (mark !== null) seen.add(mark);
  }
  const [only = null] = seen;
  return seen.size === 1 ? only : null;
}

function evidentMark(number: string): DecimalMark | null {
  const [digits = ""] = /\d[\d.,]*/.exec(number) ?? [];
  const comma = digits.lastIndexOf(",");
  const dot = digits.lastIndexOf(".");
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : ".";
  const groups = digits.split(/[.,]/);
  if (groups.length !== 2 || groups[1] === "") return null;
  const threeDigits = groups[1]?.length === 3 && /^[1-9]\d{0,2}$/.test(groups[0] ?? "");
  if (threeDigits) return null;
  return comma >= 0 ? "," : ".";
}

/** One number with at most a currency, a sign or a unit around it. */
const ONE_NUMBER = /^[^\d]*?[-+]?\d[\d.,'’\s]*[^\d]*$/;

/**
 * Reads a number of a known notation. `1,234` without a known mark, or a `18.50` in a file of decimal
 * commas, can be read in two ways and is refused: a hundredfold price is worse than a question.
 */
export function readNumber(text: string, mark: DecimalMark | null): NumberReading {
  const plain = text.normalize("NFKC").trim();
  if (!ONE_NUMBER.test(plain))
    return { ok: false, problem: /\d/.test(plain) ? "AMBIGUOUS_NUMBER" : "NO_NUMBER" };
  const digits = (/[\d][\d.,'’\s]*/.exec(plain)?.[0] ?? "").replace(/[\s'’]/g, "").replace(/[.,]$/, "");
  const usual = mark ?? evidentMark(digits);
  if (usual === null && /[.,]/.test(digits) && !/^\d{1,3}([.,])\d{3}(?:\1\d{3})+$/.test(digits)) {
    return { ok: false, problem: "AMBIGUOUS_NUMBER" };
  }
  if (usual !== null && !fits(digits, usual)) return { ok: false, problem: "AMBIGUOUS_NUMBER" };
  const value = readDecimal(plain, usual ?? undefined);
  if (value === null) return { ok: false, problem: "AMBIGUOUS_NUMBER" };
  // A bar code in the wrong column has more digits than any quantity or price.
  return decimal.safeParse(value).success ? { ok: true, value } : { ok: false, problem: "NO_NUMBER" };
}

/** True if grouping marks stand where they group thousands. */
function fits(digits: string, mark: DecimalMark): boolean {
  const [whole = "", ...fractions] = digits.split(mark);
  const grouping = mark === "," ? "." : ",";
  if (fractions.length > 1 || fractions[0]?.includes(grouping)) return false;
  return !whole.includes(grouping) || /^\d{1,3}(?:[.,]\d{3})+$/.test(whole);
}
