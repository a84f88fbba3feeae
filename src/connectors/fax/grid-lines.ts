import { isClosingText } from "../reading/tables/closing-row.js";
import type { Column } from "../reading/tables/columns.js";
import { BESIDE_HEIGHTS, type Heading } from "./grid-header.js";
import { isSameRun, parted } from "./gutters.js";
import type { PlacedWord, Row } from "./rows.js";
import { textIn } from "./spacing.js";

/** Where the columns of a table stand; on the next page it may go on without headings. */
export interface Ruling {
  readonly headings: readonly Heading[];
  readonly gutters: readonly number[];
}

/** A row of the page, parted at the gutters. */
export interface Line {
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

/** A row of the page as the ruling parts it. `height` is that of its letters, `at` the index of the row. */
export function lineOf(row: Row, at: number, { headings, gutters }: Ruling, height: number): Line {
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

const OF_MONEY: ReadonlySet<Column | null> = new Set(["unitPrice", "discount", "amount", "ignored"]);

/** Nothing but an amount, and words that say what of: "Net total EUR | 5,079.60" right under the last prices. */
function isOfMoney(cells: readonly (readonly PlacedWord[])[], headings: readonly Heading[]): boolean {
  const filled = headings.filter((_, at) => (cells[at] ?? []).length > 0);
  const last = textIn(cells.findLast((cell) => cell.length > 0) ?? []);
  return filled.every(({ column }) => OF_MONEY.has(column)) && /\d[.,]\d{2}\D*$/.test(last);
}

/** A count is a cell of its own; a number in a sentence that happens to stand there is none. */
const isByItself = (cells: readonly (readonly PlacedWord[])[], cell: readonly PlacedWord[]): boolean =>
  cells.every((other) => other === cell || !other.some((word) => cell.some((own) => isSameRun(own, word))));

const reachesOver = (run: readonly PlacedWord[], gutters: readonly number[]): boolean =>
  gutters.some((gutter) => run.some(({ left }) => left < gutter) && run.some(({ right }) => right > gutter));

/** Rows that follow each other are at least so many heights of their letters apart. */
const ROW_STEP_MIN = 0.95;
/** A step wider than this many of the narrowest parts the rows of one article from those of the next. */
const PARTED_STEP = 1.25;
/**
 * The rows of each article. Whatever stands together with one count is one article; where nothing parts them, a row
 * without a count goes on the article above it, or that which it stands beside.
 */
export function itemsOf(lines: readonly Line[], height: number): Line[][] {
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
    const [only] = counts;
    if (only !== undefined && counts.length === 1) items.push(aroundCount(group, only, height));
    else if (counts.length > 1) items.push(...byCounts(group, counts, BESIDE_HEIGHTS * height));
    else goOn(items, group, height);
  }
  return items;
}

/**
 * The rows of one article: those below its count, and those above it where it is centered beside them. Otherwise what
 * stands above it is the title of a part of the table.
 */
function aroundCount(group: readonly Line[], count: Line, height: number): Line[] {
  const own = group.filter(({ isAcross }) => !isAcross);
  const [top, bottom] = [own[0] ?? count, own.at(-1) ?? count];
  const isCentered = Math.abs((top.middle + bottom.middle) / 2 - count.middle) < CENTERED_HEIGHTS * height;
  const isBeside = ({ middle }: Line): boolean => count.middle - middle < BESIDE_HEIGHTS * height;
  return isCentered ? own : own.filter(isBeside);
}

const CENTERED_HEIGHTS = 0.5;

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
