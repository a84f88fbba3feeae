import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deadlineMinutes } from "../src/domain/follow-through.js";
import { loadRules } from "../src/follow-through-file.js";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "throughline-rules-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const write = (text: string): void => writeFileSync(join(dataDir, "follow-through.yaml"), text);

test("without a file, the usual rules hold", () => {
  const rules = loadRules({ dataDir });
  expect(rules).toMatchObject({ reconcileEveryMinutes: 60, moves: [] });
  expect(deadlineMinutes(rules, "SHIP_TO")).toBe(15);
});

test("the example of the documentation is one that is understood", () => {
  const docs = readFileSync(join(import.meta.dirname, "..", "docs", "follow-through.md"), "utf8");
  write(/```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? "nothing");
  const rules = loadRules({ dataDir });
  expect(rules.moves).toHaveLength(2);
  expect([deadlineMinutes(rules, "SHIP_TO"), deadlineMinutes(rules, "CANCEL")]).toEqual([10, 15]);
});

test.each([
  ["no YAML", "moves: ["],
  ["a word that means nothing", "deadlineMinute: 5"],
  ["a rule without a reason", "moves:\n  - decision: KEEP"],
  ["a list", "- a\n- b"],
])("%s is refused with the file's name and a way to mend it", (_what, text) => {
  write(text);
  expect(() => loadRules({ dataDir })).toThrow(/follow-through\.yaml cannot be read/);
});
