import type { Tx } from "../store/database.js";
import { writeFacts } from "../store/outbox.js";
import type { ReviewTask } from "../store/review-task.js";
import { currentCustomers } from "../store/writes/customer.js";
import { lockDecider, mergeCustomers, separateCustomers } from "../store/writes/moves.js";
import { done, refused } from "./outcome.js";
import type { Settlement } from "./resolve-review-task.js";

/** A steward says: these two are one. The older id stays. */
export const mergePair: Settlement["run"] = async (tx, _hub, viewer, task) => {
  await lockDecider(tx);
  const pair = await pairNow(tx, task);
  if (pair === null) return refused("CONFLICT", "these two are one customer already");
  const [survivor, ceased] = pair;
  await mergeCustomers(tx, { survivor, ceased, actor: viewer.subject, score: null, evidence: task.details });
  await writeFacts(tx, [
    { kind: "CustomerChanged", subjectId: survivor, key: null },
    { kind: "CustomerChanged", subjectId: ceased, key: null },
  ]);
  return done(null);
};

/** A steward says: these are two. The engine keeps to that. */
export const separatePair: Settlement["run"] = async (tx, _hub, viewer, task) => {
  await lockDecider(tx);
  const pair = await pairNow(tx, task);
  if (pair === null) return refused("CONFLICT", "these two have become one customer meanwhile");
  await separateCustomers(tx, ...pair, viewer.subject);
  return done(null);
};

/** The two customers of the task as they are called now, the older first; null if they are one. */
async function pairNow(tx: Tx, task: ReviewTask): Promise<[string, string] | null> {
  const [a, b] = await currentCustomers(tx, [task.customerId, task.otherCustomerId]);
  return a === undefined || b === undefined ? null : [a, b];
}
