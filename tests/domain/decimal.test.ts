import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DecimalMark, decimal, readDecimal, sameDecimal, totalOf } from "../../src/domain/decimal.js";

const READ: readonly (readonly [string, DecimalMark | undefined, string | null])[] = [
  ["1.234,50", undefined, "1234.5"],
  ["1,234.50", undefined, "1234.5"],
  ["1 234.5", undefined, "1234.5"],
  ["1'234.50", undefined, "1234.5"],
  ["¥88", undefined, "88"],
  ["12 Stk", undefined, "12"],
  ["１２．５", undefined, "12.5"],
  ["-3,25", undefined, "-3.25"],
  ["1.234.567", undefined, "1234567"],
  ["1,234,567", undefined, "1234567"],
  ["12,5", undefined, "12.5"],
  ["2.50", undefined, "2.5"],
  // One separator and three digits can be read in two ways, unless the source says which it uses.
  ["1,234", undefined, null],
  ["1,234", ",", "1.234"],
  ["1,234", ".", "1234"],
  ["1.234", ",", "1234"],
  ["5.", undefined, "5"],
  ["1.2.3", undefined, null],
  ["", undefined, null],
  ["many", undefined, null],
];
test.each(READ)("%j with mark %j is read as %j", (text, mark, expected) => {
  expect(readDecimal(text, mark)).toBe(expected);
});

const SHAPES: readonly (readonly [string, boolean])[] = [
  ["0", true],
  ["-0.000001", true],
  ["99999999999999.999999", true],
  ["100000000000000", false],
  ["0.1234567", false],
  ["1e3", false],
  ["+1", false],
  [".5", false],
  ["1.", false],
  ["NaN", false],
  ["", false],
];
test.each(SHAPES)("%j as a decimal: %j", (text, expected) => {
  expect(decimal.safeParse(text).success).toBe(expected);
});

describe("amounts", () => {
  test("are compared as numbers, not as text", () => {
    expect(sameDecimal("2", "2.00")).toBe(true);
    expect(sameDecimal("0.1", "0.10000001")).toBe(false);
    expect(sameDecimal(null, null)).toBe(true);
    expect(sameDecimal(null, "0")).toBe(false);
  });

  const line = (quantity: string, unitPrice: string | null) => ({ quantity, unitPrice });
  test("add up exactly, and round half up once, at the end", () => {
    expect(totalOf([])).toBe("0.00");
    expect(totalOf([line("3", "0.1"), line("1", "0.2")])).toBe("0.50");
    expect(totalOf([line("1", "0.005")])).toBe("0.01");
    expect(totalOf([line("1", "0.004"), line("1", "0.004")])).toBe("0.01");
    expect(totalOf([line("2", null)])).toBe("0.00");
    expect(totalOf([line("99999999999999.999999", "99999999999999.999999")])).toBe(
      "9999999999999999999800000000.00",
    );
  });

  test("written in German or in English are the same amount", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.integer({ min: 10, max: 99 }),
        (whole, cents) => {
          const expected = readDecimal(`${whole}.${cents}`);
          const german = `${whole.toLocaleString("de-DE")},${cents}`;
          const english = `${whole.toLocaleString("en-US")}.${cents}`;
          expect(readDecimal(german, ",")).toBe(expected);
          expect(readDecimal(english, ".")).toBe(expected);
        },
      ),
    );
  });
});
