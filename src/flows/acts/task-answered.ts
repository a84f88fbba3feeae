import type { Viewer } from "../../domain/viewer.js";
import type { Tx } from "../../store/database.js";
import { reads } from "../../store/reads/reads.js";
import type { ReviewTask } from "../../store/review-task.js";
import { type Outcome, outdated } from "./outcome.js";
import type { Manner } from "./rehearse.js";

export interface TaskAnswered {
  readonly taskId: string;
  /** After a rehearsal: the task as it would be. */
  readonly preview?: ReviewTask;
}

/** A conflict if the task, which is locked, is not as its answerer has seen it. */
export const notAsSeen = (
  { version }: Pick<ReviewTask, "version">,
  { expectedVersion }: Pick<Manner, "expectedVersion">,
): Outcome<never> | null =>
  expectedVersion === undefined || expectedVersion === version
    ? null
    : outdated("the task", expectedVersion, version);

/** What is answered of a task; what was only rehearsed is shown while it is there. */
export async function taskAnswered(
  tx: Tx,
  viewer: Viewer,
  taskId: string,
  { dryRun }: Pick<Manner, "dryRun">,
): Promise<TaskAnswered> {
  if (dryRun !== true) return { taskId };
  const [preview] = await reads(tx, viewer).reviewTasksById([taskId]);
  return preview === undefined ? { taskId } : { taskId, preview };
}
