import { type FaxCoding, packCcitt } from "./ccitt-encoder.js";

export interface FaxPage {
  /** One byte per pixel, 1 is black. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface TiffOptions {
  readonly coding: FaxCoding;
  readonly dpi: readonly [x: number, y: number];
  readonly fillOrder?: 1 | 2;
  readonly orientation?: number;
  /** Sender number, kept where HylaFAX keeps it. */
  readonly sender?: string;
}

const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const ASCII = 2;

/** Writes pages as a class F TIFF file, little-endian, one strip per page. */
export function writeFaxTiff(pages: readonly FaxPage[], options: TiffOptions): Uint8Array {
  const chunks: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  let size = 8;
  let pointer: { chunk: Buffer; at: number } = { chunk: chunks[0] as Buffer, at: 4 };
  const add = (chunk: Buffer): number => {
    const at = size;
    const padded = chunk.length % 2 === 0 ? chunk : Buffer.concat([new Uint8Array(chunk), new Uint8Array(1)]);
    chunks.push(padded);
    size += padded.length;
    return at;
  };
  pages.forEach((page, index) => {
    const strip = stripOf(page, options);
    const stripAt = add(Buffer.from(strip));
    const sender = options.sender === undefined ? null : Buffer.from(`${options.sender}\0`, "latin1");
    const entries: [tag: number, type: number, count: number, value: number][] = [
      [254, LONG, 1, 2],
      [256, LONG, 1, page.width],
      [257, LONG, 1, page.height],
      [258, SHORT, 1, 1],
      [259, SHORT, 1, options.coding === "G4" ? 4 : 3],
      [262, SHORT, 1, 0],
      [266, SHORT, 1, options.fillOrder ?? 1],
      ...(sender === null
        ? []
        : [[270, ASCII, sender.length, add(sender)] as [number, number, number, number]]),
      [273, LONG, 1, stripAt],
      [274, SHORT, 1, options.orientation ?? 1],
      [277, SHORT, 1, 1],
      [278, LONG, 1, page.height],
      [279, LONG, 1, strip.length],
      [282, RATIONAL, 1, add(rational(options.dpi[0]))],
      [283, RATIONAL, 1, add(rational(options.dpi[1]))],
      ...(options.coding === "G4"
        ? []
        : [[292, LONG, 1, options.coding === "G3_2D" ? 1 : 0] as [number, number, number, number]]),
      [296, SHORT, 1, 2],
      [297, SHORT, 2, index | (pages.length << 16)],
    ];
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, count, value], at) => {
      directory.writeUInt16LE(tag, 2 + at * 12);
      directory.writeUInt16LE(type, 4 + at * 12);
      directory.writeUInt32LE(count, 6 + at * 12);
      directory.writeUInt32LE(value, 10 + at * 12);
    });
    pointer.chunk.writeUInt32LE(add(directory), pointer.at);
    pointer = { chunk: directory, at: directory.length - 4 };
  });
  return new Uint8Array(Buffer.concat(chunks.map((chunk) => new Uint8Array(chunk))));
}

function stripOf(page: FaxPage, options: TiffOptions): Uint8Array {
  const strip = packCcitt(page.pixels, page.width, options.coding);
  if (options.fillOrder !== 2) return strip;
  return strip.map((byte) => Number.parseInt([...byte.toString(2).padStart(8, "0")].reverse().join(""), 2));
}

function rational(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value, 0);
  bytes.writeUInt32LE(1, 4);
  return bytes;
}
