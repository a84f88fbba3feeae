import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { OrderChangeDeliveryStatus, RefusalCode } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { prepared, select } from "../rows.js";

/** A change on its way to one system. */
export interface PendingDelivery {
  readonly id: string;
  readonly orderChangeId: string;
  readonly sequence: number;
  readonly target: OrderChangeTarget;
  readonly status: OrderChangeDeliveryStatus;
  /** Requests that have left for it and may have had an effect. */
  readonly attempts: number;
  /** When a person was told that it is late; null if it is not. */
  readonly escalatedAt: Date | null;
}

/** Deliveries that have no verified end yet, in the order the changes were asked for. */
export const pendingDeliveries = deliveriesIn("'QUEUED', 'SENT', 'ACKNOWLEDGED'");

/** Deliveries that were given up without anybody knowing what became of them. */
export const lapsedDeliveries = deliveriesIn("'UNKNOWN'");

type DeliveriesOf = (tx: Tx, orderId: string, connectionId: string) => Promise<PendingDelivery[]>;

function deliveriesIn(statuses: string): DeliveriesOf {
  const sql = `SELECT d.id, d.order_change_id, c.sequence, c.target, d.status, d.attempts, d.escalated_at
       FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id
      WHERE c.order_id = $1 AND d.connection_id = $2 AND d.status IN (${statuses})
      ORDER BY c.sequence`;
  return (tx, orderId, connectionId) => prepared<PendingDelivery>(tx, sql, [orderId, connectionId]);
}

/** Notes that the system did not even look at the request, so that it counts for nothing. */
export async function markNotTaken(tx: Tx, id: string): Promise<void> {
  await tx.query("UPDATE order_change_deliveries SET attempts = greatest(attempts - 1, 0) WHERE id = $1", [
    id,
  ]);
}

/** Lets a delivery start over after it has ended without success. */
export async function reopenDelivery(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `UPDATE order_change_deliveries SET status = 'QUEUED', refusal = NULL, attempts = 0,
            queued_at = now(), sent_at = NULL, accepted_at = NULL, escalated_at = NULL WHERE id = $1`,
    [id],
  );
  await tx.query(
    `UPDATE order_changes SET status = 'REQUESTED'
      WHERE id = (SELECT order_change_id FROM order_change_deliveries WHERE id = $1)`,
    [id],
  );
}

/** Notes that a request is about to leave: whatever happens next, it may have had its effect. */
export async function markSent(tx: Tx, id: string): Promise<void> {
  await prepared(
    tx,
    `UPDATE order_change_deliveries SET status = 'SENT', attempts = attempts + 1, sent_at = COALESCE(sent_at, now())
      WHERE id = $1`,
    [id],
  );
}

export interface DeliveryResult {
  readonly status: OrderChangeDeliveryStatus;
  readonly refusal: RefusalCode | null;
  readonly nativeMessage: string | null;
  /** True if the system has said yes on the way there. */
  readonly accepted?: boolean;
}

/** Writes how far a delivery has come, and what that makes of the change itself. */
export async function settleDelivery(
  tx: Tx,
  delivery: PendingDelivery,
  result: DeliveryResult,
): Promise<void> {
  await tx.query(
    `UPDATE order_change_deliveries SET status = $2, refusal = $3, native_message = $4,
            accepted_at = CASE WHEN $5 THEN COALESCE(accepted_at, now()) ELSE accepted_at END,
            verified_at = CASE WHEN $2 = 'APPLIED' THEN now() END WHERE id = $1`,
    [delivery.id, result.status, result.refusal, result.nativeMessage, result.accepted === true],
  );
  await tx.query(
    `UPDATE order_changes c SET status = CASE
        WHEN every.open > 0 THEN 'REQUESTED' WHEN every.applied = every.total THEN 'CONFIRMED'
        WHEN every.applied > 0 OR every.partial > 0 THEN 'PARTIALLY_CONFIRMED' ELSE 'DECLINED' END
       FROM (SELECT count(*) AS total, count(*) FILTER (WHERE status = 'APPLIED') AS applied,
                    count(*) FILTER (WHERE status = 'PARTIAL') AS partial,
                    count(*) FILTER (WHERE status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED', 'UNKNOWN')) AS open
               FROM order_change_deliveries WHERE order_change_id = $1) AS every
      WHERE c.id = $1`,
    [delivery.orderChangeId],
  );
}

/** A change that a system has not made, or that nobody knows to be made. */
export interface FailedDelivery {
  readonly target: OrderChangeTarget;
  readonly status: OrderChangeDeliveryStatus;
}

/** Changes of this order that ended without success at one system, oldest first. */
export async function failedDeliveries(
  tx: Tx,
  orderId: string,
  connectionId: string,
): Promise<FailedDelivery[]> {
  return prepared<FailedDelivery>(
    tx,
    `SELECT c.target, d.status FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id
      WHERE c.order_id = $1 AND d.connection_id = $2
        AND d.status IN ('REJECTED', 'TOO_LATE', 'CONFLICT', 'PARTIAL', 'UNKNOWN') ORDER BY c.sequence`,
    [orderId, connectionId],
  );
}

/** What a delivery is about, for whoever wants it tried again. */
export async function targetOfDelivery(tx: Tx, id: string): Promise<OrderChangeTarget | null> {
  const [row] = await select<{ target: OrderChangeTarget }>(
    tx,
    `SELECT c.target FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id WHERE d.id = $1`,
    [id],
  );
  return row?.target ?? null;
}
