import { v7 as uuid } from "uuid";
import type { MoveDecision } from "../../domain/follow-through-vocabulary.js";
import { OPEN_RETURN_STATUSES } from "../../domain/return-states.js";
import type { OrderFulfillmentStatus } from "../../domain/vocabulary.js";
import type { CustomerMove, CustomerMoveOffer } from "../customer-move.js";
import type { Tx } from "../database.js";
import { insertReturning, select } from "../rows.js";
import { UNENDED_CASES } from "./case.js";

/** Orders in these states may still change. */
const OPEN = "('DRAFT', 'NEEDS_REVIEW', 'CONFIRMED')";
/** Orders with a return that has not come to its end. */
const RETURNING = "('RETURN_REQUESTED', 'IN_PROGRESS')";
const OPEN_RETURNS = `(${OPEN_RETURN_STATUSES.map((status) => `'${status}'`).join(", ")})`;

/** Golden records as they are before they are built anew, of customers whose moving would matter to an order, return or case. */
export async function goldenWithOpenWork(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const rows = await select<{ id: string; golden: unknown }>(
    tx,
    `SELECT c.id, c.golden FROM customers c WHERE c.id = ANY($1::uuid[]) AND c.golden IS NOT NULL
        AND (EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id AND o.status IN ${OPEN})
          OR EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id AND o.return_status IN ${RETURNING})
          OR EXISTS (SELECT FROM cases k WHERE k.customer_id = c.id AND k.status IN ${UNENDED_CASES}))`,
    [[...ids]],
  );
  return new Map(rows.map(({ id, golden }) => [id, golden]));
}

/** Notes moves; answers the ids of those that are news. */
export async function noteMoves(
  tx: Tx,
  moves: readonly Omit<CustomerMove, "id" | "detectedAt">[],
): Promise<string[]> {
  const detectedAt = new Date();
  const rows = moves.map((move) => ({ id: uuid(), ...move, detectedAt }));
  const made = await insertReturning<{ id: string }>(
    tx,
    "customer_moves",
    rows,
    "ON CONFLICT (move_key) DO NOTHING",
  );
  return made.map(({ id }) => id);
}

export async function moveById(tx: Tx, id: string): Promise<CustomerMove | null> {
  const [move] = await select<CustomerMove>(tx, "SELECT * FROM customer_moves WHERE id = $1", [id]);
  return move ?? null;
}

/** Open orders of a customer that a move has not been offered to yet, in the order of their ids. */
export async function ordersToOffer(
  tx: Tx,
  moveId: string,
  customerId: string,
  limit: number,
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT o.id FROM orders o WHERE o.customer_id = $2 AND o.status IN ${OPEN}
        AND NOT EXISTS (SELECT FROM customer_move_offers f
          WHERE f.move_id = $1 AND f.order_id = o.id AND f.return_id IS NULL)
      ORDER BY o.id LIMIT $3`,
    [moveId, customerId, limit],
  );
  return rows.map(({ id }) => id);
}

/**
 * Open returns of a customer that a move has not been offered to yet, in the order of their orders. Where it is agreed
 * already how a return ends, the order that sends the goods again is offered the move instead.
 */
export async function returnsToOffer(
  tx: Tx,
  moveId: string,
  customerId: string,
  limit: number,
): Promise<{ id: string; orderId: string }[]> {
  return select<{ id: string; orderId: string }>(
    tx,
    `SELECT r.id, r.order_id FROM orders o JOIN returns r ON r.order_id = o.id
      WHERE o.customer_id = $2 AND o.return_status IN ${RETURNING}
        AND r.status IN ${OPEN_RETURNS} AND r.resolution IS NULL
        AND NOT EXISTS (SELECT FROM customer_move_offers f WHERE f.move_id = $1 AND f.return_id = r.id)
      ORDER BY r.order_id, r.id LIMIT $3`,
    [moveId, customerId, limit],
  );
}

export async function fulfillmentStatusOf(tx: Tx, orderId: string): Promise<OrderFulfillmentStatus> {
  const [row] = await select<{ fulfillmentStatus: OrderFulfillmentStatus }>(
    tx,
    "SELECT fulfillment_status FROM orders WHERE id = $1",
    [orderId],
  );
  return row?.fulfillmentStatus ?? "UNFULFILLED";
}

/** Writes offers down; what was offered before stays as it is. */
export async function insertOffers(
  tx: Tx,
  offers: readonly Omit<CustomerMoveOffer, "id">[],
): Promise<CustomerMoveOffer[]> {
  const rows = offers.map((offer) => ({ id: uuid(), ...offer }));
  return insertReturning<CustomerMoveOffer>(tx, "customer_move_offers", rows, "ON CONFLICT DO NOTHING");
}

/** An offer, locked; the caller holds the lock of its order or case. */
export async function lockOffer(tx: Tx, id: string): Promise<CustomerMoveOffer | null> {
  const [offer] = await select<CustomerMoveOffer>(
    tx,
    "SELECT * FROM customer_move_offers WHERE id = $1 FOR UPDATE",
    [id],
  );
  return offer ?? null;
}

export async function offersById(tx: Tx, ids: readonly string[]): Promise<CustomerMoveOffer[]> {
  return select<CustomerMoveOffer>(
    tx,
    "SELECT * FROM customer_move_offers WHERE id = ANY($1::uuid[]) ORDER BY order_id, case_id, id",
    [[...ids]],
  );
}

/** The offers of a move that wait for a person, in the order of their orders, and then of their cases. */
export async function askedOffers(tx: Tx, moveId: string): Promise<CustomerMoveOffer[]> {
  return select<CustomerMoveOffer>(
    tx,
    "SELECT * FROM customer_move_offers WHERE move_id = $1 AND decision = 'ASK' ORDER BY order_id, case_id, id",
    [moveId],
  );
}

export async function decideOffer(
  tx: Tx,
  id: string,
  decision: MoveDecision,
  by: string,
  reason: string,
): Promise<void> {
  await tx.query(
    "UPDATE customer_move_offers SET decision = $2, decided_by = $3, reason = $4, decided_at = now() WHERE id = $1",
    [id, decision, by, reason],
  );
}
