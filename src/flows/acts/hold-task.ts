import { z } from "zod";
import type { Viewer } from "../../domain/viewer.js";
import { holdOpenTask, lockTask } from "../../store/writes/review.js";
import type { Hub } from "../work/hub.js";
import { done, type Outcome, refused } from "./outcome.js";
import { type Manner, onceOrRehearsed } from "./rehearse.js";
import { notAsSeen, type TaskAnswered, taskAnswered } from "./task-answered.js";

export interface HoldRequest extends Manner {
  readonly taskId: string;
  /** CLAIMED: somebody is at it. DEFERRED: it waits for something. */
  readonly status: "CLAIMED" | "DEFERRED";
  readonly note: string | null;
}

/** Takes an open task in hand, or puts it off. Whoever answers it need not be who took it. */
export async function holdTask(
  hub: Hub,
  viewer: Viewer,
  request: HoldRequest,
): Promise<Outcome<TaskAnswered>> {
  const { taskId, status, note } = request;
  if (!z.uuid().safeParse(taskId).success) return refused("NOT_FOUND", "there is no such task", "taskId");
  return onceOrRehearsed(hub, viewer, request, async (tx) => {
    const task = await lockTask(tx, taskId);
    if (task === null) return refused("NOT_FOUND", "there is no such task", "taskId");
    if (task.closedAt !== null) return refused("CLOSED", "it is answered already");
    const objection = notAsSeen(task, request);
    if (objection !== null) return objection;
    const { heldBy } = task.details;
    if (status === "CLAIMED" && task.status === "CLAIMED" && heldBy !== viewer.subject) {
      return refused("CONFLICT", `${String(heldBy)} has it in hand`);
    }
    await holdOpenTask(tx, taskId, status, { heldBy: viewer.subject, holdNote: note });
    return done(await taskAnswered(tx, viewer, taskId, request));
  });
}
