import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { assess } from "../../src/http/assess.js";
import { signInPage } from "../../src/http/pages/sign-in.js";
import { trackPage } from "../../src/http/pages/track.js";
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
    expect(assess(schema, parse(query), {}, null)).toMatchObject({ ok: true });
  });

  test("has a script that can be read", () => {
    const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? "";
    expect(() => new Function(script)).not.toThrow();
    expect(script.length).toBeGreaterThan(1000);
  });
});
