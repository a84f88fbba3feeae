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
/** Whoever shares less than this part of what the likeliest shares is not held against the record. */
const CANDIDATE_SHARE_MIN = 0.1;
/** Nor whoever shares no more than one weak key with a crowd: a key of weight 3 that seventy share. */
const CANDIDATE_SCORE_MIN = 0.7;
/** But whoever shares a telling key with few is: 5 / ln(2 + 40), as late evidence counts both. */
const CANDIDATE_SCORE_ENOUGH = 1.3;

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
