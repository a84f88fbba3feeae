import type { Tx } from "../../store/database.js";
import { type DeliveryResult, type PendingDelivery, settleDelivery } from "../../store/writes/delivery.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { openTasks } from "../../store/writes/review.js";
import { guardCancellation } from "../guard/guard-canceled.js";
import { endEscalation } from "./escalate-overdue.js";

/**
 * A change has come to its end at one system. Whatever is no success becomes a task, because somebody promised it
 * to a customer. `silence` says what the system has done where nobody can say what became of the change.
 */
export async function endChange(
  tx: Tx,
  connectionId: string,
  order: StoredOrder,
  delivery: PendingDelivery,
  result: DeliveryResult,
  silence: "does not show" | "has not answered" = "has not answered",
): Promise<void> {
  await settleDelivery(tx, delivery, result);
  await endEscalation(tx, order.id, delivery);
  if (delivery.target.kind === "CANCEL")
    await guardCancellation(tx, connectionId, order.id, result.status === "APPLIED");
  if (result.status === "APPLIED") return;
  const said = result.status === "UNKNOWN" ? silence : "has not made";
  await openTasks(tx, [
    {
      kind: "ORDER_CHANGE",
      subjectKey: `delivery:${delivery.id}`,
      title: `${connectionId} ${said} change ${delivery.sequence} of order ${order.number}: ${delivery.target.kind}`,
      details: { ...result, target: delivery.target, system: connectionId },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
}
