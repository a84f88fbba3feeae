import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** What stewards have fixed of one customer: attribute name to value. */
export type StoredPins = Readonly<Record<string, unknown>>;

/**
 * The pins of each of these living customers: those of every id that is it now. A value pinned on the
 * customer's own id wins over one pinned on an id that has ceased; of equals the later one counts, and
 * a null lets go of what was pinned before it. A pin that was undone does not count.
 */
export async function pinsOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, StoredPins>> {
  const rows = await select<{ customerId: string; pins: StoredPins }>(
    tx,
    `SELECT customer_id, jsonb_object_agg(attribute, value) AS pins FROM (
       SELECT DISTINCT ON (customer_id, attribute) customer_id, attribute, value FROM (
         SELECT DISTINCT ON (own.id, d.details->>'attribute')
                own.customer_id, own.id, d.seq, d.details->>'attribute' AS attribute, d.details->'value' AS value
           FROM (SELECT id AS customer_id, id FROM customers WHERE id = ANY($1::uuid[])
                  UNION ALL SELECT merged_into, id FROM customers WHERE merged_into = ANY($1::uuid[])) AS own
           JOIN decisions d ON d.customer_id = own.id AND d.kind = 'PIN'
          WHERE NOT EXISTS (SELECT FROM decisions undo WHERE undo.reverses = d.id)
          ORDER BY own.id, d.details->>'attribute', d.seq DESC) AS of_id
        ORDER BY customer_id, attribute, (id = customer_id AND value <> 'null'::jsonb) DESC, seq DESC) AS latest
      WHERE value <> 'null'::jsonb GROUP BY customer_id`,
    [[...customerIds]],
  );
  return new Map(rows.map(({ customerId, pins }) => [customerId, pins]));
}
