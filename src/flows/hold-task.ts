import { z } from "zod";
import type { Viewer } from "../domain/viewer.js";
import { holdOpenTask, lockTask } from "../store/writes/review.js";
import type { Hub } from "./hub.js";
import { once } from "./once.js";
import { done, type Outcome, refused } from "./outcome.js";

export interface HoldRequest {
  readonly idempotencyKey: string;
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
): Promise<Outcome<{ taskId: string }>> {
  const { taskId, status, note, idempotencyKey } = request;
  if (!z.uuid().safeParse(taskId).success) return refused("NOT_FOUND", "there is no such task", "taskId");
  return once(hub, viewer, idempotencyKey, request, async (tx) => {
    const task = await lockTask(tx, taskId);
    if (task === null) return refused("NOT_FOUND", "there is no such task", "taskId");
    if (task.closedAt !== null) return refused("CLOSED", "it is answered already");
    const { heldBy } = task.details;
    if (status === "CLAIMED" && task.status === "CLAIMED" && heldBy !== viewer.subject) {
      return refused("CONFLICT", `${String(heldBy)} has it in hand`);
    }
    await holdOpenTask(tx, taskId, status, { heldBy: viewer.subject, holdNote: note });
    return done({ taskId });
  });
}
