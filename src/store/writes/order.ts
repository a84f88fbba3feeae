import { totalOf } from "../../domain/decimal.js";
import type { CanonicalOrder } from "../../domain/order.js";
import type { ChangeableOrder } from "../../domain/order-change.js";
import type { Channel, ExecutionSyncStatus, OrderStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { Order, OrderLine } from "../order.js";
import { insertRows, prepared, select } from "../rows.js";
import { weighQuestions } from "./identity-question.js";
import { orderId } from "./order-key.js";
import { orderNumbers } from "./order-number.js";

/** An order with its lines: what flows decide on. */
export interface StoredOrder extends Order {
  readonly lines: OrderLine[];
}

export interface NewOrder {
  readonly connectionId: string;
  readonly channel: Channel;
  readonly messageId: string;
  readonly sourceRecordId: string;
  readonly customerId: string | null;
  readonly status: OrderStatus;
  readonly order: CanonicalOrder;
}

/**
 * Adds orders nobody has seen before, with their lines, and answers them in the same order. They are
 * written in the order of `orders_source`, so that two sets with the same new orders wait for one
 * another instead of deadlocking.
 */
export async function insertOrders(
  tx: Tx,
  orders: readonly NewOrder[],
): Promise<{ id: string; number: string }[]> {
  const now = new Date();
  const numbers = await orderNumbers(
    tx,
    orders.map(({ connectionId, order: { externalId } }) => ({ connectionId, externalId })),
  );
  const rows = orders.map(({ order, ...known }, at) => ({
    id: orderId(known.connectionId, order.externalId, new Date(order.placedAt)),
    number: numbers[at] ?? "",
    ...known,
    externalId: order.externalId,
    externalNumber: order.externalNumber,
    externalVersion: order.externalVersion,
    poNumber: order.poNumber,
    fulfillmentStatus: "UNFULFILLED",
    returnStatus: "NO_RETURN",
    executionSync: "NOT_SENT",
    placedAt: new Date(order.placedAt),
    currency: order.currency,
    total: totalOf(order.lines),
    shipTo: order.shipTo,
    requestedDate: order.requestedDate,
    note: order.note,
    doubts: order.doubts,
    provenance: order.provenance,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }));
  const bySource = [...rows].sort(
    (a, b) => compare(a.connectionId, b.connectionId) || compare(a.externalId, b.externalId),
  );
  await insertRows(tx, "orders", bySource);
  await insertRows(
    tx,
    "order_lines",
    orders.flatMap(({ order }, at) => linesOf(rows[at]?.id ?? "", order.lines)),
  );
  await weighQuestions(tx, [...new Set(orders.flatMap(({ customerId }) => customerId ?? []))]);
  return rows.map(({ id, number }) => ({ id, number }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const linesOf = (orderId: string, lines: CanonicalOrder["lines"]): Record<string, unknown>[] =>
  lines.map((line, position) => ({ orderId, position, ...line }));

/**
 * Locks orders until the end of the transaction and answers the ids of those that exist. Whoever
 * needs more than one order takes them all with this, in id order, before touching any.
 */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await prepared<{ id: string }>(
    tx,
    "SELECT id FROM orders WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",
    [[...ids]],
  );
  return new Set(rows.map((row) => row.id));
}

/** Of these (connection, external id) pairs, those that are orders already. */
export async function ordersBySource(
  tx: Tx,
  wanted: readonly { readonly connectionId: string; readonly externalId: string }[],
): Promise<{ id: string; connectionId: string; externalId: string }[]> {
  if (wanted.length === 0) return [];
  return select(
    tx,
    `SELECT DISTINCT o.id, o.connection_id, o.external_id FROM orders o
       JOIN unnest($1::text[], $2::text[]) AS wanted (connection_id, external_id) USING (connection_id, external_id)`,
    [wanted.map((one) => one.connectionId), wanted.map((one) => one.externalId)],
  );
}

/** The order as it stands, locked until the end of the transaction; null if there is none. */
export async function lockOrder(tx: Tx, id: string): Promise<StoredOrder | null> {
  // Sent together: the server reads the order when it has the lock, by a statement of its own.
  const [, order] = await Promise.all([lockOrders(tx, [id]), orderById(tx, id)]);
  return order;
}

/** Orders as they stand, those of these ids that exist; the caller has locked them. */
export async function lockedOrders(tx: Tx, ids: readonly string[]): Promise<StoredOrder[]> {
  if (ids.length === 0) return [];
  return prepared<StoredOrder>(tx, WITH_LINES, [[...ids]]);
}

/** The order as it stands; null if there is none. */
export async function orderById(tx: Tx, id: string): Promise<StoredOrder | null> {
  const [order] = await prepared<StoredOrder>(tx, WITH_LINES, [[id]]);
  return order ?? null;
}

/** Ids of the orders that a person would mean by this number: ours, the source's, or the customer's own. */
export async function orderIdsByNumber(tx: Tx, number: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM orders WHERE number = $1
      UNION SELECT id FROM orders WHERE external_number = $1
      UNION SELECT id FROM orders WHERE po_number = $1 LIMIT 20`,
    [number],
  );
  return rows.map((row) => row.id);
}

/** Orders of this number that came over the connection or are executed there; our own number is enough by itself. */
export async function partnerOrders(tx: Tx, connectionId: string, number: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM orders WHERE number = $2
      UNION
     SELECT o.id FROM orders o
      WHERE (o.external_number = $2 OR o.po_number = $2)
        AND (o.connection_id = $1 OR EXISTS (
              SELECT FROM fulfillment_orders f WHERE f.order_id = o.id AND f.connection_id = $1))
      LIMIT 2`,
    [connectionId, number],
  );
  return rows.map((row) => row.id);
}

/** Orders and their lines as of the same moment, in one statement. */
const WITH_LINES = `
  SELECT o.*, COALESCE((
           SELECT json_agg(json_build_object(
                    'orderId', l.order_id, 'lineNumber', l.line_number, 'position', l.position, 'sku', l.sku,
                    'description', l.description, 'quantity', trim_scale(l.quantity)::text, 'unit', l.unit,
                    'unitPrice', trim_scale(l.unit_price)::text) ORDER BY l.position)
             FROM order_lines l WHERE l.order_id = o.id), '[]') AS lines
    FROM orders o WHERE o.id = ANY($1::uuid[])`;

/** The part of a stored order that a change can touch, in the shape the domain compares. */
export const changeable = (order: StoredOrder): ChangeableOrder => ({
  shipTo: order.shipTo,
  requestedDate: order.requestedDate,
  canceled: order.status === "CANCELED",
  lines: order.lines.map(({ lineNumber, sku, description, quantity, unit, unitPrice }) => ({
    ...{ lineNumber, sku, description, quantity, unit, unitPrice },
  })),
});

/** Writes the order as it is after a change. The caller holds its lock. */
export async function saveChanged(
  tx: Tx,
  order: StoredOrder,
  next: ChangeableOrder,
  status: OrderStatus,
): Promise<void> {
  await tx.query(
    `UPDATE orders SET ship_to = $2, requested_date = $3, total = $4, status = $5, version = version + 1,
            updated_at = now() WHERE id = $1`,
    [
      order.id,
      next.shipTo === null ? null : JSON.stringify(next.shipTo),
      next.requestedDate,
      totalOf(next.lines),
      status,
    ],
  );
  await tx.query("DELETE FROM order_lines WHERE order_id = $1", [order.id]);
  await insertRows(tx, "order_lines", linesOf(order.id, [...next.lines]));
  if (order.customerId !== null) await weighQuestions(tx, [order.customerId]);
}

/** How far the execution systems are in step with the order. */
export async function setSync(tx: Tx, id: string, sync: ExecutionSyncStatus): Promise<void> {
  await prepared(
    tx,
    "UPDATE orders SET execution_sync = $2, updated_at = now() WHERE id = $1 AND execution_sync <> $2",
    [id, sync],
  );
}

/** Notes the version of an order that its source has stated last, and the message that said so. */
export async function noteStated(
  tx: Tx,
  id: string,
  { externalVersion, messageId }: { readonly externalVersion: string | null; readonly messageId: string },
): Promise<void> {
  await tx.query(
    `UPDATE orders SET external_version = COALESCE($2, external_version), stated_message_id = $3 WHERE id = $1`,
    [id, externalVersion, messageId],
  );
}

export async function setPoNumber(tx: Tx, id: string, poNumber: string | null): Promise<void> {
  await tx.query("UPDATE orders SET po_number = $2, updated_at = now() WHERE id = $1", [id, poNumber]);
}
