import { commonness, findingsOf } from "../comparing/compare.js";
import type { MatchModel } from "../comparing/model.js";
import type { TermStatistics } from "../comparing/terms.js";
import type { BlockingKey } from "../deciding/blocking.js";
import { KEY_RECORDS_MAX } from "../deciding/resolve-set.js";
import type { ComparableRecord } from "../record.js";

/** A record with the keys it is looked up by. */
export interface KeyedRecord {
  readonly record: ComparableRecord;
  readonly keys: readonly BlockingKey[];
}

/** What a pair of records shows, as numbers: which levels, and what their values gain by being rare. */
export interface Pattern {
  readonly levels: readonly number[];
  readonly rarity: readonly number[];
  readonly veto: boolean;
}

/** The levels that occur in a sample, numbered; `features[i]` and `names[i]` belong to level `i`. */
export interface Sample {
  readonly patterns: readonly Pattern[];
  readonly features: readonly string[];
  readonly names: readonly string[];
}

const RECORDS_MAX = 6_000;
const CANDIDATES_MAX = 40;

/** The same candidates that deciding will face: for a sample of records, those that share most with each. */
export function samplePairs(
  records: readonly KeyedRecord[],
  model: MatchModel,
  terms: TermStatistics,
  seeds: number,
): Sample {
  const byKey = new Map<string, number[]>();
  for (const [at, { keys }] of records.entries()) {
    for (const { key } of keys) {
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [at]);
      else list.push(at);
    }
  }
  const numbers = new Map<string, number>();
  const features: string[] = [];
  const names: string[] = [];
  const patterns: Pattern[] = [];
  const step = Math.max(1, seeds / RECORDS_MAX);
  const seen = new Set<number>();
  for (let next = 0; next < seeds; next += step) {
    const at = Math.floor(next);
    for (const other of likeliest(at, records, byKey)) {
      const pair = Math.min(at, other) * records.length + Math.max(at, other);
      if (seen.has(pair)) continue;
      seen.add(pair);
      const ours = records[at]?.record;
      const theirs = records[other]?.record;
      if (ours === undefined || theirs === undefined) continue;
      patterns.push(patternOf(ours, theirs));
    }
  }
  return { patterns, features, names };

  function patternOf(ours: ComparableRecord, theirs: ComparableRecord): Pattern {
    const levels: number[] = [];
    const rarity: number[] = [];
    const found = findingsOf(ours, theirs);
    const overruled = found.some(({ feature, level }) => model.overruling.includes(`${feature}.${level}`));
    let veto = false;
    for (const { feature, level, sharedKey } of found) {
      const name = `${feature}.${level}`;
      let number = numbers.get(name);
      if (number === undefined) {
        number = features.length;
        numbers.set(name, number);
        features.push(feature);
        names.push(level);
      }
      levels.push(number);
      rarity.push(sharedKey === null ? 0 : commonness(sharedKey, terms.count(sharedKey), 0, model));
      const forbids = model.vetoes[name];
      if (forbids !== undefined && !(forbids.unlessIdentified && overruled)) veto = true;
    }
    return { levels, rarity, veto };
  }
}

function likeliest(
  at: number,
  records: readonly KeyedRecord[],
  byKey: ReadonlyMap<string, readonly number[]>,
): number[] {
  const scores = new Map<number, number>();
  for (const { key, weight } of records[at]?.keys ?? []) {
    const others = byKey.get(key) ?? [];
    if (others.length > KEY_RECORDS_MAX) continue;
    for (const other of others)
      if (other !== at) scores.set(other, (scores.get(other) ?? 0) + weight / Math.log(2 + others.length));
  }
  return [...scores]
    .sort(([a, left], [b, right]) => right - left || a - b)
    .slice(0, CANDIDATES_MAX)
    .map(([other]) => other);
}
