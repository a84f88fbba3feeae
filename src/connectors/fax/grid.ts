import { isClosingText } from "../reading/tables/closing-row.js";
import { type GridHeader, type Heading, headerAt, headingText, tiersAt } from "./grid-header.js";
import { itemsOf, type Line, lineOf, type Ruling } from "./grid-lines.js";
import { guttersOf } from "./gutters.js";
import type { PlacedWord, Row } from "./rows.js";
import { textIn } from "./spacing.js";

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
  if (grid === null) return null;
  return { ...grid, from: at, others: [...rows.slice(below, grid.from), ...grid.others] };
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
  const others: Row[] = [];
  let above: Row[] = [];
  let to = from + 2;
  for (const [at, row] of rows.slice(from + 2, from + 2 + body.length).entries()) {
    const line = lineOf(row, at, count, height);
    if (line.isCount && above.length > 0) {
      const lines = above.map((one, index) => lineOf(one, index, article, height).cells);
      // What stands below the count of one article is not the number of the next.
      const begin = Math.max(
        0,
        lines.findLastIndex(([first = []]) => first.length > 0),
      );
      const named = lines.slice(begin);
      others.push(...above.slice(0, begin));
      const cells = article.headings.map((_, column) => named.flatMap((one) => one[column] ?? []));
      goods.push({ cells: [...cells, ...line.cells] });
      above = [];
      to = from + 3 + at;
    } else above.push(row);
  }
  const titles = [...article.headings, ...count.headings].map(headingText);
  return goods.length === 0 ? null : { ruling: null, titles, from, to, rows: goods, others };
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
  const all = rows.slice(from, end).map((row, at) => lineOf(row, from + at, ruling, height));
  // A sum may be that of a part, and more goods follow.
  const lastCount = all.findLastIndex(({ isCount }) => isCount);
  const closing = all.findIndex(({ isSum }, at) => isSum && at > lastCount);
  const lines = all
    .slice(0, closing < 0 ? all.length : closing)
    .filter(({ isSum, cells }) => !isSum && cells.some((cell) => cell.length > 0));
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
