import type { CanonicalOrder } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import { type Found, type OrderText, readOrderText } from "../reading/prose/order-text.js";
import { readTable } from "../reading/tables/read-table.js";
import type { Table, TableOptions, TableOrder, TableReading } from "../reading/tables/shape.js";
import { readDate } from "../reading/values/dates.js";

/** A sheet that is a form: one order, whose number and parties stand above its lines and in no column. */
export interface Form {
  readonly order: TableOrder;
  readonly number: string;
  readonly text: OrderText;
  /** ISO day; null where the form does not say. */
  readonly orderedOn: string | null;
  readonly warnings: Extract<TableReading, { ok: true }>["warnings"];
}

/** Reads a table that has no column for order numbers as a form; null if nothing above it names one order. */
export function readForm(table: Table, options: TableOptions): Form | null {
  const reading = readTable(table, { ...options, orderNumber: "optional" });
  if (!reading.ok) return null;
  const [order, ...others] = reading.orders;
  if (order === undefined || others.length > 0 || order.key !== null) return null;
  const { receivedAt, country } = options;
  const text = readOrderText(reading.around, { receivedAt, country });
  if (text.poNumber === null) return null;
  return {
    ...{ order, text, number: text.poNumber.value },
    orderedOn: orderDateIn(reading.around, options),
    warnings: reading.warnings,
  };
}

const ORDER_DATE =
  /^[^\p{L}\p{N}\n]{0,40}(?:order date|po date|date ordered|date|bestelldatum|datum|下单日期|订单日期|日期)\s*[:：\t]+\s*(.{4,40})/imu;

const HEAD_CHARS_MAX = 20_000;

function orderDateIn(around: string, { receivedAt, country }: TableOptions): string | null {
  const said = ORDER_DATE.exec(around.slice(0, HEAD_CHARS_MAX))?.[1];
  const date = said === undefined ? null : readDate(said, { receivedAt, country });
  return date?.kind === "date" ? date.date : null;
}

/** The order of a form: what its lines do not say, the head above them does. */
export function withHead(order: CanonicalOrder, { number, text, orderedOn }: Form): CanonicalOrder {
  const { currency, requestedDate, shipTo, note } = text;
  return {
    ...order,
    poNumber: number,
    placedAt: orderedOn === null ? order.placedAt : `${orderedOn}T00:00:00Z`,
    currency: order.currency ?? stated(currency),
    buyer: filled(order.buyer, text),
    shipTo: order.shipTo ?? stated(shipTo),
    requestedDate: order.requestedDate ?? stated(requestedDate),
    note: order.note ?? stated(note),
    doubts: [...new Set([...order.doubts, ...text.doubts])],
    provenance: [...order.provenance, ...headProvenance(text)],
  };
}

const stated = <T>(found: Found<T> | null): T | null => found?.value ?? null;

const filled = (party: PartyStatement, text: OrderText): PartyStatement => ({
  ...party,
  code: party.code ?? stated(text.customerCode),
  name: party.name ?? stated(text.customerName),
  department: party.department ?? stated(text.department),
  contactName: party.contactName ?? stated(text.contactName),
  emails: party.emails.length > 0 ? party.emails : text.emails.map(({ value }) => value),
  phones: party.phones.length > 0 ? party.phones : text.phones.map(({ value }) => value),
  taxId: party.taxId ?? stated(text.taxId),
  address: party.address ?? stated(text.address),
});

/** Where the values of the head were found: a form has them above its lines. */
function headProvenance(text: OrderText): FieldProvenance[] {
  const found: readonly (readonly [path: string, found: Found<unknown> | null])[] = [
    ["poNumber", text.poNumber],
    ["shipTo", text.shipTo],
    ["requestedDate", text.requestedDate],
    ["buyer.name", text.customerName],
  ];
  return found.flatMap(([path, one]) =>
    one === null ? [] : [{ path, part: "above the lines", rule: one.rule, range: [...one.range] }],
  );
}
