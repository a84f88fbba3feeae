import type { MatchModel } from "../comparing/model.js";
import type { Policy } from "../deciding/policy.js";
import { openRegister } from "../deciding/register.js";
import type { ArrivingRecord, Resolution } from "../deciding/resolve-set.js";

/** What a policy would make of records if they arrived now, in their order, at an empty hub. */
interface Shadow {
  readonly outcomes: ReadonlyMap<string, Resolution["outcome"]>;
  readonly customers: ReadonlyMap<string, string>;
}

/** How two models differ in what they decide of the same records. */
export interface ShadowDifference {
  readonly records: number;
  /** Share of the records that would be with other records than now, or that a person would newly be asked about, or no more. */
  readonly changedShare: number;
  /** Records of the largest customer under each. */
  readonly largestNow: number;
  readonly largestThen: number;
  /** Share of the records that a person is asked about under each. */
  readonly askedNow: number;
  readonly askedThen: number;
}

/** Decides records in shadow, writing nothing, under the model in force and under another. */
export function shadowDifference(
  records: readonly ArrivingRecord[],
  policy: Policy,
  other: MatchModel,
): ShadowDifference {
  const now = shadowOf(records, policy);
  const then = shadowOf(records, { ...policy, model: other });
  const changed = records.filter(({ record: { recordId } }) => {
    if (now.customers.get(recordId) !== then.customers.get(recordId)) return true;
    return isAsked(now, recordId) !== isAsked(then, recordId);
  });
  return {
    records: records.length,
    changedShare: changed.length / Math.max(1, records.length),
    largestNow: largestOf(now),
    largestThen: largestOf(then),
    askedNow: askedShare(now),
    askedThen: askedShare(then),
  };
}

function shadowOf(records: readonly ArrivingRecord[], policy: Policy): Shadow {
  const nothing = { recordsByKey: new Map(), records: [], cannotLink: [] };
  const register = openRegister(nothing, (recordId) => recordId, policy);
  const outcomes = new Map(
    records.map((record) => [record.record.recordId, register.decide(record).outcome] as const),
  );
  return { outcomes, customers: register.customers() };
}

const isAsked = ({ outcomes }: Shadow, recordId: string): boolean => outcomes.get(recordId) === "REVIEW";

const askedShare = ({ outcomes }: Shadow): number =>
  [...outcomes.values()].filter((outcome) => outcome === "REVIEW").length / Math.max(1, outcomes.size);

function largestOf({ customers }: Shadow): number {
  const sizes = new Map<string, number>();
  for (const customer of customers.values()) sizes.set(customer, (sizes.get(customer) ?? 0) + 1);
  return Math.max(0, ...sizes.values());
}
