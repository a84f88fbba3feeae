import type { FilePart } from "../connector.js";
import { rowsBelow } from "../reading/tables/body.js";
import { findHeader, type TableHeader } from "../reading/tables/header.js";
import { markOf, rowsByOrder } from "../reading/tables/rows.js";
import { placeOf, type Table, type TableOptions, type TableRow } from "../reading/tables/shape.js";
import { dayMonthOrderOf } from "../reading/values/day-month-order.js";
import type { OrderFileDocument } from "./decode.js";
import type { OrderFileSettings } from "./settings.js";

/** The decimal mark that was told from the whole file: the rows of one order may leave it open. */
export const DECIMAL_MARK = "decimal-mark";
/** Which number of a day such as `05/06/2026` is the month, told from the whole file in the same way. */
export const DAY_MONTH_ORDER = "day-month-order";
/** Parts are written as UTF-8, whatever the files of the source are. */
export const PART_ENCODING = "part-encoding";

/**
 * The rows of each order as a file of its own, under the headings of the file. The other rows are left blank, so
 * that a row keeps its number. Empty if an order stands on two sheets: nobody knows which is newer.
 */
export function splitOrderFile({ tables }: OrderFileDocument, settings: OrderFileSettings): FilePart[] {
  const { decimalMark, columns, country } = settings;
  const options: TableOptions = { columns, decimalMark, orderNumber: "required", receivedAt: "", country };
  const parts = tables.flatMap((table) => {
    const header = findHeader(table, options);
    return header === null ? [] : partsOf(table, header, options);
  });
  const numbers = parts.flatMap(({ orderNumber }) => orderNumber ?? []);
  return new Set(numbers).size === numbers.length ? parts : [];
}

function partsOf(table: Table, header: TableHeader, options: TableOptions): FilePart[] {
  const mark = markOf(table, header, options);
  const dayMonthOrder = dayMonthOrderOf(rowsBelow(table, header), header, mark, options);
  const heading = table.rows.find(({ number }) => number === header.row);
  return [...rowsByOrder(table, header)].map(([number, rows]): FilePart => {
    const [first] = rows;
    const sheet = table.name === null ? "" : `, sheet "${table.name}"`;
    const name =
      number === "" ? `${placeOf(table, first?.number ?? 0)}, without an order` : `order ${number}${sheet}`;
    return {
      ...{ name, orderNumber: number === "" ? null : number },
      body: new TextEncoder().encode(
        asText([...(heading === undefined ? [] : [heading]), ...rows], mark ?? "."),
      ),
      headers: {
        [PART_ENCODING]: "utf-8",
        ...(mark === null ? {} : { [DECIMAL_MARK]: mark }),
        ...(dayMonthOrder === null ? {} : { [DAY_MONTH_ORDER]: dayMonthOrder }),
      },
    };
  });
}

/** Rows as delimited text, each on the line of its number. */
function asText(rows: readonly TableRow[], mark: string): string {
  const lines: string[] = [];
  for (const { number, cells, numeric = [] } of rows) {
    while (lines.length < number - 1) lines.push("");
    lines.push(
      cells.map((cell, at) => quoted(numeric.includes(at) ? plainNumber(cell, mark) : cell)).join(";"),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** A number of a sheet as text. One with three decimals gets a fourth, so that they look like no thousands. */
const plainNumber = (cell: string, mark: string): string =>
  cell.replace(/\.(\d+)$/, (_, digits: string) => `${mark}${digits}${digits.length === 3 ? "0" : ""}`);

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
