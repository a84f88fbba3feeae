import { type Comparison, compare, type Frequency, onceTied } from "../comparing/compare.js";
import type { ComparableRecord, KnownRecord } from "../record.js";
import { withSharedKnowledge } from "./customer.js";
import type { CannotLink, Standing } from "./decide.js";
import { isDoubtfulMerge, isSettled } from "./doubt.js";
import type { Policy } from "./policy.js";
import { representatives } from "./representatives.js";

/**
 * Rivals that are the best customer under another id, because their records agree and no steward
 * objects, and those that are another customer. What the policy's limit leaves over is neither.
 */
export function sortRivals(
  record: ComparableRecord,
  best: Standing,
  rivals: readonly Standing[],
  cannotLink: CannotLink,
  policy: Policy,
  frequency: Frequency,
): { readonly merging: readonly Standing[]; readonly apart: readonly Standing[] } {
  const merging: Standing[] = [];
  const apart: Standing[] = [];
  for (const rival of rivals) {
    const group = [best, ...merging];
    const free = group.every(({ customerId }) => !isForbidden(customerId, rival.customerId, cannotLink));
    const same =
      free &&
      group.every(({ members }) => agree(members, rival.members, policy, frequency)) &&
      !(policy.asksInDoubt && mayBeSisters(record, best, rival, policy, frequency));
    if (!same) apart.push(rival);
    else if (merging.length < policy.mergesMax) merging.push(rival);
  }
  return { merging, apart };
}

const isForbidden = (a: string, b: string, cannotLink: CannotLink): boolean =>
  cannotLink.some(([left, right]) => (left === a && right === b) || (left === b && right === a));

/** The mean over all pairs of representatives, and not one veto among them. What the arriving record settles counts no more. */
function agree(
  a: readonly KnownRecord[],
  b: readonly KnownRecord[],
  policy: Policy,
  frequency: Frequency,
): boolean {
  const pairs = comparePairs(representatives(a, policy.representativesMax), b, policy, frequency);
  const total = pairs.reduce((sum, pair) => sum + onceTied(pair, policy.model), 0);
  const mean = total / Math.max(1, pairs.length);
  return mean >= policy.mergeAt && pairs.every(({ veto }) => veto === null);
}

/**
 * A short name is what several sisters are called. Once the record is known to be of one of them it bears the trade
 * and the ids of that one, and the other may no longer be called the same.
 */
function mayBeSisters(
  record: ComparableRecord,
  best: Standing,
  rival: Standing,
  policy: Policy,
  frequency: Frequency,
): boolean {
  const { model, representativesMax } = policy;
  const [own, other] =
    isSettled(rival.all, model) && !isSettled(best.all, model) ? [rival, best] : [best, rival];
  const [informed = record, ...members] = withSharedKnowledge([record, ...own.members]);
  const ours = [informed, ...representatives(members, representativesMax)];
  return isDoubtfulMerge(comparePairs(ours, withSharedKnowledge(other.members), policy, frequency), model);
}

const comparePairs = (
  ours: readonly ComparableRecord[],
  theirs: readonly ComparableRecord[],
  { model, representativesMax }: Policy,
  frequency: Frequency,
): Comparison[] => {
  const others = representatives(theirs, representativesMax);
  return ours.flatMap((one) => others.map((other) => compare(one, other, frequency, model)));
};
