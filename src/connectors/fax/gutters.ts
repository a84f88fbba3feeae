import { groupBy } from "../../domain/group-by.js";
import type { PlacedWord } from "./rows.js";

/** From where to where something reaches across the page. */
export interface Across {
  readonly left: number;
  readonly right: number;
}

export const acrossOf = (words: readonly PlacedWord[]): Across => ({
  left: Math.min(...words.map(({ left }) => left)),
  right: Math.max(...words.map(({ right }) => right)),
});

/**
 * A gap between runs of text that parts cells of a table, in heights of a line. A space is a quarter of one or a third.
 */
const GAP_HEIGHTS = 0.4;

/** Words as the groups that stand apart from one another across the page, whatever rows they are in. */
export function parted(words: readonly PlacedWord[], height: number): PlacedWord[][] {
  const groups: { words: PlacedWord[]; right: number }[] = [];
  for (const word of words.toSorted((a, b) => a.left - b.left)) {
    const group = groups.at(-1);
    const isApart = group === undefined || word.left - group.right > GAP_HEIGHTS * height;
    // Where the words of a run stand in it is only guessed from their letters: it is not parted.
    if (group === undefined || (isApart && !group.words.some((other) => isSameRun(other, word))))
      groups.push({ words: [word], right: word.right });
    else {
      group.words.push(word);
      group.right = Math.max(group.right, word.right);
    }
  }
  return groups.map((group) => group.words);
}

/** Words of a row as the runs that they were written in, however close those stand. */
function runsOf(words: readonly PlacedWord[], height: number): PlacedWord[][] {
  if (words.some(({ word }) => word.run === undefined)) return parted(words, height);
  return [...groupBy(words, ({ word }) => word.run).values()];
}

/** True for words that were written as one run of text. */
export const isSameRun = (one: PlacedWord, other: PlacedWord): boolean =>
  one.word.run !== undefined && one.word.run === other.word.run;

/** How much more a heading counts than a word below it: what crosses a heading is no gutter. */
const HEADING_WEIGHT = 100;
/** A row with so many runs is of the table; one with fewer may be a sentence below it, and counts less. */
const TABULAR_RUNS_MIN = 3;
const TABULAR_WEIGHT = 10;

/**
 * Where each column but the first begins: the middle of the widest stretch between two headings that the fewest words
 * below reach into. `rows` are those below the headings.
 */
export function guttersOf(
  headings: readonly Across[],
  rows: readonly (readonly PlacedWord[])[],
  height: number,
): number[] {
  const left = Math.floor(Math.min(...headings.map((heading) => heading.left)));
  const right = Math.ceil(Math.max(...headings.map((heading) => heading.right)));
  const cover = new Float64Array(Math.max(1, right - left + 1));
  const add = (across: Across, weight: number): void => {
    const first = Math.max(0, Math.floor(across.left) - left);
    const last = Math.min(cover.length - 1, Math.ceil(across.right) - left);
    for (let at = first; at <= last; at += 1) cover[at] = (cover[at] ?? 0) + weight;
  };
  for (const heading of headings) add(heading, HEADING_WEIGHT);
  for (const words of rows) {
    const runs = runsOf(words, height);
    const weight = runs.length >= TABULAR_RUNS_MIN ? TABULAR_WEIGHT : 1;
    for (const run of runs) add(acrossOf(run), weight);
  }
  return headings.slice(1).map((heading, at) => {
    const before = headings[at] ?? heading;
    return left + emptiest(cover, Math.ceil(before.right) - left, Math.floor(heading.left) - left);
  });
}

/** The middle of the widest stretch with the least in it. */
function emptiest(cover: Float64Array, from: number, to: number): number {
  let best = { least: Number.POSITIVE_INFINITY, start: from, length: 0 };
  for (let at = from; at <= to; ) {
    const value = cover[at] ?? 0;
    let end = at;
    while (end + 1 <= to && cover[end + 1] === value) end += 1;
    const length = end - at + 1;
    if (value < best.least || (value === best.least && length > best.length))
      best = { least: value, start: at, length };
    at = end + 1;
  }
  return best.start + Math.floor(best.length / 2);
}
