import { distance } from "fastest-levenshtein";
import type { OrganizationName } from "./features.js";
import { memoized } from "./memo.js";
import { fold } from "./text.js";

/** What scanners take for one another, as one of the two: `Linco1n`, `Che rnie`, `5öhne`. */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/rn/g, "m"],
  [/vv/g, "w"],
  [/cl/g, "d"],
  [/0/g, "o"],
  [/[1|!]/g, "l"],
  [/5/g, "s"],
  [/8/g, "b"],
];
const SHARE_MIN = 0.8;
const LENGTH_MIN = 8;

/** A folded text with what looks alike made alike, and without the spaces that scanners put between letters. */
export const asSeen: (text: string) => string = memoized((text) =>
  LOOKS.reduce(
    (seen, [look, letter]) => seen.replace(look, letter),
    fold(text).replace(/[^\p{L}\p{N}|!]+/gu, ""),
  ),
);

/** Two whole names that a bad scan or a slip of the hand could make of each other. */
export function isMisread({ text: a }: OrganizationName, { text: b }: OrganizationName): boolean {
  const [ours, theirs] = [asSeen(a), asSeen(b)];
  const longest = Math.max(ours.length, theirs.length);
  if (Math.min(ours.length, theirs.length) < LENGTH_MIN) return false;
  return 1 - distance(ours, theirs) / longest >= SHARE_MIN;
}
