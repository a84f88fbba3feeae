import Big from "big.js";
import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";

/** A list of many more would not be asked for in one request. */
const CHUNK = 500;

export const text = optionalText;
export const link = z
  .int()
  .nullish()
  .transform((id) => id ?? null);
export const links = z.array(z.int());

/** Decimals travel as text in an object; floats as they are. */
export const number = z
  .union([
    z.object({ __class__: z.literal("Decimal"), decimal: z.string() }).transform(({ decimal }) => decimal),
    z.number().transform(String),
  ])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : plain(value)));

/** Python writes some numbers with an exponent. */
const plain = (value: string): string => (/e/i.test(value) ? new Big(value).toFixed() : value);

export const day = z
  .object({ __class__: z.literal("date"), year: z.int(), month: z.int(), day: z.int() })
  .nullish()
  .transform((date) => (date === null || date === undefined ? null : isoDay(date)));

const two = (value: number): string => String(value).padStart(2, "0");
const isoDay = (date: { readonly year: number; readonly month: number; readonly day: number }): string =>
  `${String(date.year).padStart(4, "0")}-${two(date.month)}-${two(date.day)}`;

/** The moment of the last change as Tryton compares it: seconds with six decimals; here in microseconds. */
export const stamp = z.string().transform((value) => {
  const [seconds = "0", fraction = ""] = value.split(".");
  return `${seconds}${fraction.padEnd(6, "0").slice(0, 6)}`;
});

/** The same in Tryton's own words, for the context that says which state a write is meant for. */
export const stampThere = (micros: string): string => `${micros.slice(0, -6)}.${micros.slice(-6)}`;

export const instantOfStamp = (micros: string): string => new Date(Number(micros.slice(0, -3))).toISOString();

/** Tryton's way of naming another record: `sale.line,7`. */
export const reference = z
  .string()
  .nullish()
  .transform((value) => {
    const [model = "", id = ""] = (value ?? "").split(",");
    return /^\d+$/.test(id) ? { model, id: Number(id) } : null;
  });

export const decimalThere = (decimal: string) => ({ __class__: "Decimal", decimal });

export function dayThere(iso: string) {
  const [year, month, date] = iso.split("-").map(Number);
  return { __class__: "date", year, month, day: date };
}

/** A moment with microseconds, in UTC: `2026-11-29T11:50:16.473353Z`. Sorts as time does. */
export const moment = z
  .object({
    ...{ __class__: z.literal("datetime"), year: z.int(), month: z.int(), day: z.int() },
    ...{ hour: z.int(), minute: z.int(), second: z.int(), microsecond: z.int() },
  })
  .transform(
    (at) =>
      `${isoDay(at)}T${two(at.hour)}:${two(at.minute)}:${two(at.second)}.${String(at.microsecond).padStart(6, "0")}Z`,
  );

export function momentThere(iso: string) {
  const [, rest = ""] = /\.(\d+)Z?$/.exec(iso) ?? [];
  const at = new Date(iso);
  return {
    ...{
      __class__: "datetime",
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
    },
    ...{ hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() },
    microsecond: Number(rest.padEnd(6, "0").slice(0, 6)),
  };
}

export function chunksOf<T>(items: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += CHUNK) chunks.push(items.slice(at, at + CHUNK));
  return chunks;
}
