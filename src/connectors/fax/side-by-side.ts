import { groupBy } from "../../domain/group-by.js";
import { BLOCK_LABELS, LINE_LABELS, labelOf } from "../reading/prose/labels.js";
import { type BlockRow, leftOf, type ReadingOrder } from "./blocks.js";
import { acrossOf, parted } from "./gutters.js";
import type { PlacedWord, Row } from "./rows.js";
import { textIn } from "./spacing.js";

/** Rows further apart than this many usual steps are separate bands. */
const BAND_STEP_MAX = 1.45;
/** Lines of print are at least so many heights apart; cells that are centered beside others make smaller steps. */
const LINE_HEIGHTS_MIN = 1.1;
/** Blocks stand at least so many heights apart, all the way down; closer ones begin under one another. */
const GAP_HEIGHTS = 1.5;
const CLOSE_GAP_HEIGHTS = 0.4;
const FLUSH_HEIGHTS = 0.25;
const FLUSH_ROWS_MIN = 3;
/** A column with so many labels in it goes with the values beside it; one with so many numbers is of a table. */
const LABELS_MIN = 0.8;
const NUMBERS_MIN = 0.6;

/**
 * The rows of a printed page in reading order: where blocks stand side by side, an address beside another or beside the
 * order's number, one after the other. Labels stay with the values beside them, and tables are read row by row.
 */
export function inColumns(rows: readonly Row[], height: number): ReadingOrder {
  const left = leftOf(rows.flatMap((row) => row.words));
  const order: (BlockRow | null)[] = [];
  let from = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const paired = valuesBelow(rows[at] as Row, rows[at + 1], rows[at + 2], height);
    if (paired === null) continue;
    order.push(...blocksOf(rows.slice(from, at), left, height));
    order.push(null, ...paired.map((words) => ({ words, left: leftOf(words) })), null);
    at += 1;
    from = at + 1;
  }
  return [...order, ...blocksOf(rows.slice(from), left, height)];
}

function blocksOf(rows: readonly Row[], left: number, height: number): ReadingOrder {
  const order: (BlockRow | null)[] = [];
  for (const band of bandsOf(rows, height).flatMap((one) => tablesApart(one, height))) {
    const columns = isTabular(band, height) ? null : columnsOf(band, height);
    if (order.length > 0) order.push(null);
    if (columns === null) {
      order.push(...band.map(({ words }) => ({ words: labeled(words), left })));
      continue;
    }
    for (const [at, column] of columns.entries()) {
      if (at > 0) order.push(null);
      const rowsOfIt = underLabel(column) ?? column.map(labeled);
      order.push(...rowsOfIt.map((words) => ({ words, left: leftOf(column.flat()) })));
    }
  }
  return order;
}

