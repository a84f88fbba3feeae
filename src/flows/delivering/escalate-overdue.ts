import { deadlineMinutes } from "../../domain/follow-through.js";
import { ORDER_CHANGE_KINDS } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import { hurryFacts, writeFacts } from "../../store/outbox.js";
import {
  type Deadlines,
  lockOverdue,
  markEscalated,
  type OverdueDelivery,
  overdueOrders,
  releaseAnswered,
} from "../../store/writes/deadline.js";
import type { PendingDelivery } from "../../store/writes/delivery.js";
import { fulfillmentOrderOf, openHold } from "../../store/writes/execution.js";
import { lockOrder, type StoredOrder } from "../../store/writes/order.js";
import { closeOvertaken, openTasks } from "../../store/writes/review.js";
import { refreshOrder } from "../orders/refresh-order.js";
import { executionSystems, type Hub, rulesOf } from "../work/hub.js";

/** Orders that one look takes; the next look takes the rest. */
const ORDERS_MAX = 100;

/** The subject of the task that asks about a delivery which is late. */
const overdueKey = (deliveryId: string): string => `overdue:${deliveryId}`;

/**
 * Brings every change that no system has confirmed in time before a person, and stops the goods until it is
 * settled. Once per delivery: it is marked in the same transaction. Answers how many were late.
 */
export async function escalateOverdue(hub: Hub): Promise<number> {
  const rules = rulesOf(hub);
  const deadlines: Deadlines = {
    kinds: ORDER_CHANGE_KINDS.map((kind) => ({ kind, minutes: deadlineMinutes(rules, kind) })),
    // Partners that answer by documents have the time that was agreed with them.
    connectionIds: executionSystems(hub).flatMap(({ id, connector }) =>
      connector.execution === undefined ? [] : [id],
    ),
  };
  let late = 0;
  for (const orderId of await overdueOrders(hub.store.pool, deadlines, ORDERS_MAX)) {
    late += await hub.store.transaction(async (tx) => {
      const order = await lockOrder(tx, orderId);
      const overdue = order === null ? [] : await lockOverdue(tx, orderId, deadlines);
      if (order === null || overdue.length === 0) return 0;
      for (const delivery of overdue) await escalate(tx, order, delivery);
      const key = `order:${orderId}`;
      await writeFacts(tx, [{ kind: "OrderChangeRequested", subjectId: orderId, key }]);
      await hurryFacts(tx, key);
      await refreshOrder(tx, order);
      return overdue.length;
    });
  }
  if (late > 0) hub.ring();
  return late;
}

async function escalate(tx: Tx, order: StoredOrder, delivery: OverdueDelivery): Promise<void> {
  const { id, connectionId, kind, sequence, minutes, status } = delivery;
  await markEscalated(tx, id);
  const work = await fulfillmentOrderOf(tx, order.id, connectionId);
  const explanation = `${connectionId} has not confirmed change ${sequence} (${kind}) within ${minutes} minutes`;
  await openHold(tx, {
    ...{ orderId: order.id, fulfillmentOrderId: work.id, reason: "AMENDMENT_PENDING", explanation },
  });
  await openTasks(tx, [
    {
      kind: "ORDER_CHANGE",
      subjectKey: overdueKey(id),
      title: `Order ${order.number} is stopped: ${explanation}`,
      details: { system: connectionId, status, minutes, deliveryId: id },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
}

/**
 * A delivery has come to its end: if it was late, nobody has to look any more. The stop goes with the last
 * of them, and is lifted over there by the pass of delivery that this is part of.
 */
export async function endEscalation(
  tx: Tx,
  orderId: string,
  { id, escalatedAt }: Pick<PendingDelivery, "id" | "escalatedAt">,
): Promise<void> {
  if (escalatedAt !== null) {
    await closeOvertaken(tx, "ORDER_CHANGE", overdueKey(id), "overtaken: the system has answered");
  }
  await releaseAnswered(tx, orderId);
}
