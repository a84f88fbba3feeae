import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** A document of ours that a partner has not answered yet. */
export interface AwaitedAnswer {
  readonly id: string;
  readonly connectionId: string;
  readonly orderId: string;
  /** What it puts to the partner: `create:<order>:<n>` or `change:<delivery>:<n>`, behind the connection. */
  readonly answers: string;
}

const FIELDS = "id, connection_id, order_id, answers";

/** What one order waits for at one partner; there is one thing at a time. */
export async function awaitedAnswer(
  tx: Tx,
  connectionId: string,
  orderId: string,
): Promise<AwaitedAnswer | null> {
  const [row] = await select<AwaitedAnswer>(
    tx,
    `SELECT ${FIELDS} FROM outgoing_documents
      WHERE order_id = $2 AND connection_id = $1 AND answer_due_at IS NOT NULL ORDER BY id LIMIT 1`,
    [connectionId, orderId],
  );
  return row ?? null;
}

/** What was put to a partner last and is awaited no more: answered, or given up. Null if nothing ever was. */
export async function lastPut(tx: Tx, connectionId: string, orderId: string): Promise<AwaitedAnswer | null> {
  const [row] = await select<AwaitedAnswer>(
    tx,
    `SELECT ${FIELDS} FROM outgoing_documents
      WHERE order_id = $2 AND connection_id = $1 AND answer_due_at IS NULL
        AND (starts_with(answers, $1 || ':create:') OR starts_with(answers, $1 || ':change:'))
      ORDER BY id DESC LIMIT 1`,
    [connectionId, orderId],
  );
  return row ?? null;
}

/** The awaited document that bears this number of an interchange. */
export async function awaitedByControl(
  tx: Tx,
  connectionId: string,
  control: string,
): Promise<AwaitedAnswer | null> {
  const [row] = await select<AwaitedAnswer>(
    tx,
    `SELECT ${FIELDS} FROM outgoing_documents
      WHERE connection_id = $1 AND control = $2 AND answer_due_at IS NOT NULL ORDER BY id DESC LIMIT 1`,
    [connectionId, control],
  );
  return row ?? null;
}

/** Documents whose time is over, longest first. */
export async function overdueAnswers(tx: Tx, limit: number): Promise<AwaitedAnswer[]> {
  return select<AwaitedAnswer>(
    tx,
    `SELECT ${FIELDS} FROM outgoing_documents WHERE answer_due_at <= now() ORDER BY answer_due_at LIMIT $1`,
    [limit],
  );
}

/** True for whoever ends the waiting; false if somebody else has. */
export async function endWaiting(tx: Tx, id: string): Promise<boolean> {
  const [, count] = (await tx.query(
    "UPDATE outgoing_documents SET answer_due_at = NULL WHERE id = $1 AND answer_due_at IS NOT NULL",
    [id],
  )) as [unknown, number];
  return count > 0;
}

/** How many documents a partner was written about an order. */
export async function countWritten(tx: Tx, connectionId: string, orderId: string): Promise<number> {
  const [row] = await select<{ count: string }>(
    tx,
    "SELECT count(*) FROM outgoing_documents WHERE order_id = $2 AND connection_id = $1",
    [connectionId, orderId],
  );
  return Number(row?.count ?? 0);
}
