import type { DecimalMark } from "../../../domain/decimal.js";
import type { Column } from "../tables/columns.js";
import { netPrices, readDiscount } from "../values/net-price.js";
import { readNumber } from "../values/numbers.js";
import { type LinePieces, type LineReading, lineFrom } from "./line-draft.js";
import type { Span } from "./text-lines.js";

/** The lines of a table's rows with the price of one piece after discounts, and what makes a price doubtful. */
export function pricedReadings(
  rows: readonly LinePieces[],
  headingOf: (column: Column) => string,
  mark: DecimalMark | null,
): LineReading[] {
  const headings = { discount: headingOf("discount"), price: headingOf("unitPrice") };
  const readings = rows.map((pieces) => lineFrom(pieces, "table", mark));
  const prices = netPrices(
    readings.map(({ line }, at) => ({
      name: line.sku?.value ?? line.description?.value ?? "A row",
      quantity: line.quantity?.value ?? null,
      price: line.unitPrice?.value ?? null,
      discount: readDiscount(rows[at]?.discount?.text ?? "", headings, mark),
      amount: numberIn(rows[at]?.amount, mark),
    })),
  );
  return readings.map(({ line, doubts }, at) => {
    const { price = null, doubt = null } = prices[at] ?? {};
    const unitPrice = line.unitPrice === null || price === null ? null : { ...line.unitPrice, value: price };
    return { line: { ...line, unitPrice }, doubts: doubt === null ? doubts : [...doubts, doubt] };
  });
}

function numberIn(cell: Span | undefined, mark: DecimalMark | null): string | null {
  const reading = readNumber(cell?.text ?? "", mark);
  return reading.ok ? reading.value : null;
}
