import UTIF from "utif2";
import { HubError, messageOf } from "../../domain/errors.js";
import { type CcittCoding, unpackCcitt } from "./ccitt.js";
import { PAGE_EDGE_PIXELS_MAX, PAGE_PIXELS_MAX } from "./limits.js";
import { inkOf, type Raster, upright } from "./raster.js";
import { readDirectories, type TiffDirectory } from "./tiff-directory.js";

/** TIFF tag numbers we read. */
const TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  description: 270,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  t4Options: 292,
  resolutionUnit: 296,
  tileWidth: 322,
} as const;

const CENTIMETERS = 3;
const CM_PER_INCH = 2.54;
const REDUCED_COPY = 1;
/** What a fax without stated resolution most likely is. */
const FINE_DPI = { x: 204, y: 196 } as const;

/** Compressions that utif2 unpacks: none, LZW, JPEG, deflate (two numbers), PackBits. */
const UTIF_COMPRESSIONS: readonly number[] = [1, 5, 7, 8, 32946, 32773];

export interface ReceivedPage {
  readonly raster: Raster;
  readonly dpiX: number;
  readonly dpiY: number;
  /** What of the page is damaged or missing, for people; null if it came through whole. */
  readonly damage: string | null;
}

export interface ReceivedTiff {
  /** One per page; reading one may throw a HubError that says what is wrong with that page. */
  readonly pages: readonly (() => ReceivedPage)[];
  readonly broken: string | null;
  /** The number the sending machine gave of itself, where the fax server has kept it. */
  readonly sender: string | null;
}

/** Opens a TIFF as fax servers and scanners leave it. Pages are unpacked one at a time, when asked for. */
export function openTiff(bytes: Uint8Array): ReceivedTiff {
  const { directories, broken } = readDirectories(bytes);
  const images = directories.filter((image) => ((one(image, TAG.subfileType) ?? 0) & REDUCED_COPY) === 0);
  return {
    pages: images.map((image) => () => readPage(bytes, image)),
    broken,
    sender: senderOf(images[0]),
  };
}

const one = (image: TiffDirectory, tag: number): number | null => image.numbers.get(tag)?.[0] ?? null;

/** HylaFAX keeps the sender's own number as the image description. */
function senderOf(image: TiffDirectory | undefined): string | null {
  const text = image?.texts.get(TAG.description) ?? "";
  return /^\+?[\d\s().-]{5,25}$/.test(text) ? text : null;
}

function readPage(bytes: Uint8Array, image: TiffDirectory): ReceivedPage {
  const width = one(image, TAG.width) ?? 0;
  const height = one(image, TAG.height) ?? 0;
  assertSize(width, height);
  const { ink, damage } = readInk(bytes, image, width, height);
  const orientation = one(image, TAG.orientation) ?? 1;
  const perInch = one(image, TAG.resolutionUnit) === CENTIMETERS ? CM_PER_INCH : 1;
  const x = plausibleDpi((one(image, TAG.xResolution) ?? 0) * perInch) ?? FINE_DPI.x;
  const y = plausibleDpi((one(image, TAG.yResolution) ?? 0) * perInch) ?? FINE_DPI.y;
  const sideways = orientation >= 5;
  return {
    raster: upright({ width, height, ink }, orientation),
    dpiX: sideways ? y : x,
    dpiY: sideways ? x : y,
    damage,
  };
}

/** Below 90 dpi there is no fax; a screenshot saved with 72 dpi says nothing about its size on paper. */
function plausibleDpi(dpi: number): number | null {
  return dpi >= 90 && dpi <= 1200 ? dpi : null;
}

function assertSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw unreadable("its size is not stated");
  if (width > PAGE_EDGE_PIXELS_MAX || height > PAGE_EDGE_PIXELS_MAX || width * height > PAGE_PIXELS_MAX) {
    throw unreadable(`it states ${width} x ${height} pixels, more than any fax has`);
  }
}

function unreadable(reason: string, cause?: unknown): HubError {
  return new HubError("PAGE_UNREADABLE", reason, cause === undefined ? {} : { cause });
}

interface Ink {
  readonly ink: Uint8Array;
  readonly damage: string | null;
}

