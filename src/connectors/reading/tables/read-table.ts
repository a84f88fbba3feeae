import type { Issue } from "../../connector.js";
import { bodyOf } from "./body.js";
import { countedTwice } from "./counted-twice.js";
import { findHeader, type TableHeader, unknownColumns } from "./header.js";
import { groupRows, markOf } from "./rows.js";
import { placeOf, type Table, type TableOptions, type TableReading } from "./shape.js";

/**
 * Reads the orders of a table, in either layout: order columns on the first row of each order with
 * blanks below, or repeated on every row. All or nothing: one row that cannot be read fails the
 * table, and every such row is listed.
 */
export function readTable(given: Table, options: TableOptions): TableReading {
  const found = findHeader(given, options);
  if (found === null) return { ok: false, issues: [unknownColumns(given, options)] };
  const mark = markOf(given, found, options);
  const { table, header, doubt } = countedTwice(given, found, mark);
  const grouped = groupRows(table, header, options);
  if (grouped.issues.length > 0) return { ok: false, issues: grouped.issues };
  if (grouped.orders.length === 0) {
    const issue: Issue = {
      code: "NO_ORDER_ROWS",
      message: "There are column headings and no rows of orders under them.",
      at: placeOf(table, header.row),
    };
    return { ok: false, issues: [issue] };
  }
  return {
    ok: true,
    orders: grouped.orders.map((order) =>
      doubt === null ? order : { ...order, doubts: [...order.doubts, doubt] },
    ),
    around: aroundOf(table, header),
    warnings: [...unusedColumns(table, header), ...grouped.warnings],
  };
}

function aroundOf(table: Table, header: TableHeader): string {
  const above = table.rows.filter(({ number }) => number < header.row);
  return [...above, ...bodyOf(table, header).footing]
    .map(({ cells }) => cells.filter((cell) => cell.trim() !== "").join("\t"))
    .join("\n");
}

function unusedColumns(table: Table, header: TableHeader): Issue[] {
  if (header.unknown.length === 0) return [];
  const names = header.unknown.map((name) => `"${name}"`).join(", ");
  return [
    {
      code: "COLUMN_NOT_USED",
      message: `Nobody knows these columns; they were left out: ${names}.`,
      at: placeOf(table, header.row),
    },
  ];
}
