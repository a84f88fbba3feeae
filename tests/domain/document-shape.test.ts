import { describe, expect, test } from "vitest";
import { fieldsOf } from "../../src/domain/document-shape.js";

const shown = (document: unknown): string[] => fieldsOf(document).map(({ path, kind }) => `${path} ${kind}`);

describe("the fields of a document", () => {
  test("stand at their places, once for each kind", () => {
    const lines = [{ sku: "A", price: 3 }, { sku: "B", price: "3.00" }, { sku: null }];
    expect(shown({ order: { id: 7, paid: true, lines } })).toEqual([
      ...[
        "order object",
        "order.id number",
        "order.paid boolean",
        "order.lines list",
        "order.lines[] object",
      ],
      ...["order.lines[].sku string", "order.lines[].price number", "order.lines[].price string"],
    ]);
  });

  test("have no names that are values: ids, addresses, dates", () => {
    expect(
      shown({ "4711": "a", "ann@shop.example": 1, "2026-11-29": true, sku_000123: 1, "full name": "x" }),
    ).toEqual(["* string", "* number", "* boolean"]);
  });

  test("are bounded, however deep or wide somebody writes", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level += 1) deep = { inner: deep };
    expect(fieldsOf(deep).length).toBeLessThan(20);
    const letters = (at: number): string =>
      at.toString(26).replace(/\d/g, (digit) => "ABCDEFGHIJ"[+digit] ?? "");
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${letters(at)}`, at]));
    expect(fieldsOf(wide)).toHaveLength(500);
  });
});
