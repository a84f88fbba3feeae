import type { DecimalMark } from "../../../domain/decimal.js";
import { settledArticle } from "../tables/article-columns.js";
import { isClosingText } from "../tables/closing-row.js";
import { type Column, columnOf } from "../tables/columns.js";
import { countedTwice } from "../tables/counted-twice.js";
import { type LinePieces, type LineReading, namedArticle } from "./line-draft.js";
import { NUMBER, SKU, UNIT, VAGUE } from "./order-words.js";
import { patternPieces } from "./row-patterns.js";
import { cellsOf, isBlank, type Span, squeezed, trimmed, within } from "./text-lines.js";
import { pricedReadings } from "./text-prices.js";

/** A table of order lines drawn in text. */
export interface TextTable {
  readonly readings: readonly LineReading[];
  /** Indexes of the lines it takes up, its header included. */
  readonly taken: readonly number[];
  /** Days of delivery, as far as a column has them. */
  readonly days: readonly Span[];
  /** Rows that nobody could make sense of, one sentence each. */
  readonly doubts: readonly string[];
}

interface Header {
  readonly columns: readonly (Column | null)[];
  readonly cells: readonly Span[];
  readonly start: number;
  /** Whether tabs or bars stand between its cells. */
  readonly isRuled: boolean;
}

/** Words of sums may begin the name of an article, too: "Shipping boxes". Such a row has a count under its heading. */
const TOTALS =
  /^\s*(?:sub-?total|total|grand total|sum|net|vat|tax|shipping|freight|summe|gesamt|netto|brutto|mwst|zwischensumme|合计|总计|小计|合計|總計|montant)/iu;

function isTotal(line: Span, header: Header): boolean {
  const first = cellsOf(line).find(({ text }) => text !== "")?.text ?? "";
  return isClosingText(first) || (TOTALS.test(first) && rowPieces(line, header) === null);
}

/** Finds the tables of a text and reads their rows. */
export function readTextTables(lines: readonly Span[], mark: DecimalMark | null): TextTable[] {
  const tables: TextTable[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    const found = line === undefined ? null : headerOf(line);
    if (found === null) continue;
    const { header, doubts } = withSureCount(lines, at, found, mark);
    const table = readRows(lines, at, header, mark);
    if (table.readings.length === 0) continue;
    tables.push({ ...table, doubts: [...table.doubts, ...doubts] });
    at = table.taken.at(-1) ?? at;
  }
  return tables;
}

/** Of two columns that count the same goods, the one by which they are ordered. */
function withSureCount(lines: readonly Span[], at: number, header: Header, mark: DecimalMark | null) {
  const below = lines.slice(at + 1).map((line) => cellsOf(line).map(({ text }) => text));
  const end = below.findIndex((cells) => cells.length === 0);
  const rows = below.slice(0, end < 0 ? below.length : end).map((cells, row) => ({ number: row + 1, cells }));
  const titles = header.cells.map(({ text }) => text);
  const { columns } = header;
  const settled = countedTwice({ name: null, rows }, { row: 0, titles, columns, unknown: [] }, mark);
  return {
    header: { ...header, columns: settled.header.columns.slice(0, columns.length) },
    doubts: settled.doubt === null ? [] : [settled.doubt],
  };
}

/** A line heads a table if it names a quantity and an article, and every cell of it is a heading. */
function headerOf(line: Span): Header | null {
  const cells = cellsOf(line);
  const whole = cells.length > 1 ? cells : wordsAsCells(line);
  const titles = whole.map(({ text }) => text);
  const columns = settledArticle(titles, titles.map(columnOf));
  const known = columns.filter((column) => column !== null);
  if (!known.includes("quantity") || !(known.includes("sku") || known.includes("description"))) return null;
  if (known.length < 2 || known.length < whole.length * 0.6) return null;
  return { columns, cells: whole, start: line.start, isRuled: RULED.test(line.text) };
}

const RULED = /[\t|｜]/;

const HEADING_WORDS_MAX = 3;

/** Headings with single spaces between them, as readers of scans give them. */
function wordsAsCells(line: Span): Span[] {
  const words = [...line.text.matchAll(/\S+/g)].map((match) =>
    within(line, match.index, match.index + match[0].length),
  );
  const cells: Span[] = [];
  for (let at = 0; at < words.length; ) {
    const first = words[at];
    if (first === undefined) break;
    let length = 1;
    for (let size = HEADING_WORDS_MAX; size > 1; size--) {
      const last = words[at + size - 1];
      if (last === undefined) continue;
      if (columnOf(line.text.slice(first.start - line.start, last.end - line.start)) !== null) {
        length = size;
        break;
      }
    }
    const last = words[at + length - 1] ?? first;
    cells.push(within(line, first.start - line.start, last.end - line.start));
    at += length;
  }
  return cells;
}

