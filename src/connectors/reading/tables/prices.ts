import type { DecimalMark } from "../../../domain/decimal.js";
import { exactDecimal } from "../values/exact-amounts.js";
import { netPrices, type PricedRow, readDiscount } from "../values/net-price.js";
import type { TableLine } from "./shape.js";

/**
 * Gives the lines of all orders of a table the price of one piece after discounts. Discounts and amounts have served
 * then, and are taken out of the lines.
 */
export function settlePrices(
  orders: readonly { readonly lines: TableLine[]; readonly doubts: string[] }[],
  mark: DecimalMark | null,
): void {
  const prices = netPrices(orders.flatMap(({ lines }) => lines.map(({ values }) => pricedRow(values, mark))));
  for (const { lines, doubts } of orders) {
    for (const [at, { row, values }] of lines.entries()) {
      const { unitPrice, discount, amount, ...others } = values;
      const { price = null, doubt = null } = prices.shift() ?? {};
      const isPriced = unitPrice !== undefined && price !== null;
      lines[at] = {
        row,
        values: isPriced ? { ...others, unitPrice: { ...unitPrice, value: price } } : others,
      };
      if (doubt !== null) doubts.push(doubt);
    }
  }
}

function pricedRow(values: TableLine["values"], mark: DecimalMark | null): PricedRow {
  const { sku, description, quantity, unitPrice, discount, amount } = values;
  const headings = { discount: discount?.header ?? "", price: unitPrice?.header ?? "" };
  // A number that was read already is written as the hub writes them, whatever the notation of the file.
  const isRead = discount !== undefined && exactDecimal(discount.value) !== null;
  const cell = isRead ? markedAs(discount) : (discount?.value ?? "");
  return {
    name: sku?.value ?? description?.value ?? "A row",
    quantity: quantity?.value ?? null,
    price: unitPrice?.value ?? null,
    discount: readDiscount(cell, headings, isRead ? "." : mark),
    amount: exactDecimal(amount?.value),
  };
}

/** The number that was read, with the sign that says what of. */
const markedAs = ({ value, text }: { readonly value: string; readonly text: string }): string =>
  /%|％/.test(text) ? `${value} %` : value;
