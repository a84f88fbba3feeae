import type * as words from "../../domain/vocabulary.js";
import type { Return } from "../return.js";
import type { Shipment } from "../shipment.js";
import { type Ask, columns } from "./ask.js";
import { type Condition, conditionsOf, given, instant } from "./condition.js";
import { RETURN_FIELDS, SHIPMENT_FIELDS } from "./nested.js";
import { type CustomFieldMatch, holdsCustom, isKey } from "./order-filter.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

export interface ReturnFilter {
  readonly kind?: words.ReturnKind | null;
  readonly status?: words.ReturnStatus | null;
  readonly reason?: words.ExceptionReason | null;
  readonly orderId?: string | null;
  readonly customerId?: string | null;
  readonly number?: string | null;
  readonly trackingNumber?: string | null;
  readonly openedFrom?: Date | null;
  readonly openedTo?: Date | null;
  readonly customField?: CustomFieldMatch | null;
}

export const RETURN_LIST = { list: "returns", at: "opened_at" } as const;

/** What each filter asks of a row `x`. */
export const RETURN_CONDITIONS: { readonly [Name in keyof ReturnFilter]-?: Condition<ReturnFilter[Name]> } = {
  kind: { values: given, types: ["text"], sql: (_, value) => sql`x.kind = ${value}` },
  status: { values: given, types: ["text"], sql: (_, value) => sql`x.status = ${value}` },
  reason: { values: given, types: ["text"], sql: (_, value) => sql`x.reason = ${value}` },
  orderId: { values: given, types: ["uuid"], sql: (_, value) => sql`x.order_id = ${value}::uuid` },
  customerId: {
    ...{ values: given, types: ["uuid"] },
    sql: (ask, value) => sql`x.order_id IN (
      SELECT o.id FROM ${ask.of("orders")} o WHERE o.customer_id = ${value}::uuid)`,
  },
  number: { values: given, types: ["text"], sql: (_, value) => isKey(sql`x.number`, value) },
  trackingNumber: { values: given, types: ["text"], sql: (_, value) => isKey(sql`x.tracking_number`, value) },
  openedFrom: {
    ...{ values: instant, types: ["timestamptz"] },
    sql: (_, value) => sql`x.opened_at >= ${value}::timestamptz`,
  },
  openedTo: {
    ...{ values: instant, types: ["timestamptz"] },
    sql: (_, value) => sql`x.opened_at < ${value}::timestamptz`,
  },
  customField: holdsCustom,
};

export function returnReads(ask: Ask) {
  return {
    returns: (filter: ReturnFilter, args: PageArgs): Promise<Page<Return>> =>
      page<Return>(
        ask,
        {
          ...RETURN_LIST,
          columns: columns("x", RETURN_FIELDS),
          from: ask.of("returns"),
          where: conditionsOf(ask, RETURN_CONDITIONS, filter),
        },
        args,
      ),

    returnsById: (ids: readonly string[]): Promise<Return[]> =>
      ask.rows(sql`
        SELECT ${columns("x", RETURN_FIELDS)} FROM ${ask.of("returns")} x WHERE x.id = ANY(${ids}::uuid[])`),

    shipmentsById: (ids: readonly string[]): Promise<Shipment[]> =>
      ask.rows(sql`
        SELECT ${columns("x", SHIPMENT_FIELDS)} FROM ${ask.of("shipments")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