function readRows(
  lines: readonly Span[],
  headerAt: number,
  header: Header,
  mark: DecimalMark | null,
): TextTable {
  const rows: LinePieces[] = [];
  const days: Span[] = [];
  const taken = [headerAt];
  const doubts: string[] = [];
  let gap = false;
  let isTotaled = false;
  for (let at = headerAt + 1; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (isTotal(line, header)) {
      // Between cells a sum may be that of a part of the table, and more rows follow.
      if (!header.isRuled) break;
      isTotaled = true;
      continue;
    }
    if (isBlank(line)) {
      gap = rows.length > 0;
      continue;
    }
    const pieces = isTotaled ? cellPieces(line, header) : rowPieces(line, header);
    if (pieces === null || (gap && pieces.sku === undefined)) {
      const isRow = cellsOf(line).length > 1;
      // A row that is lost without a word would be goods that nobody sends.
      if (isRow && !gap && !isTotaled && /\d/.test(line.text) && !/[:：]/.test(line.text)) {
        doubts.push(`A row of the table cannot be read: "${squeezed(line.text)}".`);
      }
      const isSection = header.isRuled && at - headerAt <= SECTION_ROWS_MAX;
      // Words under a row carry its description on; after a gap they are no longer of the table.
      if (gap || isRow || isTotaled || (rows.length === 0 && !isSection)) break;
      taken.push(at);
      const last = rows.at(-1);
      // Where no column has the name of the article, the words under its row are that.
      if (last !== undefined && !header.columns.includes("description") && !SENTENCE.test(line.text))
        rows[rows.length - 1] = { ...last, description: last.description ?? trimmed(line) };
      continue;
    }
    gap = false;
    isTotaled = false;
    rows.push(pieces);
    days.push(...dayIn(line, header));
    taken.push(at);
  }
  const headingOf = (column: Column): string => header.cells[header.columns.indexOf(column)]?.text ?? "";
  return { readings: pricedReadings(rows, headingOf, mark), days, taken, doubts };
}

/** What a row says under "Delivery date". */
function dayIn(line: Span, { columns }: Header): Span[] {
  const cells = cellsOf(line);
  const day = cells.length === columns.length ? cells[columns.indexOf("requestedDate")] : undefined;
  return day === undefined || day.text === "" ? [] : [day];
}

const SENTENCE = /[.!?:。！？：]\s*$|.{80}/u;

/** "Office supplies" may stand above the first rows, over all columns. */
const SECTION_ROWS_MAX = 3;

const rowPieces = (line: Span, header: Header): LinePieces | null =>
  cellPieces(line, header) ?? patternPieces(line, header.columns);

/** The pieces of a row by the headings that its cells stand under. */
function cellPieces(line: Span, header: Header): LinePieces | null {
  const cells = cellsOf(line);
  const isRuled = RULED.test(line.text) && cells.length > 1 && cells.length <= header.columns.length;
  const byCell =
    isRuled || cells.length === header.columns.length ? cells : (byOffset(line, cells, header) ?? []);
  const pieceOf = (column: Column): Span | undefined => {
    const cell = byCell[header.columns.indexOf(column)];
    return cell === undefined || cell.text === "" ? undefined : cell;
  };
  const quantity = pieceOf("quantity");
  const pieces = {
    lineNumber: pieceOf("lineNumber"),
    sku: pieceOf("sku"),
    description: pieceOf("description"),
    unitPrice: pieceOf("unitPrice"),
    unit: pieceOf("unit"),
    discount: pieceOf("discount"),
    amount: pieceOf("amount"),
  };
  const isCounted = quantity !== undefined && (/\d/.test(quantity.text) || VAGUE_CELL.test(quantity.text));
  // "two" under "Qty" is a quantity all the same: one for a person to read.
  const isRow = isCounted || (quantity !== undefined && ARTICLE.test(pieces.sku?.text ?? ""));
  // Goods without a count are asked about; their price is none.
  if (quantity === undefined && isRuled && ARTICLE.test(pieces.sku?.text ?? "")) return pieces;
  if (quantity === undefined || !isRow || (pieces.sku === undefined && pieces.description === undefined)) {
    return null;
  }
  const isName = pieces.description === undefined && NAME.test(pieces.sku?.text ?? "");
  const named = {
    ...pieces,
    // "Disposable aprons, white" in the only column of the article is no number of it.
    ...(isName ? { sku: undefined, description: pieces.sku } : {}),
    ...(pieces.sku === undefined || pieces.description === undefined
      ? namedArticle(pieces.sku ?? pieces.description)
      : {}),
  };
  const withUnit = QUANTITY_AND_UNIT.exec(quantity.text);
  if (withUnit === null || pieces.unit !== undefined) return { ...named, quantity };
  const unitAt = quantity.text.length - (withUnit[2] ?? "").length;
  return { ...named, quantity: trimmed(within(quantity, 0, unitAt)), unit: within(quantity, unitAt) };
}

const ARTICLE = new RegExp(`^${SKU}$`, "u");
/** Two words and more, the first of which is one: "Hand sanitiser gel 500 ml". */
const NAME = /^\p{Lu}?\p{Ll}{2,}\s+\S+/u;
const VAGUE_CELL = new RegExp(`^(?:${VAGUE})$`, "iu");
const QUANTITY_AND_UNIT = new RegExp(
  `^(${NUMBER}|\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+)\\s*(${UNIT}|(?!x$)\\p{L}{1,10}[²³]?\\.?)$`,
  "iu",
);

/** Fewer cells than headings: each goes to the heading that it stands under, never two to one. */
function byOffset(line: Span, cells: readonly Span[], header: Header): Span[] | null {
  if (cells.length < 2 || line.text.includes("\t") || /[|｜]/.test(line.text)) return null;
  const placed: Span[] = [];
  for (const cell of cells) {
    const from = cell.start - line.start;
    const to = cell.end - line.start;
    const at = header.cells.findIndex(
      ({ start, end }) => from < end - header.start && start - header.start < to,
    );
    if (at < 0 || placed[at] !== undefined) return null;
    placed[at] = cell;
  }
  return placed;
}
