import type { DecimalMark } from "../../../domain/decimal.js";
import type { TableHeader } from "../tables/header.js";
import type { TableOptions, TableRow } from "../tables/shape.js";
import { countryOf } from "./countries.js";
import { isMonthFirstIn } from "./dates.js";

/** Which of two numbers is the month, in days such as `05/06/2026`. */
export type DayMonthOrder = "DAY_FIRST" | "MONTH_FIRST";

const SLASHED = /(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)/;

/**
 * How a table writes its days: told by those that can be read in one way only, else by the countries that its
 * addresses are in, else by decimal commas, which nobody uses who writes the month first. Null if nothing tells,
 * or if the days contradict each other.
 */
export function dayMonthOrderOf(
  rows: readonly TableRow[],
  { columns }: Pick<TableHeader, "columns">,
  mark: DecimalMark | null,
  { country, dayMonthOrder }: Pick<TableOptions, "country" | "dayMonthOrder">,
): DayMonthOrder | null {
  if (dayMonthOrder !== undefined) return dayMonthOrder;
  if (country !== null) return isMonthFirstIn(country) ? "MONTH_FIRST" : "DAY_FIRST";
  const shown = new Set<DayMonthOrder>();
  const written = new Set<DayMonthOrder | null>();
  for (const { cells } of rows) {
    for (const [at, column] of columns.entries()) {
      const text = cells[at] ?? "";
      if (column === "orderDate" || column === "requestedDate") {
        const order = shownIn(text);
        if (order !== null) shown.add(order);
      }
      if ((column === "country" || column === "shipToCountry") && text.trim() !== "") {
        const code = countryOf(text);
        written.add(code === null ? null : isMonthFirstIn(code) ? "MONTH_FIRST" : "DAY_FIRST");
      }
    }
  }
  if (shown.size > 0) return onlyOf(shown);
  return onlyOf(written) ?? (mark === "," ? "DAY_FIRST" : null);
}

/** How a text writes its days, as far as one of them can be read in one way only. */
export const dayMonthOrderIn = (text: string): DayMonthOrder | null =>
  onlyOf(new Set([...text.matchAll(new RegExp(SLASHED, "g"))].flatMap(([day]) => shownIn(day) ?? [])));

/** A number above twelve is no month. */
function shownIn(text: string): DayMonthOrder | null {
  const [, first = "0", second = "0"] = SLASHED.exec(text) ?? [];
  if (Number(first) > 12) return "DAY_FIRST";
  return Number(second) > 12 ? "MONTH_FIRST" : null;
}

function onlyOf<T>(values: ReadonlySet<T | null>): T | null {
  const [only = null] = values;
  return values.size === 1 ? only : null;
}
