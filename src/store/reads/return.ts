import type * as words from "../../domain/vocabulary.js";
import type { Return } from "../return.js";
import type { Shipment } from "../shipment.js";
import { type Ask, columns } from "./ask.js";
import { RETURN_FIELDS, SHIPMENT_FIELDS } from "./nested.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

export interface ReturnFilter {
  readonly kind?: words.ReturnKind | null;
  readonly status?: words.ReturnStatus | null;
  readonly reason?: words.ExceptionReason | null;
  readonly orderId?: string | null;
}

export function returnReads(ask: Ask) {
  return {
    returns: ({ kind, status, reason, orderId }: ReturnFilter, args: PageArgs): Promise<Page<Return>> =>
      page<Return>(
        ask,
        {
          list: "returns",
          columns: columns("x", RETURN_FIELDS),
          from: ask.of("returns"),
          where: [
            kind ? sql`x.kind = ${kind}` : null,
            status ? sql`x.status = ${status}` : null,
            reason ? sql`x.reason = ${reason}` : null,
            orderId ? sql`x.order_id = ${orderId}::uuid` : null,
          ],
          at: "opened_at",
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
