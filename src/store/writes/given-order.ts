import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** What an execution system calls an order, and our id that it keeps with it, if it shows one. */
export interface ShownOrder {
  readonly connectionId: string;
  readonly externalId: string;
  readonly reference: string | null;
}

/** Which of these are orders of ours that were given to that system; null for the others, in the order asked. */
export async function givenOrders(
  tx: Tx,
  shown: readonly ShownOrder[],
): Promise<({ readonly id: string; readonly number: string } | null)[]> {
  const found = await select<{ at: number; id: string; number: string }>(
    tx,
    `SELECT DISTINCT ON (asked.at) asked.at::int AS at, o.id, o.number
       FROM unnest($1::text[], $2::text[], $3::uuid[]) WITH ORDINALITY
              AS asked (connection_id, external_id, reference, at)
       JOIN LATERAL (
         SELECT f.order_id FROM fulfillment_orders f
          WHERE f.external_id = asked.external_id AND f.connection_id = asked.connection_id
         UNION ALL
         SELECT asked.reference WHERE asked.reference IS NOT NULL
       ) AS given ON TRUE
       JOIN orders o ON o.id = given.order_id AND o.connection_id <> asked.connection_id
      ORDER BY asked.at`,
    [
      shown.map(({ connectionId }) => connectionId),
      shown.map(({ externalId }) => externalId),
      shown.map(({ reference }) => reference),
    ],
  );
  const byPlace = new Map(found.map(({ at, id, number }) => [at, { id, number }]));
  return shown.map((_, at) => byPlace.get(at + 1) ?? null);
}
