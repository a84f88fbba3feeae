import type { Raster } from "./raster.js";

/** Longer than any stroke of a letter, shorter than the side of a table cell. */
const RULE_INCHES_MIN = 0.54;
/** Holes that a rule may have where the scanner frayed it. */
const HOLE_MAX = 3;
/** Thicker than this it is no rule but a bar or a picture. */
const RULE_THICKNESS_MAX = 12;

/**
 * The page without the ruled lines of its tables and frames. Layout analysis takes a ruled table for
 * a picture and reads none of it; without the rules the same table is lines of words.
 */
export function withoutRules({ width, height, ink }: Raster, dpiX: number, dpiY: number): Raster {
  const walks: readonly Walk[] = [
    { count: height, length: width, step: 1, next: width, longMin: RULE_INCHES_MIN * dpiX },
    { count: width, length: height, step: width, next: 1, longMin: RULE_INCHES_MIN * dpiY },
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
  /** Pixels from which on a run is a rule. */
  readonly longMin: number;
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
        if (last - start + 1 >= walk.longMin) {
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

/** The gray or frayed edge of a rule. */
const FRINGE_MAX = 2;

/**
 * Wipes the marked pixels and the fringe beside them. Marks that lie too many deep are a bar or a
 * picture and stay. A letter that touches the rule goes on behind the fringe: it loses nothing more.
 */
function eraseRules(ink: Uint8Array, cleaned: Uint8Array, long: Uint8Array, walk: Walk, mark: number): void {
  const isMarked = (pixel: number): boolean => ((long[pixel] ?? 0) & mark) !== 0;
  for (let pixel = 0; pixel < long.length; pixel += 1) {
    if (!isMarked(pixel)) continue;
    let deep = 1;
    while (deep <= RULE_THICKNESS_MAX && isMarked(pixel - deep * walk.next)) deep += 1;
    const first = pixel - (deep - 1) * walk.next;
    while (deep <= RULE_THICKNESS_MAX && isMarked(first + deep * walk.next)) deep += 1;
    if (deep > RULE_THICKNESS_MAX) continue;
    cleaned[pixel] = 0;
    eraseFringe(ink, cleaned, first, -walk.next);
    eraseFringe(ink, cleaned, first + (deep - 1) * walk.next, walk.next);
  }
}

function eraseFringe(ink: Uint8Array, cleaned: Uint8Array, edge: number, step: number): void {
  let wide = 0;
  while (wide <= FRINGE_MAX && (ink[edge + (wide + 1) * step] ?? 0) > 0) wide += 1;
  if (wide > FRINGE_MAX) return;
  for (let beside = 1; beside <= wide; beside += 1) cleaned[edge + beside * step] = 0;
}
