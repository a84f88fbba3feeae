import type { DecimalMark } from "../../../domain/decimal.js";
import type { Issue } from "../../connector.js";
import type { Column, LineColumn, OrderColumn } from "./columns.js";

/** A row as its file numbers it, from 1. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly string[];
  /** Positions of cells that the file stores as numbers: their notation is not in question. */
  readonly numeric?: readonly number[];
}

/** Rows of one sheet or one delimited file. */
export interface Table {
  /** The sheet's name; null in a file that has only one table. */
  readonly name: string | null;
  readonly rows: readonly TableRow[];
}

/** A value with the cell it came from. */
export interface TableValue {
  readonly value: string;
  readonly text: string;
  readonly row: number;
  readonly header: string;
}

export interface TableLine {
  readonly row: number;
  readonly values: Partial<Readonly<Record<LineColumn, TableValue>>>;
}

/** One order of a table: what stood in its order columns, and its lines. */
export interface TableOrder {
  /** The order number; null in a table that holds one unnumbered order. */
  readonly key: string | null;
  readonly head: Partial<Readonly<Record<OrderColumn, TableValue>>>;
  readonly lines: readonly TableLine[];
  readonly canceled: boolean;
  readonly doubts: readonly string[];
}

export interface TableOptions {
  /** The source's own column names; they go before the hub's. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly decimalMark: DecimalMark | null;
  /** Whether every order must bear a number. A table in a mail may hold one order without. */
  readonly orderNumber: "required" | "optional";
  readonly receivedAt: string;
  readonly country: string | null;
  /** How days such as `05/06/2026` are written, where it was told already. */
  readonly dayMonthOrder?: "DAY_FIRST" | "MONTH_FIRST";
}

export type TableReading =
  | {
      readonly ok: true;
      readonly orders: readonly TableOrder[];
      /** What stood above the header and under the lines, as text. */
      readonly around: string;
      readonly warnings: readonly Issue[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** A place in a table, for people: `sheet "Orders", row 7`. */
export function placeOf(table: Pick<Table, "name">, row: number, header?: string): string {
  const sheet = table.name === null ? "" : `sheet "${table.name}", `;
  return `${sheet}row ${row}${header === undefined ? "" : `, column "${header}"`}`;
}
