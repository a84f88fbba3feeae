import { isClosingText } from "../reading/closing-row.js";
import type { Column } from "../reading/columns.js";
import {
  BESIDE_HEIGHTS,
  type GridHeader,
  type Heading,
  headerAt,
  headingText,
  tiersAt,
} from "./grid-header.js";
import { guttersOf, isSameRun, parted } from "./gutters.js";
import type { PlacedWord, Row } from "./rows.js";

/** A row of goods: the words of each of its cells, from top to bottom and from left to right. */
export interface GridRow {
  readonly cells: readonly (readonly PlacedWord[])[];
}

/** A table with headings, as it is printed: its cells are told by where they stand, not by how wide their gaps are. */
export interface Grid {
  /** By which it goes on over the page; null if that cannot be told. */
  readonly ruling: Ruling | null;
  /** The heading of each cell of a row. */
  readonly titles: readonly string[];
  /** Indexes of the rows of the page that it takes up: from its header to behind its last row of goods. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly GridRow[];
  /** Rows of the page in between that keep to no columns: whatever they say, they are not lost. */
  readonly others: readonly Row[];
}

/** Where the columns of a table stand; on the next page it may go on without headings. */
export interface Ruling {
  readonly headings: readonly Heading[];
  readonly gutters: readonly number[];
}

/** The tables of goods on a page from top to bottom; `before` is what the page before it ended with. */
export function gridsOn(rows: readonly Row[], height: number, before: Ruling | null): Grid[] {
  const grids: Grid[] = [];
  const going = before === null ? null : gridFrom({ rows, height }, 0, firstHeader(rows, height), before);
  if (going !== null) grids.push(going);
  for (let at = grids[0]?.to ?? 0; at < rows.length; ) {
    const header = headerAt(rows, at, height);
    const grid = header === null ? tieredGridAt({ rows, height }, at) : underHeader(rows, at, header, height);
    if (grid !== null) grids.push(grid);
    at = grid?.to ?? at + 1;
  }
  return grids;
}

function firstHeader(rows: readonly Row[], height: number): number {
  const at = rows.findIndex((_, index) => headerAt(rows, index, height) !== null);
  return at < 0 ? rows.length : at;
}

function underHeader(rows: readonly Row[], at: number, header: GridHeader, height: number): Grid | null {
  const { headings, below } = header;
  const next = rows.findIndex((_, index) => index >= below && headerAt(rows, index, height) !== null);
  const end = next < 0 ? rows.length : next;
  const ruling = { headings, gutters: guttersOf(headings, bodyOf(rows.slice(below, end)), height) };
  const grid = gridFrom({ rows, height }, below, end, ruling);
  return grid === null ? null : { ...grid, from: at };
}

/** The articles of a table with two rows for each, and whatever follows them: of which, and how many at what price. */
function tieredGridAt({ rows, height }: Sheet, from: number): Grid | null {
  const tiers = tiersAt(rows, from, height);
  if (tiers === null) return null;
  const body = bodyOf(rows.slice(from + 2));
  const [article, count] = tiers.map(
    (headings): Ruling => ({ headings, gutters: guttersOf(headings, body, height) }),
  ) as [Ruling, Ruling];
  const goods: GridRow[] = [];
  let above: Row[] = [];
  let to = from + 2;
  for (const [at, row] of rows.slice(from + 2, from + 2 + body.length).entries()) {
    const line = lineOf(row, at, count, height);
    if (line.isCount && above.length > 0) {
      const named = above.map((one, index) => lineOf(one, index, article, height).cells);
      const cells = article.headings.map((_, column) => named.flatMap((one) => one[column] ?? []));
      goods.push({ cells: [...cells, ...line.cells] });
      above = [];
      to = from + 3 + at;
    } else above.push(row);
  }
  const titles = [...article.headings, ...count.headings].map(headingText);
  return goods.length === 0 ? null : { ruling: null, titles, from, to, rows: goods, others: [] };
}

/** Down to the first sum: what stands below it is no part of the table. */
function bodyOf(rows: readonly Row[]): (readonly PlacedWord[])[] {
  const sum = rows.findIndex(({ words }) => isClosingText(textIn(words)));
  return rows.slice(0, sum < 0 ? rows.length : sum).map(({ words }) => words);
}

