import {
  BLACK_RUNS,
  END_OF_LINE,
  LONGEST_RUN,
  MODES,
  WHITE_RUNS,
} from "../../../src/connectors/fax/ccitt-codes.js";

export type FaxCoding = "G3_1D" | "G3_2D" | "G4";

/** In T.4 two-dimensional coding every this-many-th row stands on its own. */
const ROWS_PER_REFERENCE = 4;

/** Packs a black-and-white page (1 is black, one byte per pixel) as a fax machine would. */
export function packCcitt(pixels: Uint8Array, width: number, coding: FaxCoding): Uint8Array {
  const bits: string[] = [];
  let above: number[] = [];
  for (let row = 0; row * width < pixels.length; row += 1) {
    const changes = changesOf(pixels.subarray(row * width, (row + 1) * width));
    const alone = coding === "G3_1D" || (coding === "G3_2D" && row % ROWS_PER_REFERENCE === 0);
    if (coding !== "G4") bits.push(END_OF_LINE);
    if (coding === "G3_2D") bits.push(alone ? "1" : "0");
    bits.push(alone ? rowAlone(changes, width) : rowByDifference(changes, above, width));
    above = changes;
  }
  bits.push(
    coding === "G4" ? END_OF_LINE.repeat(2) : (END_OF_LINE + (coding === "G3_2D" ? "1" : "")).repeat(6),
  );
  return toBytes(bits.join(""));
}

/** Columns where the color changes, starting from white. */
function changesOf(row: Uint8Array): number[] {
  const changes: number[] = [];
  let color = 0;
  row.forEach((pixel, column) => {
    if (pixel !== color) {
      changes.push(column);
      color = pixel;
    }
  });
  return changes;
}

function rowAlone(changes: readonly number[], width: number): string {
  const edges = [...changes, width];
  return edges.map((edge, index) => run(edge - (edges[index - 1] ?? 0), index % 2 === 1)).join("");
}

function run(length: number, isBlack: boolean): string {
  const words = isBlack ? BLACK_RUNS : WHITE_RUNS;
  let text = "";
  let rest = length;
  while (rest > LONGEST_RUN) {
    text += words.get(LONGEST_RUN) ?? "";
    rest -= LONGEST_RUN;
  }
  const long = rest - (rest % 64);
  return `${text}${long > 0 ? (words.get(long) ?? "") : ""}${words.get(rest % 64) ?? ""}`;
}

function rowByDifference(changes: readonly number[], above: readonly number[], width: number): string {
  let text = "";
  let a0 = -1;
  let isBlack = false;
  while (a0 < width) {
    const a1 = changes.find((column, index) => column > a0 && (index % 2 === 1) === isBlack) ?? width;
    const index = above.findIndex((column, at) => column > a0 && (at % 2 === 1) === isBlack);
    const b1 = (index < 0 ? undefined : above[index]) ?? width;
    const b2 = (index < 0 ? undefined : above[index + 1]) ?? width;
    const shift = MODES.get(a1 - b1);
    if (b2 < a1) {
      text += MODES.get("pass") ?? "";
      a0 = b2;
    } else if (shift !== undefined) {
      text += shift;
      a0 = a1;
      isBlack = !isBlack;
    } else {
      const a2 = changes.find((column) => column > a1) ?? width;
      text += (MODES.get("horizontal") ?? "") + run(a1 - Math.max(a0, 0), isBlack) + run(a2 - a1, !isBlack);
      a0 = a2;
    }
  }
  return text;
}

function toBytes(bits: string): Uint8Array {
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8).padEnd(8, "0"), 2),
  );
}