function bandsOf(rows: readonly Row[], height: number): Row[][] {
  const steps = rows.slice(1).map((row, at) => row.middle - (rows[at]?.middle ?? 0));
  // Of few steps the smaller half are those between lines.
  const usual = steps.toSorted((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] ?? 0;
  const far = BAND_STEP_MAX * Math.max(usual, LINE_HEIGHTS_MIN * height);
  const bands: Row[][] = [];
  for (const row of rows) {
    const before = bands.at(-1)?.at(-1);
    if (before === undefined || row.middle - before.middle > far) bands.push([row]);
    else bands.at(-1)?.push(row);
  }
  return bands;
}

const RUNS_MIN = 3;
const NUMBERS_IN_ROW_MIN = 2;

/** A row of a table whose headings nobody knows: several cells, and numbers among them. */
function isOfTable({ words }: Row, height: number): boolean {
  const runs = parted(words, height);
  return runs.length >= RUNS_MIN && runs.filter((run) => isNumber(textIn(run))).length >= NUMBERS_IN_ROW_MIN;
}

const isTabular = (rows: readonly Row[], height: number): boolean =>
  rows.some((row) => isOfTable(row, height));

/** What stands above such rows, those with their headings, and what stands below them. */
function tablesApart(band: readonly Row[], height: number): (readonly Row[])[] {
  let first = band.findIndex((row) => isOfTable(row, height));
  if (first < 0) return [band];
  while (first > 0 && parted(band[first - 1]?.words ?? [], height).length >= RUNS_MIN) first -= 1;
  const behind = band.findLastIndex((row) => isOfTable(row, height)) + 1;
  const parts = [band.slice(0, first), band.slice(first, behind), band.slice(behind)];
  return parts.filter((part) => part.length > 0);
}

/** The rows of each block of a band, from left to right; null if it is to be read row by row. */
function columnsOf(band: readonly Row[], height: number): PlacedWord[][][] | null {
  const runs = band.flatMap((row) => parted(row.words, height)).map(acrossOf);
  const edges: number[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs.toSorted((a, b) => a.left - b.left)) {
    const gap = run.left - right;
    const isFlush = (): boolean =>
      runs.filter(({ left }) => Math.abs(left - run.left) <= FLUSH_HEIGHTS * height).length >= FLUSH_ROWS_MIN;
    if (gap > GAP_HEIGHTS * height || (gap > CLOSE_GAP_HEIGHTS * height && isFlush())) edges.push(run.left);
    right = Math.max(right, run.right);
  }
  const columns = withValues(
    edges.map((edge, at) => rowsBetween(band, edge, edges[at + 1] ?? Number.MAX_VALUE)),
  );
  const isBlocks = columns.length > 1 && columns.some((column) => column.length > 1);
  return isBlocks && !columns.some((column) => isMostly(column, NUMBERS_MIN, isNumber)) ? columns : null;
}

const rowsBetween = (band: readonly Row[], from: number, to: number): PlacedWord[][] =>
  band
    .map(({ words }) => words.filter(({ left }) => left >= from && left < to))
    .filter((words) => words.length > 0);

/** A column of labels and the column beside it are one. */
function withValues(columns: readonly PlacedWord[][][]): PlacedWord[][][] {
  const joined: PlacedWord[][][] = [];
  let labels: PlacedWord[][] = [];
  for (const column of columns) {
    const all = [...labels, ...column];
    labels = [];
    if (isMostly(all, LABELS_MIN, isLabel)) labels = all;
    else joined.push(inRows(all));
  }
  return labels.length > 0 ? [...joined, labels] : joined;
}

/** Words of labels and of their values that stand in one row of the page. */
function inRows(parts: readonly (readonly PlacedWord[])[]): PlacedWord[][] {
  const rows: PlacedWord[][] = [];
  for (const part of parts.toSorted((a, b) => middleOf(a) - middleOf(b))) {
    const last = rows.at(-1);
    if (last !== undefined && Math.abs(middleOf(part) - middleOf(last)) < heightOf(part) / 2)
      last.push(...part);
    else rows.push([...part]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.left - b.left));
}

const middleOf = (words: readonly PlacedWord[]): number =>
  words.reduce((sum, { top, bottom }) => sum + (top + bottom) / 2, 0) / Math.max(1, words.length);

const heightOf = ([first]: readonly PlacedWord[]): number =>
  first === undefined ? 0 : first.bottom - first.top;

function isMostly(
  rows: readonly (readonly PlacedWord[])[],
  part: number,
  is: (text: string) => boolean,
): boolean {
  const hits = rows.filter((words) => is(textIn(words)));
  return hits.length > 0 && hits.length >= part * rows.length;
}

/** "Due date" above "12/4/2026": a label and its value, where nothing else stands in the column. */
function underLabel([label, value, ...more]: readonly PlacedWord[][]): PlacedWord[][] | null {
  if (label === undefined || value === undefined || more.length > 0) return null;
  return isOneLabel(textIn(label)) && !isLabel(textIn(value))
    ? [[...label, colonBehind(label), ...value]]
    : null;
}

/** A label with its value beside it has a colon, whether or not one is printed. */
function labeled(words: readonly PlacedWord[]): PlacedWord[] {
  const runs = [...groupBy(words, ({ word }) => word.run ?? word).values()];
  const texts = runs.map(textIn);
  const isNamed = texts.map((text, at) => isOneLabel(text) && texts[at + 1] !== undefined);
  // A label beside a label: their values stand elsewhere.
  if (isNamed.some((is, at) => is && isLabel(texts[at + 1] ?? ""))) return [...words];
  return runs.flatMap((run, at) =>
    isNamed[at] === true && !/^[:：]/.test(texts[at + 1] ?? "") ? [...run, colonBehind(run)] : run,
  );
}

const LABELS_IN_ROW_MIN = 2;
const UNDER_HEIGHTS = 1.5;

/** A row of labels and the values below them, each label with its own; null if they are no such rows. */
function valuesBelow(
  row: Row,
  next: Row | undefined,
  after: Row | undefined,
  height: number,
): PlacedWord[][] | null {
  // Where more follows, it is the first row of blocks and not all that there is.
  const far = BAND_STEP_MAX * LINE_HEIGHTS_MIN * height;
  if (next === undefined || (after !== undefined && after.middle - next.middle <= far)) return null;
  const [labels, values] = [parted(row.words, height), parted(next.words, height)];
  const isHead = (label: readonly PlacedWord[]): boolean => {
    const name = labelOf(textIn(label));
    return name !== null && !BLOCK_LABELS.has(name) && isOneLabel(withoutColon(label));
  };
  const known = labels.filter(isHead).length;
  if (known < LABELS_IN_ROW_MIN || labels.length !== values.length) return null;
  if (values.some((value) => isLabel(textIn(value)))) return null;
  const pairs = labels.map((label, at) => [label, values[at] ?? []] as const);
  const isUnder = pairs.every(
    ([label, value]) => Math.abs(leftOf(label) - leftOf(value)) < UNDER_HEIGHTS * height,
  );
  if (!isUnder) return null;
  return pairs.map(([label, value]) =>
    isOneLabel(textIn(label)) ? [...label, colonBehind(label), ...value] : [...label, ...value],
  );
}

const withoutColon = (label: readonly PlacedWord[]): string => textIn(label).replace(/\s*[:：]$/, "");

/** A label without a colon, of a value that stands beside it or below it alone. */
function isOneLabel(text: string): boolean {
  const label = labelOf(text);
  return (
    label !== null &&
    !/[:：]$/.test(text) &&
    !LINE_LABELS.has(label) &&
    label !== "sender" &&
    label !== "vendor"
  );
}

function colonBehind(words: readonly PlacedWord[]): PlacedWord {
  const last = words.at(-1) as PlacedWord;
  return { ...last, left: last.right, word: { ...last.word, text: ":" } };
}

const isLabel = (text: string): boolean => /[:：]$/.test(text) || labelOf(text) !== null;

const isNumber = (text: string): boolean => /^[^\p{L}]*\d[^\p{L}]*(?:\p{L}{1,4}\.?)?$/u.test(text);