/** The rows of a page, and how high its letters are. */
interface Sheet {
  readonly rows: readonly Row[];
  readonly height: number;
}

/** The goods between two rows of a page by a ruling; null if there are none. */
function gridFrom({ rows, height }: Sheet, from: number, end: number, ruling: Ruling): Grid | null {
  const lines: Line[] = [];
  for (let at = from; at < end; at += 1) {
    const row = rows[at];
    if (row === undefined) break;
    const line = lineOf(row, at, ruling, height);
    if (line.isSum) break;
    if (line.cells.some((cell) => cell.length > 0)) lines.push(line);
  }
  const items = itemsOf(lines, height);
  const last = items.at(-1)?.at(-1);
  const [first] = items.flat();
  if (first === undefined || last === undefined) return null;
  const { titles, cellsOf } = columnsOf(ruling.headings, items);
  const used = new Set(items.flat().map(({ at }) => at));
  const others = rows.flatMap((row, at) => (at > first.at && at < last.at && !used.has(at) ? [row] : []));
  const goods = items.map((item) => ({ cells: cellsOf(item) }));
  return { ruling, titles, from: first.at, to: last.at + 1, rows: goods, others };
}

/**
 * How the cells of a row are made of the lines under each heading. Where one column has all that is said of an article,
 * its number may stand on a line of its own above its name: then they are two cells.
 */
function columnsOf(headings: readonly Heading[], items: readonly (readonly Line[])[]) {
  const linesOf = (item: readonly Line[], at: number) =>
    item.flatMap(({ cells }) => ((cells[at] ?? []).length > 0 ? [cells[at] ?? []] : []));
  const articles = headings.flatMap(({ column }, at) =>
    column === "sku" || column === "description" ? [at] : [],
  );
  const [only = -1] = articles.length === 1 ? articles : [];
  const isStacked = (item: readonly Line[]): boolean => {
    const [first = [], ...more] = linesOf(item, only);
    return first.length === 1 && /\d/.test(textIn(first)) && more.length > 0;
  };
  const split = items.some(isStacked) ? only : -1;
  return {
    titles: headings.flatMap((heading, at) =>
      at === split ? ["SKU", "Description"] : [headingText(heading)],
    ),
    cellsOf: (item: readonly Line[]): (readonly PlacedWord[])[] =>
      headings.flatMap(({ column }, at) => {
        const [first = [], ...more] = linesOf(item, at);
        if (at !== split) return [[first, ...more].flat()];
        if (isStacked(item)) return [first, more.flat()];
        return column === "sku" ? [[first, ...more].flat(), []] : [[], [first, ...more].flat()];
      }),
  };
}

/** A row of the page, parted at the gutters. */
interface Line {
  readonly at: number;
  readonly middle: number;
  readonly cells: readonly (readonly PlacedWord[])[];
  /** It says how many of an article: the row of the goods that others go on. */
  readonly isCount: boolean;
  /** A sum, below which no more goods come. */
  readonly isSum: boolean;
  /** Its words go on from one column into the next: no row of the table. */
  readonly isAcross: boolean;
}

