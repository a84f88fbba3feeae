import type { ExecutionSyncStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import { noteAsked } from "../../store/writes/asked.js";
import { failedDeliveries, pendingDeliveries } from "../../store/writes/delivery.js";
import { fulfillmentOrderOf, refuseWorkOrder } from "../../store/writes/execution.js";
import { type StoredOrder, setSync } from "../../store/writes/order.js";
import { openTasks } from "../../store/writes/review.js";
import { creationKey } from "./deliver-order.js";

/** A partner would not take an order, has not answered it, or has taken it otherwise than it was meant. */
export async function endOrder(
  tx: Tx,
  connectionId: string,
  order: StoredOrder,
  sync: Extract<ExecutionSyncStatus, "REJECTED" | "UNKNOWN" | "DIVERGED">,
  nativeMessage: string,
): Promise<void> {
  const work = await fulfillmentOrderOf(tx, order.id, connectionId);
  const refusal =
    sync === "REJECTED" ? "VALIDATION" : sync === "DIVERGED" ? "ACCEPTED_BUT_NOT_APPLIED" : null;
  await refuseWorkOrder(tx, work.id, refusal, nativeMessage);
  await setSync(tx, order.id, sync);
  const said = { REJECTED: "has refused", UNKNOWN: "has not answered", DIVERGED: "has taken with changes" }[
    sync
  ];
  await openTasks(tx, [
    {
      kind: "ORDER_CHANGE",
      subjectKey: `${creationKey(order.id)}:${connectionId}${sync === "DIVERGED" ? ":changed" : ""}`,
      title: `${connectionId} ${said} order ${order.number}: ${nativeMessage}`,
      details: { refusal, nativeMessage, system: connectionId },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
}

export const acceptOrder = (tx: Tx, connectionId: string, orderId: string): Promise<void> =>
  noteAsked(tx, connectionId, creationKey(orderId), { accepted: true, tries: 1 });

/** Whether the two sides are in step, as far as the partner has said. */
export async function syncWithPartner(tx: Tx, connectionId: string, order: StoredOrder): Promise<void> {
  const isOpen = (await pendingDeliveries(tx, order.id, connectionId)).length > 0;
  const failed = await failedDeliveries(tx, order.id, connectionId);
  const isRefused = failed.some(({ status }) => status !== "UNKNOWN");
  const sync = isOpen ? "PENDING" : isRefused ? "REJECTED" : failed.length > 0 ? "UNKNOWN" : null;
  if (sync !== null) await setSync(tx, order.id, sync);
  else if (order.executionSync === "PENDING") await setSync(tx, order.id, "IN_SYNC");
}
