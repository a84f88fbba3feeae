import type { DecimalMark } from "../../../domain/decimal.js";
import type { Issue } from "../../connector.js";
import { readDate } from "../values/dates.js";
import { type NumberReading, readNumber } from "../values/numbers.js";
import { readPrice } from "../values/price-basis.js";
import type { LineColumn, OrderColumn } from "./columns.js";

export type CellReading =
  | { readonly ok: true; readonly value: string }
  /** It can be done without: a person is asked. */
  | { readonly ok: "UNCLEAR"; readonly doubt: string }
  | { readonly ok: false; readonly issue: Omit<Issue, "at"> };

export interface CellContext {
  readonly mark: DecimalMark | null;
  readonly receivedAt: string;
  readonly country: string | null;
  readonly dayMonthOrder: "DAY_FIRST" | "MONTH_FIRST" | null;
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

/** States of an order in a shop's export after which nobody waits for its goods. */
const OVER: ReadonlySet<string> = new Set(["fulfilled", "shipped", "delivered", "refunded", "voided"]);

/** Why an order that is over at its source may not be wanted. */
export function doubtsOfState(
  head: Readonly<Partial<Record<"fulfillment" | "payment", { readonly value: string }>>>,
): string[] {
  return [head.fulfillment, head.payment].flatMap((state) =>
    state !== undefined && OVER.has(state.value.trim().toLowerCase())
      ? [`The file says that the order is ${state.value.trim()}: nobody may wait for these goods any more.`]
      : [],
  );
}

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
      return number(text, readPrice(text, numeric ? "." : context.mark));
    case "discount":
    case "amount": {
      // They only help to tell the price: what cannot be read tells nothing.
      const reading = readNumber(text.replace(/^[-–−]\s*/, ""), numeric ? "." : context.mark);
      return { ok: true, value: reading.ok ? reading.value : text };
    }
    case "orderDate":
      return date(text, context, "the day it arrived was taken as that of the order");
    case "requestedDate":
      return date(text, context, "the order has no day of delivery until somebody says which is meant");
    case "currency":
      return currency(text);
    default:
      return { ok: true, value: text };
  }
}

function number(text: string, reading: NumberReading): CellReading {
  if (reading.ok) return reading;
  if (reading.problem === "NO_NUMBER") return trouble("NOT_A_NUMBER", `"${text}" is not a number.`);
  return trouble(
    "AMBIGUOUS_NUMBER",
    `"${text}" can be read in more than one way. Set the connection's \`decimalMark\` and replay the message.`,
  );
}

function quantity(text: string, mark: DecimalMark | null): CellReading {
  const reading = number(text, readNumber(text, mark));
  if (reading.ok === true && Number(reading.value) <= 0) {
    return trouble("QUANTITY_NOT_POSITIVE", `"${text}" is not a quantity that can be ordered.`);
  }
  return reading;
}

function date(text: string, context: CellContext, without: string): CellReading {
  const counted = SERIAL_DAY.exec(text)?.[1];
  if (counted !== undefined) return { ok: true, value: dayOfSerial(Number(counted)) };
  const reading = readDate(text, context);
  if (reading?.kind === "date") return { ok: true, value: reading.date };
  return { ok: "UNCLEAR", doubt: `"${text.slice(0, 100)}" does not name one certain day: ${without}.` };
}

/** A sheet counts days from the end of 1899; a cell that has lost its format shows the count. These are 1982 to 2064. */
const SERIAL_DAY = /^([345]\d{4})(?:\.\d+)?$/;
const SERIAL_OF_1970 = 25_569;
const MS_PER_DAY = 86_400_000;

const dayOfSerial = (count: number): string =>
  new Date((count - SERIAL_OF_1970) * MS_PER_DAY).toISOString().slice(0, 10);

function currency(text: string): CellReading {
  const upper = text.toUpperCase();
  const code = CURRENCIES[upper] ?? upper;
  if (/^[A-Z]{3}$/.test(code)) return { ok: true, value: code };
  return trouble("UNKNOWN_CURRENCY", `"${text}" is not a currency code such as EUR.`);
}

function trouble(code: string, message: string): CellReading {
  return { ok: false, issue: { code, message } };
}
