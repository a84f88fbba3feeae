import { describe, expect, test } from "vitest";
import type { FaxPage } from "../../../src/connectors/fax/document.js";
import { placeOf, textOf } from "../../../src/connectors/fax/page-text.js";

/** Words as `text@left,top`, 20 pixels a letter (30 a Chinese character) and 30 high; `~` is a space. */
function pageOf(words: readonly string[], { number = 1, slope = 0, squash = 1 } = {}): FaxPage {
  return {
    number,
    width: 1728,
    height: 2292,
    dpi: [204, 204 / squash],
    source: "ocr",
    headerStrip: null,
    words: words.map((word) => {
      const [text = "", place = ""] = word.split("@");
      const [left = 0, straightTop = 0] = place.split(",").map(Number);
      const width = [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 30 : 20), 0);
      const top = straightTop + slope * (left + width / 2);
      return { text, box: [left, top / squash, left + width, (top + 30) / squash], confidence: 0.9 };
    }),
  };
}

const ORDER_ROW = ["TL-1001@100,100", "Thermal@400,100", "label@550,102", "12@900,98", "18.50@1200,101"];

describe("the text of a page", () => {
  test.each([
    ["straight", {}],
    ["crooked", { slope: 0.02 }],
    ["crooked the other way", { slope: -0.015 }],
    ["in standard resolution", { squash: 2 }],
  ])("that lies %s has one line a row, with wide gaps between cells", (_, how) => {
    const rows = [0, 60, 120].flatMap((down) =>
      ORDER_ROW.map((word) => word.replace(/,(\d+)$/, (_, top: string) => `,${Number(top) + down}`)),
    );
    const lines = textOf([pageOf(rows.toReversed(), how)])
      .text.trimEnd()
      .split("\n");
    expect(lines.map((line) => line.trim().split(/ {2,}/))).toEqual(
      Array.from({ length: 3 }, () => ["TL-1001", "Thermal label", "12", "18.50"]),
    );
  });

  test("keeps cells under their headings where a cell is empty", () => {
    const { text } = textOf([
      pageOf(["Item@100,100", "Unit@600,100", "Qty@900,100", "TL-1@100,160", "7@920,160"]),
    ]);
    const [head = "", row = ""] = text.split("\n");
    expect(row.indexOf("7")).toBeGreaterThanOrEqual(head.indexOf("Qty"));
  });

  test("reads blocks that stand side by side under their labels one after the other", () => {
    const { text } = textOf([
      pageOf([
        "Customer:@100,100",
        "Deliver@900,100",
        "to:@1050,100",
        "Greenfield@100,160",
        "Warehouse@900,160",
        "Leeds@100,220",
        "York@900,220",
        "Total@100,500",
      ]),
    ]);
    expect(text.split("\n").filter((line) => line.trim() !== "")).toEqual([
      "Customer:",
      "Greenfield",
      "Leeds",
      "Deliver to:",
      "Warehouse",
      "York",
      "Total",
    ]);
  });

  test.each([
    ["no spaces between Chinese characters", ["上@100,100", "海@140,100", "市@185,100"], "上海市"],
    ["none where a number follows at once", ["路@100,100", "88@133,100", "号@175,100"], "路88号"],
    ["one where the writer left one", ["号@100,100", "200030@145,100"], "号 200030"],
    ["one between Latin words", ["Hand@100,100", "scanner@192,100"], "Hand scanner"],
  ])("has %s", (_, words, text) => {
    expect(textOf([pageOf(words)]).text.trim()).toBe(text);
  });
});

describe("the place of a range", () => {
  const placed = textOf([pageOf(ORDER_ROW), pageOf(["TL-1O02@100,100"], { number: 2 })]);
  const rangeOf = (text: string): readonly [number, number] => {
    const at = placed.text.indexOf(text);
    return [at, at + text.length];
  };

  test("is the box around its words, on their page", () => {
    expect(placeOf(placed, rangeOf("Thermal label"))).toEqual({
      page: 1,
      box: [400, 100, 650, 132],
      confidence: 0.9,
      text: "Thermal label",
      mended: false,
    });
  });

  test("says where the text is not what the page shows", () => {
    expect(placeOf(placed, rangeOf("TL-1002"))).toMatchObject({ page: 2, text: "TL-1O02", mended: true });
  });

  test("is nowhere for a range without words", () => {
    expect(placeOf(placed, [placed.text.length, placed.text.length + 5])).toBeNull();
  });
});
