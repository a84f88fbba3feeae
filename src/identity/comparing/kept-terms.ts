import type { Frequency } from "./compare.js";
import type { MatchModel } from "./model.js";
import type { TermStatistics } from "./terms.js";

/** How often common values were stated where a model was learned: part of the model, because its weights rest on it. */
export interface KeptTerms {
  /** The commonest values by the key under which records share them, each with its count. */
  readonly counts: Readonly<Record<string, number>>;
  /** What a value that is not among them counts as: it was stated at most that often. */
  readonly least: number;
  /** How many records there were of which the counted ones were drawn. */
  readonly population: number;
}

const TERMS_MAX = 20_000;
/** A value is asked about because two records share it. */
const COUNT_MIN = 2;

/** What a stored model keeps of the counts it was learned with. Values stated once need no keeping. */
export function keptTerms({ counts }: TermStatistics, population: number): KeptTerms {
  const shared = [...counts].filter(([, count]) => count >= COUNT_MIN);
  const kept = shared.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, TERMS_MAX);
  const isWhole = kept.length === shared.length;
  return {
    counts: Object.fromEntries(kept),
    least: isWhole ? COUNT_MIN : (kept.at(-1)?.[1] ?? COUNT_MIN),
    population,
  };
}

/**
 * How common a value is under a model. One with counts of its own compares with them, so that it says the
 * same in the hub as where it was learned; a value they do not list is rare, unless the hub has met it
 * often since, which `live` tells of the keys that records are looked up by. Any other model sees `live`.
 */
export function frequencyUnder({ terms }: MatchModel, live: Frequency): Frequency {
  if (terms?.kept === undefined) return live;
  const { counts, least, population } = terms.kept;
  const share = terms.records / Math.max(1, population);
  return (key) => counts[key] ?? Math.max(least, live(key) * share);
}
