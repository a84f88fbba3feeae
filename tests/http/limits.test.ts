import { parse } from "graphql";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../src/http/limits.js";
import { sizeOf } from "../../src/http/operation-size.js";

const times = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(" ");

describe("the size of an operation", () => {
  test.each([
    ["counts aliases, those of __typename too", "{ a: me b: me c: __typename }", { aliases: 3, roots: 3 }],
    ["is as deep as its deepest field", "{ a { b { c } } d }", { depth: 3 }],
    [
      "writes fragments out",
      "query { ...F ...F } fragment F on Query { a { b } }",
      { fields: 4, depth: 2, roots: 2 },
    ],
    ["looks into inline fragments", "{ ... on Query { a ... { b c } } }", { fields: 3 }],
    ["counts directives wherever they stand", "query @a { b @c ... @d { e } }", { directives: 3 }],
    ["multiplies lists in lists", "{ a(first: 10) { b(first: 5) { c } } }", { nodes: 10 * (1 + 5) }],
    ["takes a variable for a full list", "query($n: Int!) { a(first: $n) { b } }", { nodes: 100 }],
    ["is that of the biggest operation", "query A { a } query B { a b c }", { fields: 3 }],
    [
      "passes over the schema's own depth",
      "{ __schema { types { fields { type { name } } } } }",
      { depth: 1 },
    ],
  ])("%s", (_name, document, size) => {
    expect(sizeOf(parse(document))).toMatchObject(size);
  });

  test("of fragments that double each other is known at once", () => {
    const bomb = `{ ...F0 } ${times(40, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F40 on Query { a }`;
    expect(sizeOf(parse(bomb)).fields).toBeGreaterThan(LIMITS.OPERATOR.fields);
  });

  test("of fragments that spread themselves has an end", () => {
    expect(
      sizeOf(parse("{ ...A } fragment A on Query { a ...B } fragment B on Query { b ...A }")).fields,
    ).toBe(2);
  });
});
