import type { Attachment } from "mailparser";
import { HubError } from "../../domain/errors.js";
import type { Issue } from "../connector.js";
import { readDelimited } from "../reading/tables/delimited.js";
import { findHeader } from "../reading/tables/header.js";
import type { Table, TableOptions } from "../reading/tables/shape.js";
import { readSheets } from "../reading/tables/sheet.js";
import { isArchive, unpackZip } from "../reading/tables/zip.js";
import { type AttachedFormat, attachedFormat } from "./attached-format.js";
import { cleanMailText } from "./clean-mail-text.js";

/** An attached table, a document for another connector, or why it could not be opened. Others are known by name only. */
export interface MailAttachment {
  /** Its number in the mail, from 1; what lay in an archive has its number there behind a dot. */
  readonly part: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly tables: readonly Table[] | null;
  /** The connector that reads it; null if it is a table, or nothing that is read. */
  readonly format: AttachedFormat | null;
  /** Its bytes, if there is a connector for them. */
  readonly content: Uint8Array | null;
  readonly problem: Issue | null;
}

type Part = Pick<MailAttachment, "part" | "fileName" | "contentType"> & { readonly bytes: Uint8Array };

const NAME_CHARS_MAX = 200;
const TYPE_CHARS_MAX = 200;
const UNPACKED = { entriesMax: 100, unpackedBytesMax: 50 * 1024 * 1024 } as const;

/** Opens what is attached to a mail; an archive becomes what lies in it. */
export async function openAttachment(
  { filename, contentType, content }: Attachment,
  number: string,
): Promise<MailAttachment[]> {
  const part: Part = {
    part: number,
    fileName: nameOf(filename ?? "without a name"),
    contentType: cleanMailText(contentType).slice(0, TYPE_CHARS_MAX),
    bytes: new Uint8Array(content),
  };
  if (isSheet(part) || !isArchive(part.bytes)) return [await openPart(part)];
  try {
    const entries = unpackZip(part.bytes, UNPACKED);
    return await Promise.all(entries.map((entry, at) => openPart(inArchive(part, entry, at))));
  } catch (error) {
    return [unopened(part, error)];
  }
}

/** An archive states no content types; names and contents have to do. */
function inArchive(
  { part, fileName }: Part,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  at: number,
): Part {
  const contentType = "application/octet-stream";
  return { part: `${part}.${at + 1}`, fileName: nameOf(`${fileName}/${name}`), contentType, bytes };
}

/** The end of a long name is what tells a file's kind. */
const nameOf = (name: string): string => cleanMailText(name).slice(-NAME_CHARS_MAX);

async function openPart(part: Part): Promise<MailAttachment> {
  const { bytes, ...named } = part;
  const known = { ...named, tables: null, format: null, content: null, problem: null };
  try {
    if (isSheet(part)) return { ...known, tables: await readSheets(bytes) };
    const format = attachedFormat(bytes);
    if (format !== null) return { ...known, format, content: bytes };
    return { ...known, tables: tablesIn(part) };
  } catch (error) {
    return unopened(part, error);
  }
}

/** A text file is a table only if it has the headings of one; else it may be anything. */
function tablesIn(part: Part): readonly Table[] | null {
  if (isDelimited(part)) return [readDelimited(part.bytes).table];
  if (!/\.txt$/i.test(part.fileName) || part.bytes.length > TEXT_BYTES_MAX) return null;
  const { table } = readDelimited(part.bytes);
  return findHeader(table, ANY_TABLE) === null ? null : [table];
}

const TEXT_BYTES_MAX = 1024 * 1024;
const ANY_TABLE: TableOptions = {
  ...{ columns: {}, decimalMark: null, country: null, receivedAt: "" },
  orderNumber: "optional",
};

/** Some programs call a CSV file a sheet of Excel's. */
function isSheet({ fileName, contentType }: Part): boolean {
  if (/\.(?:csv|tsv)$/i.test(fileName)) return false;
  return /\.(?:xlsx|xlsm|xls)$/i.test(fileName) || /spreadsheetml|ms-excel/.test(contentType);
}

function isDelimited({ fileName, contentType }: Part): boolean {
  return /\.(?:csv|tsv)$/i.test(fileName) || /^text\/(?:csv|tab-separated-values)/.test(contentType);
}

function unopened({ bytes: _bytes, ...named }: Part, error: unknown): MailAttachment {
  if (!(error instanceof HubError)) throw error;
  const problem = { code: error.code, message: error.message, at: `attachment ${named.fileName}` };
  return { ...named, tables: null, format: null, content: null, problem };
}
