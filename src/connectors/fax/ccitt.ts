import { CodeReader, HORIZONTAL, PASS } from "./ccitt-bits.js";

/** The three ways in which a fax page is packed. */
export type CcittCoding =
  /** T.4, each row on its own (Group 3 1-D); rows may also be packed to bytes without end-of-line words. */
  | { readonly kind: "G3"; readonly twoDimensional: boolean; readonly byteAligned: boolean }
  /** T.6, each row as a difference to the one above (Group 4). */
  | { readonly kind: "G4" };

export interface BilevelRows {
  /** One byte per pixel, 1 is black. Rows that never came are white. */
  readonly pixels: Uint8Array;
  /** Rows that were stated, damaged ones included. */
  readonly rows: number;
  /** Rows that a disturbed line has spoiled; each repeats the row above it. */
  readonly damagedRows: number;
}

/**
 * Unpacks one strip of a fax page. Never throws: a bad line spoils a row (T.4 finds its feet again at
 * the next end-of-line word) or the rest of the strip (T.6 cannot), and the counts say how much.
 */
export function unpackCcitt(
  bytes: Uint8Array,
  width: number,
  height: number,
  coding: CcittCoding,
): BilevelRows {
  const reader = new CodeReader(bytes);
  const pixels = new Uint8Array(width * height);
  let above: readonly number[] = [];
  let rows = 0;
  let damagedRows = 0;
  while (rows < height) {
    const next = coding.kind === "G4" ? readG4(reader, above, width) : readG3(reader, above, width, coding);
    if (next === "end") break;
    if (next === "lost") {
      damagedRows += 1;
      if (coding.kind === "G4") break;
    } else {
      above = next;
    }
    paint(pixels, rows * width, above, width);
    rows += 1;
  }
  return { pixels, rows, damagedRows };
}

type Row = readonly number[] | "lost" | "end";

function readG4(reader: CodeReader, above: readonly number[], width: number): Row {
  if (reader.atEnd || reader.peek(12) === 1) return "end";
  return twoDimensionalRow(reader, above, width) ?? "lost";
}

function readG3(
  reader: CodeReader,
  above: readonly number[],
  width: number,
  coding: { readonly twoDimensional: boolean; readonly byteAligned: boolean },
): Row {
  if (coding.byteAligned) reader.toByteBoundary();
  let endsOfLine = 0;
  let alone = true;
  while (reader.endOfLine()) {
    endsOfLine += 1;
    if (coding.twoDimensional) {
      alone = reader.peek(1) === 1;
      reader.skip(1);
    }
    // Two in a row: the page is over.
    if (endsOfLine >= 2) return "end";
  }
  if (reader.atEnd) return "end";
  const row = alone ? oneDimensionalRow(reader, width) : twoDimensionalRow(reader, above, width);
  if (row !== null) return row;
  return reader.findEndOfLine() ? "lost" : "end";
}

/** A row is the list of columns where the color changes, starting from white. */
function oneDimensionalRow(reader: CodeReader, width: number): readonly number[] | null {
  const changes: number[] = [];
  let column = 0;
  let isBlack = false;
  while (column < width) {
    const run = reader.run(isBlack);
    if (run === null) return null;
    column += run;
    if (column > width) return null;
    changes.push(column);
    isBlack = !isBlack;
  }
  return changes;
}

function twoDimensionalRow(
  reader: CodeReader,
  above: readonly number[],
  width: number,
): readonly number[] | null {
  const changes: number[] = [];
  let column = -1;
  let isBlack = false;
  while (column < width) {
    const mode = reader.mode();
    if (mode === null) return null;
    const index = firstChangeAfter(above, column, isBlack);
    if (mode === PASS) {
      column = above[index + 1] ?? width;
      continue;
    }
    if (mode === HORIZONTAL) {
      const first = reader.run(isBlack);
      const second = reader.run(!isBlack);
      if (first === null || second === null) return null;
      const middle = Math.max(column, 0) + first;
      column = middle + second;
      if (column > width) return null;
      changes.push(middle, column);
      continue;
    }
    const next = (above[index] ?? width) + mode;
    if (next < Math.max(column, 0) || next > width) return null;
    changes.push(next);
    column = next;
    isBlack = !isBlack;
  }
  return changes;
}

/** Index of the first change above, right of `column`, towards the color that is not the present one. */
function firstChangeAfter(above: readonly number[], column: number, isBlack: boolean): number {
  let index = isBlack ? 1 : 0;
  while (index < above.length && (above[index] ?? 0) <= column) index += 2;
  return index;
}

function paint(pixels: Uint8Array, start: number, changes: readonly number[], width: number): void {
  for (let index = 0; index < changes.length; index += 2) {
    pixels.fill(1, start + (changes[index] ?? width), start + (changes[index + 1] ?? width));
  }
}
