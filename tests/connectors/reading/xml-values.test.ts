import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { exactDecimal, unitPriceOf } from "../../../src/connectors/reading/values/exact-decimal.js";
import { isoDay, isoInstant } from "../../../src/connectors/reading/values/iso-time.js";
import { readXml } from "../../../src/connectors/reading/xml/read-xml.js";
import { part, writeXml } from "../../../src/connectors/reading/xml/write-xml.js";

describe("a number of an XML document", () => {
  test.each<[string | null, string | null, boolean]>([
    ["12", "12", false],
    ["4.72500", "4.72500", false],
    ["+5", "5", false],
    [".5", "0.5", false],
    ["5.", "5", false],
    ["-3.25", "-3.25", false],
    ["1E2", "100", false],
    ["0.33333333", "0.333333", true],
    ["1.5000000000", "1.5", false],
    ["12,5", null, false],
    ["1,200.00", null, false],
    ["12 kg", null, false],
    ["INF", null, false],
    ["123456789012345", null, false],
    ["1e99", null, false],
    ["", null, false],
    [null, null, false],
  ])("%s is %s", (text, value, rounded) => {
    expect(exactDecimal(text)).toEqual(value === null ? null : { value, rounded });
  });

  test.each<[string, string, string, string | null, boolean]>([
    ["355.00", "1", "1", "355.00", false],
    ["355.00", "100", "1", "3.55", false],
    ["1000", "3", "1", "333.333333", true],
    ["0.01", "1000", "1", "0.00001", false],
    ["12", "1", "25", "300", false],
    ["10", "4", "0.5", "1.25", false],
    ["10", "0", "1", null, false],
    ["10", "-1", "1", null, false],
  ])("a price of %s for %s, times %s, is %s for one", (amount, per, factor, value, rounded) => {
    expect(unitPriceOf(amount, per, factor)).toEqual(value === null ? null : { value, rounded });
  });
});

describe("a day and a time of an XML document", () => {
  test.each<[string | null, string | null]>([
    ["2026-11-05", "2026-11-05"],
    ["2026-11-05Z", "2026-11-05"],
    ["2026-11-05+01:00", "2026-11-05"],
    ["2026-11-05T23:30:00-08:00", "2026-11-05"],
    ["20261105", "2026-11-05"],
    ["2026-02-29", null],
    ["2026-13-01", null],
    ["0001-01-01", null],
    ["05.11.2026", null],
    ["2026-11-051", null],
    [null, null],
  ])("%s names the day %s", (text, day) => {
    expect(isoDay(text)).toBe(day);
  });

  test.each<[string, string | null, string, string, boolean]>([
    ["2026-11-05", "09:30:00", "UTC", "2026-11-05T09:30:00Z", true],
    ["2026-11-05", "09:30", "UTC", "2026-11-05T09:30:00Z", true],
    ["2026-11-05", null, "UTC", "2026-11-05T00:00:00Z", true],
    ["2026-11-05", "09:30:00.0Z", "Europe/Stockholm", "2026-11-05T09:30:00.0Z", false],
    ["2026-11-05", "09:30:00+0100", "UTC", "2026-11-05T09:30:00+01:00", false],
    ["2026-11-05+02:00", "09:30:00", "UTC", "2026-11-05T09:30:00+02:00", false],
    ["2026-11-05T09:30:00-06:00", null, "UTC", "2026-11-05T09:30:00-06:00", false],
    ["2026-11-05", "09:30:00", "Europe/Stockholm", "2026-11-05T08:30:00.000Z", true],
    ["2026-07-05", "09:30:00", "Europe/Stockholm", "2026-07-05T07:30:00.000Z", true],
    ["2026-11-05", "09:30:00", "America/Chicago", "2026-11-05T15:30:00.000Z", true],
    ["2026-11-05", "09:30:00+05:45", "UTC", "2026-11-05T09:30:00+05:45", false],
    ["2026-11-05T17:37:27+17:37", null, "America/Chicago", "2026-11-05T23:37:27.000Z", true],
    ["2026-11-05T13:04:24+13:04", null, "UTC", "2026-11-05T13:04:24Z", true],
    ["2026-11-05", "25:99:00", "UTC", "2026-11-05T00:00:00Z", true],
    ["2026-11-05", "noon", "UTC", "2026-11-05T00:00:00Z", true],
  ])("%s %s in %s is %s", (date, time, zone, instant, zoneUnknown) => {
    expect(isoInstant(date, time, zone)).toEqual({ instant, zoneUnknown });
  });
});

describe("an XML document that is written", () => {
  test("leaves out what says nothing", () => {
    const root = part("a", [
      part("b", null),
      part("c", ""),
      part("d", [part("e", null)]),
      part("f", "1", { x: null, y: "2" }),
    ]);
    expect(root && new TextDecoder().decode(writeXml(root))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <f y="2">1</f>\n</a>\n',
    );
    expect(part("a", [part("b", null)])).toBeNull();
  });

  const hostile = fc.string({
    unit: fc.constantFrom(
      "<",
      ">",
      "&",
      '"',
      "'",
      "]",
      "\n",
      "\t",
      "\r",
      "é",
      "€",
      "a",
      " ",
      "\u0000",
      "\ud800",
      "\u001f",
      "😀",
    ),
  });
  const clean = (text: string): string =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not be written
    text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

  test("says the same to us and to others, whatever is written", () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      parseTagValue: false,
      trimValues: false,
      htmlEntities: true,
    });
    fc.assert(
      fc.property(hostile, hostile, (text, value) => {
        const root = part("a", `:${text}`, { x: `:${value}` });
        if (root === null) return;
        const body = writeXml(root);
        const read = readXml(body);
        if (!read.ok) throw new Error(read.issue.message);
        expect(read.root.text).toBe(`:${clean(text)}`);
        expect(read.root.attributes.x).toBe(`:${clean(value)}`);
        const other = parser.parse(new TextDecoder().decode(body)) as {
          a: { "#text": string; "@_x": string };
        };
        expect(other.a["#text"]).toBe(`:${clean(text)}`);
        expect(other.a["@_x"]).toBe(`:${clean(value)}`);
      }),
      { numRuns: 500 },
    );
  });
});
