import Big from "big.js";
import { z } from "zod";

const PLACES = 6;
const NUMBER = /^[-+]?\d{1,15}(?:\.\d{1,15})?$/;

/** A number of JSON or of text as an exact decimal that the hub can keep; null if it is none. */
export function exactDecimal(value: unknown): string | null {
  const text =
    typeof value === "number" ? new Big(value).toFixed() : typeof value === "string" ? value.trim() : "";
  return NUMBER.test(text) ? new Big(text).round(PLACES).toFixed() : null;
}

/** A quantity that has to be stated, as an exact decimal. */
export const exactQuantity = z
  .union([z.string(), z.number()])
  .transform(exactDecimal)
  .refine((quantity) => quantity !== null, "must be a number")
  .transform((quantity) => quantity ?? "0");

/** What one piece costs of a line that states what all of them cost; null if either cannot be told. */
export function unitPriceOf(total: unknown, quantity: unknown): string | null {
  const [sum, pieces] = [exactDecimal(total), exactDecimal(quantity)];
  if (sum === null || pieces === null || new Big(pieces).eq(0)) return null;
  return new Big(sum).div(pieces).round(PLACES).toFixed();
}
