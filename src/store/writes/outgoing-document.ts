import type { Tx } from "../database.js";
import type { OutgoingDocument } from "../outgoing-document.js";
import { select } from "../rows.js";

/** True if this was answered before. */
export async function isAnswered(tx: Tx, answers: string): Promise<boolean> {
  const rows = await select(tx, "SELECT 1 FROM outgoing_documents WHERE answers = $1", [answers]);
  return rows.length > 0;
}

/** The next number of an interchange with this partner. Whoever asks at the same time waits for our commit. */
export async function nextControl(tx: Tx, connectionId: string): Promise<number> {
  const [row] = await select<{ documentsSent: string }>(
    tx,
    "UPDATE connections SET documents_sent = documents_sent + 1 WHERE id = $1 RETURNING documents_sent",
    [connectionId],
  );
  return Number(row?.documentsSent ?? 1);
}

export async function insertOutgoing(
  tx: Tx,
  document: Omit<OutgoingDocument, "sentAt" | "body" | "control"> & {
    readonly control: number;
    readonly body: Uint8Array;
  },
): Promise<boolean> {
  const { id, connectionId, answers, messageId, orderId, control, fileName, contentType, body } = document;
  const { recipient, createdAt, answerDueAt } = document;
  const rows = await select(
    tx,
    `INSERT INTO outgoing_documents
            (id, connection_id, answers, message_id, order_id, control, file_name, content_type, body, created_at,
             recipient, answer_due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (answers) DO NOTHING RETURNING id`,
    [
      ...[id, connectionId, answers, messageId, orderId, control, fileName, contentType],
      ...[Buffer.from(body), createdAt, recipient, answerDueAt],
    ],
  );
  return rows.length > 0;
}

/** How many documents an address was written in the last 24 hours. */
export async function writtenToday(tx: Tx, connectionId: string, recipient: string): Promise<number> {
  const [row] = await select<{ count: string }>(
    tx,
    `SELECT count(*) FROM outgoing_documents
      WHERE connection_id = $1 AND recipient = $2 AND created_at > now() - interval '24 hours'`,
    [connectionId, recipient],
  );
  return Number(row?.count ?? 0);
}

export async function outgoingById(tx: Tx, id: string): Promise<OutgoingDocument | null> {
  const [row] = await select<OutgoingDocument>(tx, "SELECT * FROM outgoing_documents WHERE id = $1", [id]);
  return row ?? null;
}

export async function markSent(tx: Tx, id: string): Promise<void> {
  await tx.query("UPDATE outgoing_documents SET sent_at = now() WHERE id = $1", [id]);
}

/** What was written last, newest first. */
export async function latestOutgoing(tx: Tx, limit: number): Promise<Omit<OutgoingDocument, "body">[]> {
  return select(
    tx,
    `SELECT id, connection_id, answers, message_id, order_id, control, file_name, content_type, recipient,
            created_at, sent_at, answer_due_at
       FROM outgoing_documents ORDER BY id DESC LIMIT $1`,
    [limit],
  );
}
