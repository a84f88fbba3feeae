import type { Raster } from "./raster.js";

/** At 200 dpi: longer than any stroke of a letter, shorter than the side of a table cell. */
const RULE_LENGTH_MIN = 110;
/** Holes that a rule may have where the scanner frayed it. */
const HOLE_MAX = 3;
/** Thicker than this it is no rule but a bar or a picture. */
const RULE_THICKNESS_MAX = 12;

/**
 * The page without the ruled lines of its tables and frames. Layout analysis takes a ruled table for
 * a picture and reads none of it; without the rules the same table is lines of words.
 */
export function withoutRules({ width, height, ink }: Raster): Raster {
  const walks: readonly Walk[] = [
    { count: height, length: width, step: 1, next: width },
    { count: width, length: height, step: width, next: 1 },
  ];
  const long = new Uint8Array(ink.length);
  for (const [index, walk] of walks.entries()) markLongRuns(ink, long, walk, 1 << index);
  const cleaned = ink.slice();
  for (const [index, walk] of walks.entries()) eraseRules(ink, cleaned, long, walk, 1 << index);
  return { width, height, ink: cleaned };
}

/** How to walk over the page: `count` lines of `length` pixels; `step` along a line, `next` to the line beside. */
interface Walk {
  readonly count: number;
  readonly length: number;
  readonly step: number;
  readonly next: number;
}

const INK_MIN = 128;

/** Marks every pixel of a run long enough to be a rule with `mark`. */
function markLongRuns(ink: Uint8Array, long: Uint8Array, walk: Walk, mark: number): void {
  for (let line = 0; line < walk.count; line += 1) {
    const origin = line * walk.next;
    let start = -1;
    let last = -1;
    for (let at = 0; at <= walk.length; at += 1) {
      const isInk = at < walk.length && (ink[origin + at * walk.step] ?? 0) >= INK_MIN;
      if (isInk) {
        if (start < 0) start = at;
        last = at;
      } else if (start >= 0 && (at === walk.length || at - last > HOLE_MAX)) {
        if (last - start + 1 >= RULE_LENGTH_MIN) {
          for (let on = start; on <= last; on += 1) {
            const pixel = origin + on * walk.step;
            long[pixel] = (long[pixel] ?? 0) | mark;
          }
        }
        start = -1;
      }
    }
  }
}

const CROSSING = 3;

/**
 * Wipes what is marked, with the frayed edge on either side. Where ink goes on across the rule a letter
 * stands on it, and there the rule stays; where two rules cross, both go.
 */
function eraseRules(ink: Uint8Array, cleaned: Uint8Array, long: Uint8Array, walk: Walk, mark: number): void {
  const isInk = (pixel: number): boolean => (ink[pixel] ?? 0) > 0 && long[pixel] !== CROSSING - mark;
  for (let pixel = 0; pixel < long.length; pixel += 1) {
    const marks = long[pixel] ?? 0;
    if ((marks & mark) === 0) continue;
    if (marks === CROSSING) {
      cleaned[pixel] = 0;
      continue;
    }
    let before = 0;
    let after = 0;
    while (before <= RULE_THICKNESS_MAX && isInk(pixel - (before + 1) * walk.next)) before += 1;
    while (after <= RULE_THICKNESS_MAX && isInk(pixel + (after + 1) * walk.next)) after += 1;
    if (before + after + 1 > RULE_THICKNESS_MAX) continue;
    for (let beside = -before; beside <= after; beside += 1) cleaned[pixel + beside * walk.next] = 0;
  }
}
