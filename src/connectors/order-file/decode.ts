import type { StoredMessage } from "../connector.js";
import { type Delimiter, readDelimited } from "../reading/tables/delimited.js";
import type { Table } from "../reading/tables/shape.js";
import { readSheets } from "../reading/tables/sheet.js";
import type { TextEncodingName } from "../reading/values/encoding.js";
import type { OrderFileSettings } from "./settings.js";
import { PART_ENCODING } from "./split.js";

/** An order file as rows of text. */
export interface OrderFileDocument {
  readonly tables: readonly Table[];
  /** How the text was read; null for a workbook, which says so itself. */
  readonly text: {
    readonly encoding: TextEncodingName;
    readonly delimiter: Delimiter;
    readonly undefinedBytes: number;
  } | null;
}

/** Opens the file by what it is and not by what it is called: exports are often named wrongly. */
export async function decodeOrderFile(
  { body, headers }: StoredMessage,
  { encoding }: OrderFileSettings,
): Promise<OrderFileDocument> {
  if (isWorkbook(body)) return { tables: await readSheets(body), text: null };
  const { table, ...text } = readDelimited(body, headers[PART_ENCODING] === "utf-8" ? "utf-8" : encoding);
  return { tables: [table], text };
}

/** Archives start with PK; the old binary workbooks with D0 CF, and get a clear refusal. */
function isWorkbook(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  return (a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf);
}
