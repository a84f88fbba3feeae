import type { OrderChangeDeliveryStatus, OrderChangeKind } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** How long a kind of change may take. */
export interface Deadline {
  readonly kind: OrderChangeKind;
  readonly minutes: number;
}

/** A change that its system has not confirmed in time. */
export interface OverdueDelivery extends Deadline {
  readonly id: string;
  readonly connectionId: string;
  readonly sequence: number;
  readonly status: OrderChangeDeliveryStatus;
}

/** Late by their kind's deadline, and not escalated. The partial index on `queued_at` keeps this to what is open. */
const LATE = `FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id
  JOIN unnest($1::text[], $2::float8[]) AS deadline (kind, minutes) ON deadline.kind = c.kind
 WHERE d.connection_id = ANY($3::text[]) AND d.status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED') AND d.escalated_at IS NULL
   AND d.queued_at < now() - deadline.minutes * interval '1 minute'`;

/** The deadlines, and the systems they hold for. */
export interface Deadlines {
  readonly kinds: readonly Deadline[];
  readonly connectionIds: readonly string[];
}

const listsOf = ({ kinds, connectionIds }: Deadlines): unknown[] => [
  kinds.map(({ kind }) => kind),
  kinds.map(({ minutes }) => minutes),
  [...connectionIds],
];

/** Orders with a change that is late, the longest waiting first. */
export async function overdueOrders(tx: Tx, deadlines: Deadlines, limit: number): Promise<string[]> {
  const rows = await select<{ orderId: string }>(
    tx,
    `SELECT c.order_id ${LATE} GROUP BY c.order_id ORDER BY min(d.queued_at) LIMIT $4`,
    [...listsOf(deadlines), limit],
  );
  return rows.map(({ orderId }) => orderId);
}

/** The late changes of one order, as they are now; the caller holds the order's lock. */
export const lockOverdue = (tx: Tx, orderId: string, deadlines: Deadlines): Promise<OverdueDelivery[]> =>
  select<OverdueDelivery>(
    tx,
    `SELECT d.id, d.connection_id, c.kind, c.sequence, d.status, deadline.minutes ${LATE}
        AND c.order_id = $4 ORDER BY c.sequence, d.connection_id FOR UPDATE OF d`,
    [...listsOf(deadlines), orderId],
  );

export async function markEscalated(tx: Tx, id: string): Promise<void> {
  await tx.query("UPDATE order_change_deliveries SET escalated_at = now() WHERE id = $1", [id]);
}

/** Lets the deadline of a late delivery begin anew. */
export async function restartDeadline(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `UPDATE order_change_deliveries SET queued_at = now(), escalated_at = NULL
      WHERE id = $1 AND status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED')`,
    [id],
  );
}

/** Lifts the stop of an order whose changes have all come to an end. */
export async function releaseAnswered(tx: Tx, orderId: string): Promise<void> {
  await tx.query(
    `UPDATE holds SET released_at = now(), released_by = 'hub'
      WHERE order_id = $1 AND reason = 'AMENDMENT_PENDING' AND released_at IS NULL AND NOT EXISTS (
        SELECT FROM order_changes c JOIN order_change_deliveries d ON d.order_change_id = c.id
         WHERE c.order_id = $1 AND d.status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED'))`,
    [orderId],
  );
}
