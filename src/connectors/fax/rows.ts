import type { FaxPage } from "./document.js";
import type { Word } from "./words.js";

/** A word with its place on the page set straight: upright, in square pixels. */
export interface PlacedWord {
  readonly word: Word;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Row {
  /** From left to right. */
  readonly words: readonly PlacedWord[];
  /** Height of the middle of the row on the straightened page. */
  readonly middle: number;
}

/** Words whose middles are closer than this part of their height stand in one row. */
const SAME_ROW_MAX = 0.5;

/** The rows of a page from top to bottom, whatever blocks the reader saw and however crooked the sheet lay. */
export function rowsOf({ words, dpi: [dpiX, dpiY] }: Pick<FaxPage, "words" | "dpi">): Row[] {
  const aspect = dpiX / dpiY;
  const slope = slopeOf(words, aspect);
  const placed = words.map((word) => place(word, aspect, slope)).sort((a, b) => middleOf(a) - middleOf(b));
  const rows: PlacedWord[][] = [];
  const height = typicalHeight(placed);
  for (const word of placed) {
    const row = rows.at(-1);
    if (row !== undefined && middleOf(word) - mean(row.map(middleOf)) <= SAME_ROW_MAX * height)
      row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => ({ words: row.sort((a, b) => a.left - b.left), middle: mean(row.map(middleOf)) }));
}

/** Median height of the words that are no mere punctuation. */
export function typicalHeight(words: readonly PlacedWord[]): number {
  const letters = words.filter(({ word }) => /[\p{L}\p{N}]/u.test(word.text));
  return median((letters.length > 0 ? letters : words).map(({ top, bottom }) => bottom - top)) ?? 1;
}

export function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

const middleOf = ({ top, bottom }: PlacedWord): number => (top + bottom) / 2;

function place(word: Word, aspect: number, slope: number): PlacedWord {
  const [left, top, right, bottom] = word.box;
  const drop = slope * ((left + right) / 2);
  return { word, left, right, top: top * aspect - drop, bottom: bottom * aspect - drop };
}

/** Sheets go in up to about 1.5 degrees askew; more, and people send them again. */
const SLOPE_MAX = 0.026;
const SLOPE_STEP = 0.001;
const BIN_PIXELS = 6;

/**
 * How much the rows sink from left to right, per pixel: the slope at which the feet of the words pile
 * up on the fewest heights.
 */
function slopeOf(words: readonly Word[], aspect: number): number {
  let best = { slope: 0, score: pile(words, aspect, 0) };
  for (let slope = SLOPE_STEP; slope <= SLOPE_MAX; slope += SLOPE_STEP) {
    for (const tried of [slope, -slope]) {
      const score = pile(words, aspect, tried);
      if (score > best.score) best = { slope: tried, score };
    }
  }
  return best.slope;
}

function pile(words: readonly Word[], aspect: number, slope: number): number {
  const bins = new Map<number, number>();
  for (const { box, text } of words) {
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const foot = Math.round((box[3] * aspect - (slope * (box[0] + box[2])) / 2) / BIN_PIXELS);
    bins.set(foot, (bins.get(foot) ?? 0) + 1);
  }
  return [...bins.values()].reduce((sum, count) => sum + count * count, 0);
}
