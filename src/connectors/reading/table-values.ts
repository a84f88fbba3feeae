import type { DecimalMark } from "../../domain/decimal.js";
import type { Issue } from "../connector.js";
import type { LineColumn, OrderColumn } from "./columns.js";
import { readDate } from "./dates.js";
import { readNumber } from "./numbers.js";

export type CellReading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly issue: Omit<Issue, "at"> };

export interface CellContext {
  readonly mark: DecimalMark | null;
  readonly receivedAt: string;
  readonly country: string | null;
}

const CURRENCIES: Readonly<Record<string, string>> = {
  "€": "EUR",
  EURO: "EUR",
  "£": "GBP",
  US$: "USD",
  NT$: "TWD",
  NTD: "TWD",
  RMB: "CNY",
  元: "CNY",
  人民币: "CNY",
  新台幣: "TWD",
};

const CANCELED: ReadonlySet<string> = new Set([
  "canceled",
  "cancelled",
  "void",
  "storniert",
  "abgesagt",
  "已取消",
  "取消",
  "作废",
  "annulé",
  "annulée",
]);

export function isCanceled(status: string): boolean {
  return CANCELED.has(status.trim().toLowerCase());
}

/** A formula that failed in the sheet it came from. */
const SHEET_ERROR = /^#(?:REF|N\/A|VALUE|DIV\/0|NAME|NULL|NUM)[!?]?$/;

/** Reads one cell as what its column holds. `numeric` cells were numbers in the file already. */
export function readCell(
  column: OrderColumn | LineColumn,
  text: string,
  numeric: boolean,
  context: CellContext,
): CellReading {
  if (SHEET_ERROR.test(text)) return trouble("FORMULA_ERROR", `The formula in this cell gave ${text}.`);
  if (text.includes("\ufffd"))
    return trouble("UNREADABLE_CHARACTER", `A character could not be read: "${text}".`);
  switch (column) {
    case "quantity":
      return quantity(text, numeric ? "." : context.mark);
    case "unitPrice":
      return number(text, numeric ? "." : context.mark);
    case "orderDate":
    case "requestedDate":
      return date(text, context);
    case "currency":
      return currency(text);
    default:
      return { ok: true, value: text };
  }
}

function number(text: string, mark: DecimalMark | null): CellReading {
  const reading = readNumber(text, mark);
  if (reading.ok) return reading;
  if (reading.problem === "NO_NUMBER") return trouble("NOT_A_NUMBER", `"${text}" is not a number.`);
  return trouble(
    "AMBIGUOUS_NUMBER",
    `"${text}" can be read in more than one way. Set the connection's \`decimalMark\` and replay the message.`,
  );
}

function quantity(text: string, mark: DecimalMark | null): CellReading {
  const reading = number(text, mark);
  if (reading.ok && Number(reading.value) <= 0) {
    return trouble("QUANTITY_NOT_POSITIVE", `"${text}" is not a quantity that can be ordered.`);
  }
  return reading;
}

function date(text: string, context: CellContext): CellReading {
  const reading = readDate(text, context);
  if (reading?.kind === "date") return { ok: true, value: reading.date };
  return trouble("UNREADABLE_DATE", `"${text}" does not name one certain day; write it like 2026-11-20.`);
}

function currency(text: string): CellReading {
  const upper = text.toUpperCase();
  const code = CURRENCIES[upper] ?? upper;
  if (/^[A-Z]{3}$/.test(code)) return { ok: true, value: code };
  return trouble("UNKNOWN_CURRENCY", `"${text}" is not a currency code such as EUR.`);
}

function trouble(code: string, message: string): CellReading {
  return { ok: false, issue: { code, message } };
}
