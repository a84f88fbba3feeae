import type { Evidence, Frequency } from "../comparing/compare.js";
import { crowdOf } from "./crowd.js";
import { withSharedKnowledge } from "./customer.js";
import { type CannotLink, type Members, standingsAmong, type Verdict, verdictOn } from "./decide.js";
import type { Dismissals } from "./dismissals.js";
import type { Policy } from "./policy.js";
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

/** What a second look is taken with. */
export interface Sight {
  readonly cannotLink: CannotLink;
  readonly policy: Policy;
  readonly frequency: Frequency;
  /** Where many looks are taken while counts stand still: what they need not do again. */
  readonly dismissals?: Dismissals | undefined;
}

/** A small customer: its records as they arrived, and as they stand together. */
export interface Small {
  readonly arriving: readonly ArrivingRecord[];
  readonly members: Members;
}

/**
 * Looks at each of these small customers, up to the first that turns out to be another; and what stays in
 * doubt. `around` answers the customers that the keys of a record lead to.
 */
export function lookAtEach(
  small: ReadonlyMap<string, Small>,
  around: (records: readonly ArrivingRecord[]) => readonly Members[],
  sight: Sight,
): { readonly merge: Looked | null; readonly doubts: readonly Looked[] } {
  const doubts: Looked[] = [];
  for (const [customerId, { arriving, members }] of small) {
    const look = secondLook(members, around(arriving), sight);
    if (look?.outcome === "MERGE") return { merge: { customerId, members: arriving, look }, doubts };
    if (look !== null) doubts.push({ customerId, members: arriving, look });
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
  members: Members,
  others: readonly Members[],
  { cannotLink, policy, frequency, dismissals }: Sight,
): SecondLook | null {
  const own = members[0]?.customerId;
  if (own === undefined || members.length > LOOKED_AGAIN_RECORDS_MAX) return null;
  const open = others.filter(([first]) => first !== undefined && !isApart(own, first.customerId, cannotLink));
  const surer = { ...policy, linkAt: policy.lookAgainAt };
  const verdicts = withSharedKnowledge(members).map((member) => {
    const crowd = crowdOf([member, ...open.flat()]);
    const left = dismissals?.left(member, open) ?? open;
    const standings = standingsAmong(member, left, surer, frequency, crowd);
    dismissals?.note(member, standings);
    return verdictOn(member, standings, cannotLink, surer, frequency);
  });
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
  a === b || cannotLink.some(([left, right]) => (left === a && right === b) || (left === b && right === a));
