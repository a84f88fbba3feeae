import { HubError } from "../../domain/errors.js";
import { PAGES_MAX } from "./limits.js";

/** The tags of one image in a TIFF file: numbers by tag number; texts apart. */
export interface TiffDirectory {
  readonly numbers: ReadonlyMap<number, readonly number[]>;
  readonly texts: ReadonlyMap<number, string>;
}

export interface TiffDirectories {
  readonly directories: readonly TiffDirectory[];
  /** Why the chain of images ended early; null if it ended as it should. */
  readonly broken: string | null;
}

/** Strips of one image; one strip a row of the tallest page we take. */
const VALUES_MAX = 20_000;
const TEXT_CHARACTERS_MAX = 200;
const ENTRIES_MAX = 200;

const ASCII = 2;
const RATIONAL = 5;
/** Bytes per value of the types we read: BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED. */
const TYPE_BYTES: Readonly<Record<number, number>> = { 1: 1, [ASCII]: 1, 3: 2, 4: 4, [RATIONAL]: 8, 7: 1 };

/**
 * Reads the chain of image directories. Offsets come from outside, so each is checked against the
 * file, none is visited twice, and every count has a limit. What was read before a break is kept:
 * the first pages of a cut-off fax still count.
 */
export function readDirectories(bytes: Uint8Array): TiffDirectories {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = byteOrderOf(view);
  const directories: TiffDirectory[] = [];
  const visited = new Set<number>();
  let offset = view.getUint32(4, littleEndian);
  while (offset !== 0) {
    if (visited.has(offset)) return { directories, broken: "its list of pages runs in a circle" };
    if (directories.length >= PAGES_MAX)
      return { directories, broken: `it has more than ${PAGES_MAX} pages` };
    visited.add(offset);
    const count = offset + 2 <= bytes.length ? view.getUint16(offset, littleEndian) : 0;
    const end = offset + 2 + count * 12;
    if (count === 0 || count > ENTRIES_MAX || end + 4 > bytes.length) {
      return { directories, broken: "the file ends before its list of pages does" };
    }
    directories.push(readDirectory(view, offset + 2, count, littleEndian));
    offset = view.getUint32(end, littleEndian);
  }
  return { directories, broken: null };
}

function byteOrderOf(view: DataView): boolean {
  const mark = view.byteLength >= 8 ? view.getUint16(0) : 0;
  const littleEndian = mark === 0x4949;
  const isTiff = (littleEndian || mark === 0x4d4d) && view.getUint16(2, littleEndian) === 42;
  if (!isTiff) {
    throw new HubError("NOT_A_TIFF", "The file calls itself TIFF but does not start like one.", {
      mend: "Open it in an image viewer; if it shows, save it as TIFF or PDF and hand it in again.",
    });
  }
  return littleEndian;
}

function readDirectory(view: DataView, start: number, count: number, littleEndian: boolean): TiffDirectory {
  const numbers = new Map<number, readonly number[]>();
  const texts = new Map<number, string>();
  for (let entry = 0; entry < count; entry += 1) {
    const at = start + entry * 12;
    const tag = view.getUint16(at, littleEndian);
    const type = view.getUint16(at + 2, littleEndian);
    const length = view.getUint32(at + 4, littleEndian);
    const size = TYPE_BYTES[type];
    if (size === undefined || length === 0 || length > VALUES_MAX) continue;
    const from = size * length <= 4 ? at + 8 : view.getUint32(at + 8, littleEndian);
    if (from + size * length > view.byteLength) continue;
    if (type === ASCII) texts.set(tag, readText(view, from, length));
    else numbers.set(tag, readNumbers(view, from, type, length, littleEndian));
  }
  return { numbers, texts };
}

function readText(view: DataView, from: number, length: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + from, Math.min(length, TEXT_CHARACTERS_MAX));
  return new TextDecoder("latin1").decode(bytes).split("\0")[0]?.trim() ?? "";
}

function readNumbers(
  view: DataView,
  from: number,
  type: number,
  length: number,
  littleEndian: boolean,
): readonly number[] {
  const size = TYPE_BYTES[type] ?? 1;
  return Array.from({ length }, (_, index) => {
    const at = from + index * size;
    if (size === 1) return view.getUint8(at);
    if (type === 3) return view.getUint16(at, littleEndian);
    const whole = view.getUint32(at, littleEndian);
    return type === RATIONAL ? whole / (view.getUint32(at + 4, littleEndian) || 1) : whole;
  });
}
