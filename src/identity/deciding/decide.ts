import { groupBy } from "../../domain/group-by.js";
import {
  type Comparison,
  compare,
  type Evidence,
  type Frequency,
  forgivingMoves,
} from "../comparing/compare.js";
import { isDistinctive } from "../normalizing/code.js";
import type { ComparableRecord, KnownRecord } from "../record.js";
import { type Crowd, crowdOf } from "./crowd.js";
import { withSharedKnowledge } from "./customer.js";
import { hasLevel, isDoubtful, isSettled } from "./doubt.js";
import { POLICY, type Policy } from "./policy.js";
import { representatives } from "./representatives.js";
import { sortRivals } from "./rivals.js";

/** What becomes of one arriving record. */
export type Verdict =
  | {
      readonly outcome: "LINKED";
      readonly customerId: string;
      readonly score: number;
      readonly evidence: readonly Evidence[];
      /** Other customers that this record proves to be the same one, best first. */
      readonly alsoMerges: readonly string[];
    }
  | { readonly outcome: "NEW"; readonly score: number | null; readonly evidence: readonly Evidence[] }
  | {
      readonly outcome: "REVIEW";
      readonly candidateCustomerId: string;
      readonly score: number;
      readonly evidence: readonly Evidence[];
    };

/** Pairs of customer ids that a steward has declared to be two customers. */
export type CannotLink = readonly (readonly [string, string])[];

/** The records of one customer. Such a list never changes: who comes or goes makes another one. */
export type Members = readonly KnownRecord[];

/** How one record stands to one customer. */
export interface Standing {
  readonly customerId: string;
  readonly members: Members;
  readonly score: number;
  readonly best: Comparison;
  /** The member of the best comparison. */
  readonly bestRecordId: string;
  /** The mean of those members that stand for the customer, and what each of them scored. */
  readonly mean: number;
  readonly voices: readonly { readonly recordId: string; readonly score: number }[];
  readonly veto: string | null;
  /** With every member that it was held against. */
  readonly all: readonly Comparison[];
}

/**
 * Decides to which customer a record belongs. It is held against customers, not against single
 * records: half the best member, half the mean of the members that say most. A chain of look-alikes
 * cannot grow that way, because each link must resemble the customer as a whole.
 *
 * `candidates` are the known members of every customer that a candidate record belongs to.
 */
export function decide(
  record: ComparableRecord,
  candidates: readonly KnownRecord[],
  cannotLink: CannotLink,
  policy: Policy = POLICY,
  frequency: Frequency = () => 0,
): Verdict {
  return decideAmong(record, byCustomer(candidates), cannotLink, policy, frequency);
}

/** As `decide`, of candidates that are with their customers already. */
export const decideAmong = (
  record: ComparableRecord,
  customers: readonly Members[],
  cannotLink: CannotLink,
  policy: Policy,
  frequency: Frequency,
): Verdict =>
  verdictOn(record, standingsAmong(record, customers, policy, frequency), cannotLink, policy, frequency);

/** What becomes of a record that stands so to its candidates, the likeliest first. */
export function verdictOn(
  record: ComparableRecord,
  standings: readonly Standing[],
  cannotLink: CannotLink,
  policy: Policy,
  frequency: Frequency,
): Verdict {
  const open = standings.filter(({ veto }) => veto === null);
  const [best] = open;
  if (best === undefined || best.score < policy.reviewAt) {
    const contested = policy.asksInDoubt ? open.find((one) => isSettled(one.all, policy.model)) : undefined;
    if (contested !== undefined) return inReview(contested);
    const nearest = best ?? standings[0];
    return { outcome: "NEW", score: nearest?.score ?? null, evidence: nearest?.best.evidence ?? [] };
  }
  const { customerId, score } = best;
  const { evidence } = best.best;
  if (score < policy.linkAt) {
    if (standsAlone(record, best, policy)) return { outcome: "NEW", score, evidence };
    return inReview(best);
  }
  if (policy.asksInDoubt && isDoubtful(best.all, policy.model)) return inReview(best);
  const rivals = open
    .slice(1)
    .filter(
      (rival) => rival.score >= policy.linkAt && !(policy.asksInDoubt && isDoubtful(rival.all, policy.model)),
    );
  const { merging, apart } = sortRivals(record, best, rivals, cannotLink, policy, frequency);
  const [undecided] = apart;
  if (undecided !== undefined && score - undecided.score < policy.margin) {
    if (bringsOwnCode(record, [best, undecided])) return { outcome: "NEW", score, evidence };
    return inReview(best);
  }
  return {
    outcome: "LINKED",
    customerId,
    score,
    evidence,
    alsoMerges: merging.map((other) => other.customerId),
  };
}

