import { inflateRawSync } from "node:zlib";
import { HubError } from "../../../domain/errors.js";
import { decodeText } from "../values/encoding.js";

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ZipLimits {
  readonly entriesMax: number;
  readonly unpackedBytesMax: number;
}

const END_RECORD = 0x06054b50;
const DIRECTORY_RECORD = 0x02014b50;
const LOCAL_RECORD = 0x04034b50;
const END_RECORD_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const ENCRYPTED = 1;
/** A local record and the name behind it. */
const FIRST_NAME_BYTES = 64;
const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks an archive within limits. The sizes that an archive states are not believed: each entry is
 * inflated against what is left of the budget. Folders and empty files are left out.
 */
export function unpackZip(bytes: Uint8Array, limits: ZipLimits): ZipEntry[] {
  return [...entriesOf(bytes, limits)].filter(({ bytes: content }) => content.length > 0);
}

/** Refuses an archive that would unpack to more than the limits, before any library opens it. */
export function checkZip(bytes: Uint8Array, limits: ZipLimits): void {
  for (const _entry of entriesOf(bytes, limits));
}

/** True for an archive that holds files, and not one document in many parts as office programs write it. */
export function isArchive(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, FIRST_NAME_BYTES)).toString("latin1");
  return (
    head.startsWith("PK\u0003\u0004") && !/^.{30}(?:\[Content_Types\]\.xml|mimetype|_rels\/)/s.test(head)
  );
}

function* entriesOf(bytes: Uint8Array, limits: ZipLimits): Generator<ZipEntry> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(file);
  const count = end < 0 ? -1 : file.readUInt16LE(end + 10);
  if (count < 0) throw unreadable("it is no archive");
  if (count > limits.entriesMax) throw tooLarge(`it holds ${count} entries`);
  let left = limits.unpackedBytesMax;
  let at = file.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== DIRECTORY_RECORD)
      throw unreadable("its directory is damaged");
    const unpacked = unpackedEntry(file, at, left);
    left -= unpacked.length;
    const nameEnd = at + 46 + file.readUInt16LE(at + 28);
    yield { name: decodeText(new Uint8Array(file.subarray(at + 46, nameEnd))).text, bytes: unpacked };
    at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
}

function endRecord(file: Buffer): number {
  const earliest = Math.max(0, file.length - END_RECORD_BYTES - COMMENT_BYTES_MAX);
  for (let at = file.length - END_RECORD_BYTES; at >= earliest; at--) {
    if (file.readUInt32LE(at) === END_RECORD) return at;
  }
  return -1;
}

/** What one entry really unpacks to; throws as soon as that exceeds the budget. */
function unpackedEntry(file: Buffer, at: number, budget: number): Uint8Array {
  const method = file.readUInt16LE(at + 10);
  const packed = file.readUInt32LE(at + 20);
  const local = file.readUInt32LE(at + 42);
  if (local + 30 > file.length || file.readUInt32LE(local) !== LOCAL_RECORD)
    throw unreadable("an entry is damaged");
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const data = new Uint8Array(file.subarray(from, from + packed));
  if ((file.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw unreadable("it is protected by a password");
  if (method === STORED && packed <= budget) return data;
  if (method === STORED) throw tooLarge("its contents");
  if (method !== DEFLATED) throw unreadable("it is encrypted or packed in a way that is not read");
  try {
    return new Uint8Array(inflateRawSync(data, { maxOutputLength: Math.max(1, budget) }));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ERR_BUFFER_TOO_LARGE") throw tooLarge("its contents");
    throw unreadable("an entry is damaged");
  }
}

function tooLarge(what: string): HubError {
  return new HubError(
    "FILE_TOO_LARGE",
    `The file was refused: ${what} would unpack to more than the hub takes.`,
    {
      mend: "Send a smaller file, or split it.",
    },
  );
}

function unreadable(why: string): HubError {
  return new HubError("UNREADABLE_FILE", `The file cannot be opened: ${why}.`, {
    mend: "Save it again, without a password, and send it once more.",
  });
}
