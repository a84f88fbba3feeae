import type { InboundMessageStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { InboundMessage, MessageIssue } from "../inbound-message.js";
import { prepared, select, updateRows } from "../rows.js";

/** Those of the delivery ids that have been kept from this connection. */
export async function knownDeliveries(
  tx: Tx,
  connectionId: string,
  deliveryIds: readonly string[],
): Promise<Set<string>> {
  if (deliveryIds.length === 0) return new Set();
  const rows = await select<{ deliveryId: string }>(
    tx,
    `SELECT delivery_id FROM inbound_messages
      WHERE connection_id = $1 AND delivery_id = ANY($2::text[]) AND duplicate_of IS NULL`,
    [connectionId, [...deliveryIds]],
  );
  return new Set(rows.map(({ deliveryId }) => deliveryId));
}

/** The messages of a connection that were kept under these delivery ids. */
export async function messagesByDelivery(
  tx: Tx,
  connectionId: string,
  deliveryIds: readonly string[],
): Promise<InboundMessage[]> {
  if (deliveryIds.length === 0) return [];
  return select<InboundMessage>(
    tx,
    `SELECT * FROM inbound_messages
      WHERE connection_id = $1 AND delivery_id = ANY($2::text[]) AND duplicate_of IS NULL ORDER BY id`,
    [connectionId, [...deliveryIds]],
  );
}

/** Messages in the order of the ids. Whoever claims facts gets them in the order of arrival, which no clock tells. */
export async function messagesById(tx: Tx, ids: readonly string[]): Promise<InboundMessage[]> {
  return prepared<InboundMessage>(
    tx,
    "SELECT * FROM inbound_messages WHERE id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], id)",
    [[...ids]],
  );
}

/** Classes of errors by which PostgreSQL says that a value cannot be kept: data exception, limit exceeded. */
const NOT_STORABLE = /^(22|54)/;

/** Why the database would not take a value, in its own words; null if that is not what went wrong. */
export function notStorable(error: unknown): string | null {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof code === "string" && NOT_STORABLE.test(code) ? String(message) : null;
}

/** True if the first message arrived before the second, by the clock of the database that keeps them both. */
export async function cameBefore(tx: Tx, id: string, otherId: string): Promise<boolean> {
  const [row] = await prepared<{ isBefore: boolean }>(
    tx,
    `SELECT (m.received_at, m.id) < (other.received_at, other.id) AS is_before
       FROM inbound_messages m, inbound_messages other WHERE m.id = $1 AND other.id = $2`,
    [id, otherId],
  );
  return row?.isBefore === true;
}

/** Locks the messages that still wait to be read, so that nobody else reads them at the same time. */
export async function lockUnread(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await prepared<{ id: string }>(
    tx,
    "SELECT id FROM inbound_messages WHERE id = ANY($1::uuid[]) AND status = 'RECEIVED' ORDER BY id FOR UPDATE",
    [[...ids]],
  );
  return new Set(rows.map((row) => row.id));
}

export interface MessageVerdict {
  readonly id: string;
  readonly status: InboundMessageStatus;
  readonly issues: readonly MessageIssue[];
  readonly result: string | null;
  readonly mappingVersion: number;
  readonly orderKey: string | null;
}

/** Writes what came of the messages. */
export async function settleMessages(tx: Tx, verdicts: readonly MessageVerdict[]): Promise<void> {
  const processedAt = new Date();
  await updateRows(
    tx,
    "inbound_messages",
    verdicts.map((verdict) => ({ ...verdict, processedAt })),
  );
}

/** True if something still waits to be read that a system which executes the order had sent by then. */
export async function hasUnheard(tx: Tx, orderId: string, by: Date): Promise<boolean> {
  const [row] = await prepared<{ isThere: boolean }>(
    tx,
    `SELECT EXISTS (
       SELECT FROM inbound_messages WHERE status = 'RECEIVED' AND received_at <= $2
          AND connection_id IN (SELECT connection_id FROM fulfillment_orders WHERE order_id = $1)) AS is_there`,
    [orderId, by],
  );
  return row?.isThere === true;
}

/** Marks as done that a message is to be read, unless somebody is at it: whoever has kept it has read it. */
export async function finishReading(tx: Tx, messageId: string): Promise<void> {
  await prepared(
    tx,
    `UPDATE facts SET finished_at = now()
      WHERE subject_id = $1 AND kind = 'MessageReceived' AND finished_at IS NULL AND claim_token IS NULL`,
    [messageId],
  );
}

/** Lets a message be read again. False if it is not in quarantine. */
export async function reopenMessage(tx: Tx, id: string): Promise<boolean> {
  const [, count] = (await tx.query(
    "UPDATE inbound_messages SET status = 'RECEIVED', issues = '[]', processed_at = NULL WHERE id = $1 AND status = 'QUARANTINED'",
    [id],
  )) as [unknown, number];
  return count === 1;
}

/** Lets messages be read again that were read by an older mapping. */
export async function reopenApplied(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE inbound_messages SET status = 'RECEIVED', issues = '[]', processed_at = NULL
      WHERE id = ANY($1::uuid[]) AND status = 'APPLIED'`,
    [[...ids]],
  );
}

/** The next messages of a connection, oldest first, that a replay has to look at. */
export async function messagesToReplay(
  tx: Tx,
  connectionId: string,
  from: { readonly after: string; readonly since: Date | null; readonly mappingVersion: number | null },
  limit: number,
): Promise<InboundMessage[]> {
  return select<InboundMessage>(
    tx,
    `SELECT * FROM inbound_messages
      WHERE connection_id = $1 AND id > $2 AND ($3::timestamptz IS NULL OR received_at >= $3)
        AND duplicate_of IS NULL
        AND (status = 'QUARANTINED' OR status = 'APPLIED' AND ($4::int IS NULL OR mapping_version < $4))
      ORDER BY id LIMIT $5`,
    [connectionId, from.after, from.since, from.mappingVersion, limit],
  );
}

/** Takes a message out of quarantine for good; its bytes stay. False if it is not in quarantine. */
export async function discardMessage(tx: Tx, id: string, reason: string): Promise<boolean> {
  const [, count] = (await tx.query(
    "UPDATE inbound_messages SET status = 'DISCARDED', result = $2, processed_at = now() WHERE id = $1 AND status = 'QUARANTINED'",
    [id, reason],
  )) as [unknown, number];
  return count === 1;
}

/** What waits in quarantine, newest first. */
export async function quarantinedMessages(
  tx: Tx,
  limit: number,
): Promise<Pick<InboundMessage, "id" | "connectionId" | "fileName" | "receivedAt" | "issues">[]> {
  return select(
    tx,
    `SELECT id, connection_id, file_name, received_at, issues FROM inbound_messages
      WHERE status = 'QUARANTINED' ORDER BY received_at DESC, id DESC LIMIT $1`,
    [limit],
  );
}

/** Numbers of the orders that came of these messages, or that they have changed. */
export async function orderNumbersOf(
  tx: Tx,
  messageIds: readonly string[],
): Promise<{ messageId: string; number: string }[]> {
  return select(
    tx,
    `SELECT message_id, number FROM orders WHERE message_id = ANY($1::uuid[])
      UNION
     SELECT wanted.id, o.number FROM unnest($1::uuid[]) AS wanted (id)
       JOIN inbound_messages m ON m.id = wanted.id
       JOIN order_changes c
         ON c.request_key IN ('message:' || m.id || '#0', 'message:' || m.id || '@' || m.mapping_version || '#0')
       JOIN orders o ON o.id = c.order_id
      ORDER BY number`,
    [[...messageIds]],
  );
}
