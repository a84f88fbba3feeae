import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tool, toolsAvailable } from "./support/tools.js";

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly line: string;
}

/** Findings that are decisions of ours, by rule and by what they are about; docs/security.md says why. */
const DECIDED: readonly (readonly [rule: string, about: RegExp])[] = [
  ["fields-are-camel-cased", /`Query\._(entities|service)`/],
  ["types-are-capitalized", /`_Service`/],
  ["@graphql-eslint/naming-convention", /_(entities|service|Any|Entity|Service)\b/],
  ["@graphql-eslint/relay-arguments", /argument `(last|before)`/],
  ["@graphql-eslint/relay-edge-types", /list type should only wrap an edge type/],
  [
    "@graphql-eslint/relay-edge-types",
    /must implement `Node`.* type (ApiKey|AuditEntry|CustomField|OrderDifference|TimelineEntry|Webhook|WebhookDelivery)Edge/,
  ],
  ["@graphql-eslint/strict-id-in-types", /./],
];
const isDecided = ({ rule, message, line }: Finding): boolean =>
  DECIDED.some(([name, about]) => name === rule && about.test(`${message} ${line}`));

describe.skipIf(!toolsAvailable)("linters of GraphQL schemas", () => {
  let linter: ReturnType<typeof tool>;
  let findings: readonly Finding[];
  beforeAll(async () => {
    linter = tool("lint-schema.mjs");
    findings = (await linter.ask({ schema: at("src/schema/schema.graphql") })) as Finding[];
  });
  afterAll(() => linter?.close());

  test("find nothing but what is decided", () => {
    expect(findings.filter((finding) => !isDecided(finding))).toEqual([]);
  });

  test.each(DECIDED)("%s %s is still found, and the docs say why it stands", (rule, about) => {
    expect(findings.some((one) => one.rule === rule && about.test(`${one.message} ${one.line}`))).toBe(true);
    expect(readFileSync(at("docs/security.md"), "utf8")).toContain(
      `\`${rule.replace("@graphql-eslint/", "")}\``,
    );
  });
});
