import { labelOf } from "../prose/labels.js";
import { isClosing, textIn } from "./closing-row.js";
import type { TableHeader } from "./header.js";
import type { Table, TableRow } from "./shape.js";

interface TableBody {
  readonly rows: readonly TableRow[];
  /** What stands under the lines: where the goods go, who has signed. */
  readonly footing: readonly TableRow[];
}

/** The rows under a header that hold anything. A header that is repeated on every page says nothing new. */
export const rowsBelow = (table: Table, header: TableHeader): readonly TableRow[] =>
  bodyOf(table, header).rows;

/**
 * The rows of a table, and those under its end: without a quantity, below a sum or beginning with a label. An article
 * whose quantity was forgotten has neither and stays.
 */
export function bodyOf(table: Table, header: TableHeader): TableBody {
  const filled = table.rows.filter(
    ({ number, cells }) =>
      number > header.row && cells.some((cell) => cell.trim() !== "") && !isHeaderAgain(cells, header),
  );
  const last = filled.findLastIndex((row) => isLine(row, header) || isClosing(row, header));
  const below = filled.slice(last + 1);
  const isSummed = last >= 0 && isClosing(filled[last] as TableRow, header);
  const from = isSummed ? 0 : below.findIndex(beginsWithLabel);
  return from < 0
    ? { rows: filled, footing: [] }
    : { rows: filled.slice(0, last + 1 + from), footing: below.slice(from) };
}

/**
 * "PO: | 4711" under the lines has its number in the column of quantities by chance. A row with the number of an
 * article is a line, whatever its quantity says.
 */
const isLine = (row: TableRow, header: TableHeader): boolean =>
  !LABEL_END.test(firstOf(row)) &&
  (COUNT.test(textIn(row, "quantity", header)) || NUMBERED.test(textIn(row, "sku", header)));

const COUNT = /^[^\d]{0,5}\d[\d.,'’\s]{0,20}[^\d]{0,20}$/u;
const NUMBERED = /^\S{0,40}\d\S{0,40}$/;
const LABEL_END = /[:：]$/;

const isHeaderAgain = (cells: readonly string[], { titles }: TableHeader): boolean =>
  titles.every((title, at) => title.trim() === (cells[at] ?? "").trim());

const beginsWithLabel = (row: TableRow): boolean => labelOf(firstOf(row).split(/[:：]/)[0] ?? "") !== null;

const firstOf = ({ cells }: TableRow): string => cells.find((cell) => cell.trim() !== "")?.trim() ?? "";
