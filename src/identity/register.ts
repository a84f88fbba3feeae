import type { Frequency } from "./compare.js";
import { type CannotLink, decide, type Verdict } from "./decide.js";
import { frequencyUnder } from "./kept-terms.js";
import { bringsEvidence } from "./late-evidence.js";
import { POLICY, type Policy } from "./policy.js";
import type { KnownRecord } from "./record.js";
import {
  type ArrivingRecord,
  type Known,
  likeliest,
  type Resolution,
  worthComparing,
} from "./resolve-set.js";
import { CHAIN_MAX, LOOKED_AGAIN_RECORDS_MAX, lookAtEach, NEIGHBORS_MAX } from "./second-look.js";

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
 * writes down what it decides.
 */
export function openRegister(
  known: Known,
  newCustomerId: (recordId: string) => string,
  policy: Policy = POLICY,
  count?: Frequency,
): Register {
  const memory = remember(known);
  const frequency = count ?? frequencyUnder(policy.model, memory.frequency);
  const lookOnce = (front: readonly ArrivingRecord[]) =>
    lookAtEach(
      memory.smallAround(front),
      (records) => memory.candidatesFor(records, likeliest),
      memory.cannotLink(),
      policy,
      frequency,
    );
  return {
    decide(arriving) {
      const candidates = memory.candidatesFor([arriving], worthComparing);
      const verdict = decide(arriving.record, candidates, memory.cannotLink(), policy, frequency);
      const resolution = resolutionOf(arriving.record.recordId, verdict, newCustomerId);
      memory.add(arriving, resolution.customerId, resolution.merges);
      return resolution;
    },
    followUp(resolution) {
      const arriving = memory.arrivingOf(resolution.recordId);
      if (arriving === undefined || !bringsEvidence(resolution, arriving.keys, memory)) return [];
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

/** The known records and those decided since, as one. */
function remember(known: Known) {
  const byId = new Map(known.records.map((record) => [record.recordId, record]));
  const arrived = new Map<string, ArrivingRecord>();
  const membersOf = new Map<string, string[]>();
  for (const { customerId, recordId } of known.records) push(membersOf, customerId, recordId);
  const byKey = new Map(known.recordsByKey);
  // Most lists are only read: one is copied when the first record of the set joins it.
  const grown = new Map<string, string[]>();
  let { cannotLink } = known;
  const customersNear = (records: readonly ArrivingRecord[], choose: typeof likeliest): Set<string> =>
    new Set(
      records.flatMap(({ record, keys }) =>
        [record.recordId, ...choose(keys, byKey)].flatMap((id) => byId.get(id)?.customerId ?? []),
      ),
    );
  function merge(survivor: string, merges: readonly string[]): void {
    for (const merged of merges) {
      for (const id of membersOf.get(merged) ?? []) {
        const member = byId.get(id);
        if (member !== undefined) byId.set(id, { ...member, customerId: survivor });
        push(membersOf, survivor, id);
      }
      membersOf.delete(merged);
    }
    // Who is to be kept apart from one is to be kept apart from whoever it has become.
    const nameOf = (id: string): string => (merges.includes(id) ? survivor : id);
    if (merges.length > 0) cannotLink = cannotLink.map(([a, b]) => [nameOf(a), nameOf(b)]);
  }
  return {
    customers: () => new Map([...byId.values()].map(({ recordId, customerId }) => [recordId, customerId])),
    cannotLink: (): CannotLink => cannotLink,
    frequency: (key: string): number => byKey.get(key)?.length ?? 0,
    sharing: (key: string): readonly string[] => byKey.get(key) ?? [],
    customerOf: (recordId: string): string | undefined => byId.get(recordId)?.customerId,
    arrivingOf: (recordId: string): ArrivingRecord | undefined => arrived.get(recordId),
    /** Every member of the customers behind the likeliest candidates of these records. */
    candidatesFor(records: readonly ArrivingRecord[], choose: typeof likeliest): KnownRecord[] {
      return [...customersNear(records, choose)]
        .flatMap((id) => membersOf.get(id) ?? [])
        .flatMap((id) => byId.get(id) ?? []);
    },
    /** The small customers of and around these records, the nearest first; those known from before stay as they are. */
    smallAround(records: readonly ArrivingRecord[]): Map<string, ArrivingRecord[]> {
      const near = [...customersNear(records, likeliest)].slice(0, NEIGHBORS_MAX);
      return new Map(
        near.flatMap((id) => {
          const own = membersOf.get(id) ?? [];
          const members = own.flatMap((recordId) => arrived.get(recordId) ?? []);
          const isSmall = own.length <= LOOKED_AGAIN_RECORDS_MAX && members.length === own.length;
          return isSmall ? [[id, members] as const] : [];
        }),
      );
    },
    merge,
    add(arriving: ArrivingRecord, customerId: string, merges: readonly string[]): void {
      const { record, keys } = arriving;
      merge(customerId, merges);
      arrived.set(record.recordId, arriving);
      byId.set(record.recordId, { ...record, customerId });
      push(membersOf, customerId, record.recordId);
      for (const { key } of keys) {
        const ids = grown.get(key) ?? [...(byKey.get(key) ?? [])];
        ids.push(record.recordId);
        grown.set(key, ids);
        byKey.set(key, ids);
      }
    },
  };
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
