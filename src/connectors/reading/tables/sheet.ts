import Big from "big.js";
import ExcelJs from "exceljs";
import { HubError, messageOf } from "../../../domain/errors.js";
import type { Table, TableRow } from "./shape.js";
import { checkZip } from "./zip.js";

const SHEET_BYTES_MAX = 20 * 1024 * 1024;
const UNPACKED_BYTES_MAX = 100 * 1024 * 1024;
const ENTRIES_MAX = 2_000;
const SHEETS_MAX = 30;
const CELLS_MAX = 1_000_000;
const COLUMNS_MAX = 500;

/** Digits that a spreadsheet itself shows; the rest is the noise of binary fractions. */
const SIGNIFICANT_DIGITS = 15;

/** Reads the visible sheets of a workbook. Formulas give their results; text stays text. */
export async function readSheets(bytes: Uint8Array): Promise<Table[]> {
  if (bytes.length > SHEET_BYTES_MAX) {
    throw new HubError(
      "FILE_TOO_LARGE",
      `The workbook has ${bytes.length} bytes; at most ${SHEET_BYTES_MAX} are read.`,
    );
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw new HubError(
      "UNREADABLE_FILE",
      "The workbook is in the old .xls format or protected by a password.",
      {
        mend: "Save it as .xlsx without a password and send it again.",
      },
    );
  }
  checkZip(bytes, { entriesMax: ENTRIES_MAX, unpackedBytesMax: UNPACKED_BYTES_MAX });
  const workbook = new ExcelJs.Workbook();
  try {
    // The library's types ask for a buffer of an older Node; any buffer does.
    await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  } catch (error) {
    throw new HubError("UNREADABLE_FILE", `The workbook cannot be opened: ${messageOf(error)}`, {
      mend: "Save it again as .xlsx and send it once more.",
      cause: error,
    });
  }
  const visible = workbook.worksheets.filter(({ state }) => state === "visible");
  if (visible.length > SHEETS_MAX)
    throw new HubError("FILE_TOO_LARGE", `The workbook has ${visible.length} sheets.`);
  return tablesOf(visible);
}

function tablesOf(sheets: readonly ExcelJs.Worksheet[]): Table[] {
  let cells = 0;
  return sheets.map((sheet): Table => {
    const rows: TableRow[] = [];
    sheet.eachRow({ includeEmpty: false }, (row, number) => {
      const width = Math.min(row.cellCount, COLUMNS_MAX);
      cells += width;
      if (cells > CELLS_MAX)
        throw new HubError("FILE_TOO_LARGE", `The workbook has more than ${CELLS_MAX} cells.`);
      rows.push(rowOf(row, number, width));
    });
    return { name: sheet.name, rows };
  });
}

function rowOf(row: ExcelJs.Row, number: number, width: number): TableRow {
  const cells: string[] = [];
  const numeric: number[] = [];
  for (let column = 1; column <= width; column++) {
    const cell = row.getCell(column);
    // A merged area says its value once, in its first cell.
    const value = cell.isMerged && cell.master !== cell ? null : cell.value;
    const plain = plainValue(value);
    if (typeof plain === "number") numeric.push(column - 1);
    cells.push(textOf(plain, cell.numFmt));
  }
  return { number, cells, numeric };
}

type Plain = string | number | boolean | Date | null;

/** The value a person sees: a formula's result, a link's text, formatted text without its formats. */
function plainValue(value: ExcelJs.CellValue | undefined): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object" || value instanceof Date) return value;
  if ("error" in value) return value.error;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("hyperlink" in value)
    return typeof value.text === "string" ? value.text : plainValue(value.text as ExcelJs.CellValue);
  if ("result" in value) return plainValue(value.result as ExcelJs.CellValue);
  return null;
}

function textOf(plain: Plain, format: string | undefined): string {
  if (plain === null) return "";
  if (plain instanceof Date) return dateText(plain);
  if (typeof plain !== "number") return String(plain);
  const digits = Number.isFinite(plain)
    ? new Big(plain.toPrecision(SIGNIFICANT_DIGITS)).toFixed()
    : String(plain);
  // A code such as 00123 that is kept as a number shows its zeros by format only.
  const zeros = /^0{2,}$/.exec(format ?? "")?.[0].length ?? 0;
  return Number.isInteger(plain) && plain >= 0 ? digits.padStart(zeros, "0") : digits;
}

/** Days of a sheet have no zone; the library gives them as midnight UTC. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const iso = date.toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
}
