import { constants, inflateSync } from "node:zlib";
import { unpackLzw } from "./lzw.js";

/** How the samples of an image lie in its strips. */
export interface StripLayout {
  readonly width: number;
  readonly height: number;
  /** Values a pixel has, each of so many bits. */
  readonly samples: number;
  readonly bits: number;
  readonly compression: number;
  readonly rowsPerStrip: number;
  /** True if each sample was stored as its difference from that of the pixel before (TIFF Predictor 2). */
  readonly isDifferenced: boolean;
  /** True if the bits of each byte stand the other way around (TIFF FillOrder 2). */
  readonly isReversed: boolean;
}

/** What is unpacked here, by TIFF number; each writes no more than `out` holds and answers how much it wrote. */
const UNPACKERS: Readonly<Record<number, (packed: Uint8Array, out: Uint8Array) => number>> = {
  1: copied,
  5: unpackLzw,
  8: inflated,
  32773: unpackPackBits,
  32946: inflated,
};

export const isStripCompression = (compression: number): boolean => compression in UNPACKERS;

/**
 * The rows of an image one after the other, each beginning on a byte, and how many of them came. Costs what the page
 * holds: whatever strips claim, none is read for longer than its rows take.
 */
export function unpackStrips(
  strips: readonly Uint8Array[],
  layout: StripLayout,
): { readonly data: Uint8Array; readonly rows: number } {
  const { width, height, samples, bits, rowsPerStrip } = layout;
  const rowBytes = Math.ceil((width * samples * bits) / 8);
  const data = new Uint8Array(rowBytes * height);
  const unpack = UNPACKERS[layout.compression] ?? copied;
  let rows = 0;
  for (let top = 0; top < height; top += rowsPerStrip) {
    const packed = strips[top / rowsPerStrip];
    if (packed === undefined) break;
    const out = data.subarray(top * rowBytes, Math.min(top + rowsPerStrip, height) * rowBytes);
    const written = unpack(layout.isReversed ? bitsReversed(packed) : packed, out);
    if (layout.isDifferenced) summed(out, rowBytes, samples, bits);
    rows += Math.floor(written / rowBytes);
  }
  return { data, rows };
}

function copied(packed: Uint8Array, out: Uint8Array): number {
  const part = packed.subarray(0, out.length);
  out.set(part);
  return part.length;
}

/** Deflate as zlib writes it. A strip that breaks off counts as far as it came; one that goes on and on does not count. */
function inflated(packed: Uint8Array, out: Uint8Array): number {
  try {
    const maxOutputLength = out.length + INFLATED_SLACK;
    return copied(inflateSync(packed, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }), out);
  } catch {
    return 0;
  }
}

/** Rows that some writers add to fill the last strip. */
const INFLATED_SLACK = 1024 * 1024;

/** Runs and literals, as TIFF 6.0 has them in its section 9. */
function unpackPackBits(packed: Uint8Array, out: Uint8Array): number {
  let written = 0;
  for (let at = 0; at < packed.length && written < out.length; ) {
    const head = packed[at] ?? 0;
    at += 1;
    if (head === 128) continue;
    const count = head < 128 ? head + 1 : 257 - head;
    const until = Math.min(written + count, out.length);
    if (head < 128) {
      out.set(packed.subarray(at, at + until - written), written);
      at += count;
    } else {
      out.fill(packed[at] ?? 0, written, until);
      at += 1;
    }
    written = until;
  }
  return written;
}

/** Undoes the predictor in place, row by row. It is defined for whole bytes; other depths are left as they are. */
function summed(rows: Uint8Array, rowBytes: number, samples: number, bits: number): void {
  if (bits !== 8) return;
  for (let from = 0; from < rows.length; from += rowBytes)
    for (let at = from + samples; at < from + rowBytes; at += 1)
      rows[at] = (rows[at] ?? 0) + (rows[at - samples] ?? 0);
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) !== 0) reversed |= 0x80 >> bit;
  return reversed;
});

export function bitsReversed(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => REVERSED[byte] ?? 0);
}
