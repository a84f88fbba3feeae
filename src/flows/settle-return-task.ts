import { statusAfter } from "../domain/return-states.js";
import type { Viewer } from "../domain/viewer.js";
import type { Tx } from "../store/database.js";
import type { ReviewTask } from "../store/review-task.js";
import { lockOrder } from "../store/writes/order.js";
import { returnById, writeAct } from "../store/writes/return.js";
import { done, type Outcome, refused } from "./outcome.js";
import { refreshOrder } from "./refresh-order.js";
import type { ReviewAnswer, Settlement } from "./resolve-review-task.js";

/** A person lets the goods come back. */
export const approveAsked: Settlement["run"] = (tx, _hub, viewer, task, answer) =>
  settle(tx, viewer, task, answer, "APPROVE");

/** A person will not have them back; the customer is owed a reason. */
export const declineAsked: Settlement["run"] = async (tx, _hub, viewer, task, answer) =>
  answer.note === null || answer.note.trim() === ""
    ? refused("INVALID", "say why: the customer reads it", "note")
    : settle(tx, viewer, task, answer, "DECLINE");

async function settle(
  tx: Tx,
  viewer: Viewer,
  task: ReviewTask,
  { note }: ReviewAnswer,
  act: "APPROVE" | "DECLINE",
): Promise<Outcome<null>> {
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