const inReview = ({ customerId, score, best: { evidence } }: Standing): Verdict => ({
  ...{ outcome: "REVIEW", candidateCustomerId: customerId, score, evidence },
});

/** Every customer among the candidates, the likeliest first; equal scores in order of id. */
export const standingsOf = (
  record: ComparableRecord,
  candidates: readonly KnownRecord[],
  policy: Policy,
  frequency: Frequency,
): Standing[] => standingsAmong(record, byCustomer(candidates), policy, frequency);

/** As `standingsOf`, of candidates that are with their customers already; `crowd` has seen others besides. */
export function standingsAmong(
  record: ComparableRecord,
  customers: readonly Members[],
  policy: Policy,
  frequency: Frequency,
  crowd: Crowd = crowdOf([record, ...customers.flat()]),
): Standing[] {
  return customers
    .flatMap((members) => standing(record, members, policy, frequency, crowd) ?? [])
    .sort((a, b) => b.score - a.score || (a.customerId < b.customerId ? -1 : 1));
}

/** Records by their customers, those first that come first. */
export const byCustomer = (records: readonly KnownRecord[]): Members[] => [
  ...groupBy(records, ({ customerId }) => customerId).values(),
];

function standing(
  record: ComparableRecord,
  members: Members,
  policy: Policy,
  frequency: Frequency,
  crowd: Crowd,
): Standing | null {
  const customerId = members[0]?.customerId;
  if (customerId === undefined) return null;
  const against = (member: KnownRecord) => ({
    member,
    comparison: compare(record, member, frequency, policy.model, crowd),
  });
  const all = withSharedKnowledge(members);
  const spokesmen = representatives(all, policy.representativesMax);
  const heard = spokesmen.map(against);
  // A customer whose best records say nothing but no is not asked on.
  const hopeless = heard.every(({ comparison }) => comparison.score < policy.hopelessBelow);
  const others = hopeless
    ? []
    : all.filter((member) => !spokesmen.includes(member)).slice(0, policy.membersMax);
  const compared = [...heard, ...others.map(against)];
  const first = compared.reduce((a, b) => (b.comparison.score > a.comparison.score ? b : a));
  const chosen = new Set(spokesmen.map(({ recordId }) => recordId));
  const anchored = compared.some(({ comparison }) => hasLevel(comparison, policy.model.anchoring));
  // Of a customer with two names (it was renamed, a steward joined two), the other name is no contradiction.
  const isNamed = first.comparison.score >= policy.namedAt && hasLevel(first.comparison, policy.model.naming);
  const voices = compared
    .filter(({ member }) => chosen.has(member.recordId))
    .filter(({ comparison }) => !isNamed || !hasLevel(comparison, policy.model.otherNaming))
    .map(({ member: { recordId }, comparison }) => ({
      recordId,
      score: anchored ? forgivingMoves(comparison, policy.model) : comparison.score,
    }));
  const mean = voices.reduce((sum, { score }) => sum + score, 0) / Math.max(1, voices.length);
  return {
    customerId,
    members,
    score: 0.5 * first.comparison.score + 0.5 * mean,
    best: first.comparison,
    bestRecordId: first.member.recordId,
    ...{ mean, voices },
    all: compared.map(({ comparison }) => comparison),
    veto: compared.map(({ comparison }) => comparison.veto).find((veto) => veto !== null) ?? null,
  };
}

/**
 * A record with a code, a tax id, a phone or a mailbox of its own is not held up by a customer with whom
 * it shares no more than a name: it becomes a customer, and the record that proves both to be one, if
 * there ever is one, merges them. A person is asked where something tangible is shared and something
 * else contradicts, and where a record has nothing but its name.
 */
function standsAlone(record: ComparableRecord, { best }: Standing, policy: Policy): boolean {
  return isIdentified(record) && !hasLevel(best, policy.model.tangible);
}

/** It quotes a distinctive code that neither of the look-alikes is known by: the code will tell, in time. */
const bringsOwnCode = (record: ComparableRecord, standings: readonly Standing[]): boolean =>
  record.codes.some(
    ({ value }) =>
      isDistinctive(value) &&
      !standings.some(({ members }) =>
        members.some(({ codes }) => codes.some((code) => code.value === value)),
      ),
  );

const isIdentified = ({ codes, features }: ComparableRecord): boolean =>
  codes.length > 0 ||
  features.taxId !== null ||
  features.phones.length > 0 ||
  features.emails.some(({ local }) => local !== null);