const COUNT = /^[^\d]{0,5}\d[\d.,'’\s]{0,20}[^\d]{0,20}$/u;

/** Rules drawn with signs: "-----  -----". */
const DRAWN = /^[-–—_=.·+*|]{2,}$/;

function lineOf(row: Row, at: number, { headings, gutters }: Ruling, height: number): Line {
  const { middle } = row;
  const words = row.words.filter(({ word }) => !DRAWN.test(word.text));
  const cells: PlacedWord[][] = headings.map(() => []);
  for (const word of words)
    cells[gutters.filter((gutter) => gutter < (word.left + word.right) / 2).length]?.push(word);
  const cellOf = (wanted: Column): readonly PlacedWord[] =>
    cells[headings.findIndex(({ column }) => column === wanted)] ?? [];
  const isSum = isClosingText(textIn(words)) || isOfMoney(cells, headings);
  const isCount = !isSum && COUNT.test(textIn(cellOf("quantity"))) && isByItself(cells, cellOf("quantity"));
  // The cells of a row of goods may stand close; words that go on over a gutter without a count are a sentence.
  const isAcross = !isCount && parted(words, height).some((run) => reachesOver(run, gutters));
  return { at, middle, cells, isSum, isAcross, isCount };
}

/** Nothing but an amount, and words that say what of: "Net total EUR | 5,079.60" right under the last prices. */
function isOfMoney(cells: readonly (readonly PlacedWord[])[], headings: readonly Heading[]): boolean {
  const filled = headings.filter((_, at) => (cells[at] ?? []).length > 0);
  const last = textIn(cells.findLast((cell) => cell.length > 0) ?? []);
  return (
    filled.every(({ column }) => column === "unitPrice" || column === "ignored") &&
    /\d[.,]\d{2}\D*$/.test(last)
  );
}

/** A count is a cell of its own; a number in a sentence that happens to stand there is none. */
const isByItself = (cells: readonly (readonly PlacedWord[])[], cell: readonly PlacedWord[]): boolean =>
  cells.every((other) => other === cell || !other.some((word) => cell.some((own) => isSameRun(own, word))));

const reachesOver = (run: readonly PlacedWord[], gutters: readonly number[]): boolean =>
  gutters.some((gutter) => run.some(({ left }) => left < gutter) && run.some(({ right }) => right > gutter));

const textIn = (words: readonly PlacedWord[]): string => words.map(({ word }) => word.text).join(" ");

/** Rows that follow each other are at least so many heights of their letters apart. */
const ROW_STEP_MIN = 0.95;
/** A step wider than this many of the narrowest parts the rows of one article from those of the next. */
const PARTED_STEP = 1.25;
/**
 * The rows of each article. Whatever stands together with one count is one article; where nothing parts them, a row
 * without a count goes on the article above it, or that which it stands beside.
 */
function itemsOf(lines: readonly Line[], height: number): Line[][] {
  const lastCount = lines.findLastIndex(({ isCount }) => isCount);
  if (lastCount < 0) return [];
  const steps = lines.slice(1).map((line, at) => line.middle - (lines[at]?.middle ?? 0));
  // Cells that are centered beside others make steps of half a row: rows that follow each other are a height apart.
  const step = Math.min(...steps.filter((one) => one >= ROW_STEP_MIN * height), Number.MAX_VALUE);
  const groups: Line[][] = [];
  for (const line of lines) {
    const before = groups.at(-1)?.at(-1);
    if (before === undefined || line.middle - before.middle > PARTED_STEP * step) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  const items: Line[][] = [];
  for (const group of groups) {
    const counts = group.filter(({ isCount }) => isCount);
    if (counts.length === 1) items.push(group.filter(({ isAcross }) => !isAcross));
    else if (counts.length > 1) items.push(...byCounts(group, counts, BESIDE_HEIGHTS * height));
    else goOn(items, group, height);
  }
  return items;
}

/** Each row of a group goes to the count that it stands beside, else to the one above it. */
function byCounts(group: readonly Line[], counts: readonly Line[], beside: number): Line[][] {
  const items = counts.map((count): Line[] => [count]);
  for (const line of group) {
    if (line.isCount || line.isAcross) continue;
    const distance = counts.map(({ middle }) => Math.abs(middle - line.middle));
    const nearest = distance.indexOf(Math.min(...distance));
    const above = counts.findLastIndex(({ middle }) => middle < line.middle);
    items[(distance[nearest] ?? 0) < beside ? nearest : Math.max(0, above)]?.push(line);
  }
  return items.map((item) => item.toSorted((a, b) => a.middle - b.middle));
}

/** How far below an article, in heights of its letters, a row may still be one of it. */
const GO_ON_HEIGHTS = 1.7;
/** A label with its value, such as the total below the last article, goes on nothing. */
const LABELED = /^[^:：]{1,40}[:：]/;

/** A group without a count goes on the article right above it, if it keeps to the columns. */
function goOn(items: Line[][], group: readonly Line[], height: number): void {
  const last = items.at(-1);
  for (const line of group) {
    const above = last?.at(-1);
    const isFar = above === undefined || line.middle - above.middle > GO_ON_HEIGHTS * height;
    if (isFar || line.isAcross || LABELED.test(textIn(line.cells.flat()))) return;
    last?.push(line);
  }
}
