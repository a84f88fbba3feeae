import type { StripLayout } from "./tiff-strips.js";

/** What the samples of a pixel mean: TIFF PhotometricInterpretation. */
const PHOTOMETRIC = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  separated: 5,
  lab: 8,
  ccLab: 9,
} as const;

/**
 * How much ink the pixels of unpacked rows are, 0 to 255; null if their colors are of a kind that is not known.
 * `palette` holds all reds, then all greens, then all blues, in 16 bits each (tag 320).
 */
export function inkOfSamples(
  data: Uint8Array,
  { width, height, samples, bits }: StripLayout,
  photometric: number,
  palette: readonly number[],
): Uint8Array | null {
  const inkAt = readerOf(photometric, samples, bits, palette);
  if (inkAt === null) return null;
  const rowBytes = Math.ceil((width * samples * bits) / 8);
  const ink = new Uint8Array(width * height);
  const values = new Uint8Array(width * samples);
  for (let y = 0; y < height; y += 1) {
    spread(data, y * rowBytes, bits, values);
    for (let x = 0; x < width; x += 1) ink[y * width + x] = inkAt(values, x * samples);
  }
  return ink;
}

/** Each sample of a row as a byte of its own. */
function spread(data: Uint8Array, from: number, bits: number, values: Uint8Array): void {
  const mask = (1 << bits) - 1;
  for (let at = 0; at < values.length; at += 1) {
    const bit = at * bits;
    values[at] = ((data[from + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & mask;
  }
}

type InkAt = (values: Uint8Array, at: number) => number;

function readerOf(
  photometric: number,
  samples: number,
  bits: number,
  palette: readonly number[],
): InkAt | null {
  const full = (1 << bits) - 1;
  const scaled = (value: number): number => (value * 255) / full;
  switch (photometric) {
    case PHOTOMETRIC.whiteIsZero:
      return (values, at) => scaled(values[at] ?? 0);
    case PHOTOMETRIC.blackIsZero:
    // The first of the three says how light it is, and ink asks for no more.
    case PHOTOMETRIC.lab:
    case PHOTOMETRIC.ccLab:
      return (values, at) => 255 - scaled(values[at] ?? 0);
    case PHOTOMETRIC.rgb:
      if (samples < 3) return (values, at) => 255 - scaled(values[at] ?? 0);
      return (values, at) => 255 - scaled(luma(values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0));
    case PHOTOMETRIC.palette: {
      const colors = 1 << bits;
      if (palette.length < colors * 3) return null;
      const inks = Uint8Array.from({ length: colors }, (_, color) => {
        const part = (of: number): number => (palette[of * colors + color] ?? 0) >> 8;
        return 255 - luma(part(0), part(1), part(2));
      });
      return (values, at) => inks[values[at] ?? 0] ?? 0;
    }
    case PHOTOMETRIC.separated:
      // Four inks on paper: black takes all light, the three colors their shares.
      return (values, at) =>
        Math.min(
          255,
          scaled(luma(values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0) + (values[at + 3] ?? 0)),
        );
    default:
      return null;
  }
}

/** Rec. 601 luma. */
const luma = (red: number, green: number, blue: number): number => (red * 77 + green * 150 + blue * 29) / 256;
