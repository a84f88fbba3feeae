import type { BlockingKey } from "./blocking.js";
import type { Evidence, Frequency } from "./compare.js";
import { type CannotLink, decide, type Verdict } from "./decide.js";
import { frequencyUnder } from "./kept-terms.js";
import { POLICY, type Policy } from "./policy.js";
import type { ComparableRecord, KnownRecord } from "./record.js";

/** A record that waits for its customer, with the keys it is looked up by. */
export interface ArrivingRecord {
  readonly record: ComparableRecord;
  readonly keys: readonly BlockingKey[];
}

/** What is known before the set is decided: who shares a key, and all records of every customer met that way. */
export interface Known {
  /** Records per key, at most `KEY_RECORDS_MAX + 1` of them. */
  readonly recordsByKey: ReadonlyMap<string, readonly string[]>;
  readonly records: readonly KnownRecord[];
  readonly cannotLink: CannotLink;
}

/** What becomes of one record of the set. `merges` have ceased to exist in favor of `customerId`. */
export interface Resolution {
  readonly recordId: string;
  readonly outcome: "LINKED" | "NEW" | "REVIEW";
  readonly customerId: string;
  readonly score: number | null;
  readonly evidence: readonly Evidence[];
  readonly merges: readonly string[];
  /** REVIEW: the customer that it may be. */
  readonly candidateCustomerId: string | null;
}

/** A key that more records share says nothing: a hotline, a shared mailbox, a common word. */
export const KEY_RECORDS_MAX = 300;
const CANDIDATES_MAX = 50;
/** Whoever shares less than this part of what the likeliest shares is not held against the record. */
const CANDIDATE_SHARE_MIN = 0.1;
/** Nor whoever shares no more than one weak key with a crowd: a key of weight 3 that seventy share. */
const CANDIDATE_SCORE_MIN = 0.7;
/** But whoever shares a telling key with few is: 5 / ln(2 + 40), as late evidence counts both. */
const CANDIDATE_SCORE_ENOUGH = 1.3;
/** Larger customers were met by many records, and each of those looked at their neighbors. */
const LOOKED_AGAIN_MAX = 3;

/** Decides records one after the other, each against everything it holds, and then holds it too. */
export interface Register {
  decide(arriving: ArrivingRecord): Resolution;
  /** Looks again at a small customer whose time has passed; the customer that it turns out to be, or null. */
  lookAgain(known: ArrivingRecord): string | null;
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
  const surer = { ...policy, linkAt: policy.lookAgainAt, reviewAt: policy.lookAgainAt };
  const frequency = count ?? frequencyUnder(policy.model, memory.frequency);
  return {
    decide({ record, keys }) {
      const candidates = memory.candidatesFor(keys, worthComparing);
      const verdict = decide(record, candidates, known.cannotLink, policy, frequency);
      const resolution = resolutionOf(record.recordId, verdict, newCustomerId);
      memory.add({ ...record, customerId: resolution.customerId }, keys, resolution.merges);
      return resolution;
    },
    lookAgain({ record, keys }) {
      const own = memory.customerOf(record.recordId);
      if (own === null || own.members.length > LOOKED_AGAIN_MAX) return null;
      const near = memory.candidatesFor(keys, likeliest);
      const others = near.filter(({ customerId }) => customerId !== own.customerId);
      const verdicts = own.members.map((member) =>
        decide(member, others, known.cannotLink, surer, frequency),
      );
      const found = new Set(verdicts.map((one) => (one.outcome === "LINKED" ? one.customerId : null)));
      const [customerId = null] = found;
      if (found.size !== 1 || customerId === null) return null;
      const [survivor = customerId, merged = own.customerId] = [own.customerId, customerId].sort();
      memory.merge(survivor, [merged]);
      return survivor;
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
  const membersOf = new Map<string, string[]>();
  for (const { customerId, recordId } of known.records) push(membersOf, customerId, recordId);
  const byKey = new Map(known.recordsByKey);
  // Most lists are only read: one is copied when the first record of the set joins it.
  const grown = new Map<string, string[]>();
  function merge(survivor: string, merges: readonly string[]): void {
    for (const merged of merges) {
      for (const id of membersOf.get(merged) ?? []) {
        const member = byId.get(id);
        if (member !== undefined) byId.set(id, { ...member, customerId: survivor });
        push(membersOf, survivor, id);
      }
      membersOf.delete(merged);
    }
  }
  return {
    customers: () => new Map([...byId.values()].map(({ recordId, customerId }) => [recordId, customerId])),
    frequency: (key: string): number => byKey.get(key)?.length ?? 0,
    /** Every member of the customers behind the likeliest candidates. */
    candidatesFor(keys: readonly BlockingKey[], choose: typeof likeliest): KnownRecord[] {
      const customers = new Set(choose(keys, byKey).map((id) => byId.get(id)?.customerId));
      return [...customers]
        .flatMap((id) => (id === undefined ? [] : (membersOf.get(id) ?? [])))
        .flatMap((id) => byId.get(id) ?? []);
    },
    customerOf(recordId: string): { readonly customerId: string; readonly members: KnownRecord[] } | null {
      const customerId = byId.get(recordId)?.customerId;
      if (customerId === undefined) return null;
      return { customerId, members: (membersOf.get(customerId) ?? []).flatMap((id) => byId.get(id) ?? []) };
    },
    merge,
    add(record: KnownRecord, keys: readonly BlockingKey[], merges: readonly string[]): void {
      merge(record.customerId, merges);
      byId.set(record.recordId, record);
      push(membersOf, record.customerId, record.recordId);
      for (const { key } of keys) {
        const ids = grown.get(key) ?? [...(byKey.get(key) ?? [])];
        ids.push(record.recordId);
        grown.set(key, ids);
        byKey.set(key, ids);
      }
    },
  };
}

/** The records that share most with the keys, rare keys counting more than common ones. */
export function likeliest(
  keys: readonly BlockingKey[],
  byKey: ReadonlyMap<string, readonly string[]>,
): string[] {
  return ranked(keys, byKey).map(([id]) => id);
}

/**
 * Of these, whom an arriving record is held against: nobody who shares next to nothing, or next to nothing
 * beside what the likeliest shares. A second look spares nobody: it is taken because something was missed.
 */
export function worthComparing(
  keys: readonly BlockingKey[],
  byKey: ReadonlyMap<string, readonly string[]>,
): string[] {
  const all = ranked(keys, byKey);
  const beside = CANDIDATE_SHARE_MIN * (all[0]?.[1] ?? 0);
  const least = Math.min(CANDIDATE_SCORE_ENOUGH, Math.max(CANDIDATE_SCORE_MIN, beside));
  return all.filter(([, score]) => score >= least).map(([id]) => id);
}

function ranked(
  keys: readonly BlockingKey[],
  byKey: ReadonlyMap<string, readonly string[]>,
): [string, number][] {
  const scores = new Map<string, number>();
  for (const { key, weight } of keys) {
    const ids = byKey.get(key) ?? [];
    if (ids.length > KEY_RECORDS_MAX) continue;
    for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + weight / Math.log(2 + ids.length));
  }
  return [...scores]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, CANDIDATES_MAX);
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
