import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { isTooMuch, LIMITS } from "../../src/http/limits.js";
import { signInPage } from "../../src/http/pages/sign-in.js";
import { trackPage } from "../../src/http/pages/track.js";
import { scales } from "../../src/http/scales.js";
import { buildApiSchema } from "../../src/resolvers/api-schema.js";

const schema = await buildApiSchema();

/** Every text in a page's script that is a question to the API. */
const queriesIn = (html: string): string[] =>
  [...html.matchAll(/"((?:query\(|\{ )[^"]*\})"/g)].map(([, query = ""]) => query);

describe.each([
  ["sign-in", signInPage.body, 9],
  ["track", trackPage.body, 1],
])("the page %s", (_name, html, count) => {
  const queries = queriesIn(html);

  test("asks as often as it should", () => {
    expect(queries).toHaveLength(count);
  });

  test.each(queries)("asks what the API answers: %s", (query) => {
    expect(validate(schema, parse(query))).toEqual([]);
    expect(isTooMuch(scales(schema, parse(query))({}).size, LIMITS.ANONYMOUS)).toBe(false);
  });

  test("has a script that can be read", () => {
    const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? "";
    expect(() => new Function(script)).not.toThrow();
    expect(script.length).toBeGreaterThan(1000);
  });
});
