import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { StripLayout } from "./tiff-strips.js";

/** Markers of a JPEG stream, as T.81 has them in its annex B. */
const SOI = 0xd8;
const EOI = 0xd9;
const SCAN = 0xda;
/** Frames: C0 to CF but for three that are no frames. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** A picture is made of whole blocks; a strip may go on to the end of its last. */
const BLOCK_MAX = 16;

/**
 * The colors of an image whose strips are JPEG pictures (TIFF compression 7), four bytes a pixel from the top row on,
 * and how many rows came. `tables` are those that the strips share (tag 347). A strip that states a size other than
 * its own is not opened: its pixels would not fit, and might be many.
 */
export async function unpackJpegStrips(
  strips: readonly Uint8Array[],
  tables: Uint8Array,
  { width, height, samples, rowsPerStrip }: StripLayout,
  isYcc: boolean,
): Promise<{ readonly rgba: Uint8ClampedArray; readonly rows: number }> {
  const page = createCanvas(width, height).getContext("2d");
  let rows = 0;
  for (const [at, strip] of strips.entries()) {
    const tall = Math.min(rowsPerStrip, height - at * rowsPerStrip);
    const picture = wholePicture(strip, tables, samples === 3 ? isYcc : null);
    const size = picture === null ? null : sizeOf(picture);
    if (picture === null || size === null) break;
    if (Math.abs(size.width - width) > BLOCK_MAX || size.height > rowsPerStrip + BLOCK_MAX) break;
    const image = await loadImage(Buffer.from(picture)).catch(() => null);
    if (image === null) break;
    page.drawImage(image, 0, at * rowsPerStrip);
    rows += Math.min(tall, size.height);
  }
  return { rgba: page.getImageData(0, 0, width, height).data, rows };
}

/** The strip with the tables it shares with others, and with the word on its colors that TIFF says elsewhere. */
function wholePicture(strip: Uint8Array, tables: Uint8Array, isYcc: boolean | null): Uint8Array | null {
  if (strip[0] !== 0xff || strip[1] !== SOI) return null;
  const shared = tables[0] === 0xff && tables[1] === SOI ? withoutEnd(tables.subarray(2)) : new Uint8Array(0);
  const colors = isYcc === null ? [] : [...ADOBE_APP14, isYcc ? 1 : 0];
  return Buffer.concat([strip.subarray(0, 2), Uint8Array.from(colors), shared, strip.subarray(2)]);
}

const withoutEnd = (tables: Uint8Array): Uint8Array =>
  tables.at(-2) === 0xff && tables.at(-1) === EOI ? tables.subarray(0, -2) : tables;

/** The segment by which a picture says whether it is red, green and blue, up to the byte that says so. */
const ADOBE_APP14 = [0xff, 0xee, 0, 14, ...Buffer.from("Adobe"), 0, 100, 0, 0, 0, 0];

/** The size that the first frame states; null if there is none before the pixels. */
function sizeOf(picture: Uint8Array): { readonly width: number; readonly height: number } | null {
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  for (let at = 2; at + 9 < picture.length; ) {
    const marker = picture[at + 1] ?? 0;
    if (picture[at] !== 0xff || marker === SCAN || marker === EOI) return null;
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}
