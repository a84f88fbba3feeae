import type { Issue } from "../../connector.js";
import { ORDER_COLUMNS, type OrderColumn } from "./columns.js";
import { placeOf, type Table, type TableValue } from "./shape.js";

/** What is known of an order while its rows are read. */
export interface HeadDraft {
  readonly key: string | null;
  readonly head: Partial<Record<OrderColumn, TableValue>>;
  readonly doubts: string[];
  /** The days of delivery that its rows name. */
  readonly days: Set<string>;
}

/** Adds what a row says of its order; what contradicts the rows above is an issue, but for days. */
export function mergeHead(
  draft: HeadDraft,
  head: Partial<Record<OrderColumn, TableValue>>,
  { table, issues }: { readonly table: Table; readonly issues: Issue[] },
): void {
  for (const column of ORDER_COLUMNS) {
    const value = head[column];
    if (value === undefined) continue;
    const known = draft.head[column];
    if (column === "requestedDate") draft.days.add(value.value);
    if (known === undefined || (column === "requestedDate" && value.value < known.value))
      draft.head[column] = value;
    else if (column !== "requestedDate" && known.value !== value.value) {
      issues.push({
        code: "CONFLICTING_ROWS",
        message: `Order ${draft.key ?? ""} has "${value.text}" here and "${known.text}" in row ${known.row}.`,
        at: placeOf(table, value.row, value.header),
      });
    }
  }
}

/** The lines of an order may be wanted on different days. The hub keeps one for an order: the first. */
export const doubtsOfDays = (days: ReadonlySet<string>): string[] =>
  days.size < 2
    ? []
    : [
        `Its lines are wanted on different days; the order has the first of them: ${[...days].sort().join(", ")}.`,
      ];
