import type { Repeatable } from "../../domain/repeated-order.js";
import type { Channel } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** So many are compared with a new order, the newest. */
const ORDERS_MAX = 1_000;

/** Orders of these channels that were placed between two moments and are not canceled, newest first. */
export async function recentOrders(
  tx: Tx,
  channels: readonly Channel[],
  from: Date,
  to: Date,
): Promise<(Repeatable & { readonly number: string })[]> {
  return select(
    tx,
    `SELECT o.number, o.po_number, o.customer_id, s.party AS buyer,
            (SELECT coalesce(json_agg(json_build_object('sku', l.sku, 'description', l.description,
                                                        'quantity', trim_scale(l.quantity)::text)), '[]')
               FROM order_lines l WHERE l.order_id = o.id) AS lines
       FROM orders o JOIN source_records s ON s.id = o.source_record_id
      WHERE o.placed_at BETWEEN $1 AND $2 AND o.channel = ANY($3::text[]) AND o.status <> 'CANCELED'
      ORDER BY o.placed_at DESC, o.id DESC LIMIT ${ORDERS_MAX}`,
    [from, to, [...channels]],
  );
}
