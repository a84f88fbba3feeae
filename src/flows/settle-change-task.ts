import { z } from "zod";
import { orderChangeTarget } from "../domain/order-change.js";
import { CHANNELS } from "../domain/vocabulary.js";
import { writeFacts } from "../store/outbox.js";
import { lockOrder } from "../store/writes/order.js";
import { done, refused } from "./outcome.js";
import { requestChanges } from "./request-changes.js";
import type { Settlement } from "./resolve-review-task.js";

/** What `applyOrderChange` wrote into the task. */
const askedChange = z.object({
  targets: z.array(orderChangeTarget).min(1),
  askedBy: z.string().nullable(),
  reason: z.string().nullable(),
  connectionId: z.string(),
  requestedAt: z.string(),
});

/** A person confirms that the change which a message asked for is meant. */
export const applyAskedChange: Settlement["run"] = async (tx, hub, viewer, task) => {
  const asked = askedChange.safeParse(task.details);
  const order = await lockOrder(tx, task.orderId ?? "");
  if (!asked.success) return refused("INVALID", "this task takes RETRY or DONE", "action");
  if (order === null || order.status === "CANCELED") return refused("CONFLICT", "the order is canceled");
  const side = hub.connection(asked.data.connectionId)?.connector.side;
  await requestChanges(tx, hub, order, {
    requestKey: `task:${task.id}`,
    channel: CHANNELS.find((channel) => channel === side) ?? order.channel,
    requestedBy: `${asked.data.askedBy ?? "unknown"}, confirmed by ${viewer.subject}`,
    reason: asked.data.reason,
    requestedAt: new Date(asked.data.requestedAt),
    targets: asked.data.targets,
  });
  return done(null);
};

/** Sends a change again that a system has refused or not shown. */
export const retryDelivery: Settlement["run"] = async (tx, _hub, _viewer, task) => {
  const [, deliveryId] = /^delivery:(.+)$/.exec(task.subjectKey) ?? [];
  if (deliveryId === undefined || task.orderId === null) {
    return refused("INVALID", "this task takes CONFIRM or REJECT", "action");
  }
  await tx.query("UPDATE order_change_deliveries SET status = 'QUEUED', refusal = NULL WHERE id = $1", [
    deliveryId,
  ]);
  await tx.query(
    `UPDATE order_changes SET status = 'REQUESTED'
      WHERE id = (SELECT order_change_id FROM order_change_deliveries WHERE id = $1)`,
    [deliveryId],
  );
  // The next refusal must be able to ask again.
  await tx.query("UPDATE review_tasks SET subject_key = subject_key || ':' || id WHERE id = $1", [task.id]);
  await writeFacts(tx, [
    { kind: "OrderChangeRequested", subjectId: task.orderId, key: `order:${task.orderId}` },
  ]);
  return done(null);
};
