import Big from "big.js";
import type { DecimalMark } from "../../../domain/decimal.js";
import { type NumberReading, readNumber } from "./numbers.js";

/** "Preis/100", "price per 1,000 pcs", "单价(每100个)". */
const PER_MANY =
  /\s*[([（]?\s*(?:\/|(?<!\p{L})(?:per|je|pro|par|por|za|pr|p\.)(?!\p{L})|每)\s*(1[.,' ]?0{2,4}|1[.,' ]?000[.,' ]?000)\s*(?:\p{L}{1,12}\.?)?\s*[)\]）]?\s*$/iu;

/** How many pieces the prices under a heading are for, and the heading without it; null where it says nothing. */
export function basisInHeading(heading: string): { readonly basis: string; readonly rest: string } | null {
  const found = PER_MANY.exec(heading.slice(-BASIS_CHARS_MAX));
  if (found === null) return null;
  const rest = heading.slice(0, heading.length - found[0].length);
  return { basis: (found[1] ?? "").replace(/\D/g, ""), rest };
}

/** Longer ends of a heading are no basis, and no work is made of them. */
const BASIS_CHARS_MAX = 60;

/** The number in the cell of a price. Of "4,50 / 100 ST" one piece costs a hundredth. */
export function readPrice(cell: string, mark: DecimalMark | null): NumberReading {
  const per = basisInHeading(cell);
  const reading = readNumber(per?.rest ?? cell, mark);
  if (per === null || !reading.ok) return reading;
  const value = pricePerPiece(reading.value, per.basis);
  return value === null ? { ok: false, problem: "AMBIGUOUS_NUMBER" } : { ok: true, value };
}

const DIGITS = 6;

/** The price of one piece; null if the basis is no number of pieces. */
export function pricePerPiece(price: string, basis: string): string | null {
  const pieces = /^\d{1,7}/.exec(basis.replace(/[.,' ](?=\d{3}\b)/g, ""))?.[0];
  if (pieces === undefined || Number(pieces) === 0) return null;
  return new Big(new Big(price).div(pieces).toFixed(DIGITS)).toFixed();
}
