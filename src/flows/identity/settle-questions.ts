import { groupBy } from "../../domain/group-by.js";
import { frequencyUnder } from "../../identity/comparing/kept-terms.js";
import { decide } from "../../identity/deciding/decide.js";
import type { Policy } from "../../identity/deciding/policy.js";
import { representatives } from "../../identity/deciding/representatives.js";
import type { KnownRecord } from "../../identity/record.js";
import type { Tx } from "../../store/database.js";
import { recordsOfCustomers } from "../../store/writes/identity.js";
import { closeTask } from "../../store/writes/review.js";
import { lockQuestions } from "../../store/writes/second-look.js";
import { knownOf } from "./known-record.js";

const ENGINE = "engine";

/**
 * Closes the questions about these customers that evidence has settled since they were asked: the two have
 * become one; or one of them has become part of a customer that nobody would ask about. A question
 * about customers that are as they were stays.
 */
export async function settleQuestions(tx: Tx, customerIds: readonly string[], policy: Policy): Promise<void> {
  for (const { id, one, other, isAsAsked } of await lockQuestions(tx, customerIds)) {
    if (one === other) {
      await closeTask(tx, id, "MERGED", ENGINE, "later evidence has shown that they are one");
    } else if (!isAsAsked && (await isClear(tx, one, other, policy))) {
      await closeTask(tx, id, "RESOLVED", ENGINE, "later evidence has shown that they are two");
    }
  }
}

/** True if no record that stands for the one would be taken for the other, or for a question about it. */
async function isClear(tx: Tx, one: string, other: string, policy: Policy): Promise<boolean> {
  const records = (await recordsOfCustomers(tx, [one, other], policy.membersMax)).map(knownOf);
  const members = groupBy(records, ({ customerId }) => customerId);
  const frequency = frequencyUnder(policy.model, () => 0);
  const against = (ours: readonly KnownRecord[], theirs: readonly KnownRecord[]): boolean =>
    representatives(ours, policy.representativesMax).every(
      (record) => decide(record, theirs, [], policy, frequency).outcome === "NEW",
    );
  const [ours = [], theirs = []] = [members.get(one), members.get(other)];
  return against(ours, theirs) && against(theirs, ours);
}
