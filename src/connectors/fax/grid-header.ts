import { settledArticle } from "../reading/tables/article-columns.js";
import { type Column, columnOf, currencyInHeader, planColumns } from "../reading/tables/columns.js";
import { basisInHeading } from "../reading/values/price-basis.js";
import { type Across, acrossOf, parted } from "./gutters.js";
import type { PlacedWord, Row } from "./rows.js";
import { spaced } from "./spacing.js";

/** One heading of a table and what stands under it. */
export interface Heading extends Across {
  readonly title: string;
  readonly column: Column | null;
}

export interface GridHeader {
  /** From left to right. */
  readonly headings: readonly Heading[];
  /** Index of the first row below it. */
  readonly below: number;
}

/** A heading may be broken over so many rows. */
const ROWS_MAX = 3;
/** Rows of one heading are no further apart than this many heights of its letters. */
const ROW_STEP_HEIGHTS = 1.7;
/** Rows that are closer stand beside each other: one is centered beside two of another heading. */
export const BESIDE_HEIGHTS = 0.9;
const WORDS_MAX = 80;
const HEADINGS_MIN = 3;
const KNOWN_MIN = 0.6;
const NUMBER = /^[-+]?[$€£¥]?\d[\d.,/:-]*$/;

/** The header that begins in this row, if it names an article and a quantity; of several rows, the most telling. */
export function headerAt(rows: readonly Row[], at: number, height: number): GridHeader | null {
  let best: GridHeader | null = null;
  for (let size = 1; size <= ROWS_MAX; size += 1) {
    const lines = rows.slice(at, at + size);
    const [last, before] = [lines.at(-1), lines.at(-2)];
    if (lines.length < size || last === undefined) break;
    if (before !== undefined && last.middle - before.middle > ROW_STEP_HEIGHTS * height) break;
    if (!mayHead(last)) break;
    const headings = headingsOf(lines, height);
    const more = known(headings) - known(best?.headings ?? []);
    const isBeside = before !== undefined && last.middle - before.middle < BESIDE_HEIGHTS * height;
    if (isHeader(headings) && (more > 0 || (more === 0 && (isBeside || isOfHeadings(last, height)))))
      best = { headings, below: at + size };
  }
  return best;
}

/** What has several numbers in it is a row of goods, and what has a colon a label with its value. */
const mayHead = ({ words }: Row): boolean =>
  words.length <= WORDS_MAX &&
  words.filter(({ word }) => NUMBER.test(word.text)).length <= 1 &&
  !words.some(({ word }) => /[:：]$/.test(word.text));

/** "EUR" under "Unit price", or "Description" under "Part no.": a header goes on. */
const isOfHeadings = ({ words }: Row, height: number): boolean =>
  parted(words, height).every((cell) => {
    const text = spaced(cell, height);
    return planColumns([text]).columns[0] !== null || currencyInHeader(text) !== null;
  });

const known = (headings: readonly Heading[]): number =>
  headings.filter(({ column }) => column !== null).length;

const isHeader = (headings: readonly Heading[]): boolean =>
  isOfTable(headings) && names(headings, "quantity") && names(headings, "sku", "description");

const isOfTable = (headings: readonly Heading[]): boolean =>
  headings.length >= HEADINGS_MIN && known(headings) >= KNOWN_MIN * headings.length;

const names = (headings: readonly Heading[], ...wanted: Column[]): boolean =>
  headings.some(({ column }) => column !== null && wanted.includes(column));

/**
 * The two headers of a table that has two rows for each article, one under the other: which article it is, and how many
 * of it at what price. Large purchasing systems print their orders so.
 */
export function tiersAt(
  rows: readonly Row[],
  at: number,
  height: number,
): readonly [Heading[], Heading[]] | null {
  const [first, second] = [rows[at], rows[at + 1]];
  if (first === undefined || second === undefined || !mayHead(first) || !mayHead(second)) return null;
  if (second.middle - first.middle > ROW_STEP_HEIGHTS * height) return null;
  const [article, count] = [headingsOf([first], height), headingsOf([second], height)];
  const isTold = isOfTable(article) && names(article, "sku", "description") && !names(article, "quantity");
  return isTold && isOfTable(count) && names(count, "quantity") && !names(count, "sku", "description")
    ? [article, count]
    : null;
}

/** Headings stand side by side, and each may go on in the rows below it. */
function headingsOf(lines: readonly Row[], height: number): Heading[] {
  const words = lines.flatMap((row) => row.words);
  const cells = parted(words, height);
  const titles = cells.map((cell) => titleOf(lines, cell, height));
  const columns = settledArticle(titles, planColumns(titles).columns);
  return cells.map((cell, at) => ({
    title: titles[at] ?? "",
    column: columns[at] ?? null,
    ...acrossOf(cell),
  }));
}

/** All its rows together, or the first of them that means something: "Part no." above "Description" is both in one. */
function titleOf(lines: readonly Row[], cell: readonly PlacedWord[], height: number): string {
  const parts = lines.flatMap((row) => {
    const words = row.words.filter((word) => cell.includes(word));
    return words.length === 0 ? [] : [spaced(words, height)];
  });
  const whole = parts.join(" ");
  return [whole, ...parts].find((title) => planColumns([title]).columns[0] !== null) ?? whole;
}

/** Headings that every reader of tables in text knows, for those that are written otherwise. */
const PLAIN: Readonly<Partial<Record<Column, string>>> = {
  lineNumber: "Line",
  sku: "SKU",
  description: "Description",
  quantity: "Quantity",
  unit: "Unit",
  unitPrice: "Unit price",
  requestedDate: "Delivery date",
};

/** A heading as the text has it. A price for many keeps its words, which say for how many. */
export function headingText({ title, column }: Heading): string {
  if (columnOf(title) === column || basisInHeading(title) !== null) return title;
  return (column === null ? undefined : PLAIN[column]) ?? "Amount";
}
