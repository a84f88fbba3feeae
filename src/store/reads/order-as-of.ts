import type { OrderLine } from "../order.js";
import { type Ask, columns } from "./ask.js";
import { ORDER_FIELDS, type OrderRow } from "./order.js";
import { sql } from "./sql.js";

/** An order as it stood at an instant. */
export interface PastOrder extends OrderRow {
  readonly asOf: Date;
  readonly lines: readonly OrderLine[];
}

export function orderAsOfReads(ask: Ask) {
  const versions = ask.of("order_versions");
  return {
    /**
     * The order as the hub knew it then: what it is now, with everything that has changed since put back. Null if
     * the hub did not know it yet. For the house only: its rows have to be whole rows of the table.
     */
    async orderAsOf(id: string, at: Date): Promise<PastOrder | null> {
      const [past] = await ask.rows<OrderRow>(sql`
        SELECT ${columns("was", ORDER_FIELDS)} FROM ${ask.of("orders")} x
        CROSS JOIN LATERAL jsonb_populate_record(x, coalesce((
          SELECT jsonb_object_agg(first.key, first.value) FROM (
            SELECT DISTINCT ON (one.key) one.key, one.value FROM ${versions} v
            CROSS JOIN LATERAL jsonb_each(v.was) one
            WHERE v.order_id = x.id AND v.until > ${at} ORDER BY one.key, v.until
          ) first), '{}')) was
        WHERE x.id = ${id}::uuid AND x.created_at <= ${at}`);
      if (past === undefined) return null;
      const [kept] = await ask.rows<{ lines: OrderLine[] }>(sql`
        SELECT v.lines FROM ${versions} v
        WHERE v.order_id = ${id}::uuid AND v.until > ${at} AND v.lines IS NOT NULL ORDER BY v.until LIMIT 1`);
      const lines = kept?.lines ?? (await ask.rows<OrderLine>(linesNow(ask, id)));
      return { ...past, asOf: at, lines };
    },
  };
}

const linesNow = (ask: Ask, id: string) => sql`
  SELECT l.order_id AS "orderId", l.line_number AS "lineNumber", l.position, l.sku, l.description,
    trim_scale(l.quantity)::text AS quantity, l.unit, trim_scale(l.unit_price)::text AS "unitPrice"
  FROM ${ask.of("order_lines")} l WHERE l.order_id = ${id}::uuid ORDER BY l.position, l.line_number`;
