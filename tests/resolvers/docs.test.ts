import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { parcelSettingsFile } from "../../src/domain/parcel-settings.js";
import { buildApiSchema } from "../../src/resolvers/api-schema.js";

const schema = await buildApiSchema();
const DOCS = ["tracking.md", "returns.md"];

/** The blocks of one language in a document. */
const blocks = (document: string, language: string): string[] =>
  [
    ...readFileSync(join(import.meta.dirname, "../../docs", document), "utf8").matchAll(
      new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"),
    ),
  ].map(([, text = ""]) => text);

describe.each(DOCS)("docs/%s", (document) => {
  test("asks only what can be asked", () => {
    const queries = blocks(document, "graphql");
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect(validate(schema, parse(query)), query).toEqual([]);
  });

  test("shows settings that the hub takes", () => {
    const settings = blocks(document, "json");
    expect(settings.length).toBeGreaterThan(0);
    for (const text of settings) {
      expect(parcelSettingsFile.safeParse(JSON.parse(text)).error?.issues ?? [], text).toEqual([]);
    }
  });
});
