import { CROWDED_FEATURES } from "../comparing/compare.js";
import type { ComparableRecord } from "../record.js";
import type { Members, Standing } from "./decide.js";
import { isSettled } from "./doubt.js";
import type { Policy } from "./policy.js";

/**
 * What second looks have found out and need not find out again: which customers a record clearly is not. A look is
 * taken whenever a neighbor arrives, and all but one of the customers around are as they were. Only where counts
 * stand still: a standing is then a function of the record and the customer, and both are lists and objects that
 * never change.
 */
export function dismissals(policy: Policy) {
  const names = new WeakMap<Members, number>();
  const dismissed = new WeakMap<ComparableRecord, Set<number>>();
  let last = 0;
  /** Numbers take less room than what they stand for, and let it go. */
  function nameOf(members: Members): number {
    const known = names.get(members) ?? ++last;
    names.set(members, known);
    return known;
  }
  /** Neither linked nor asked about, and nothing in it hangs on who else is looked at. */
  const isClear = ({ score, veto, all }: Standing): boolean =>
    (veto !== null || score < policy.reviewAt) &&
    !(policy.asksInDoubt && isSettled(all, policy.model)) &&
    !all.some(({ evidence }) =>
      evidence.some(({ feature, weight }) => weight >= 0 && CROWDED_FEATURES.has(feature)),
    );
  return {
    /** Those of the customers that the record has still to be held against. */
    left(record: ComparableRecord, customers: readonly Members[]): readonly Members[] {
      const clear = dismissed.get(record);
      return clear === undefined ? customers : customers.filter((members) => !clear.has(nameOf(members)));
    },
    note(record: ComparableRecord, standings: readonly Standing[]): void {
      const clear = dismissed.get(record) ?? new Set<number>();
      dismissed.set(record, clear);
      for (const standing of standings) if (isClear(standing)) clear.add(nameOf(standing.members));
    },
  };
}

export type Dismissals = ReturnType<typeof dismissals>;
