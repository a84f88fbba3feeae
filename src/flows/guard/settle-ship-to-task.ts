import type { Viewer } from "../../domain/viewer.js";
import type { DivergenceStatus } from "../../domain/vocabulary.js";
import { wantedTarget } from "../../domain/wanted-target.js";
import type { Tx } from "../../store/database.js";
import type { ShipToDivergence } from "../../store/fulfillment-order.js";
import { writeFacts } from "../../store/outbox.js";
import type { ReviewTask } from "../../store/review-task.js";
import { hasOpenDivergence, lockDivergence } from "../../store/writes/divergence.js";
import { releaseHolds, setDivergence } from "../../store/writes/execution.js";
import { changeable, lockOrder, setSync } from "../../store/writes/order.js";
import { insertChanges } from "../../store/writes/order-change.js";
import { done, refused } from "../acts/outcome.js";
import type { Settlement } from "../acts/resolve-review-task.js";
import { refreshOrder } from "../orders/refresh-order.js";

/** The goods shall go as the order says: tell the system again, then let it go on. */
export const propagateAddress: Settlement["run"] = async (tx, _hub, viewer, task, answer) => {
  const order = await lockOrder(tx, task.orderId ?? "");
  const divergence = await divergenceOf(tx, task);
  const target =
    order === null || divergence === null
      ? null
      : wantedTarget(changeable(order), divergence.aspect, divergence.lineNumber);
  if (order === null || divergence === null || target === null)
    return refused("CONFLICT", "the order no longer says what it should be: close this with ACCEPT_AS_IS");
  if (divergence.status === "ESCAPED")
    return refused("TOO_LATE", "the goods have left: use ACCEPT_AS_IS to close this");
  await insertChanges(
    tx,
    order,
    {
      requestKey: `task:${task.id}`,
      channel: order.channel,
      requestedBy: viewer.subject,
      reason: answer.note ?? "the execution system held another value",
      requestedAt: new Date(),
      targets: [target],
    },
    [divergence.connectionId],
  );
  await setSync(tx, order.id, "PENDING");
  await writeFacts(tx, [{ kind: "OrderChangeRequested", subjectId: order.id, key: `order:${order.id}` }]);
  await letGo(tx, viewer, order.id, divergence, "PROPAGATED");
  await refreshOrder(tx, order);
  return done(null);
};

/** The goods shall go as the system says after all. The same value raises no alarm again. */
export const acceptAddress: Settlement["run"] = async (tx, _hub, viewer, task) => {
  const order = await lockOrder(tx, task.orderId ?? "");
  const divergence = await divergenceOf(tx, task);
  if (order === null || divergence === null) return refused("CONFLICT", "the order is gone");
  await letGo(tx, viewer, order.id, divergence, "ACCEPTED_AS_IS");
  await refreshOrder(tx, order);
  return done(null);
};

const divergenceOf = (tx: Tx, task: ReviewTask) => lockDivergence(tx, task.subjectKey.split(":")[0] ?? "");

/** Closes the divergence; the stop is lifted when no other one needs it. */
async function letGo(
  tx: Tx,
  viewer: Viewer,
  orderId: string,
  divergence: ShipToDivergence,
  status: DivergenceStatus,
): Promise<void> {
  await setDivergence(tx, divergence.id, status);
  if (await hasOpenDivergence(tx, orderId)) return;
  await releaseHolds(tx, orderId, "SHIP_TO_DIVERGENCE", viewer.subject);
  await writeFacts(tx, [{ kind: "HoldReleased", subjectId: orderId, key: `order:${orderId}` }]);
}
