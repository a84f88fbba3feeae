import { CELL_GAP_HEIGHTS, inReadingOrder } from "./blocks.js";
import type { FaxPage } from "./document.js";
import { type PlacedWord, rowsOf, typicalHeight } from "./rows.js";
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

/** Pages as running text: one line a row, two and more spaces between cells, empty lines between blocks. */
export function textOf(pages: readonly FaxPage[]): PlacedText {
  const pieces: Piece[] = [];
  let text = "";
  for (const page of pages) {
    const rows = rowsOf(page);
    const height = typicalHeight(rows.flatMap((row) => row.words));
    if (text !== "") text += "\n";
    for (const words of inReadingOrder(rows, height)) {
      let before: PlacedWord | null = null;
      for (const placed of words ?? []) {
        if (before !== null) text += gapBetween(before, placed, height);
        const shown = untangled(placed.word.text);
        const start = text.length;
        text += shown;
        pieces.push({
          start,
          end: text.length,
          page: page.number,
          word: placed.word,
          mended: shown !== placed.word.text,
        });
        before = placed;
      }
      text += "\n";
    }
  }
  return { text, pieces };
}

/** Between Chinese and Latin characters the reader leaves a hair, a writer a space. */
const MIXED_GAP_HEIGHTS = 0.25;
const SPACES_MAX = 12;

function gapBetween(before: PlacedWord, after: PlacedWord, height: number): string {
  const gap = (after.left - before.right) / height;
  if (gap > CELL_GAP_HEIGHTS) return " ".repeat(Math.min(SPACES_MAX, Math.max(2, Math.round(gap * 2))));
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
