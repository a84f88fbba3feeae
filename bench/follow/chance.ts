import { createHash } from "node:crypto";

/** A number from 0 to below 1, the same for the same words in every run, and unlike that of similar words. */
export const chance = (...words: readonly (string | number)[]): number =>
  createHash("md5").update(words.join("/")).digest().readUInt32BE(0) / 2 ** 32;

/** One of these, each as likely as its weight says. */
export function oneOf<T>(weighted: readonly (readonly [T, number])[], drawn: number): T {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let left = drawn * total;
  for (const [value, weight] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = weighted.at(-1);
  if (last === undefined) throw new Error("there is nothing to draw from");
  return last[0];
}
