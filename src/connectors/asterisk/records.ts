import { HubError } from "../../domain/errors.js";
import type { Issue, StoredMessage } from "../connector.js";
import { readDelimited } from "../reading/tables/delimited.js";
import type { TableRow } from "../reading/tables/shape.js";
import { decodeText } from "../reading/values/encoding.js";
import { type Column, columnOf, LAYOUTS } from "./columns.js";
import type { AsteriskSettings } from "./settings.js";

/** One row of a call log, by the names of its columns. */
export interface CallRecord {
  readonly place: string;
  readonly values: Readonly<Partial<Record<Column, string>>>;
  /** Columns that Asterisk does not know: whoever set up the log wanted them. */
  readonly extra: Readonly<Record<string, string>>;
  /** The whole row, for telling it from others. */
  readonly text: string;
}

export type CallLog =
  | { readonly ok: true; readonly records: readonly CallRecord[]; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issue: Issue };

/** Opens `Master.csv`, a call log in an order of its own, or what the manager interface wrote. */
export async function decodeCallLog(
  { body }: StoredMessage,
  { columns }: AsteriskSettings,
): Promise<CallLog> {
  if (body.length === 0) return refused("EMPTY_MESSAGE", "The call log is empty.", null);
  const start = decodeText(body.subarray(0, PROBE_BYTES)).text;
  if (/^(?:Asterisk Call Manager|(?:Event|Response|Action): )/m.test(start))
    return managerRecords(decodeText(body).text);
  const { rows, warnings } = rowsOf(body);
  return rows.length === 0
    ? refused("EMPTY_MESSAGE", "The call log holds no rows.", null)
    : tableRecords(rows, columns, warnings);
}

/** A log that is copied while Asterisk writes it ends in half a row, which is left for the next copy. */
function rowsOf(body: Uint8Array): {
  readonly rows: readonly TableRow[];
  readonly warnings: readonly Issue[];
} {
  const filled = (bytes: Uint8Array): TableRow[] =>
    readDelimited(bytes).table.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  try {
    return { rows: filled(body), warnings: [] };
  } catch (error) {
    const end = body.lastIndexOf(LINE_FEED);
    if (!(error instanceof HubError) || end <= 0) throw error;
    const whole = body.lastIndexOf(LINE_FEED, body.length - 2) + 1;
    const rows = filled(body.subarray(0, whole));
    const message = "The last row is not complete; it was left out.";
    return { rows, warnings: [{ code: "ROW_NOT_READ", message, at: `row ${rows.length + 1}` }] };
  }
}

const LINE_FEED = 0x0a;

const PROBE_BYTES = 4096;
const HEADINGS_MIN = 4;

function tableRecords(
  rows: readonly TableRow[],
  stated: readonly string[],
  warnings: readonly Issue[],
): CallLog {
  const headings = rows[0]?.cells ?? [];
  const known = headings.filter((cell) => columnOf(cell) !== null).length;
  if (known >= HEADINGS_MIN)
    return { ok: true, records: rows.slice(1).map((row) => recordOf(row, headings)), warnings };
  const layout = stated.length > 0 ? stated : layoutOf(rows);
  if (layout !== null)
    return { ok: true, records: rows.map((row) => recordOf(row, withoutUniqueId(row, layout))), warnings };
  const message =
    "The rows are no call detail records in an order that is known, and there is no heading. Name the columns in the setting `columns`.";
  return refused("UNKNOWN_COLUMNS", message, "row 1");
}

const MOMENT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/;
const ROWS_PROBED = 20;

/** The order in which start and end stand where the first rows have moments. */
function layoutOf(rows: readonly TableRow[]): readonly Column[] | null {
  const isMoment = (row: TableRow, at: number): boolean => MOMENT.test(row.cells[at]?.trim() ?? "");
  const fits = (layout: readonly Column[]): boolean =>
    rows
      .slice(0, ROWS_PROBED)
      .some((row) => isMoment(row, layout.indexOf("start")) && isMoment(row, layout.indexOf("end")));
  return LAYOUTS.find(fits) ?? null;
}

/** A log may keep the field of the user and not the id of the call: then the one stands in the place of the other. */
function withoutUniqueId({ cells }: TableRow, layout: readonly string[]): readonly string[] {
  const at = layout.indexOf("uniqueid");
  const isLast = at === cells.length - 1;
  return isLast && !/\d{6,}\.\d+$/.test(cells[at]?.trim() ?? "") ? layout.with(at, "userfield") : layout;
}

function recordOf({ number, cells }: TableRow, headings: readonly string[]): CallRecord {
  return namedRecord(
    `row ${number}`,
    cells.map((cell, at) => [headings[at] ?? `column ${at + 1}`, cell]),
  );
}

function namedRecord(place: string, pairs: readonly (readonly [name: string, value: string])[]): CallRecord {
  const values: Partial<Record<Column, string>> = {};
  const extra: Record<string, string> = {};
  for (const [name, cell] of pairs) {
    const column = columnOf(name);
    const value = cell.trim();
    if (value === "") continue;
    if (column !== null) values[column] ??= value;
    else if (name.trim() !== "") extra[name.trim()] = value;
  }
  return { place, values, extra, text: pairs.map(([, value]) => value).join("\u001f") };
}

/** The manager tells everything that happens; a call that is over is the event `Cdr`. */
function managerRecords(text: string): CallLog {
  const blocks = text.split(/\r?\n\r?\n/).map((block) => block.split(/\r?\n/).map(pairOf));
  const records = blocks
    .filter((pairs) => pairs.some(([name, value]) => name === "Event" && value === "Cdr"))
    .map((pairs, at) =>
      namedRecord(
        `event ${at + 1}`,
        pairs.filter(([name]) => !MANAGER_FIELDS.has(name)),
      ),
    );
  if (records.length > 0) return { ok: true, records, warnings: [] };
  const message =
    "These are events of the Asterisk manager, and none of them is the record of a call (`Cdr`).";
  return refused("NO_CALL_RECORDS", message, null);
}

const MANAGER_FIELDS: ReadonlySet<string> = new Set(["Event", "Privilege"]);

function pairOf(line: string): [name: string, value: string] {
  const at = line.indexOf(":");
  return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

const refused = (code: string, message: string, at: string | null): CallLog => ({
  ok: false,
  issue: { code, message, at },
});
