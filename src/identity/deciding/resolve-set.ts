import type { Evidence } from "../comparing/compare.js";
import type { ComparableRecord, KnownRecord } from "../record.js";
import type { BlockingKey } from "./blocking.js";
import type { CannotLink } from "./decide.js";

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
const CANDIDATE_SHARE_MIN = 0.3;
/** Nor whoever shares no more than one weak key with a crowd: a key of weight 3 that seventy share. */
const CANDIDATE_SCORE_MIN = 0.7;
/** But whoever shares a telling key with next to nobody else is: 4 / ln(2 + 3). */
const CANDIDATE_SCORE_ENOUGH = 2.5;

/** The records that share most with the keys, rare keys counting more than common ones. */
export function likeliest(
  keys: readonly BlockingKey[],
  byKey: ReadonlyMap<string, readonly string[]>,
): string[] {
  return inOrder([...scored(keys, byKey)]);
}

/**
 * Of these, whom an arriving record is held against: nobody who shares next to nothing, or next to nothing
 * beside what the likeliest shares. A second look spares nobody: it is taken because something was missed.
 */
export function worthComparing(
  keys: readonly BlockingKey[],
  byKey: ReadonlyMap<string, readonly string[]>,
): string[] {
  const scores = scored(keys, byKey);
  let most = 0;
  for (const score of scores.values()) most = Math.max(most, score);
  const beside = CANDIDATE_SHARE_MIN * most;
  const least = Math.min(CANDIDATE_SCORE_ENOUGH, Math.max(CANDIDATE_SCORE_MIN, beside));
  const worth: [string, number][] = [];
  // Most share next to nothing: they are not even sorted.
  for (const [id, score] of scores) if (score >= least) worth.push([id, score]);
  return inOrder(worth);
}

/** How much each record shares, rare keys counting more than common ones. */
function scored(
  keys: readonly BlockingKey[],
  byKey: ReadonlyMap<string, readonly string[]>,
): Map<string, number> {
  const scores = new Map<string, number>();
  for (const { key, weight } of keys) {
    const ids = byKey.get(key) ?? [];
    if (ids.length > KEY_RECORDS_MAX) continue;
    const share = weight / Math.log(2 + ids.length);
    for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + share);
  }
  return scores;
}

const inOrder = (scores: [string, number][]): string[] =>
  scores
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, CANDIDATES_MAX)
    .map(([id]) => id);
