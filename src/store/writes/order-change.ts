import { v7 as uuid } from "uuid";
import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { AddressChange } from "../../domain/return-cause.js";
import type { Channel } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import { insertRows, select } from "../rows.js";
import type { StoredOrder } from "./order.js";

export interface ChangeRequest {
  readonly requestKey: string;
  readonly channel: Channel;
  readonly requestedBy: string;
  readonly reason: string | null;
  readonly requestedAt: Date;
  readonly targets: readonly OrderChangeTarget[];
}

/** Adds the amendments, one per target, and one delivery per amendment and receiving system. */
export async function insertChanges(
  tx: Tx,
  order: StoredOrder,
  request: ChangeRequest,
  receivers: readonly string[],
): Promise<string[]> {
  const [last] = await select<{ sequence: number | null }>(
    tx,
    "SELECT max(sequence) AS sequence FROM order_changes WHERE order_id = $1",
    [order.id],
  );
  const rows = request.targets.map((target, at) => ({
    id: uuid(),
    orderId: order.id,
    sequence: (last?.sequence ?? 0) + at + 1,
    requestKey: `${request.requestKey}#${at}`,
    kind: target.kind,
    target,
    channel: request.channel,
    requestedBy: request.requestedBy,
    reason: request.reason,
    baseVersion: order.version,
    status: receivers.length > 0 ? "REQUESTED" : "CONFIRMED",
    requestedAt: request.requestedAt,
  }));
  await insertRows(tx, "order_changes", rows);
  await insertRows(
    tx,
    "order_change_deliveries",
    rows.flatMap((change) =>
      receivers.map((connectionId) => ({
        ...{ id: uuid(), orderChangeId: change.id, connectionId, status: "QUEUED", attempts: 0 },
      })),
    ),
  );
  return rows.map((row) => row.id);
}

/**
 * Changes of the address, oldest first, with their fate at each receiving system. What a person had said once more to
 * mend a divergence changed nothing and is none.
 */
export async function addressChanges(tx: Tx, orderId: string): Promise<AddressChange[]> {
  return select<AddressChange>(
    tx,
    `SELECT c.sequence, c.requested_at, c.target->'shipTo' AS ship_to,
            (SELECT COALESCE(jsonb_agg(jsonb_build_object('system', d.connection_id, 'status', d.status)), '[]')
               FROM order_change_deliveries d WHERE d.order_change_id = c.id) AS deliveries
       FROM order_changes c
      WHERE c.order_id = $1 AND c.kind = 'SHIP_TO'
        AND NOT EXISTS (SELECT 1 FROM review_tasks t
                         WHERE t.order_id = c.order_id AND t.kind = 'SHIP_TO'
                           AND c.request_key = 'task:' || t.id || '#0')
      ORDER BY c.sequence`,
    [orderId],
  );
}

/** True while a change of the address is on its way and no system has refused it. */
export async function addressChangePending(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await select(
    tx,
    `SELECT 1 FROM order_changes c JOIN order_change_deliveries d ON d.order_change_id = c.id
      WHERE c.order_id = $1 AND c.kind = 'SHIP_TO' AND d.status IN ('QUEUED', 'SENT', 'ACKNOWLEDGED') LIMIT 1`,
    [orderId],
  );
  return rows.length > 0;
}

/** Everything that was ever asked for of an order. */
export async function wantedOf(tx: Tx, orderId: string): Promise<OrderChangeTarget[]> {
  const rows = await select<{ target: OrderChangeTarget }>(
    tx,
    "SELECT target FROM order_changes WHERE order_id = $1 ORDER BY sequence",
    [orderId],
  );
  return rows.map(({ target }) => target);
}
