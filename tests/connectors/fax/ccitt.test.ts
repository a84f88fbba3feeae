import UTIF from "utif2";
import { describe, expect, test } from "vitest";
import { type CcittCoding, unpackCcitt } from "../../../src/connectors/fax/ccitt.js";
import { type FaxCoding, packCcitt } from "../../support/fax/ccitt-encoder.js";
import { writeFaxTiff } from "../../support/fax/tiff-writer.js";

const CODINGS: readonly (readonly [FaxCoding, CcittCoding])[] = [
  ["G3_1D", { kind: "G3", twoDimensional: false, byteAligned: false }],
  ["G3_2D", { kind: "G3", twoDimensional: true, byteAligned: false }],
  ["G4", { kind: "G4" }],
];

const ROWS = 40;

/** A page of random runs: the same numbers draw the same page. */
function randomPage(width: number, changesPerPixel: number): Uint8Array {
  let state = width + 1;
  let color = 0;
  return Uint8Array.from({ length: width * ROWS }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    if (state / 0x7fffffff < changesPerPixel) color = 1 - color;
    return color;
  });
}

describe.each(CODINGS)("%s", (packing, coding) => {
  test.each([
    [1, 0.5],
    [7, 0.5],
    [64, 0.1],
    [1728, 0],
    [1728, 0.003],
    [1728, 0.5],
    [1728, 1],
    [5000, 0.0005],
  ])("unpacks a page %i pixels wide with %d changes per pixel as it was packed", (width, changes) => {
    const pixels = randomPage(width, changes);
    const {
      rows,
      damagedRows,
      pixels: read,
    } = unpackCcitt(packCcitt(pixels, width, packing), width, ROWS, coding);
    expect({ rows, damagedRows }).toEqual({ rows: ROWS, damagedRows: 0 });
    expect(Buffer.compare(Buffer.from(read), Buffer.from(pixels))).toBe(0);
  });

  test("is packed by the test support as another library understands it", () => {
    const pixels = randomPage(1728, 0.01);
    const file = writeFaxTiff([{ pixels, width: 1728, height: ROWS }], { coding: packing, dpi: [204, 196] });
    const buffer = file.buffer as ArrayBuffer;
    const [page] = UTIF.decode(buffer);
    if (page === undefined) throw new Error("no page");
    UTIF.decodeImage(buffer, page);
    const rgba = UTIF.toRGBA8(page);
    expect(pixels.findIndex((pixel, at) => (pixel === 1) !== (rgba[at * 4] === 0))).toBe(-1);
  });

  test("tells how many rows of a cut-off page arrived, and keeps them", () => {
    const pixels = randomPage(1728, 0.02);
    const packed = packCcitt(pixels, 1728, packing);
    const {
      rows,
      damagedRows,
      pixels: read,
    } = unpackCcitt(packed.subarray(0, packed.length / 2), 1728, ROWS, coding);
    const whole = rows - damagedRows;
    expect(whole).toBeGreaterThan(ROWS / 4);
    expect(whole).toBeLessThan(ROWS);
    const kept = (whole - 1) * 1728;
    expect(Buffer.compare(Buffer.from(read.subarray(0, kept)), Buffer.from(pixels.subarray(0, kept)))).toBe(
      0,
    );
  });

  test.each([
    ["zeros", new Uint8Array(2_000_000)],
    ["ones", new Uint8Array(200_000).fill(255)],
    ["noise", Uint8Array.from({ length: 200_000 }, (_, at) => Math.imul(at, 2_654_435_761) >>> 24)],
    ["nothing", new Uint8Array(0)],
  ])("survives %s in no time", (_, bytes) => {
    const started = performance.now();
    const { rows } = unpackCcitt(bytes, 1728, 5_000, coding);
    expect(rows).toBeLessThanOrEqual(5_000);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

test("a disturbance on the line costs Group 3 a row or two, not the page", () => {
  const pixels = randomPage(1728, 0.02);
  const packed = packCcitt(pixels, 1728, "G3_1D");
  packed.fill(0xa5, 1_000, 1_003);
  const { rows, damagedRows } = unpackCcitt(packed, 1728, ROWS, {
    kind: "G3",
    twoDimensional: false,
    byteAligned: false,
  });
  expect(damagedRows).toBeGreaterThan(0);
  expect(damagedRows).toBeLessThanOrEqual(2);
  expect(rows).toBeGreaterThanOrEqual(ROWS - 2);
});
