import type { Tx } from "../database.js";
import { writeFacts } from "../outbox.js";
import { insertRows, prepared, select } from "../rows.js";

/** What a message waits for. */
export interface Wait {
  readonly key: string;
  readonly messageId: string;
}

export async function awaitKeys(tx: Tx, waits: readonly Wait[]): Promise<void> {
  await insertRows(tx, "awaited", waits as (Wait & Record<string, unknown>)[], "ON CONFLICT DO NOTHING");
}

/** Those of the keys that somebody waits for. */
export async function awaitedOf(tx: Tx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const sql = "SELECT DISTINCT key FROM awaited WHERE key = ANY($1::text[])";
  return (await prepared<{ key: string }>(tx, sql, [[...keys]])).map(({ key }) => key);
}

/** Lets the messages that wait for these be read again. */
export async function wakeAwaiting(tx: Tx, keys: readonly string[]): Promise<void> {
  const woken = await select<{ id: string }>(
    tx,
    `WITH woken AS (
       DELETE FROM awaited WHERE message_id IN (SELECT message_id FROM awaited WHERE key = ANY($1::text[]))
       RETURNING message_id)
     UPDATE inbound_messages SET status = 'RECEIVED', issues = '[]', processed_at = NULL
      WHERE id IN (SELECT message_id FROM woken) AND status IN ('APPLIED', 'QUARANTINED') RETURNING id`,
    [[...keys]],
  );
  await writeFacts(
    tx,
    woken.map(({ id }) => ({ kind: "MessageReceived" as const, subjectId: id, key: null })),
  );
}

/** Those of the keys that are here by now. */
export async function arrivedKeys(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const rows = await select<{ key: string }>(
    tx,
    `SELECT key FROM (
       SELECT key, split_part(key, ':', 1) AS kind, split_part(key, ':', 2) AS place,
              substr(key, length(split_part(key, ':', 1) || split_part(key, ':', 2)) + 3) AS number
         FROM unnest($1::text[]) AS key) AS wanted
      WHERE kind = 'tracking' AND EXISTS (SELECT FROM shipments WHERE tracking_number = substr(key, 10))
         OR kind = 'tracking' AND EXISTS (SELECT FROM returns WHERE tracking_number = substr(key, 10))
         OR kind = 'source' AND EXISTS (SELECT FROM orders WHERE connection_id = place AND external_id = number)
         OR kind = 'order' AND (
              EXISTS (SELECT FROM orders WHERE connection_id = place AND external_number = number)
           OR EXISTS (SELECT FROM orders WHERE connection_id = place AND po_number = number))`,
    [[...keys]],
  );
  return rows.map(({ key }) => key);
}

/** The next keys that somebody waits for, in order. */
export async function awaitedAfter(tx: Tx, after: string, limit: number): Promise<string[]> {
  const rows = await select<{ key: string }>(
    tx,
    "SELECT DISTINCT key FROM awaited WHERE key > $1 ORDER BY key LIMIT $2",
    [after, limit],
  );
  return rows.map(({ key }) => key);
}
