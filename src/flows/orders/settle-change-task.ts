import { z } from "zod";
import { isWanted, orderChangeTarget } from "../../domain/order-change.js";
import { CHANNELS } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import type { ReviewTask } from "../../store/review-task.js";
import { forgetAsked } from "../../store/writes/asked.js";
import { restartDeadline } from "../../store/writes/deadline.js";
import { reopenDelivery, targetOfDelivery } from "../../store/writes/delivery.js";
import { releaseHolds } from "../../store/writes/execution.js";
import { changeable, lockOrder, type StoredOrder, setSync } from "../../store/writes/order.js";
import { freeSubject } from "../../store/writes/review.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Settlement } from "../acts/resolve-review-task.js";
import { creationKey } from "../delivering/deliver-order.js";
import { requestChanges } from "../delivering/request-changes.js";
import { objectionToTargets } from "./change-order.js";

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
  if (!asked.success) return refused("INVALID", "this task takes RETRY or DONE", "action");
  const order = task.orderId === null ? null : await lockOrder(tx, task.orderId);
  if (order === null) return refused("CONFLICT", "the order is gone");
  const objection = objectionToTargets(order, asked.data.targets);
  if (objection !== null) return objection;
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

/** A person has read what a message asks for and does not want it. */
export const dropAskedChange: Settlement["run"] = async (_tx, _hub, _viewer, task) =>
  askedChange.safeParse(task.details).success
    ? done(null)
    : refused("INVALID", "this task takes RETRY or DONE", "action");

/** A person has settled with the system what it would not do, or will see to what is late. */
export const closeFailed: Settlement["run"] = async (tx, _hub, viewer, task) => {
  if (askedChange.safeParse(task.details).success) {
    return refused("INVALID", "this task takes CONFIRM or REJECT", "action");
  }
  const { orderId } = task;
  if (orderId !== null && task.subjectKey.startsWith("overdue:")) {
    await releaseHolds(tx, orderId, "AMENDMENT_PENDING", viewer.subject);
    await writeFacts(tx, [{ kind: "HoldReleased", subjectId: orderId, key: `order:${orderId}` }]);
  }
  return done(null);
};

/** Sends again what a system has refused or not shown: a change, or the order itself. */
export const retryDelivery: Settlement["run"] = async (tx, _hub, _viewer, task) => {
  const [, what, id] = /^(delivery|create|overdue):([^:]+)/.exec(task.subjectKey) ?? [];
  if (id === undefined || task.orderId === null) {
    return refused("INVALID", "this task takes CONFIRM or REJECT", "action");
  }
  const order = await lockOrder(tx, task.orderId);
  if (order === null) return refused("CONFLICT", "the order is gone");
  const objection = await REOPEN[what as keyof typeof REOPEN](tx, order, task, id);
  if (objection !== null) return objection;
  // The next refusal must be able to ask again.
  await freeSubject(tx, task.id);
  await setSync(tx, order.id, "PENDING");
  await writeFacts(tx, [{ kind: "OrderChangeRequested", subjectId: order.id, key: `order:${order.id}` }]);
  return done(null);
};

type Reopen = (tx: Tx, order: StoredOrder, task: ReviewTask, id: string) => Promise<Outcome<never> | null>;

const REOPEN = {
  delivery: (tx, order, _task, id) => reopenChange(tx, order, id),
  create: (tx, order, task) => reopenOrder(tx, order, task),
  overdue: async (tx, _order, _task, id) => {
    await restartDeadline(tx, id);
    return null;
  },
} satisfies Record<string, Reopen>;

async function reopenOrder(tx: Tx, order: StoredOrder, task: ReviewTask): Promise<Outcome<never> | null> {
  if (order.status !== "CONFIRMED") return refused("CONFLICT", `the order is ${order.status.toLowerCase()}`);
  const connectionId = task.subjectKey.slice(`${creationKey(order.id)}:`.length);
  await forgetAsked(tx, connectionId, creationKey(order.id));
  return null;
}

/** A change that a later one has overtaken is not sent again: it would undo the later one. */
async function reopenChange(tx: Tx, order: StoredOrder, deliveryId: string): Promise<Outcome<never> | null> {
  const target = await targetOfDelivery(tx, deliveryId);
  if (target === null) return refused("CONFLICT", "the change is gone");
  if (!isWanted(changeable(order), target)) {
    return refused("CONFLICT", "a later change has replaced this one: close the task with DONE");
  }
  await reopenDelivery(tx, deliveryId);
  return null;
}
