import { statusAfter } from "../../domain/return-states.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import type { ReviewTask } from "../../store/review-task.js";
import { lockOrder } from "../../store/writes/order.js";
import { returnById, writeAct } from "../../store/writes/return.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { ReviewAnswer, Settlement } from "../acts/resolve-review-task.js";
import { refreshOrder } from "../orders/refresh-order.js";

/** A person lets the goods come back. */
export const approveAsked: Settlement["run"] = (tx, _hub, viewer, task, answer) =>
  settle(tx, viewer, task, answer, "APPROVE");

/** A person will not have them back; the customer is owed a reason. */
export const declineAsked: Settlement["run"] = async (tx, _hub, viewer, task, answer) =>
  answer.note === null || answer.note.trim() === ""
    ? refused("INVALID", "say why: the customer reads it", "note")
    : settle(tx, viewer, task, answer, "DECLINE");

/** The systems are told again. */
export const announceAgain: Settlement["run"] = async (tx, _hub, _viewer, task) => {
  const known = aboutSystem(task) ? await returnById(tx, String(task.details.returnId)) : null;
  if (known === null) return refused("INVALID", "this task takes CONFIRM or REJECT", "action");
  if (known.status !== "APPROVED" && known.status !== "IN_TRANSIT")
    return refused("CONFLICT", `the return is ${known.status.toLowerCase()}: there is nothing to tell`);
  await writeFacts(tx, [{ kind: "ReturnApproved", subjectId: known.id, key: `order:${known.orderId}` }]);
  return done(null);
};

/** A person has told the system. */
export const toldByHand: Settlement["run"] = async (_tx, _hub, _viewer, task) =>
  aboutSystem(task) ? done(null) : refused("INVALID", "this task takes CONFIRM or REJECT", "action");

/** Whether it asks about a system that was or was not told, and not whether the goods may come back. */
const aboutSystem = ({ details }: ReviewTask): boolean => details.system !== undefined;

async function settle(
  tx: Tx,
  viewer: Viewer,
  task: ReviewTask,
  { note }: ReviewAnswer,
  act: "APPROVE" | "DECLINE",
): Promise<Outcome<null>> {
  if (aboutSystem(task)) return refused("INVALID", "this task takes RETRY or DONE", "action");
  const order = await lockOrder(tx, task.orderId ?? "");
  const known = order === null ? null : await returnById(tx, task.subjectKey);
  const status = known === null ? null : statusAfter(known.status, act, "STAFF");
  if (order === null || known === null || status === null) {
    return refused("CONFLICT", `the return is ${known?.status.toLowerCase() ?? "gone"} already`);
  }
  const kept = { act, actor: viewer.subject, note, occurredAt: new Date() };
  await writeAct(tx, known, status, { ...kept, eventKey: `task:${task.id}` }, { decidedBecause: note });
  await refreshOrder(tx, order);
  return done(null);
}
