import { CsvError, parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordsOf } from "../../../../src/connectors/reading/tables/delimited-records.js";

/** What the parser makes of the whole text, or that it makes nothing of it. */
function whole(text: string, lineBreak: string): string[][] | "ERROR" {
  try {
    return parse(text, {
      ...{ delimiter: ";", record_delimiter: lineBreak, relax_column_count: true, relax_quotes: true },
      ...{ skip_empty_lines: false },
    });
  } catch (error) {
    if (error instanceof CsvError) return "ERROR";
    throw error;
  }
}
function ours(text: string): string[][] | "ERROR" {
  try {
    return recordsOf(text, ";");
  } catch (error) {
    if (error instanceof CsvError) return "ERROR";
    throw error;
  }
}

describe("records of delimited values", () => {
  const cell = fc.oneof(
    fc.constantFrom("", "a", "5 Stück", '"in marks"', '"two\nlines"', '"with ; inside"', '"a ""word"""', '"'),
    fc.constantFrom('5" pipe', '"open', 'shut"', " "),
  );
  const file = fc
    .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 })
    .map((rows) => `first;line\n${rows.map((cells) => cells.join(";")).join("\n")}`);

  test("are those that the parser finds in the whole, wherever that can be told", () => {
    fc.assert(
      fc.property(file, fc.boolean(), (text, ends) => {
        const stated = ends ? `${text}\n` : text;
        const expected = whole(stated, "\n");
        // What the parser gives up on may be read in part; what it reads is read alike or not at all.
        if (expected !== "ERROR" && !/[^;\n"]"|"[^;\n"]/.test(stated)) expect(ours(stated)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [
      "a mark that stands for inches",
      'a;b\n1;5" pipe\n2;x',
      [
        ["a", "b"],
        ["1", '5" pipe'],
        ["2", "x"],
      ],
    ],
    [
      "cells that run over lines",
      'a;b\r\n1;"x\r\ny"\r\n2;z\r\n',
      [
        ["a", "b"],
        ["1", "x\r\ny"],
        ["2", "z"],
      ],
    ],
    ["empty lines", "a;b\n\n1;2\n", [["a", "b"], [""], ["1", "2"]]],
    [
      "a mark at its beginning",
      "\uFEFFa;b\n1;2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "old line breaks",
      "a;b\r1;2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a quoted cell after inches",
      'a;b\n5" pipe;"x\ny"\n2;z',
      [
        ["a", "b"],
        ['5" pipe', "x\ny"],
        ["2", "z"],
      ],
    ],
    ["nothing", "", []],
  ])("%s", (_, text, records) => {
    expect(recordsOf(text, ";")).toEqual(records);
  });

  test("too many of them are refused, be they quoted or not", () => {
    for (const line of ["y\n", '"y"\n'])
      expect(() => recordsOf(`a;b\n${line.repeat(200_001)}`, ";")).toThrow("more than 200000 rows");
  });

  test("many that only the parser can tell are read like few", () => {
    const text = `a;b\n${'5" pipe;1\nplain;2\n'.repeat(3_000)}`;
    const records = recordsOf(text, ";");
    expect([records.length, records[1], records[2], records.at(-1)]).toEqual([
      ...[6_001, ['5" pipe', "1"], ["plain", "2"]],
      ["plain", "2"],
    ]);
  });

  test("one that is too long is refused", () => {
    expect(() => recordsOf(`a;b\n${"x".repeat(200_000)}`, ";")).toThrow(CsvError);
  });
});
