import { median, type PlacedWord, type Row } from "./rows.js";

/** A gap this many heights wide separates cells; a space between words is a third of one. */
export const CELL_GAP_HEIGHTS = 1.2;
/** Rows further apart than this many usual steps are separate blocks. */
export const BLOCK_STEP_MAX = 1.45;

/** A row of a block, and where the block begins on the left. */
export interface BlockRow {
  readonly words: readonly PlacedWord[];
  readonly left: number;
}

/** Rows in the order in which they are to be read; null is the empty line between two blocks. */
export type ReadingOrder = readonly (BlockRow | null)[];

/**
 * The rows of a page in reading order. Where labels stand side by side ("Customer:   Deliver to:"),
 * the columns under them are blocks of their own and are read one after the other; everything else,
 * tables above all, is read row by row.
 */
export function inReadingOrder(rows: readonly Row[], height: number): ReadingOrder {
  const step = median(rows.slice(1).map((row, index) => row.middle - (rows[index]?.middle ?? 0))) ?? 0;
  const left = leftOf(rows.flatMap((row) => row.words));
  const order: (BlockRow | null)[] = [];
  let at = 0;
  while (at < rows.length) {
    const row = rows[at];
    if (row === undefined) break;
    if (at > 0 && isFar(rows, at, step)) order.push(null);
    const heads = cellsOf(row.words, height);
    if (!areLabels(heads)) {
      order.push({ words: row.words, left });
      at += 1;
      continue;
    }
    const end = endOfColumns(rows, at, step, heads, height);
    for (const column of columnsUnder(rows.slice(at, end), heads)) {
      order.push(null, ...column.map((words) => ({ words, left: leftOf(column.flat()) })));
    }
    order.push(null);
    at = end;
  }
  return order;
}

export const leftOf = (words: readonly PlacedWord[]): number => Math.min(...words.map(({ left }) => left));

function isFar(rows: readonly Row[], at: number, step: number): boolean {
  return (rows[at]?.middle ?? 0) - (rows[at - 1]?.middle ?? 0) > BLOCK_STEP_MAX * step;
}

/** The words of a row, parted at its wide gaps. */
export function cellsOf(words: readonly PlacedWord[], height: number): PlacedWord[][] {
  const cells: PlacedWord[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const word of words) {
    const cell = cells.at(-1);
    if (cell === undefined || word.left - right > CELL_GAP_HEIGHTS * height) cells.push([word]);
    else cell.push(word);
    right = Math.max(right, word.right);
  }
  return cells;
}

const LABELS_MIN = 2;

/** Two and more cells, and each ends in a colon: the heads of blocks that stand side by side. */
function areLabels(cells: readonly (readonly PlacedWord[])[]): boolean {
  return cells.length >= LABELS_MIN && cells.every((cell) => /[:：]$/.test(cell.at(-1)?.word.text ?? ""));
}

/** The first row that is no longer part of the columns: too far down, or with a word across a gutter. */
function endOfColumns(
  rows: readonly Row[],
  start: number,
  step: number,
  heads: readonly (readonly PlacedWord[])[],
  height: number,
): number {
  const edges = heads.slice(1).map((head) => (head[0]?.left ?? 0) - height / 2);
  let end = start + 1;
  while (end < rows.length && !isFar(rows, end, step)) {
    const crosses = rows[end]?.words.some(({ left, right }) =>
      edges.some((edge) => left < edge && right > edge),
    );
    if (crosses === true) break;
    end += 1;
  }
  return end;
}

function columnsUnder(rows: readonly Row[], heads: readonly (readonly PlacedWord[])[]): PlacedWord[][][] {
  const lefts = heads.map((head) => head[0]?.left ?? 0);
  const columnOf = ({ right }: PlacedWord): number =>
    lefts.findLastIndex((left, index) => index === 0 || left < right);
  return lefts.map((_, column) =>
    rows
      .map((row) => row.words.filter((word) => columnOf(word) === column))
      .filter((words) => words.length > 0),
  );
}
