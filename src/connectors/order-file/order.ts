import type { CanonicalOrder } from "../../domain/order.js";
import type { Issue, MapResult, StoredMessage } from "../connector.js";
import { unfitIn } from "../reading/checks/order-check.js";
import { orderFromTable } from "../reading/tables/order.js";
import { readTable } from "../reading/tables/read-table.js";
import type { Table, TableOptions, TableOrder } from "../reading/tables/shape.js";
import type { OrderFileDocument } from "./decode.js";
import { type Form, readForm, withHead } from "./form.js";
import type { OrderFileSettings } from "./settings.js";
import { DAY_MONTH_ORDER, DECIMAL_MARK } from "./split.js";

/** A sheet beside the orders, such as instructions, has headings of its own; that is no fault. */
const NOT_A_TABLE_OF_ORDERS: ReadonlySet<string> = new Set([
  "UNKNOWN_COLUMNS",
  "EMPTY_TABLE",
  "NO_ORDER_ROWS",
]);

/**
 * The orders of a file, one document each, or every row that cannot be read. Whoever gets the latter takes
 * the file apart (`split`): the orders that can be read are taken, and the rows of the others are set aside,
 * each order as a file of its own, so that nobody has to find out which half of a file the hub has taken.
 */
export function mapOrderFile(
  document: OrderFileDocument,
  message: Omit<StoredMessage, "body">,
  settings: OrderFileSettings,
): MapResult {
  const { columns, country } = settings;
  const told = message.headers[DECIMAL_MARK];
  const decimalMark = settings.decimalMark ?? (told === "," || told === "." ? told : null);
  const options: TableOptions = {
    ...toldOrder(message),
    ...{ columns, decimalMark, country },
    ...{ orderNumber: "required", receivedAt: message.receivedAt },
  };
  const readings = document.tables
    .filter(({ rows }) => rows.some(({ cells }) => cells.some((cell) => cell.trim() !== "")))
    .map((table) => readSheet(table, options));
  const read = readings.filter((reading) => reading.ok);
  const issues = readings.flatMap((reading) => (reading.ok ? [] : reading.issues));
  const faults = read.length > 0 ? issues.filter(({ code }) => !NOT_A_TABLE_OF_ORDERS.has(code)) : issues;
  if (readings.length === 0)
    faults.push({ code: "EMPTY_FILE", message: "There is nothing in this file.", at: message.fileName });
  faults.push(...repeatedOrders(read));
  const orders = read.flatMap(({ table, orders, form }) =>
    orders.map((order) => {
      const known = orderOf(order, form?.number ?? order.key ?? message.id, table, message, settings);
      return form === null ? known : withHead(known, form);
    }),
  );
  faults.push(...unfitIn(orders));
  if (faults.length > 0) return { ok: false, issues: faults };
  return {
    ok: true,
    documents: orders.map((order) => ({ kind: "ORDER", order })),
    warnings: [
      ...read.flatMap(({ warnings }) => warnings),
      ...issues.map(leftOut),
      ...lostCharacters(document),
    ],
  };
}

type Sheet =
  | {
      readonly ok: true;
      readonly table: Table;
      readonly orders: readonly TableOrder[];
      readonly warnings: readonly Issue[];
      /** What the sheet is if it is no list of orders. */
      readonly form: Form | null;
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** A sheet is a list of orders, or a form that holds one. */
function readSheet(table: Table, options: TableOptions): Sheet {
  const reading = readTable(table, options);
  if (reading.ok) return { ok: true, table, orders: reading.orders, warnings: reading.warnings, form: null };
  const isNumbered = reading.issues.some(({ code }) => code !== "UNKNOWN_COLUMNS");
  const form = isNumbered ? null : readForm(table, options);
  if (form === null) return reading;
  return { ok: true, table, orders: [form.order], warnings: form.warnings, form };
}

function toldOrder({ headers }: Pick<StoredMessage, "headers">): Pick<TableOptions, "dayMonthOrder"> {
  const told = headers[DAY_MONTH_ORDER];
  return told === "DAY_FIRST" || told === "MONTH_FIRST" ? { dayMonthOrder: told } : {};
}

function orderOf(
  order: TableOrder,
  externalId: string,
  table: Table,
  message: Omit<StoredMessage, "body">,
  settings: OrderFileSettings,
): CanonicalOrder {
  const sheet = table.name === null ? "" : `sheet:${table.name} `;
  return orderFromTable(order, {
    externalId,
    placedAt: message.receivedAt,
    currency: settings.currency,
    country: settings.country,
    codeSystem: settings.codeSystem,
    partOf: (row) => `${sheet}row:${row}`,
  });
}

function leftOut({ at }: Issue): Issue {
  return { code: "SHEET_NOT_READ", message: "This sheet holds no orders and was left out.", at };
}

/** One order number on two sheets would be two versions of one order, and nobody knows which is newer. */
function repeatedOrders(read: readonly Extract<Sheet, { ok: true }>[]): Issue[] {
  const seen = new Map<string, string | null>();
  return read.flatMap(({ table, orders, form }) =>
    orders.flatMap((order): Issue[] => {
      const key = form?.number ?? order.key;
      if (key === null) return [];
      const earlier = seen.get(key);
      seen.set(key, table.name);
      if (earlier === undefined) return [];
      const message = `Order ${key} is on sheet "${earlier ?? ""}", too.`;
      return [{ code: "DUPLICATE_ORDER", message, at: `sheet "${table.name ?? ""}"` }];
    }),
  );
}

/** A lost character in a cell that is used fails its row; one anywhere else is said all the same. */
function lostCharacters({ text }: OrderFileDocument): Issue[] {
  if (text === null || text.undefinedBytes === 0) return [];
  const message = `${text.undefinedBytes} characters have no meaning in ${text.encoding}. If names look wrong, set the connection's \`encoding\` and replay.`;
  return [{ code: "UNREADABLE_CHARACTER", message, at: null }];
}
