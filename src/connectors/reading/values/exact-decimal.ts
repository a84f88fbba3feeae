import Big from "big.js";

/** A number as a document states it, fit for the domain's `decimal`. */
export interface ExactDecimal {
  readonly value: string;
  /** True if digits beyond the sixth place were lost. */
  readonly rounded: boolean;
}

const PLACES = 6;
const FITS = /^-?\d{1,14}(?:\.\d{1,6})?$/;
const NUMBER = /^[-+]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,2})?$/;

/**
 * Reads a number of a format that knows one notation only: a point for decimals, nothing for thousands.
 * Null for everything else, a decimal comma above all: it is not guessed at.
 */
export function exactDecimal(text: string | null): ExactDecimal | null {
  if (text === null) return null;
  if (FITS.test(text)) return { value: text, rounded: false };
  return NUMBER.test(text) ? fitted(new Big(text.replace("+", ""))) : null;
}

/**
 * The price of one unit, where a price is stated for `per` of them and `factor` converts between the
 * unit of the price and the unit of the order. Six places are kept.
 */
export function unitPriceOf(amount: string, per: string, factor = "1"): ExactDecimal | null {
  const base = new Big(per);
  const scale = new Big(factor);
  if (base.lte(0) || scale.lte(0)) return null;
  if (base.eq(1) && scale.eq(1)) return exactDecimal(amount);
  const total = new Big(amount).times(scale);
  const price = total.div(base).round(PLACES);
  const read = fitted(price);
  return read === null ? null : { ...read, rounded: !price.times(base).eq(total) };
}

function fitted(number: Big): ExactDecimal | null {
  const kept = number.round(PLACES);
  const value = kept.toFixed();
  return FITS.test(value) ? { value, rounded: !kept.eq(number) } : null;
}
