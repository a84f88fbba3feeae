import { CELL_GAP_HEIGHTS, inReadingOrder } from "./blocks.js";
import type { FaxPage } from "./document.js";
import { median, type PlacedWord, rowsOf, typicalHeight } from "./rows.js";
import { untangled } from "./untangle.js";
import { type Box, boxAround, type Word } from "./words.js";

/** The text of all pages, and where each character of it stands. */
export interface PlacedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** One word in the text. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly page: number;
  readonly word: Word;
  /** True if the text says something else than the reader saw: `TL-1001` for `TL-1O01`. */
  readonly mended: boolean;
}

/** Where a range of the text stands, and how sure the reader was of it. */
export interface Place {
  readonly page: number;
  readonly box: Box;
  readonly confidence: number;
  readonly text: string;
  readonly mended: boolean;
}

/**
 * Pages as running text: one line a row, empty lines between blocks. Wide gaps become as many spaces
 * as keep the cells of a table under their headings, as on a typewriter; two at least.
 */
export function textOf(pages: readonly FaxPage[]): PlacedText {
  const pieces: Piece[] = [];
  let text = "";
  for (const page of pages) {
    const rows = rowsOf(page);
    const measure = measureOf(rows.flatMap((row) => row.words));
    if (text !== "") text += "\n";
    for (const row of inReadingOrder(rows, measure.height)) {
      const lineStart = text.length;
      let before: PlacedWord | null = null;
      for (const placed of row?.words ?? []) {
        const column = Math.round((placed.left - (row?.left ?? 0)) / measure.character);
        text += gapBetween(before, placed, column - (text.length - lineStart), measure);
        const start = text.length;
        const shown = untangled(placed.word.text);
        text += shown;
        const mended = shown !== placed.word.text;
        pieces.push({ start, end: text.length, page: page.number, word: placed.word, mended });
        before = placed;
      }
      text += "\n";
    }
  }
  return { text, pieces };
}

/** How large the print of a page is. */
interface Measure {
  readonly height: number;
  /** Width of a column of the text: narrower than most characters, so that words fit between their columns. */
  readonly character: number;
}

const COLUMN_PER_CHARACTER = 0.8;

function measureOf(words: readonly PlacedWord[]): Measure {
  const widths = words.map(({ left, right, word }) => (right - left) / word.text.length);
  return {
    height: typicalHeight(words),
    character: Math.max(1, (median(widths) ?? 1) * COLUMN_PER_CHARACTER),
  };
}

/** Between Chinese and Latin characters the reader leaves a hair, a writer a space. */
const MIXED_GAP_HEIGHTS = 0.25;
const SPACES_MAX = 200;

function gapBetween(
  before: PlacedWord | null,
  after: PlacedWord,
  spaces: number,
  { height }: Measure,
): string {
  if (before === null) return " ".repeat(Math.min(SPACES_MAX, Math.max(0, spaces)));
  const gap = (after.left - before.right) / height;
  if (gap > CELL_GAP_HEIGHTS) return " ".repeat(Math.min(SPACES_MAX, Math.max(2, spaces)));
  const han = [isHan(before.word.text.at(-1)), isHan(after.word.text.at(0))].filter(Boolean).length;
  // Chinese is written without spaces; the reader puts them between any two characters.
  if (han === 2) return "";
  if (han === 1 && gap < MIXED_GAP_HEIGHTS) return "";
  return " ";
}

function isHan(character: string | undefined): boolean {
  return /[\p{Script=Han}，。：；（）、：]/u.test(character ?? "");
}

/**
 * The place of a range of the text; null if no word stands there. A range over two pages is told by
 * its first one. Punctuation does not make a place less sure, letters and digits do.
 */
export function placeOf({ pieces }: PlacedText, [start, end]: readonly [number, number]): Place | null {
  const touched = pieces.filter((piece) => piece.start < end && piece.end > start);
  const [first] = touched;
  if (first === undefined) return null;
  const here = touched.filter(({ page }) => page === first.page);
  const box = boxAround(here.map(({ word }) => word.box));
  if (box === null) return null;
  const telling = here.filter(({ word }) => /[\p{L}\p{N}]/u.test(word.text));
  return {
    page: first.page,
    box,
    confidence: Math.min(...(telling.length > 0 ? telling : here).map(({ word }) => word.confidence)),
    text: here.map(({ word }) => word.text).join(" "),
    mended: here.some(({ mended }) => mended),
  };
}
