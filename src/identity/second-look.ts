import type { Evidence, Frequency } from "./compare.js";
import { withSharedKnowledge } from "./customer.js";
import { type CannotLink, decide, type Verdict } from "./decide.js";
import type { Policy } from "./policy.js";
import type { KnownRecord } from "./record.js";
import type { ArrivingRecord } from "./resolve-set.js";

/** What a customer turns out to be when it is looked at again. */
export interface SecondLook {
  /** MERGE: it is the other customer. REVIEW: a person should say. */
  readonly outcome: "MERGE" | "REVIEW";
  readonly otherCustomerId: string;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** Larger customers were met by many records, and each of those looked at its neighbors. */
export const LOOKED_AGAIN_RECORDS_MAX = 3;
/** Customers looked at around one piece of evidence, the nearest first. */
export const NEIGHBORS_MAX = 12;
/** A merge is evidence too, and may lead to another: at most this many one after the other. */
export const CHAIN_MAX = 6;

/** A customer that was looked at again, and what came of it. */
export interface Looked {
  readonly customerId: string;
  readonly members: readonly ArrivingRecord[];
  readonly look: SecondLook;
}

/**
 * Looks at each of these small customers, up to the first that turns out to be another; and what stays in
 * doubt. `around` answers all records of the customers that the keys of a record lead to.
 */
export function lookAtEach(
  small: ReadonlyMap<string, readonly ArrivingRecord[]>,
  around: (records: readonly ArrivingRecord[]) => readonly KnownRecord[],
  cannotLink: CannotLink,
  policy: Policy,
  frequency: Frequency,
): { readonly merge: Looked | null; readonly doubts: readonly Looked[] } {
  const doubts: Looked[] = [];
  for (const [customerId, members] of small) {
    const own = members.map(({ record }) => ({ ...record, customerId }));
    const look = secondLook(own, around(members), cannotLink, policy, frequency);
    if (look?.outcome === "MERGE") return { merge: { customerId, members, look }, doubts };
    if (look !== null) doubts.push({ customerId, members, look });
  }
  return { merge: null, doubts };
}

type Candidate = Exclude<Verdict, { readonly outcome: "NEW" }>;

/**
 * Looks again at a small customer, now that its neighbors know more. It is another customer only if every
 * record of it would be linked there today; if only some would, and on the whole it is likelier than
 * not, it is a question. What a steward has separated is not looked at.
 */
export function secondLook(
  members: readonly KnownRecord[],
  others: readonly KnownRecord[],
  cannotLink: CannotLink,
  policy: Policy,
  frequency: Frequency,
): SecondLook | null {
  const own = members[0]?.customerId;
  if (own === undefined || members.length > LOOKED_AGAIN_RECORDS_MAX) return null;
  const open = others.filter(({ customerId }) => customerId !== own && !isApart(own, customerId, cannotLink));
  const surer = { ...policy, linkAt: policy.lookAgainAt };
  const verdicts = withSharedKnowledge(members).map((member) =>
    decide(member, open, cannotLink, surer, frequency),
  );
  const candidates = verdicts.filter((verdict): verdict is Candidate => verdict.outcome !== "NEW");
  const [best] = candidates.toSorted((a, b) => b.score - a.score);
  if (best === undefined || new Set(candidates.map(candidateOf)).size > 1) return null;
  const found = { otherCustomerId: candidateOf(best), score: best.score, evidence: best.evidence };
  if (verdicts.every(({ outcome }) => outcome === "LINKED")) return { outcome: "MERGE", ...found };
  return meanOf(verdicts, policy) < policy.reviewAt ? null : { outcome: "REVIEW", ...found };
}

const candidateOf = (verdict: Candidate): string =>
  verdict.outcome === "LINKED" ? verdict.customerId : verdict.candidateCustomerId;

/** A record that has nothing to do with any other customer speaks as one that was dismissed. */
const meanOf = (verdicts: readonly Verdict[], { hopelessBelow }: Policy): number =>
  verdicts.reduce((sum, { score }) => sum + (score ?? hopelessBelow), 0) / verdicts.length;

const isApart = (a: string, b: string, cannotLink: CannotLink): boolean =>
  cannotLink.some(([left, right]) => (left === a && right === b) || (left === b && right === a));
