import type { BlockingKey } from "./blocking.js";
import type { Evidence } from "./compare.js";
import { type CannotLink, decide } from "./decide.js";
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

/**
 * Decides records one after the other, each against everything before it, those of the same set
 * included. Pure: it touches nothing and asks nobody; the caller writes down what it answers.
 */
export function resolveSet(
  arriving: readonly ArrivingRecord[],
  known: Known,
  newCustomerId: () => string,
  policy: Policy = POLICY,
): Resolution[] {
  const memory = remember(known);
  return arriving.map(({ record, keys }) => {
    const candidates = memory.candidatesFor(keys);
    const verdict = decide(record, candidates, known.cannotLink, policy, memory.frequency);
    const base = { recordId: record.recordId, score: verdict.score, evidence: verdict.evidence };
    const resolution: Resolution =
      verdict.outcome === "LINKED"
        ? { ...base, outcome: "LINKED", ...survivorOf(verdict), candidateCustomerId: null }
        : {
            ...base,
            outcome: verdict.outcome,
            customerId: newCustomerId(),
            merges: [],
            candidateCustomerId: verdict.outcome === "REVIEW" ? verdict.candidateCustomerId : null,
          };
    memory.add({ ...record, customerId: resolution.customerId }, keys, resolution.merges);
    return resolution;
  });
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
  const byKey = new Map([...known.recordsByKey].map(([key, ids]) => [key, [...ids]]));
  return {
    frequency: (key: string): number => byKey.get(key)?.length ?? 0,
    /** Every member of the customers behind the likeliest candidates. */
    candidatesFor(keys: readonly BlockingKey[]): KnownRecord[] {
      const customers = new Set(likeliest(keys, byKey).map((id) => byId.get(id)?.customerId));
      return [...customers]
        .flatMap((id) => (id === undefined ? [] : (membersOf.get(id) ?? [])))
        .flatMap((id) => byId.get(id) ?? []);
    },
    add(record: KnownRecord, keys: readonly BlockingKey[], merges: readonly string[]): void {
      for (const merged of merges) {
        for (const id of membersOf.get(merged) ?? []) {
          const member = byId.get(id);
          if (member !== undefined) byId.set(id, { ...member, customerId: record.customerId });
          push(membersOf, record.customerId, id);
        }
        membersOf.delete(merged);
      }
      byId.set(record.recordId, record);
      push(membersOf, record.customerId, record.recordId);
      for (const { key } of keys) push(byKey, key, record.recordId);
    },
  };
}

/** The records that share most with the keys, rare keys counting more than common ones. */
function likeliest(keys: readonly BlockingKey[], byKey: ReadonlyMap<string, readonly string[]>): string[] {
  const scores = new Map<string, number>();
  for (const { key, weight } of keys) {
    const ids = byKey.get(key) ?? [];
    if (ids.length > KEY_RECORDS_MAX) continue;
    for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + weight / Math.log(2 + ids.length));
  }
  return [...scores]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, CANDIDATES_MAX)
    .map(([id]) => id);
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
