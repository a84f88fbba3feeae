import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonFault } from "../../../../src/connectors/reading/json/fault.js";
import { readJson } from "../../../../src/connectors/reading/json/read-json.js";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("reading JSON", () => {
  test.each([
    ['{"id":820982911946154508}', { id: "820982911946154508" }],
    ['{"id":-9007199254740993}', { id: "-9007199254740993" }],
    ['{"a":[12345678901234567890,2]}', { a: ["12345678901234567890", 2] }],
    ['{"text":"820982911946154508","id":1}', { text: "820982911946154508", id: 1 }],
    [
      '{"text":"\\"820982911946154508\\"","id":820982911946154508}',
      { text: '"820982911946154508"', id: "820982911946154508" },
    ],
    ['{"share":0.1234567890123456,"big":1e21}', { share: 0.1234567890123456, big: 1e21 }],
    ["\ufeff[1]", [1]],
  ])("keeps every digit of a long whole number: %s", (text, value) => {
    expect(readJson(bytes(text))).toEqual({ ok: true, value });
  });

  test.each([
    ["", "EMPTY_MESSAGE", null],
    ['{"id": 1, "line_items": [{"sku": "A"}, {"sku": "TL-1', "MESSAGE_CUT_OFF", "line_items.1.sku"],
    ['{"a": 1,', "MESSAGE_CUT_OFF", "a"],
    ['{"a": tr', "MESSAGE_CUT_OFF", "a"],
    ["[1, 2", "MESSAGE_CUT_OFF", "1"],
    ["[1, 2-", "NOT_JSON", "1"],
    ['{"a": 1}}', "NOT_JSON", null],
    ['{"a": "x\ny"}', "NOT_JSON", "a"],
    ['{"order": {"note": "a", oops}}', "NOT_JSON", "order.note"],
    ["<html>", "NOT_JSON", null],
  ])("says what is wrong with %j", (text, code, path) => {
    const document = readJson(bytes(text));
    expect(document).toMatchObject({ ok: false, issue: { code } });
    if (!document.ok && path !== null) expect(document.issue.message).toContain(`"${path}"`);
  });

  test("tells the line and the column", () => {
    const document = readJson(bytes('{\n  "a": 1,\n  "b": oops\n}'));
    expect(document).toMatchObject({ issue: { at: "line 3, column 8 (character 20)" } });
  });

  test("agrees with JSON.parse on what is JSON and what is not", () => {
    const damaged = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom("", "}", ",", '"', "\\", "0", "e", "\n", "nul"),
    );
    fc.assert(
      fc.property(damaged, ([text, where, insert]) => {
        const at = where % (text.length + 1);
        const candidate = text.slice(0, at) + insert + text.slice(at + (where % 2));
        expect(jsonFault(candidate) === null).toBe(isJson(candidate));
      }),
      { seed: 20261121, numRuns: 2000 },
    );
  });

  test("calls every beginning of a document cut off, and nothing else", () => {
    const text = JSON.stringify({ a: [1.5, true, null, "é\u2028\n"], b: { c: "x" } });
    for (let length = 1; length < text.length; length += 1) {
      expect(jsonFault(text.slice(0, length)), text.slice(0, length)).toMatchObject({
        cutOff: true,
        offset: length,
      });
    }
    expect(jsonFault(text)).toBeNull();
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
