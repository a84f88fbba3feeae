import type { Frequency } from "../comparing/compare.js";
import { frequencyUnder } from "../comparing/kept-terms.js";
import { decideAmong, type Verdict } from "./decide.js";
import { dismissals } from "./dismissals.js";
import { bringsEvidence } from "./late-evidence.js";
import { remember } from "./memory.js";
import { POLICY, type Policy } from "./policy.js";
import {
  type ArrivingRecord,
  type Known,
  likeliest,
  type Resolution,
  worthComparing,
} from "./resolve-set.js";
import { CHAIN_MAX, lookAtEach } from "./second-look.js";
import { weakLinks } from "./weak-links.js";

/** Decides records one after the other, each against everything it holds, and then holds it too. */
export interface Register {
  decide(arriving: ArrivingRecord): Resolution;
  /**
   * Looks again at the small customers around a record that was decided and brought evidence, in memory as
   * the hub does it in its tables. Answers the customers that have become part of others.
   */
  followUp(resolution: Resolution): readonly string[];
  /** Record id to the customer it belongs to now. */
  customers(): Map<string, string>;
}

/**
 * A register that starts from what is known. Pure: it touches nothing and asks nobody; whoever made it
 * writes down what it decides. `count`: how common values are, if that is known ahead; else what arrives counts.
 */
export function openRegister(
  known: Known,
  newCustomerId: (recordId: string) => string,
  policy: Policy = POLICY,
  count?: Frequency,
): Register {
  const memory = remember(known);
  const frequency = count ?? frequencyUnder(policy.model, memory.frequency);
  const doubts = weakLinks(memory, newCustomerId, policy, frequency);
  const dismissed = count === undefined ? undefined : dismissals(policy);
  const lookOnce = (front: readonly ArrivingRecord[]) =>
    lookAtEach(memory.smallAround(front), (records) => memory.candidatesFor(records, likeliest), {
      ...{ cannotLink: memory.cannotLink(), policy, frequency, dismissals: dismissed },
    });
  return {
    decide(arriving) {
      const candidates = memory.candidatesFor([arriving], worthComparing);
      const verdict = decideAmong(arriving.record, candidates, memory.cannotLink(), policy, frequency);
      const resolution = resolutionOf(arriving.record.recordId, verdict, newCustomerId);
      memory.add(arriving, resolution.customerId, resolution.merges);
      return resolution;
    },
    followUp(resolution) {
      const arriving = memory.arrivingOf(resolution.recordId);
      if (arriving === undefined) return [];
      doubts.reopen(resolution, arriving);
      if (!bringsEvidence(resolution, arriving.keys, memory)) return [];
      const ceased: string[] = [];
      let front = [arriving];
      for (let round = 0; round < CHAIN_MAX; round++) {
        const { merge } = lookOnce(front);
        if (merge === null) break;
        const [survivor = "", merged = ""] = [merge.customerId, merge.look.otherCustomerId].sort();
        memory.merge(survivor, [merged]);
        ceased.push(merged);
        front = [...new Set([...front, ...merge.members])];
      }
      return ceased;
    },
    customers: memory.customers,
  };
}

/** Decides a whole set, its members seeing one another in their order. */
export function resolveSet(
  arriving: readonly ArrivingRecord[],
  known: Known,
  newCustomerId: (recordId: string) => string,
  policy: Policy = POLICY,
): Resolution[] {
  const register = openRegister(known, newCustomerId, policy);
  return arriving.map((one) => register.decide(one));
}

function resolutionOf(
  recordId: string,
  verdict: Verdict,
  newCustomerId: (recordId: string) => string,
): Resolution {
  const { score, evidence } = verdict;
  if (verdict.outcome === "LINKED") {
    return {
      recordId,
      outcome: "LINKED",
      score,
      evidence,
      ...survivorOf(verdict),
      candidateCustomerId: null,
    };
  }
  return {
    ...{ recordId, outcome: verdict.outcome, score, evidence, merges: [] },
    customerId: newCustomerId(recordId),
    candidateCustomerId: verdict.outcome === "REVIEW" ? verdict.candidateCustomerId : null,
  };
}

/** Of customers that turn out to be one, the oldest keeps its id: time-ordered ids sort by age. */
function survivorOf(verdict: { readonly customerId: string; readonly alsoMerges: readonly string[] }) {
  const [customerId = verdict.customerId, ...merges] = [verdict.customerId, ...verdict.alsoMerges].sort();
  return { customerId, merges };
}
