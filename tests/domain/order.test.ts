import { describe, expect, test } from "vitest";
import { day, instant } from "../../src/domain/instant.js";
import { canBecome, faultOfLines } from "../../src/domain/order.js";
import { unstorableText } from "../../src/domain/storable.js";
import { ORDER_STATUSES } from "../../src/domain/vocabulary.js";

const line = (lineNumber: string, quantity: string, unitPrice: string | null = null) => ({
  ...{ lineNumber, sku: null, description: null, quantity, unit: null, unitPrice },
});
const LINES = [
  ["fine", [line("1", "1"), line("2", "0.000001")], null],
  ["a number twice", [line("1", "1"), line("1", "2")], "two lines have the number 1"],
  ["nothing of something", [line("1", "0.00")], "line 1 orders 0.00; a quantity is above zero"],
  ["less than nothing", [line("1", "-1")], "line 1 orders -1; a quantity is above zero"],
  ["a discount", [line("1", "1", "-5.00")], null],
  [
    "too much money",
    [line("1", "99999999999999", "99999999999999")],
    "the lines come to more than can be counted",
  ],
] as const;
test.each(LINES)("lines that are %s", (_name, lines, fault) => {
  expect(faultOfLines(lines)).toBe(fault);
});

describe("an order's status", () => {
  test("never leaves its end", () => {
    for (const next of ORDER_STATUSES) {
      expect(canBecome("COMPLETED", next)).toBe(false);
      expect(canBecome("CANCELED", next)).toBe(false);
    }
    expect(canBecome("NEEDS_REVIEW", "CONFIRMED")).toBe(true);
    expect(canBecome("CONFIRMED", "NEEDS_REVIEW")).toBe(false);
  });
});

describe("time", () => {
  const INSTANTS: readonly (readonly [string, boolean])[] = [
    ["2026-11-05T12:00:00Z", true],
    ["2026-11-05T12:00:00.123+08:00", true],
    ["2026-11-05T12:00:00", false],
    ["0000-01-01T00:00:00Z", false],
    ["9999-12-31T23:59:59-10:00", false],
    ["2026-02-30T12:00:00Z", false],
  ];
  test.each(INSTANTS)("%s is an instant: %j", (text, expected) => {
    expect(instant.safeParse(text).success).toBe(expected);
  });

  test("of a day is without a zone", () => {
    expect(day.safeParse("2026-12-24").success).toBe(true);
    for (const text of ["2026-12-32", "0000-01-01", "24.12.2026", "2026-12-24T00:00:00Z"]) {
      expect(day.safeParse(text).success, text).toBe(false);
    }
  });
});

test("text that PostgreSQL cannot keep is found wherever it is", () => {
  expect(unstorableText({ lines: [{ note: "fine" }, { note: "a\u0000b" }] })).toBe("lines.1.note");
  expect(unstorableText({ city: "Bre\ud800men" })).toBe("city");
  expect(unstorableText({ city: "𠮷野", n: 1, none: null, list: [] })).toBeNull();
});
