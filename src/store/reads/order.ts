import { HubError } from "../../domain/errors.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type * as words from "../../domain/vocabulary.js";
import type { Order } from "../order.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Condition, conditionsOf } from "./condition.js";
import { type List, type Page, type PageArgs, page } from "./page.js";
import { all, type Sql, sql } from "./sql.js";

/** An order as lists show it; where its values were read from is asked for apart. */
export type OrderRow = Omit<Order, "provenance">;

// biome-ignore format: one list a line reads best as a table
export const ORDER_FIELDS: readonly Field<OrderRow>[] = [
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

/** NEWEST: as they were placed. DUE: those that are still open, by the day they are due. */
export const ORDER_SORTS = ["NEWEST", "DUE"] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

const OPEN = sql`x.status IN ('DRAFT', 'NEEDS_REVIEW', 'CONFIRMED')`;

/** The lists of orders. Each has an index of its own, so that its pages cost the same however many orders there are. */
export const ORDER_LISTS: Readonly<Record<OrderSort, Pick<List, "list" | "at" | "by" | "where">>> = {
  NEWEST: { list: "orders", at: "placed_at", by: "INSTANT", where: [] },
  DUE: { list: "orders-due", at: "requested_date", by: "DAY", where: [OPEN] },
};

const trimmed = (value: string): string[] => [value.trim()];
const asGiven = (value: string): string[] => [value];
const instant = (value: Date): string[] => [value.toISOString()];

/** What each filter asks of a row `x`. */
export const ORDER_CONDITIONS: { readonly [Name in keyof OrderFilter]-?: Condition<OrderFilter[Name]> } = {
  number: {
    values: namesOf,
    types: ["text", "text", "text", "text"],
    sql: (_, own, given, atShop, po) => knownAs(own, given, atShop, po),
  },
  poNumber: { values: trimmed, types: ["text"], sql: (_, value) => sql`x.po_number = ${value}` },
  customerId: { values: asGiven, types: ["uuid"], sql: (_, value) => sql`x.customer_id = ${value}::uuid` },
  channel: { values: asGiven, types: ["text"], sql: (_, value) => sql`x.channel = ${value}` },
  status: { values: asGiven, types: ["text"], sql: (_, value) => sql`x.status = ${value}` },
  fulfillmentStatus: {
    values: asGiven,
    types: ["text"],
    sql: (_, value) => sql`x.fulfillment_status = ${value}`,
  },
  executionSync: { values: asGiven, types: ["text"], sql: (_, value) => sql`x.execution_sync = ${value}` },
  placedFrom: {
    values: instant,
    types: ["timestamptz"],
    sql: (_, value) => sql`x.placed_at >= ${value}::timestamptz`,
  },
  placedTo: {
    values: instant,
    types: ["timestamptz"],
    sql: (_, value) => sql`x.placed_at < ${value}::timestamptz`,
  },
  trackingNumber: {
    values: trimmed,
    types: ["text"],
    sql: (ask, value) => sql`EXISTS (
      SELECT 1 FROM ${ask.of("shipments")} parcel
      WHERE ${all([sql`parcel.order_id = x.id`, sql`parcel.tracking_number = ${value}`])})`,
  },
};

/** More orders than this under one number are not listed. */
const NAMESAKES_MAX = 6;

export function orderReads(ask: Ask) {
  const select = sql`SELECT ${columns("x", ORDER_FIELDS)} FROM ${ask.of("orders")} x`;
  return {
    ordersById: (ids: readonly string[]): Promise<OrderRow[]> =>
      ask.rows(sql`${select} WHERE x.id = ANY(${ids}::uuid[])`),

    /** By the hub's number first; then by the number at its source or the buyer's own, if only one order has it. */
    async orderByNumber(number: string): Promise<OrderRow | null> {
      const names = namesOf(number);
      const found = await ask.rows<OrderRow>(sql`
        ${select} WHERE ${knownAs(...names)}
        ORDER BY x.number = ${names[0]} DESC, x.placed_at DESC, x.id DESC LIMIT ${NAMESAKES_MAX}`);
      const own = found.find(({ number: known }) => known === names[0]);
      if (own !== undefined || found.length <= 1) return own ?? found[0] ?? null;
      const numbers = found.map((order) => order.number).join(", ");
      throw new HubError("AMBIGUOUS", `more than one order is known as "${number}": ${numbers}`, {
        mend: "Ask by one of these numbers.",
      });
    },

    orders: (filter: OrderFilter, args: PageArgs, sort: OrderSort = "NEWEST"): Promise<Page<OrderRow>> => {
      const { where, ...list } = ORDER_LISTS[sort];
      return page<OrderRow>(
        ask,
        {
          ...list,
          columns: columns("x", ORDER_FIELDS),
          from: ask.of("orders"),
          where: [...where, ...conditionsOf(ask, ORDER_CONDITIONS, filter)],
        },
        args,
      );
    },

    /** How many parcels each of these orders has; an order without any is left out. */
    shipmentCounts: (
      ids: readonly string[],
    ): Promise<{ readonly orderId: string; readonly shipments: number }[]> =>
      ask.rows(sql`
        SELECT x.order_id AS "orderId", count(*)::int AS shipments FROM ${ask.of("shipments")} x
        WHERE x.order_id = ANY(${ids}::uuid[]) GROUP BY x.order_id`),

    orderProvenance: (
      ids: readonly string[],
    ): Promise<{ readonly id: string; readonly provenance: FieldProvenance[] }[]> =>
      ask.rows(sql`SELECT x.id, x.provenance FROM ${ask.of("orders")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}

/** The names by which an order may have been asked for: the hub's number, the source's in two spellings, the buyer's. */
export function namesOf(number: string): [string, string, string, string] {
  const given = number.trim();
  // People leave out the `#` that shops print before theirs.
  return [given.toUpperCase(), given, given.startsWith("#") ? given.slice(1) : `#${given}`, given];
}

/** The numbers an order goes by, from `namesOf`. */
export const knownAs = (own: unknown, given: unknown, atShop: unknown, po: unknown): Sql =>
  sql`(x.number = ${own} OR x.external_number IN (${given}, ${atShop}) OR x.po_number = ${po})`;
