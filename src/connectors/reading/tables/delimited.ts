import { CsvError } from "csv-parse/sync";
import { HubError } from "../../../domain/errors.js";
import { type DecodedText, decodeText, type TextEncodingName } from "../values/encoding.js";
import { recordsOf } from "./delimited-records.js";
import type { Table, TableRow } from "./shape.js";

const DELIMITED_BYTES_MAX = 20 * 1024 * 1024;
const COLUMNS_MAX = 500;
/** Lines by which the delimiter is told. */
const SAMPLE_LINES = 30;

const DELIMITERS = [";", "\t", ",", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface DelimitedFile {
  readonly table: Table;
  readonly encoding: DecodedText["encoding"];
  readonly delimiter: Delimiter;
  readonly undefinedBytes: number;
}

/** Reads a file of delimited values, whatever encoding and delimiter it was saved with. */
export function readDelimited(bytes: Uint8Array, encoding: TextEncodingName | null = null): DelimitedFile {
  if (bytes.length > DELIMITED_BYTES_MAX) {
    throw new HubError(
      "FILE_TOO_LARGE",
      `The file has ${bytes.length} bytes; at most ${DELIMITED_BYTES_MAX} are read.`,
      {
        mend: "Split the file and send the parts.",
      },
    );
  }
  const decoded = decodeText(bytes, encoding);
  const delimiter = delimiterOf(decoded.text);
  return {
    table: { name: null, rows: rowsOf(decoded.text, delimiter) },
    encoding: decoded.encoding,
    delimiter,
    undefinedBytes: decoded.undefinedBytes,
  };
}

function rowsOf(text: string, delimiter: Delimiter): TableRow[] {
  try {
    // The number that a spreadsheet shows: a quoted cell may run over several lines of the file.
    return recordsOf(text, delimiter).map((record, at) => ({
      number: at + 1,
      cells: record.length > COLUMNS_MAX ? record.slice(0, COLUMNS_MAX) : record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new HubError("UNREADABLE_FILE", `The file cannot be split into rows: ${error.message}`, {
      mend: "Check its quotation marks and export it again.",
      cause: error,
    });
  }
}

/** The delimiter that occurs equally often, and most often, in the first lines, outside quotes. */
function delimiterOf(text: string): Delimiter {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, SAMPLE_LINES);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [usual = 0, times = 0] = mostFrequent(counts);
    const score = usual === 0 ? 0 : times * 1000 + Math.min(usual, 999);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function mostFrequent(counts: readonly number[]): [number, number] {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + (count === 0 ? 0 : 1));
  const [top = [0, 0]] = [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return [top[0], top[1]];
}
