import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { OrderChangeDeliveryStatus, RefusalCode } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";

/** A change on its way to one system. */
export interface PendingDelivery {
  readonly id: string;
  readonly orderChangeId: string;
  readonly sequence: number;
  readonly target: OrderChangeTarget;
  readonly status: OrderChangeDeliveryStatus;
  readonly attempts: number;
}

/** Deliveries that have no verified end yet, in the order the changes were asked for. */
export async function pendingDeliveries(
  tx: Tx,
  orderId: string,
  connectionId: string,
): Promise<PendingDelivery[]> {
  return select<PendingDelivery>(
    tx,
    `SELECT d.id, d.order_change_id, c.sequence, c.target, d.status, d.attempts
       FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id
      WHERE c.order_id = $1 AND d.connection_id = $2 AND d.status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED')
      ORDER BY c.sequence`,
    [orderId, connectionId],
  );
}

/** Notes that a request is about to leave: whatever happens next, it may have had its effect. */
export async function markSent(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `UPDATE order_change_deliveries SET status = 'SENT', attempts = attempts + 1, sent_at = COALESCE(sent_at, now())
      WHERE id = $1`,
    [id],
  );
}

export interface DeliveryResult {
  readonly status: OrderChangeDeliveryStatus;
  readonly refusal: RefusalCode | null;
  readonly nativeMessage: string | null;
}

/** Writes how far a delivery has come, and what that makes of the change itself. */
export async function settleDelivery(
  tx: Tx,
  delivery: PendingDelivery,
  result: DeliveryResult,
): Promise<void> {
  await tx.query(
    `UPDATE order_change_deliveries SET status = $2, refusal = $3, native_message = $4,
            verified_at = CASE WHEN $2 = 'APPLIED' THEN now() END WHERE id = $1`,
    [delivery.id, result.status, result.refusal, result.nativeMessage],
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

/** True if some system has refused, or only half done, a change of this order. */
export async function hasRefusedChange(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await select(
    tx,
    `SELECT 1 FROM order_change_deliveries d JOIN order_changes c ON c.id = d.order_change_id
      WHERE c.order_id = $1 AND d.status IN ('REJECTED', 'TOO_LATE', 'CONFLICT', 'PARTIAL') LIMIT 1`,
    [orderId],
  );
  return rows.length > 0;
}
