import { HubError } from "../../domain/errors.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type * as words from "../../domain/vocabulary.js";
import type { Order } from "../order.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { all, type Sql, sql } from "./sql.js";

/** An order as lists show it; where its values were read from is asked for apart. */
export type OrderRow = Omit<Order, "provenance">;

// biome-ignore format: one list a line reads best as a table
const FIELDS: readonly Field<OrderRow>[] = [
  "id", "number", "connectionId", "channel", "externalId", "externalNumber", "externalVersion", "poNumber",
  "status", "fulfillmentStatus", "returnStatus", "executionSync", "placedAt", "currency", "total", "shipTo",
  ["requestedDate", "day"], "note", "doubts", "version", "sourceRecordId", "customerId", "messageId",
  "createdAt", "updatedAt",
];

export interface OrderFilter {
  readonly number?: string | null;
  readonly poNumber?: string | null;
  readonly customerId?: string | null;
  readonly channel?: words.Channel | null;
  readonly status?: words.OrderStatus | null;
  readonly fulfillmentStatus?: words.OrderFulfillmentStatus | null;
  readonly executionSync?: words.ExecutionSyncStatus | null;
  readonly placedFrom?: Date | null;
  readonly placedTo?: Date | null;
  readonly trackingNumber?: string | null;
}

/** More orders than this under one number are not listed. */
const NAMESAKES_MAX = 6;

export function orderReads(ask: Ask) {
  const select = sql`SELECT ${columns("x", FIELDS)} FROM ${ask.of("orders")} x`;
  return {
    ordersById: (ids: readonly string[]): Promise<OrderRow[]> =>
      ask.rows(sql`${select} WHERE x.id = ANY(${ids}::uuid[])`),

    /** By the hub's number first; then by the number at its source or the buyer's own, if only one order has it. */
    async orderByNumber(number: string): Promise<OrderRow | null> {
      const found = await ask.rows<OrderRow>(sql`
        ${select} WHERE ${knownAs(number)} ORDER BY x.placed_at DESC, x.id DESC LIMIT ${NAMESAKES_MAX}`);
      const own = found.find((order) => order.number === hubNumber(number));
      if (own !== undefined || found.length <= 1) return own ?? found[0] ?? null;
      const numbers = found.map((order) => order.number).join(", ");
      throw new HubError("AMBIGUOUS", `more than one order is known as "${number}": ${numbers}`, {
        mend: "Ask by one of these numbers.",
      });
    },

    orders: (filter: OrderFilter, args: PageArgs): Promise<Page<OrderRow>> =>
      page<OrderRow>(
        ask,
        {
          list: "orders",
          columns: columns("x", FIELDS),
          from: ask.of("orders"),
          where: conditions(ask, filter),
          at: "placed_at",
        },
        args,
      ),

    orderProvenance: (
      ids: readonly string[],
    ): Promise<{ readonly id: string; readonly provenance: FieldProvenance[] }[]> =>
      ask.rows(sql`SELECT x.id, x.provenance FROM ${ask.of("orders")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}

const hubNumber = (number: string): string => number.trim().toUpperCase();

/** The numbers an order goes by. People leave out the `#` that shops print before theirs. */
export function knownAs(number: string): Sql {
  const given = number.trim();
  const atSource = given.startsWith("#") ? [given, given.slice(1)] : [given, `#${given}`];
  return sql`(x.number = ${hubNumber(number)} OR x.external_number = ANY(${atSource}::text[]) OR x.po_number = ${given})`;
}

function conditions(ask: Ask, filter: OrderFilter): Sql[] {
  const given = <Value>(value: Value | null | undefined, condition: (value: Value) => Sql): Sql | null =>
    value === null || value === undefined ? null : condition(value);
  return [
    given(filter.number, knownAs),
    given(filter.poNumber, (value) => sql`x.po_number = ${value.trim()}`),
    given(filter.customerId, (value) => sql`x.customer_id = ${value}::uuid`),
    given(filter.channel, (value) => sql`x.channel = ${value}`),
    given(filter.status, (value) => sql`x.status = ${value}`),
    given(filter.fulfillmentStatus, (value) => sql`x.fulfillment_status = ${value}`),
    given(filter.executionSync, (value) => sql`x.execution_sync = ${value}`),
    given(filter.placedFrom, (value) => sql`x.placed_at >= ${value}`),
    given(filter.placedTo, (value) => sql`x.placed_at < ${value}`),
    given(
      filter.trackingNumber,
      (value) => sql`EXISTS (
        SELECT 1 FROM ${ask.of("shipments")} parcel
        WHERE ${all([sql`parcel.order_id = x.id`, sql`parcel.tracking_number = ${value.trim()}`])})`,
    ),
  ].filter((condition) => condition !== null);
}
