import { describe, expect, test } from "vitest";
import { stripHeader } from "../../../src/connectors/fax/header-strip.js";
import { readyForOcr } from "../../../src/connectors/fax/page-image.js";
import type { Raster } from "../../../src/connectors/fax/raster.js";
import { withoutRules } from "../../../src/connectors/fax/ruled-lines.js";
import { withoutSpecks } from "../../../src/connectors/fax/specks.js";
import { mergedReadings } from "../../../src/connectors/fax/two-readings.js";
import { untangled } from "../../../src/connectors/fax/untangle.js";

describe("letters taken for digits", () => {
  test.each([
    ["TL-1O01", "TL-1001"],
    ["TL-l00l", "TL-1001"],
    ["1O", "10"],
    ["l2", "12"],
    ["129.OO", "129.00"],
    ["4I,50", "41,50"],
  ])("are put right where only digits can stand: %s", (seen, read) => {
    expect(untangled(seen)).toBe(read);
  });

  test.each([
    "TL-1001",
    "OIL",
    "lO",
    "I",
    "LOO-OIL",
    "YF-PO-2611-041",
    "B1O",
    "Ol",
    "JOC-11",
    "60x60",
    "O'Connor",
    "D02",
  ])("are left alone anywhere else: %s", (word) => {
    expect(untangled(word)).toBe(word);
  });
});

describe("the first line of a page", () => {
  const strip = (text: string, top = 10) =>
    stripHeader({
      dpi: [204, 196],
      words: [
        ...text.split(" ").map((word, at) => ({
          text: word,
          box: [at * 90, top, at * 90 + 80, top + 20] as const,
          confidence: 0.9,
        })),
        { text: "Order", box: [60, 300, 160, 330], confidence: 0.9 },
      ],
    }).headerStrip;

  test.each([
    ["2026-11-03 16:42 FROM: YUNFAN +86 755 8602 3110 P. 01/02", "+86 755 8602 3110", 1, 2],
    ["NOV-05-2026 09:14 HARBOR ST BAKERY 503 555 0143 P.1/2", "503 555 0143", 1, 2],
    ["09/11/2026 11:05 TO: 0049 821 550320 FROM: +44 113 496 0922 PAGE 3 OF 4", "+44 113 496 0922", 3, 4],
    ["03.11.2026 08:00 Von: +49 40 36881701 An: +49 821 550320 S. 1/1", "+49 40 36881701", 1, 1],
    ["12 Nov 2026 14:33 P.2", null, 2, null],
  ])("is the machine's: %s", (text, sender, page, pages) => {
    expect(strip(text)).toMatchObject({ text, sender, page, pages });
  });

  test.each(["Greenfield Primary School", "Order No.: GPS-0331", "Tel. +44 113 496 0921", "9 November 2026"])(
    "is the letter's own: %s",
    (text) => {
      expect(strip(text)).toBeNull();
    },
  );

  test("is the letter's own further down, whatever it says", () => {
    expect(strip("2026-11-03 16:42 P. 01/02", 200)).toBeNull();
  });
});

/** A page drawn with characters: `#` is ink. */
function pictureOf(rows: readonly string[]): Raster {
  const width = rows[0]?.length ?? 0;
  return {
    width,
    height: rows.length,
    ink: Uint8Array.from(rows.join(""), (mark) => (mark === "#" ? 255 : 0)),
  };
}

const inkIn = ({ ink }: Raster): number => ink.filter((value) => value > 127).length;

describe("dirt on a page", () => {
  test("that lies alone is wiped off", () => {
    const rows = Array.from({ length: 60 }, (_, y) =>
      y === 30 ? `${".".repeat(30)}##${".".repeat(28)}` : ".".repeat(60),
    );
    expect(inkIn(withoutSpecks(pictureOf(rows)))).toBe(0);
  });

  test("is never taken for a decimal point: a dot near a digit stays", () => {
    const rows = Array.from({ length: 60 }, (_, y) => {
      const stroke = y > 20 && y < 40 ? "####" : "....";
      return `${".".repeat(20)}${stroke}...${y === 39 ? "##" : ".."}${".".repeat(31)}`;
    });
    const page = pictureOf(rows);
    expect(inkIn(withoutSpecks(page))).toBe(inkIn(page));
  });
});

describe("the ruled lines of a table", () => {
  const side = 300;
  const isRule = (x: number, y: number): boolean => y % 80 < 3 || x % 120 < 3;
  const isLetter = (x: number, y: number): boolean =>
    y % 80 > 25 && y % 80 < 55 && x % 120 > 40 && x % 120 < 46;
  const drawn = (isInk: (x: number, y: number) => boolean): Raster => ({
    width: side,
    height: side,
    ink: Uint8Array.from({ length: side * side }, (_, at) =>
      isInk(at % side, Math.floor(at / side)) ? 255 : 0,
    ),
  });

  test("go, crossings and all, and the letters between them stay", () => {
    const cleaned = withoutRules(
      drawn((x, y) => isRule(x, y) || isLetter(x, y)),
      200,
      200,
    );
    expect(inkIn(cleaned)).toBe(inkIn(drawn(isLetter)));
  });

  test("are not to be found in a picture: a black area stays", () => {
    const picture = drawn((x, y) => x > 50 && x < 250 && y > 50 && y < 250);
    expect(inkIn(withoutRules(picture, 200, 200))).toBe(inkIn(picture));
  });
});

test.each([
  [204, 98, 1728, 1146, 2386],
  [204, 196, 1728, 2292, 2386],
  [200, 200, 1653, 2339, 2339],
  [300, 300, 300, 600, 400],
])("pixels of %i x %i dpi become square", (dpiX, dpiY, width, height, squareHeight) => {
  const { raster, scaleX, scaleY } = readyForOcr(
    { width, height, ink: new Uint8Array(width * height) },
    dpiX,
    dpiY,
  );
  expect(raster.height).toBe(squareHeight);
  expect(dpiX * scaleX).toBeCloseTo(dpiY * scaleY, 0);
});

test("of two readings of a Chinese page, the Latin reader's word is taken where it is surer", () => {
  const word = (text: string, left: number, confidence: number) =>
    ({ text, box: [left, 0, left + 100, 30], confidence }) as const;
  const chinese = [word("订单", 0, 0.9), word("3H-0655", 200, 0.4), word("TL-6001", 400, 0.9)];
  const latin = [word("TE", 0, 0.95), word("SH-0655", 202, 0.8), word("TLS001", 400, 0.5)];
  expect(mergedReadings(chinese, latin).map(({ text }) => text)).toEqual(["订单", "SH-0655", "TL-6001"]);
});
