import { CsvError, parse } from "csv-parse/sync";
import { HubError } from "../../../domain/errors.js";

const ROWS_MAX = 200_000;
const RECORD_CHARS_MAX = 100_000;
/** Each call of the parser costs as much as a few hundred plain lines: with more of them the whole is cheaper. */
const PARSINGS_MAX = 1_000;

/**
 * The records of delimited values. Only lines whose quotation marks are not plain are worth a parser: it makes an error
 * of every line that has not as many cells as the first, though nobody wants it, and of a file of such lines seconds.
 * Throws `FILE_TOO_LARGE` beyond 200,000 records, and a `CsvError` where quotation marks cannot be understood.
 */
export function recordsOf(text: string, delimiter: string): string[][] {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lineBreak = /\r\n|\n|\r/.exec(body)?.[0] ?? "\n";
  try {
    return lineByLine(body, delimiter, lineBreak) ?? atMost(parsed(body, delimiter, lineBreak));
  } catch (error) {
    // Quotation marks that open nothing have cut a record in two: the parser has to see all of it.
    if (error instanceof CsvError) return atMost(parsed(body, delimiter, lineBreak));
    throw error;
  }
}

/** Null if too much of it needs the parser. */
function lineByLine(text: string, delimiter: string, lineBreak: string): string[][] | null {
  let parsings = 0;
  const records: string[][] = [];
  let quoted: string[] = [];
  let isOpen = false;
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf(lineBreak, from);
    const line = text.slice(from, found === -1 ? text.length : found);
    from = found === -1 ? text.length : found + lineBreak.length;
    const cells = isOpen || line.length > RECORD_CHARS_MAX ? null : cellsOf(line, delimiter);
    if (cells === null) {
      quoted.push(line);
      isOpen = isOpen !== (countOf(line, '"') % 2 === 1);
      continue;
    }
    takeParsed();
    if (parsings > PARSINGS_MAX) return null;
    records.push(cells);
    atMost(records);
  }
  takeParsed();
  return atMost(records);

  function takeParsed(): void {
    if (quoted.length === 0) return;
    const lines = quoted;
    quoted = [];
    parsings += 1;
    for (const record of parsed(`${lines.join(lineBreak)}${lineBreak}`, delimiter, lineBreak))
      records.push(record);
  }
}

/** The cells of a line by itself; null if a quotation mark stands anywhere but around a whole cell, or doubled in one. */
function cellsOf(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; at += delimiter.length) {
    const [cell, end] = line[at] === '"' ? quotedCell(line, at) : plainCell(line, at, delimiter);
    if (cell === null) return null;
    cells.push(cell);
    if (end === line.length) return cells;
    if (!line.startsWith(delimiter, end)) return null;
    at = end;
  }
}

type Cell = readonly [cell: string | null, end: number];

function plainCell(line: string, from: number, delimiter: string): Cell {
  const found = line.indexOf(delimiter, from);
  const end = found === -1 ? line.length : found;
  const cell = line.slice(from, end);
  return [cell.includes('"') ? null : cell, end];
}

function quotedCell(line: string, from: number): Cell {
  for (let at = line.indexOf('"', from + 1); at !== -1; at = line.indexOf('"', at + 2))
    if (line[at + 1] !== '"') return [line.slice(from + 1, at).replaceAll('""', '"'), at + 1];
  return [null, line.length];
}

function countOf(line: string, mark: string): number {
  let count = 0;
  for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + 1)) count += 1;
  return count;
}

const parsed = (text: string, delimiter: string, lineBreak: string): string[][] =>
  parse(text, {
    ...{ delimiter, record_delimiter: lineBreak, relax_column_count: true, relax_quotes: true },
    ...{ skip_empty_lines: false, max_record_size: RECORD_CHARS_MAX, to: ROWS_MAX + 1 },
  });

function atMost(records: string[][]): string[][] {
  if (records.length > ROWS_MAX)
    throw new HubError("FILE_TOO_LARGE", `The file has more than ${ROWS_MAX} rows.`);
  return records;
}
