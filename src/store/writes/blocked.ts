import type { Tx } from "../database.js";
import { writeFacts } from "../outbox.js";
import { select } from "../rows.js";

/** A message and the order it speaks of, by the source's id. */
export interface Queued {
  readonly id: string;
  readonly connectionId: string;
  readonly orderKey: string;
}

/** The code of the issue that a message has which waits behind another one. */
export const BEHIND_QUARANTINED = "BEHIND_QUARANTINED";

/**
 * Those that have an earlier message of their order in quarantine, and which one it is. One that only came
 * before its order holds nobody back: it waits for the very message that would stand behind it.
 */
export async function blockersOf(tx: Tx, queued: readonly Queued[]): Promise<ReadonlyMap<string, string>> {
  if (queued.length === 0) return new Map();
  const rows = await select<{ id: string; blocker: string }>(
    tx,
    `SELECT queued.id, min(m.id::text) AS blocker
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS queued (id, connection_id, order_key)
       JOIN inbound_messages m ON m.connection_id = queued.connection_id AND m.order_key = queued.order_key
                              AND m.status = 'QUARANTINED' AND m.id < queued.id
                              AND m.issues -> 0 ->> 'code' IS DISTINCT FROM 'ORDER_NOT_FOUND'
      GROUP BY queued.id`,
    [
      queued.map(({ id }) => id),
      queued.map(({ connectionId }) => connectionId),
      queued.map(({ orderKey }) => orderKey),
    ],
  );
  return new Map(rows.map(({ id, blocker }) => [id, blocker]));
}

/** Lets those that waited behind these be read again, in their order. */
export async function unblock(tx: Tx, left: readonly Queued[]): Promise<void> {
  if (left.length === 0) return;
  const rows = await select<{ id: string; orderKey: string; connectionId: string }>(
    tx,
    `UPDATE inbound_messages m SET status = 'RECEIVED', issues = '[]', processed_at = NULL
       FROM unnest($1::text[], $2::text[]) AS gone (connection_id, order_key)
      WHERE m.connection_id = gone.connection_id AND m.order_key = gone.order_key AND m.status = 'QUARANTINED'
        AND m.issues -> 0 ->> 'code' = $3
      RETURNING m.id, m.order_key, m.connection_id`,
    [left.map(({ connectionId }) => connectionId), left.map(({ orderKey }) => orderKey), BEHIND_QUARANTINED],
  );
  const inOrder = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await writeFacts(
    tx,
    inOrder.map(({ id, orderKey, connectionId }) => ({
      ...{ kind: "MessageReceived" as const, subjectId: id, key: `queue:${connectionId}:${orderKey}` },
    })),
  );
}
