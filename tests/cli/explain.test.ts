import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, describe, expect, test, vi } from "vitest";
import { identityCommand } from "../../src/cli/identity.js";
import { type Style, waterfall } from "../../src/cli/waterfall.js";
import type { Explanation } from "../../src/flows/explaining/explaining.js";

const FOLDER = mkdtempSync(join(tmpdir(), "hub-explain-"));
const [RECORDS = "", CONFIG = ""] = ["records.csv", "mapping.json"].map((name) => join(FOLDER, name));
writeFileSync(
  RECORDS,
  `id,name,phone
a,Harbor Street Textiles Ltd,+44 113 555 0101
b,HARBOR STREET TEXTILES LIMITED,0044 113 555 0101
c,Otley Foods GmbH,+49 40 555 0199
`,
);
writeFileSync(CONFIG, JSON.stringify({ id: "id", fields: { name: "org_name", phone: "phone" } }));
const FILES = ["--records", RECORDS, "--config", CONFIG];

async function explain(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const stdout = vi
    .spyOn(process.stdout, "write")
    .mockImplementation((text) => printed.push(String(text)) > 0);
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const program = new Command().exitOverride();
  identityCommand(program);
  try {
    await program.parseAsync(["identity", "explain", ...args], { from: "user" });
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
  return printed.join("");
}

describe("hub identity explain on a table", () => {
  test("shows the sum by which resolving the table decides", async () => {
    const text = await explain("a", "b", ...FILES);
    expect(text).toContain("They share ");
    expect(text).toMatch(/ {2}−4\.00 {4}−4\.00 .* before any evidence\n/);
    expect(text).toMatch(/ {2}\+5\.50 .* the same phone: \+441135550101\n/);
    expect(text).toContain("Nothing is missing");
  });

  test("prints one JSON document whose numbers add up", async () => {
    const { explanation, sharedKeys, gap } = JSON.parse(await explain("a", "c", ...FILES, "--json"));
    const { prior, steps, score } = explanation as Explanation;
    expect(steps.reduce((sum, { weight }) => sum + weight, prior)).toBe(score);
    expect(sharedKeys).toEqual([]);
    expect(gap.missing).toBe(explanation.linkAt - score);
  });

  test.each<[string, string[], string]>([
    ["a record that the table does not have", ["a", "zz", ...FILES], 'no record "zz" in column "id"'],
    ["the same record twice", ["a", "a", ...FILES], "is named twice"],
    ["one record only", ["a", ...FILES], "two record ids are missing"],
    ["nobody", [], "name a record, two records, or --customer"],
    ["a customer and a record", ["a", "--customer", "x"], "--customer stands alone"],
    ["a table without a mapping", ["a", "b", "--records", RECORDS], "--config is missing"],
    ["a mapping without a table", ["a", "b", "--config", CONFIG], "--records is missing"],
    ["a table that is not there", ["a", "b", "--records", `${RECORDS}x`, "--config", CONFIG], "there is no"],
  ])("refuses %s", async (_claim, args, message) => {
    await expect(explain(...args)).rejects.toThrow(message);
  });
});

describe("a waterfall", () => {
  const step = (weight: number, total: number, words: string): Explanation["steps"][number] => ({
    ...{ feature: "phone", level: "same", weight, total, words, ours: "1", theirs: "1", full: weight },
    ...{ sharedBy: null, commonness: 0, adjustment: 0 },
  });
  const EXPLAINED: Explanation = {
    ...{
      modelVersion: "hand-1",
      prior: -4,
      pairScore: 1,
      score: 1,
      probability: 0.73,
      linkAt: 4.6,
      reviewAt: 0,
    },
    ...{ veto: null, related: null, outcome: "REVIEW", words: "A person is asked.", blend: null },
    steps: [step(6, 2, "the same phone: 1"), step(-1, 1, "different towns: 2 and 3")],
  };
  const drawn = (style: Style): string[] => waterfall(EXPLAINED, style).split("\n").slice(1, 4);

  test("begins each bar where the last one ended, and marks zero and the score that links", () => {
    const [prior = "", phone = "", town = ""] = drawn("plain").map((line) => line.slice(18, 48));
    expect(prior).toMatch(/^-+ +: *$/);
    expect(phone.indexOf("#")).toBe(0);
    expect(town.indexOf("-")).toBeGreaterThan(phone.indexOf("#"));
    expect(town.lastIndexOf("-")).toBe(phone.lastIndexOf("#"));
    expect(town).toMatch(/^ +\|.*-+.*:/);
  });

  test("has blocks and colors on a terminal, and the same text without them", () => {
    const [, phone = "", town = ""] = drawn("terminal");
    expect(phone).toContain("\u001b[32m█");
    expect(town).toContain("\u001b[31m▒");
    const taken: readonly (readonly [string, string])[] = [
      ["\u001b[32m", ""],
      ["\u001b[0m", ""],
      ["█", "#"],
      ["┊", ":"],
      ["│", "|"],
    ];
    const bare = taken.reduce((text, [sign, plain]) => text.replaceAll(sign, plain), phone);
    expect(bare).toBe(drawn("plain")[1]);
  });

  test("tells what the customer's other records make of it", () => {
    const blend = {
      bestRecordId: "r",
      best: 1,
      mean: 3,
      voices: [
        { recordId: "r", score: 1 },
        { recordId: "s", score: 5 },
      ],
    };
    const text = waterfall({ ...EXPLAINED, blend, score: 2 }, "plain");
    expect(text).toMatch(
      /\+3\.00 +the mean of the 2 records that stand for the customer\n +\+2\.00 +half the best record/,
    );
  });
});

afterAll(() => vi.restoreAllMocks());
