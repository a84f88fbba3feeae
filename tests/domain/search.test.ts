import { describe, expect, test } from "vitest";
import {
  inOrder,
  lookedFor,
  rankedResults,
  type SearchField,
  type SearchHit,
} from "../../src/domain/search.js";

describe("what was typed", () => {
  test.each([
    ["", null],
    [" \t", null],
    ["-- / %", null],
    ["ＴＬ－１", { text: "TL-1", email: null, phone: null }],
    ["Ann@Acme.example", { text: "Ann@Acme.example", email: "ann@acme.example", phone: null }],
    ["acme.example", { text: "acme.example", email: "acme.example", phone: null }],
    ["a@b c", { text: "a@b c", email: null, phone: null }],
    ["+49 (0)821 / 55-03.20", { text: "+49 (0)821 / 55-03.20", email: null, phone: "023055128" }],
    ["0049 821 550320", { text: "0049 821 550320", email: null, phone: "023055128" }],
    ["0821 550320", { text: "0821 550320", email: null, phone: "023055128" }],
    ["12345", { text: "12345", email: null, phone: null }],
    ["上海", { text: "上海", email: null, phone: null }],
  ])("%j may be %j", (typed, looked) => {
    expect(lookedFor(typed)).toEqual(looked);
  });

  test("is cut where nobody looks on", () => {
    expect(lookedFor("x".repeat(10_000))?.text).toHaveLength(200);
  });
});

describe("results", () => {
  const hit = (id: string, field: SearchField, isExact: boolean, day = 1): SearchHit => ({
    ...{ kind: "ORDER", id, field, isExact, at: new Date(Date.UTC(2026, 0, day)) },
  });

  test("are one for each row, the surest first, then the newest", () => {
    const results = rankedResults([
      hit("a", "PO_NUMBER", false, 9),
      hit("b", "SOURCE_ID", true, 1),
      hit("a", "ORDER_NUMBER", false, 9),
      hit("c", "SOURCE_ID", true, 2),
      hit("d", "ORDER_NUMBER", true, 1),
    ]);
    expect(results.map(({ id, matched }) => [id, matched])).toEqual([
      ["d", ["ORDER_NUMBER"]],
      ["c", ["SOURCE_ID"]],
      ["b", ["SOURCE_ID"]],
      ["a", ["ORDER_NUMBER", "PO_NUMBER"]],
    ]);
  });

  test("never stand at the same place", () => {
    const results = rankedResults(["a", "b", "c"].map((id) => hit(id, "PO_NUMBER", true)));
    for (const [at, one] of results.entries()) {
      for (const [other, two] of results.entries()) {
        expect(Math.sign(inOrder(one, two))).toBe(Math.sign(at - other));
      }
    }
  });
});
