import { arrivingFrom } from "../../src/flows/identity/resolve-records.js";
import { KEY_RECORDS_MAX } from "../../src/identity/deciding/resolve-set.js";
import { readRow } from "../../src/identity/normalizing/mapping.js";
import type { LabeledSet } from "./sets.js";

/** Shares of the true pairs of a set, from 0 to 1. */
export interface BlockingRecall {
  /** Pairs that have a key in common which is not too common to be looked at. */
  readonly direct: number;
  /**
   * Pairs whose customer is met: records are held against customers, so two records without a common key
   * still meet where a third record of theirs shares a key with each.
   */
  readonly met: number;
}

/** How many of the true pairs the blocking keys let meet. */
export function blockingRecall({ rows, mapping, truth }: LabeledSet): BlockingRecall {
  let [all, direct, met] = [0, 0, 0];
  for (const members of usefulKeysByEntity({ rows, mapping, truth })) {
    const groups = members.map((_, at) => at);
    const groupOf = (at: number): number => (groups[at] === at ? at : groupOf(groups[at] ?? at));
    for (const [at, ours] of members.entries()) {
      for (const [further, theirs] of members.slice(at + 1).entries()) {
        all++;
        if (![...ours].some((key) => theirs.has(key))) continue;
        direct++;
        groups[groupOf(at + 1 + further)] = groupOf(at);
      }
    }
    met += pairsWithin(members.map((_, at) => groupOf(at)));
  }
  return { direct: direct / Math.max(1, all), met: met / Math.max(1, all) };
}

function usefulKeysByEntity({
  rows,
  mapping,
  truth,
}: Pick<LabeledSet, "rows" | "mapping" | "truth">): Set<string>[][] {
  const records = rows.map((row) => arrivingFrom(readRow(row, mapping)));
  const counts = new Map<string, number>();
  for (const { keys } of records) for (const { key } of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const entities = new Map<string, Set<string>[]>();
  for (const { record, keys } of records) {
    const useful = keys.filter(({ key }) => (counts.get(key) ?? 0) <= KEY_RECORDS_MAX).map(({ key }) => key);
    const entity = truth.get(record.recordId) ?? "";
    entities.set(entity, [...(entities.get(entity) ?? []), new Set(useful)]);
  }
  return [...entities.values()];
}

function pairsWithin(groups: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
