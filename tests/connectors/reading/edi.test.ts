import { describe, expect, test } from "vitest";
import { overallCode } from "../../../src/connectors/reading/edi/acknowledgment.js";
import { ediDay, ediTime, mondayOf } from "../../../src/connectors/reading/edi/date.js";
import { ediDecimal } from "../../../src/connectors/reading/edi/decimal.js";
import { pieces, plainText } from "../../../src/connectors/reading/edi/outgoing-text.js";
import { plainLines, plainValue } from "../../../src/connectors/reading/edi/plain-lines.js";
import { ssccOf } from "../../../src/connectors/reading/edi/sscc.js";
import { ediText } from "../../../src/connectors/reading/edi/text.js";
import { instantOf } from "../../../src/connectors/reading/values/local-time.js";
import { decimal } from "../../../src/domain/decimal.js";

test.each([
  ["20261103", "2026-11-03"],
  ["261103", "2026-11-03"],
  ["691231", "2069-12-31"],
  ["700101", "1970-01-01"],
  ["20240229", "2024-02-29"],
  ["20260229", null],
  ["20261301", null],
  ["00000000", null],
  ["000000", null],
  ["2026-11-03", null],
  ["200", null],
  ["", null],
])("the day in %j is %s", (text, day) => {
  expect(ediDay(text)).toBe(day);
});

test.each([
  ["0915", "09:15:00"],
  ["091530", "09:15:30"],
  ["09153099", "09:15:30"],
  ["2400", null],
  ["0960", null],
  ["9", null],
])("the time in %j is %s", (text, time) => {
  expect(ediTime(text)).toBe(time);
});

test.each([
  ["2026", "01", "2025-12-29"],
  ["2026", "53", "2026-12-28"],
  ["2027", "53", null],
  ["2026", "00", null],
])("week %s of %s begins on %s", (year, week, day) => {
  expect(mondayOf(year, week)).toBe(day);
});

test.each([
  ["0008", "8"],
  ["000", "0"],
  [".5", "0.5"],
  ["5.", "5"],
  ["0012.500", "12.5"],
  ["-3", "-3"],
  ["3-", "-3"],
  ["+3", "3"],
  ["2,5", null],
  ["1.000.000", null],
  ["1E3", null],
  ["12345678901234567", null],
  ["3.33333333", "3.333333"],
  [".", null],
  ["-", null],
  ["", null],
  ["9".repeat(100), null],
])("the number in %j is %s", (text, value) => {
  expect(ediDecimal(text, ["."])).toBe(value);
  if (value !== null) expect(decimal.safeParse(value).success).toBe(true);
});

test("a comma is a decimal mark only where the syntax has it", () => {
  expect(ediDecimal("2,5", [".", ","])).toBe("2.5");
});

test.each([
  ["2026-03-29", "01:30:00", "Europe/Berlin", "2026-03-29T00:30:00.000Z"],
  ["2026-03-29", "03:30:00", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-11-01", "00:30:00", "America/New_York", "2026-11-01T04:30:00.000Z"],
  ["2026-11-01", "03:30:00", "America/New_York", "2026-11-01T08:30:00.000Z"],
  ["2026-11-01", "03:30:00", -300, "2026-11-01T08:30:00.000Z"],
  ["2026-11-01", "03:30:00", null, "2026-11-01T03:30:00.000Z"],
])("%s %s by the clock of %s is %s", (day, time, clock, instant) => {
  expect(instantOf(day, time, clock)).toBe(instant);
});

test("a parcel's number loses the identifier that a label prints before it", () => {
  expect(ssccOf("(00) 3 4055555 000000001 8")).toBe("340555550000000018");
  expect(ssccOf("340555550000000018")).toBe("340555550000000018");
  expect(ssccOf("PKG-1")).toBe("PKG-1");
});

describe("lines of a file", () => {
  const text = "ISA*00*AB~ST*850*0001~BEG*00*SA*PO-1~PO1*1*2*EA*3**VN*X-1~SE*4*0001~";
  const cut = (width: number) => text.replace(new RegExp(`.{${width}}`, "g"), "$&\n");

  test("are joined where they were cut to one width", () => {
    for (const width of [20, 21, 25, 30]) expect(plainLines(cut(width))).toBe(text);
    expect(plainLines(`${cut(20).replaceAll("\n", "\r\n")}\u001a`)).toBe(text);
  });

  test("are left alone where they are segments, or too short", () => {
    const lines = ["BEG*00*SA*PO-1000001~", "REF*DP*000000000012~", "PO1*1*2*EA*3**VN*X-1~"].join("\n");
    expect(plainLines(lines)).toBe(lines);
    expect(plainLines(cut(10))).toBe(cut(10).trim());
  });

  test("within a value are blanks", () => {
    expect(plainValue("High \n  Street ")).toBe("High Street");
    expect(plainValue(" x\u0000 ")).toBe("x");
    expect(plainValue("   ")).toBeNull();
  });
});

test("what we write stays within its characters and pieces", () => {
  expect(plainText("Grüße – aus\nZürich", "\u007e")).toBe("Grusse - aus Zurich");
  expect(plainText("Grüße – aus 東京", "\u00ff")).toMatch(/^Grüße - aus [A-Z]/i);
  expect(pieces("aaa bbb ccc", 8)).toEqual(["aaa bbb", "ccc"]);
  expect(pieces("aaaaaaaaaa b", 4)).toEqual(["aaaa", "aaaa", "aa", "b"]);
  expect(pieces("", 4)).toEqual([]);
});

test.each([
  ["ACCEPTED", ["ACCEPTED", "ACCEPTED"], "ACCEPTED"],
  ["ACCEPTED", [], "ACCEPTED"],
  ["ACCEPTED", ["ACCEPTED", "BACKORDERED"], "ACCEPTED_WITH_CHANGE"],
  ["ACCEPTED_WITH_CHANGE", ["ACCEPTED", "REJECTED"], "PARTIALLY_ACCEPTED"],
  ["ACCEPTED_WITH_CHANGE", ["CANCELED", "REJECTED"], "REJECTED"],
  ["REJECTED", ["ACCEPTED"], "REJECTED"],
  ["RECEIVED", ["REJECTED"], "RECEIVED"],
] as const)("%s with lines %j is %s", (header, lines, code) => {
  expect(overallCode(header, lines)).toBe(code);
});

test("what an interchange says of its encoding goes before what its bytes look like", () => {
  const malowany = Uint8Array.of(0x6d, 0x61, 0xb3, 0x6f, 0x77, 0xb1, 0x20);
  expect(ediText(malowany, () => "iso-8859-2").text).toBe("małową ");
  expect(ediText(malowany, () => null).text).toBe("małow± ");
});
