import { HubError } from "../../domain/errors.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { Order } from "../order.js";
import { type Ask, columns, type Field } from "./ask.js";
import { conditionsOf } from "./condition.js";
import { ORDER_CONDITIONS, type OrderFilter } from "./order-filter.js";
import { type List, type Page, type PageArgs, page } from "./page.js";
import { type Sql, sql } from "./sql.js";

/** An order as lists show it; where its values were read from is asked for apart. */
export type OrderRow = Omit<Order, "provenance">;

// biome-ignore format: one list a line reads best as a table
export const ORDER_FIELDS: readonly Field<OrderRow>[] = [
  "id", "number", "connectionId", "channel", "externalId", "externalNumber", "externalVersion", "poNumber",
  "status", "fulfillmentStatus", "returnStatus", "executionSync", "placedAt", "currency", "total", "shipTo",
  ["requestedDate", "day"], ["promisedDate", "day"], ["expectedDate", "day"], "slipDays", "note", "doubts", "version", "sourceRecordId", "customerId", "messageId",
  "createdAt", "updatedAt",
];

/** NEWEST: as they were placed. DUE: those that are still open, by the day they are due. The others hold all. */
export const ORDER_SORTS = ["NEWEST", "DUE", "UPDATED", "PROMISED", "SLIP"] as const;
export type OrderSort = (typeof ORDER_SORTS)[number];

const OPEN = sql`x.status IN ('DRAFT', 'NEEDS_REVIEW', 'CONFIRMED')`;

/** The lists of orders. Each has an index of its own, so that its pages cost the same however many orders there are. */
export const ORDER_LISTS: Readonly<Record<OrderSort, Pick<List, "list" | "at" | "by" | "where">>> = {
  NEWEST: { list: "orders", at: "placed_at", by: "INSTANT", where: [] },
  DUE: { list: "orders-due", at: "requested_date", by: "DAY", where: [OPEN] },
  UPDATED: { list: "orders-updated", at: "updated_at", by: "INSTANT", where: [] },
  PROMISED: { list: "orders-promised", at: "promised_date", by: "DAY", where: [] },
  SLIP: { list: "orders-slip", at: "slip_days", by: "COUNT", where: [] },
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
