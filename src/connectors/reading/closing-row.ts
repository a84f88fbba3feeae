import type { Column } from "./columns.js";
import type { TableHeader } from "./table-header.js";
import type { TableRow } from "./table-shape.js";

/** Rows that close a table instead of ordering something. */
const CLOSING_ROW =
  /^\s*(?:sub-?total|total|grand total|sum|summe|gesamt|zwischensumme|合计|总计|合計|總計)/iu;

/** What is added to the price of the goods below them. */
const ADDED_ROW =
  /^\s*(?:tax|sales tax|vat|shipping|freight|discount|mwst|ust|versand|fracht|rabatt|tva|运费|税额|運費|稅額)[\s.:：(\d%)]*$/iu;

/** True for a row of sums, or of what is added to them: it begins with such a word and orders no article. */
export function isClosing(row: TableRow, header: TableHeader): boolean {
  const first = row.cells.find((cell) => cell.trim() !== "") ?? "";
  const sku = textIn(row, "sku", header);
  if (CLOSING_ROW.test(first) && sku === "") return true;
  const isAdded = CLOSING_ROW.test(first) || ADDED_ROW.test(first);
  return isAdded && (sku === "" || sku === first.trim()) && textIn(row, "quantity", header) === "";
}

/** What a row says in a column: the first of its cells there that says something. */
export const textIn = (row: TableRow, wanted: Column, { columns }: TableHeader): string =>
  row.cells.find((cell, at) => columns[at] === wanted && cell.trim() !== "")?.trim() ?? "";
