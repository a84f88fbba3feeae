import type { Box, Word } from "./words.js";

/** Codes and numbers: what the Latin reader is the better reader of. */
const LATIN_ONLY =
  /^[\p{Script=Latin}\p{N}\p{P}\p{S}]*[\p{Script=Latin}\p{N}]{2}[\p{Script=Latin}\p{N}\p{P}\p{S}]*$/u;
const OVERLAP_MIN = 0.7;

/**
 * One reading of a page out of two: the Chinese reader's words, but a word without Chinese characters
 * is taken from the Latin reader where that one is surer of the same spot.
 */
export function mergedReadings(chinese: readonly Word[], latin: readonly Word[]): Word[] {
  return chinese.map((word) => {
    if (!LATIN_ONLY.test(word.text)) return word;
    const other = latin.find(({ box }) => overlap(word.box, box) >= OVERLAP_MIN);
    return other !== undefined && LATIN_ONLY.test(other.text) && other.confidence > word.confidence
      ? other
      : word;
  });
}

/** Shared area as a part of the larger of the two boxes. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = ([left, top, right, bottom]: Box): number => (right - left) * (bottom - top);
  return (width * height) / Math.max(area(a), area(b), 1);
}
