import { HubError } from "../../domain/errors.js";
import { type CcittCoding, unpackCcitt } from "./ccitt.js";
import { PAGE_EDGE_PIXELS_MAX, PAGE_PIXELS_MAX } from "./limits.js";
import { inkOf, type Raster, upright } from "./raster.js";
import { readDirectories, type TiffDirectory } from "./tiff-directory.js";
import { unpackJpegStrips } from "./tiff-jpeg.js";
import { inkOfSamples } from "./tiff-samples.js";
import { bitsReversed, isStripCompression, type StripLayout, unpackStrips } from "./tiff-strips.js";

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
  planarConfiguration: 284,
  resolutionUnit: 296,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  jpegTables: 347,
} as const;

const CENTIMETERS = 3;
const CM_PER_INCH = 2.54;
const REDUCED_COPY = 1;
/** What a fax without stated resolution most likely is. */
const FINE_DPI = { x: 204, y: 196 } as const;

const JPEG = 7;
/** Lightness and two colors, as pictures keep them. */
const YCC = 6;

export interface ReceivedPage {
  readonly raster: Raster;
  readonly dpiX: number;
  readonly dpiY: number;
  /** What of the page is damaged or missing, for people; null if it came through whole. */
  readonly damage: string | null;
}

export interface ReceivedTiff {
  /** One per page; reading one may throw a HubError that says what is wrong with that page. */
  readonly pages: readonly (() => Promise<ReceivedPage>)[];
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

async function readPage(bytes: Uint8Array, image: TiffDirectory): Promise<ReceivedPage> {
  const width = one(image, TAG.width) ?? 0;
  const height = one(image, TAG.height) ?? 0;
  assertSize(width, height);
  const { ink, damage } = await readInk(bytes, image, { width, height });
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

const unreadable = (reason: string): HubError => new HubError("PAGE_UNREADABLE", reason);

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Ink {
  readonly ink: Uint8Array;
  readonly damage: string | null;
}

async function readInk(bytes: Uint8Array, image: TiffDirectory, size: Size): Promise<Ink> {
  if (one(image, TAG.tileWidth) !== null)
    throw unreadable("it is stored in tiles, which no fax server writes");
  const compression = one(image, TAG.compression) ?? 1;
  const coding = codingOf(compression, one(image, TAG.t4Options) ?? 0);
  if (coding !== null) return readBilevel(bytes, image, size, coding);
  if (compression === JPEG || isStripCompression(compression)) return readSamples(bytes, image, size);
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
  { width, height }: Size,
  coding: CcittCoding,
): Ink {
  const ink = new Uint8Array(width * height);
  const strips = stripsOf(bytes, image, height);
  const rowsPerStrip = rowsPerStripOf(image, height);
  const reversed = one(image, TAG.fillOrder) === 2;
  // Photometric 1 means that a white run is black ink; faxes state 0.
  const whiteIsInk = one(image, TAG.photometric) === 1;
  let rows = 0;
  let damagedRows = 0;
  for (const [strip, packed] of strips.entries()) {
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

const rowsPerStripOf = (image: TiffDirectory, height: number): number =>
  Math.max(1, Math.min(one(image, TAG.rowsPerStrip) ?? height, height));

/** The packed bytes of each strip; of one that the file does not hold, none. */
function stripsOf(bytes: Uint8Array, image: TiffDirectory, height: number): Uint8Array[] {
  const offsets = image.numbers.get(TAG.stripOffsets) ?? [];
  const counts = image.numbers.get(TAG.stripByteCounts) ?? [];
  return Array.from({ length: Math.ceil(height / rowsPerStripOf(image, height)) }, (_, strip) => {
    const offset = offsets[strip] ?? bytes.length;
    return bytes.subarray(offset, offset + (counts[strip] ?? bytes.length));
  });
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

/** Everything that is not CCITT: as scanners leave it, and whoever converts faxes. */
async function readSamples(bytes: Uint8Array, image: TiffDirectory, { width, height }: Size): Promise<Ink> {
  const samples = one(image, TAG.samplesPerPixel) ?? 1;
  const bits = one(image, TAG.bitsPerSample) ?? 1;
  const photometric = one(image, TAG.photometric) ?? (samples < 3 ? 0 : 2);
  const compression = one(image, TAG.compression) ?? 1;
  if (samples < 1 || samples > 4 || ![1, 2, 4, 8].includes(bits))
    throw unreadable(`its color format (${samples} x ${bits} bit) is unknown`);
  if (samples > 1 && one(image, TAG.planarConfiguration) === 2)
    throw unreadable("it keeps its colors in planes of their own, which no fax server does");
  const layout: StripLayout = {
    ...{ width, height, samples, bits, compression, rowsPerStrip: rowsPerStripOf(image, height) },
    isDifferenced: one(image, TAG.predictor) === 2,
    isReversed: one(image, TAG.fillOrder) === 2,
  };
  const strips = stripsOf(bytes, image, height);
  if (compression === JPEG) {
    const tables = Uint8Array.from(image.numbers.get(TAG.jpegTables) ?? []);
    const { rgba, rows } = await unpackJpegStrips(strips, tables, layout, photometric === YCC);
    return inkOfRows(inkOf(rgba, width * height), height, rows);
  }
  const { data, rows } = unpackStrips(strips, layout);
  return inkOfRows(
    inkOfSamples(data, layout, photometric, image.numbers.get(TAG.colorMap) ?? []),
    height,
    rows,
  );
}

function inkOfRows(ink: Uint8Array | null, height: number, rows: number): Ink {
  if (ink === null) throw unreadable("its colors are of a kind that is not known");
  if (rows < 1) throw unreadable("its image data is missing or garbled");
  return { ink, damage: damageOf(height, rows, 0) };
}
