import type { Tx } from "../../store/database.js";
import type { ReviewTask } from "../../store/review-task.js";
import { currentCustomers } from "../../store/writes/customer.js";
import { lockDecider, mergeCustomers, separateCustomers } from "../../store/writes/moves.js";
import { done, refused } from "../acts/outcome.js";
import type { Settlement } from "../acts/resolve-review-task.js";

/** A steward says: these two are one. The older id stays; where they have become one meanwhile, nothing is left to do. */
export const mergePair: Settlement["run"] = async (tx, _hub, viewer, task, { note }) => {
  await lockDecider(tx);
  const pair = await pairNow(tx, task);
  if (pair === null) return done(null);
  const [survivor, ceased] = pair;
  const { subject: actor } = viewer;
  await mergeCustomers(tx, { survivor, ceased, actor, score: null, evidence: task.details, note });
  return done(null);
};

/** A steward says: these are two. The engine keeps to that. */
export const separatePair: Settlement["run"] = async (tx, _hub, viewer, task, { note }) => {
  await lockDecider(tx);
  const pair = await pairNow(tx, task);
  if (pair === null) {
    return refused(
      "CONFLICT",
      "these two have become one customer meanwhile; undo that merge to keep them apart",
    );
  }
  await separateCustomers(tx, ...pair, viewer.subject, note);
  return done(null);
};

/** The two customers of the task as they are called now, the older first; null if they are one. */
async function pairNow(tx: Tx, task: ReviewTask): Promise<[string, string] | null> {
  const [a, b] = await currentCustomers(tx, [task.customerId, task.otherCustomerId]);
  return a === undefined || b === undefined ? null : [a, b];
}
