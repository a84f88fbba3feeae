import type { BlockingKey } from "./blocking.js";
import type { Evidence } from "./compare.js";
import type { CannotLink } from "./decide.js";
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
/** The records that share most with the keys, rare keys counting more than common ones. */
export function likeliest(
  keys: readonly BlockingKey[],
  byKey: ReadonlyMap<string, readonly string[]>,
): string[] {
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
