import { CELL_GAP_HEIGHTS, inReadingOrder } from "./blocks.js";
import type { FaxPage } from "./document.js";
import { type Grid, gridsOn } from "./grid.js";
import type { Ruling } from "./grid-lines.js";
import { median, type PlacedWord, type Row, rowsOf, typicalHeight } from "./rows.js";
import { inColumns } from "./side-by-side.js";
import { spaceBetween } from "./spacing.js";
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
 * as keep the cells of a table under their headings, as on a typewriter; two at least. Where the places of the words
 * are those of print and not a reader's guess, the cells of a table of goods are told by their columns, with tabs between.
 */
export function textOf(pages: readonly FaxPage[]): PlacedText {
  const sheet: Sheet = { text: "", pieces: [] };
  let ruling: Ruling | null = null;
  for (const page of pages) {
    const rows = rowsOf(page);
    const measure = measureOf(rows.flatMap((row) => row.words));
    if (sheet.text !== "") sheet.text += "\n";
    const grids: readonly Grid[] = page.source === "text-layer" ? gridsOn(rows, measure.height, ruling) : [];
    ruling = grids.length > 0 ? (grids.at(-1)?.ruling ?? null) : ruling;
    let at = 0;
    for (const grid of grids) {
      writeRows(sheet, page, rows.slice(at, grid.from), measure);
      writeGrid(sheet, page, grid, measure);
      writeRows(sheet, page, grid.others, measure);
      at = grid.to;
    }
    writeRows(sheet, page, rows.slice(at), measure);
  }
  return sheet;
}

/** The text as far as it is written. */
interface Sheet {
  text: string;
  readonly pieces: Piece[];
}

function writeRows(sheet: Sheet, page: FaxPage, rows: readonly Row[], measure: Measure): void {
  const order = page.source === "text-layer" ? inColumns : inReadingOrder;
  for (const row of order(rows, measure.height)) {
    const lineStart = sheet.text.length;
    let before: PlacedWord | null = null;
    for (const placed of row?.words ?? []) {
      const column = Math.round((placed.left - (row?.left ?? 0)) / measure.character);
      sheet.text += gapBetween(before, placed, column - (sheet.text.length - lineStart), measure);
      write(sheet, page, placed);
      before = placed;
    }
    sheet.text += "\n";
  }
}

function writeGrid(sheet: Sheet, page: FaxPage, { titles, rows }: Grid, { height }: Measure): void {
  sheet.text += `\n${titles.join("\t")}\n`;
  for (const { cells } of rows) {
    for (const [at, words] of cells.entries()) {
      if (at > 0) sheet.text += "\t";
      for (const [index, placed] of words.entries()) {
        const before = words[index - 1];
        // A number that is broken over two rows goes on behind its hyphen.
        const isBroken = before !== undefined && placed.left < before.left && before.word.text.endsWith("-");
        if (before !== undefined && !isBroken) sheet.text += spaceBetween(before, placed, height);
        write(sheet, page, placed);
      }
    }
    sheet.text += "\n";
  }
  sheet.text += "\n";
}

function write(sheet: Sheet, { number: page }: FaxPage, { word }: PlacedWord): void {
  const start = sheet.text.length;
  const shown = untangled(word.text);
  sheet.text += shown;
  sheet.pieces.push({ start, end: sheet.text.length, page, word, mended: shown !== word.text });
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
  return spaceBetween(before, after, height);
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
