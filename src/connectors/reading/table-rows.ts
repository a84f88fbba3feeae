import type { DecimalMark } from "../../domain/decimal.js";
import type { Issue } from "../connector.js";
import { LINE_COLUMNS, type LineColumn, ORDER_COLUMNS, type OrderColumn } from "./columns.js";
import { decimalMarkOf } from "./numbers.js";
import type { TableHeader } from "./table-header.js";
import {
  placeOf,
  type Table,
  type TableLine,
  type TableOptions,
  type TableOrder,
  type TableRow,
  type TableValue,
} from "./table-shape.js";
import { isCanceled, readCell } from "./table-values.js";

export interface GroupedRows {
  readonly orders: readonly TableOrder[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

interface OrderDraft {
  readonly key: string | null;
  readonly head: Partial<Record<OrderColumn, TableValue>>;
  readonly lines: TableLine[];
  readonly doubts: string[];
}

interface RowContext {
  readonly table: Table;
  readonly header: TableHeader;
  readonly options: TableOptions;
  readonly mark: DecimalMark | null;
  readonly issues: Issue[];
  readonly warnings: Issue[];
}

/** Rows that close a table instead of ordering something. */
const CLOSING_ROW =
  /^\s*(?:sub-?total|total|grand total|sum|summe|gesamt|zwischensumme|合计|总计|合計|總計)/iu;
/** Rows with trouble that are listed one by one; a file in another shape has it in every row. */
const ISSUES_MAX = 100;

/** Puts the rows together to orders, by order number and across blank continuations. */
export function groupRows(table: Table, header: TableHeader, options: TableOptions): GroupedRows {
  const rows = table.rows.filter(
    ({ number, cells }) => number > header.row && cells.some((cell) => cell.trim() !== ""),
  );
  const mark = options.decimalMark ?? decimalMarkOf(rows.flatMap((row) => numbersIn(row, header)));
  const context: RowContext = { table, header, options, mark, issues: [], warnings: [] };
  const drafts = new Map<string, OrderDraft>();
  let current: OrderDraft | null = null;
  for (const row of rows) {
    if (context.issues.length >= ISSUES_MAX) break;
    const first = row.cells.find((cell) => cell.trim() !== "") ?? "";
    const head = readColumns(row, ORDER_COLUMNS, context);
    const line = readColumns(row, LINE_COLUMNS, context);
    if (CLOSING_ROW.test(first) && line.sku === undefined) continue;
    current = orderOf(head, current, drafts, row, context);
    if (current === null) continue;
    mergeHead(current, head, context);
    addLine(current, row, line, context);
  }
  for (const draft of drafts.values()) checkLines(draft, context);
  const orders = [...drafts.values()].map((draft) => ({
    ...draft,
    canceled: isCanceled(draft.head.status?.value ?? ""),
  }));
  return { orders, issues: context.issues, warnings: context.warnings };
}

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
    const text = (row.cells[at] ?? "").trim();
    const reading = readCell(column, text, row.numeric?.includes(at) ?? false, {
      ...context.options,
      mark: context.mark,
    });
    if (reading.ok) values[column] = { value: reading.value, text, row: row.number, header: title };
    else context.issues.push({ ...reading.issue, at: placeOf(context.table, row.number, title) });
  }
  return values;
}

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
  const draft: OrderDraft = { key, head: {}, lines: [], doubts: [] };
  drafts.set(key ?? "", draft);
  return draft;
}

function mergeHead(
  draft: OrderDraft,
  head: Partial<Record<OrderColumn, TableValue>>,
  { table, issues }: RowContext,
): void {
  for (const column of ORDER_COLUMNS) {
    const value = head[column];
    if (value === undefined) continue;
    const known = draft.head[column];
    if (known === undefined) draft.head[column] = value;
    else if (known.value !== value.value) {
      issues.push({
        code: "CONFLICTING_ROWS",
        message: `Order ${draft.key ?? ""} has "${value.text}" here and "${known.text}" in row ${known.row}.`,
        at: placeOf(table, value.row, value.header),
      });
    }
  }
}

function addLine(
  draft: OrderDraft,
  row: TableRow,
  values: TableLine["values"],
  { table, issues, warnings }: RowContext,
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
    trouble("MISSING_ARTICLE", "This row has a quantity and no article.");
    return;
  }
  const same = draft.lines.find(
    (line) => line.values.lineNumber !== undefined && line.values.lineNumber.value === lineNumber?.value,
  );
  if (same === undefined) {
    draft.lines.push({ row: row.number, values });
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
