import type { DecimalMark } from "../../../domain/decimal.js";
import type { Issue } from "../../connector.js";
import { isSumOf, settledLine } from "../prose/line-values.js";
import { isUnfilled } from "../prose/placeholder.js";
import { type DayMonthOrder, dayMonthOrderOf } from "../values/day-month-order.js";
import { decimalMarkOf } from "../values/numbers.js";
import { rowsBelow } from "./body.js";
import { isClosing, textIn } from "./closing-row.js";
import { LINE_COLUMNS, type LineColumn, ORDER_COLUMNS, type OrderColumn } from "./columns.js";
import { doubtsOfDays, type HeadDraft, mergeHead } from "./head.js";
import type { TableHeader } from "./header.js";
import { settlePrices } from "./prices.js";
import {
  placeOf,
  type Table,
  type TableLine,
  type TableOptions,
  type TableOrder,
  type TableRow,
  type TableValue,
} from "./shape.js";
import { doubtsOfState, isCanceled, readCell } from "./values.js";

export interface GroupedRows {
  readonly orders: readonly TableOrder[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

interface OrderDraft extends HeadDraft {
  readonly lines: TableLine[];
}

interface RowContext {
  /** Lines that bear a number, by order and number. */
  readonly numbered: Map<string, TableLine>;
  readonly table: Table;
  readonly header: TableHeader;
  readonly options: TableOptions;
  readonly mark: DecimalMark | null;
  readonly dayMonthOrder: DayMonthOrder | null;
  /** What is not certain in the row that is being read. */
  readonly unclear: string[];
  readonly issues: Issue[];
  readonly warnings: Issue[];
}

/** Rows with trouble that are listed one by one; a file in another shape has it in every row. */
const ISSUES_MAX = 100;

/** Puts the rows together to orders, by order number and across blank continuations. */
export function groupRows(table: Table, header: TableHeader, options: TableOptions): GroupedRows {
  const rows = rowsBelow(table, header);
  const mark = markOf(table, header, options);
  const dayMonthOrder = dayMonthOrderOf(rows, header, mark, options);
  const context: RowContext = {
    ...{ table, header, options, mark, dayMonthOrder },
    ...{ numbered: new Map(), unclear: [], issues: [], warnings: [] },
  };
  const drafts = new Map<string, OrderDraft>();
  let current: OrderDraft | null = null;
  for (const row of rows) {
    if (context.issues.length >= ISSUES_MAX) break;
    if (isClosing(row, header)) continue;
    const head = readColumns(row, ORDER_COLUMNS, context);
    const { line, doubt } = settledLine(readColumns(row, LINE_COLUMNS, context), header.columns);
    if (doubt !== null) context.unclear.push(doubt);
    current = orderOf(head, current, drafts, row, context);
    if (current === null) continue;
    mergeHead(current, head, context);
    for (const doubt of context.unclear.splice(0)) {
      if (!current.doubts.includes(doubt)) current.doubts.push(doubt);
    }
    addLine(current, row, line, context);
  }
  for (const draft of drafts.values()) checkLines(draft, context);
  settlePrices([...drafts.values()], mark);
  const orders = [...drafts.values()].map(({ days, ...draft }) => ({
    ...draft,
    doubts: [...draft.doubts, ...doubtsOfDays(days), ...doubtsOfState(draft.head)],
    canceled: isDated(draft.head.canceledAt) || isCanceled(draft.head.status?.value ?? ""),
  }));
  return { orders, issues: context.issues, warnings: context.warnings };
}

/** The decimal mark of a table; null where none of its numbers shows it. */
export const markOf = (table: Table, header: TableHeader, options: TableOptions): DecimalMark | null =>
  options.decimalMark ?? decimalMarkOf(rowsBelow(table, header).flatMap((row) => numbersIn(row, header)));

/** The rows of each order by its number, as they belong together; those above the first number under `""`. */
export function rowsByOrder(table: Table, header: TableHeader): ReadonlyMap<string, readonly TableRow[]> {
  const numbered = header.columns.includes("orderNumber") ? "orderNumber" : "poNumber";
  const byOrder = new Map<string, TableRow[]>();
  let current = "";
  for (const row of rowsBelow(table, header)) {
    if (isClosing(row, header)) continue;
    current = asTyped(textIn(row, numbered, header)) || current;
    const rows = byOrder.get(current);
    if (rows === undefined) byOrder.set(current, [row]);
    else rows.push(row);
  }
  return byOrder;
}

/** A dash or a zero is how some exports write that nothing has happened. */
const isDated = (value: TableValue | undefined): boolean => /[1-9]/.test(value?.value ?? "");

function numbersIn(row: TableRow, header: TableHeader): string[] {
  return row.cells.filter(
    (_, at) =>
      !row.numeric?.includes(at) && (header.columns[at] === "quantity" || header.columns[at] === "unitPrice"),
  );
}

function readColumns<C extends OrderColumn | LineColumn>(
  row: TableRow,
  wanted: readonly C[],
  context: RowContext,
): Partial<Record<C, TableValue>> {
  const values: Partial<Record<C, TableValue>> = {};
  for (const column of wanted) {
    // Two headings may mean one column; the first that says something counts.
    const at = context.header.columns.findIndex(
      (found, index) => found === column && (row.cells[index] ?? "").trim() !== "",
    );
    if (at < 0) continue;
    const title = context.header.titles[at] ?? "";
    const text = asTyped((row.cells[at] ?? "").trim());
    if (
      (column === "taxId" && !HAS_TAX_NUMBER.test(text)) ||
      isUnfilled(column, text, title, context.unclear)
    )
      continue;
    const reading = readCell(column, text, row.numeric?.includes(at) ?? false, {
      ...context.options,
      mark: context.mark,
      dayMonthOrder: context.dayMonthOrder,
    });
    if (reading.ok === true) values[column] = { value: reading.value, text, row: row.number, header: title };
    else if (reading.ok === "UNCLEAR") context.unclear.push(`${title}: ${reading.doubt}`);
    else context.issues.push({ ...reading.issue, at: placeOf(context.table, row.number, title) });
  }
  return values;
}

/** "VAT" heads the number of a company, or a rate such as 19%. */
const HAS_TAX_NUMBER = /\d(?:\D?\d){4}/;

/** Spreadsheets are told by `'0123` or `="0123"` to leave digits alone; neither is part of the value. */
const asTyped = (text: string): string => text.replace(/^="(.*)"$/s, "$1").replace(/^'(?=[\d+=-])/, "");

/** The order a row belongs to: the one it numbers, or the one above it. */
function orderOf(
  head: Partial<Record<OrderColumn, TableValue>>,
  current: OrderDraft | null,
  drafts: Map<string, OrderDraft>,
  row: TableRow,
  { table, header, options, issues }: RowContext,
): OrderDraft | null {
  const numbered = header.columns.includes("orderNumber");
  const key = (numbered ? head.orderNumber?.value : head.poNumber?.value) ?? null;
  if (key === null && current !== null) return current;
  if (key === null && options.orderNumber === "required") {
    const message = "This row has no order number, and there is no order above it that it could continue.";
    issues.push({ code: "MISSING_ORDER_NUMBER", message, at: placeOf(table, row.number) });
    return null;
  }
  const known = drafts.get(key ?? "");
  if (known !== undefined) return known;
  const draft: OrderDraft = { key, head: {}, lines: [], doubts: [], days: new Set() };
  drafts.set(key ?? "", draft);
  return draft;
}

function addLine(
  draft: OrderDraft,
  row: TableRow,
  values: TableLine["values"],
  { table, numbered, issues, warnings }: RowContext,
): void {
  const { sku, description, quantity, lineNumber } = values;
  if (sku === undefined && description === undefined && quantity === undefined) return;
  const trouble = (code: string, message: string): void =>
    void issues.push({ code, message, at: placeOf(table, row.number) });
  const unread = issues.some(({ at }) => at?.startsWith(placeOf(table, row.number)) ?? false);
  if (quantity === undefined) {
    if (!unread)
      trouble("MISSING_QUANTITY", `${sku?.text ?? description?.text ?? "This row"} has no quantity.`);
    return;
  }
  if (sku === undefined && description === undefined) {
    if (lineNumber === undefined && isSumOf(draft.lines, values)) return;
    trouble("MISSING_ARTICLE", "This row has a quantity and no article.");
    return;
  }
  const name = lineNumber === undefined ? null : JSON.stringify([draft.key, lineNumber.value]);
  const same = name === null ? undefined : numbered.get(name);
  if (same === undefined) {
    const line = { row: row.number, values };
    draft.lines.push(line);
    if (name !== null) numbered.set(name, line);
  } else if (sameLine(same.values, values)) {
    const message = `Line ${lineNumber?.value ?? ""} of order ${draft.key ?? ""} stands in row ${same.row} already; it was taken once.`;
    warnings.push({ code: "DUPLICATE_ROW", message, at: placeOf(table, row.number) });
  } else {
    trouble(
      "DUPLICATE_LINE_NUMBER",
      `Row ${same.row} has the same order and line number and another content.`,
    );
  }
}

const sameLine = (a: TableLine["values"], b: TableLine["values"]): boolean =>
  LINE_COLUMNS.every((column) => a[column]?.value === b[column]?.value);

/** Without line numbers nobody can tell a line ordered twice from a row pasted twice. */
function checkLines(draft: OrderDraft, { table, issues }: RowContext): void {
  const [firstValue] = Object.values(draft.head);
  if (draft.lines.length === 0 && issues.length === 0) {
    const message = `Order ${draft.key ?? ""} has no lines.`;
    issues.push({ code: "MISSING_LINES", message, at: placeOf(table, firstValue?.row ?? 0) });
  }
  const seen = new Map<string, number>();
  for (const { row, values } of draft.lines) {
    if (values.lineNumber !== undefined) continue;
    const content = JSON.stringify(LINE_COLUMNS.map((column) => values[column]?.value ?? null));
    const earlier = seen.get(content);
    if (earlier !== undefined)
      draft.doubts.push(`Rows ${earlier} and ${row} are the same; was this meant twice?`);
    else seen.set(content, row);
  }
}
