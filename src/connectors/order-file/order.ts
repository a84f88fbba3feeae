import type { CanonicalDocument, Issue, MapResult, StoredMessage } from "../connector.js";
import { unfitIn } from "../reading/order-check.js";
import { readTable } from "../reading/table.js";
import { orderFromTable } from "../reading/table-order.js";
import type { Table, TableOrder } from "../reading/table-shape.js";
import type { OrderFileDocument } from "./decode.js";
import type { OrderFileSettings } from "./settings.js";

/** A sheet beside the orders, such as instructions, has headings of its own; that is no fault. */
const NOT_A_TABLE_OF_ORDERS: ReadonlySet<string> = new Set([
  "UNKNOWN_COLUMNS",
  "EMPTY_TABLE",
  "NO_ORDER_ROWS",
]);

/**
 * The orders of a file, one document each. A file is taken as a whole or not at all: a row that cannot
 * be read sends it to quarantine with every such row named, so that nobody has to find out which half
 * of a file the hub has taken.
 */
export function mapOrderFile(
  document: OrderFileDocument,
  message: Omit<StoredMessage, "body">,
  settings: OrderFileSettings,
): MapResult {
  const { decimalMark, columns, country } = settings;
  const options = {
    columns,
    decimalMark,
    orderNumber: "required",
    receivedAt: message.receivedAt,
    country,
  } as const;
  const readings = document.tables
    .filter(({ rows }) => rows.some(({ cells }) => cells.some((cell) => cell.trim() !== "")))
    .map((table) => ({ table, reading: readTable(table, options) }));
  const read = readings.flatMap(({ table, reading }) => (reading.ok ? [{ table, reading }] : []));
  const issues = readings.flatMap(({ reading }) => (reading.ok ? [] : reading.issues));
  const faults = read.length > 0 ? issues.filter(({ code }) => !NOT_A_TABLE_OF_ORDERS.has(code)) : issues;
  if (readings.length === 0)
    faults.push({ code: "EMPTY_FILE", message: "There is nothing in this file.", at: message.fileName });
  faults.push(...repeatedOrders(read.map(({ table, reading }) => ({ table, orders: reading.orders }))));
  const documents = read.flatMap(({ table, reading }) =>
    reading.orders.map((order) => documentOf(order, table, message, settings)),
  );
  faults.push(...unfitIn(documents.map(({ order }) => order)));
  if (faults.length > 0) return { ok: false, issues: faults };
  return {
    ok: true,
    documents,
    warnings: [
      ...read.flatMap(({ reading }) => reading.warnings),
      ...issues.map(leftOut),
      ...lostCharacters(document),
    ],
  };
}

function documentOf(
  order: TableOrder,
  table: Table,
  message: Omit<StoredMessage, "body">,
  settings: OrderFileSettings,
): Extract<CanonicalDocument, { kind: "ORDER" }> {
  const sheet = table.name === null ? "" : `sheet:${table.name} `;
  return {
    kind: "ORDER",
    order: orderFromTable(order, {
      externalId: order.key ?? message.id,
      placedAt: message.receivedAt,
      currency: settings.currency,
      country: settings.country,
      codeSystem: settings.codeSystem,
      partOf: (row) => `${sheet}row:${row}`,
    }),
  };
}

function leftOut({ at }: Issue): Issue {
  return { code: "SHEET_NOT_READ", message: "This sheet holds no orders and was left out.", at };
}

/** One order number on two sheets would be two versions of one order, and nobody knows which is newer. */
function repeatedOrders(read: readonly { table: Table; orders: readonly TableOrder[] }[]): Issue[] {
  const seen = new Map<string, string | null>();
  return read.flatMap(({ table, orders }) =>
    orders.flatMap(({ key }): Issue[] => {
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