function readInk(bytes: Uint8Array, image: TiffDirectory, width: number, height: number): Ink {
  if (one(image, TAG.tileWidth) !== null)
    throw unreadable("it is stored in tiles, which no fax server writes");
  const compression = one(image, TAG.compression) ?? 1;
  const coding = codingOf(compression, one(image, TAG.t4Options) ?? 0);
  if (coding !== null) return readBilevel(bytes, image, width, height, coding);
  if (UTIF_COMPRESSIONS.includes(compression)) return readWithUtif(bytes, image, width, height);
  throw unreadable(`its compression (TIFF number ${compression}) is not one that faxes and scanners use`);
}

function codingOf(compression: number, t4Options: number): CcittCoding | null {
  switch (compression) {
    case 2:
      return { kind: "G3", twoDimensional: false, byteAligned: true };
    case 3:
      return { kind: "G3", twoDimensional: (t4Options & 1) === 1, byteAligned: false };
    case 4:
      return { kind: "G4" };
    default:
      return null;
  }
}

function readBilevel(
  bytes: Uint8Array,
  image: TiffDirectory,
  width: number,
  height: number,
  coding: CcittCoding,
): Ink {
  const ink = new Uint8Array(width * height);
  const offsets = image.numbers.get(TAG.stripOffsets) ?? [];
  const counts = image.numbers.get(TAG.stripByteCounts) ?? [];
  const rowsPerStrip = Math.max(1, Math.min(one(image, TAG.rowsPerStrip) ?? height, height));
  const reversed = one(image, TAG.fillOrder) === 2;
  // Photometric 1 means that a white run is black ink; faxes state 0.
  const whiteIsInk = one(image, TAG.photometric) === 1;
  let rows = 0;
  let damagedRows = 0;
  for (let strip = 0; strip * rowsPerStrip < height; strip += 1) {
    const offset = offsets[strip] ?? bytes.length;
    const packed = bytes.subarray(offset, offset + (counts[strip] ?? bytes.length));
    const top = strip * rowsPerStrip;
    const tall = Math.min(rowsPerStrip, height - top);
    const part = unpackCcitt(reversed ? bitsReversed(packed) : packed, width, tall, coding);
    const stated = part.rows * width;
    for (let index = 0; index < stated; index += 1) {
      if ((part.pixels[index] === 1) !== whiteIsInk) ink[top * width + index] = 255;
    }
    rows += part.rows;
    damagedRows += part.damagedRows;
  }
  if (rows - damagedRows < 1) throw unreadable("its image data is missing or garbled");
  return { ink, damage: damageOf(height, rows, damagedRows) };
}

/** A row or two is what any phone line costs and says nothing about the text. */
const DAMAGED_ROWS_TOLERATED = 2;

function damageOf(height: number, rows: number, damagedRows: number): string | null {
  const missing = height - rows;
  if (missing > DAMAGED_ROWS_TOLERATED) {
    return `only the first ${rows} of ${height} rows arrived`;
  }
  return damagedRows > DAMAGED_ROWS_TOLERATED
    ? `${damagedRows} of ${height} rows were disturbed on the line`
    : null;
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) !== 0) reversed |= 0x80 >> bit;
  return reversed;
});

function bitsReversed(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => REVERSED[byte] ?? 0);
}

/**
 * Everything that is not CCITT. utif2 trusts what it reads, so it gets only the tags that were
 * checked here, never the file's own directory.
 */
function readWithUtif(bytes: Uint8Array, image: TiffDirectory, width: number, height: number): Ink {
  const tags = Object.fromEntries([...image.numbers].map(([tag, values]) => [`t${tag}`, [...values]]));
  const samples = one(image, TAG.samplesPerPixel) ?? 1;
  const bits = one(image, TAG.bitsPerSample) ?? 1;
  if (samples > 4 || ![1, 2, 4, 8].includes(bits))
    throw unreadable(`its color format (${samples} x ${bits} bit) is unknown`);
  try {
    const ifd = { ...tags, width, height, data: new Uint8Array(0) } as unknown as UTIF.IFD;
    Reflect.deleteProperty(ifd, "data");
    const file = bytes.slice().buffer;
    UTIF.decodeImage(file, ifd);
    const rgba = UTIF.toRGBA8(ifd);
    return { ink: inkOf(rgba, width * height), damage: null };
  } catch (cause) {
    throw unreadable(`its image data cannot be unpacked (${messageOf(cause)})`, cause);
  }
}
