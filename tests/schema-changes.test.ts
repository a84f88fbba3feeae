import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema, findBreakingChanges, findDangerousChanges } from "graphql";
import { describe, expect, test } from "vitest";
import { buildApiSchema } from "../src/resolvers/api-schema.js";

const ROOT = join(import.meta.dirname, "..");
const RELEASES = join(ROOT, "src/schema/releases");
const released = readdirSync(RELEASES)
  .map((file) => file.replace(/\.graphql$/, ""))
  .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
const last = released.at(-1) ?? "";

/** The entries under the heading of the last release: what changed, and why that is right. */
function listed(): (readonly [change: string, reason: string])[] {
  const [, text = ""] = readFileSync(join(ROOT, "docs/api-changes.md"), "utf8").split(`## Since ${last}\n`);
  const [section = ""] = text.split("\n## ");
  return [...section.matchAll(/^- \*\*(.+?)\*\* ?(.*)$/gm)].map(([, change = "", reason = ""]) => [
    change,
    reason,
  ]);
}

describe("since the last release", () => {
  test("everything that breaks or may surprise a client is listed, and nothing else", async () => {
    const before = buildSchema(readFileSync(join(RELEASES, `${last}.graphql`), "utf8"));
    const now = await buildApiSchema();
    const found = [...findBreakingChanges(before, now), ...findDangerousChanges(before, now)];
    expect(
      listed()
        .map(([change]) => change)
        .toSorted(),
    ).toEqual(found.map(({ description }) => description).toSorted());
  });

  test.each([["", "the list has a heading"] as const, ...listed()])("%s has a reason", (_change, reason) => {
    expect(reason).not.toBe("");
  });

  test("the last release is the one that package.json names", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(last).toBe(version);
    expect(readFileSync(join(ROOT, "docs/api-changes.md"), "utf8")).toContain(`## Since ${last}\n`);
  });
});

describe("cutting a release", () => {
  const OLD = "type Query {\n  order: String\n  customer: String\n}\n";
  const LIST = "# What changed\n\n## Since 0.1.0\n\n- **Query.customer was removed.** Nobody asked.\n";

  /** A clone with 0.1.0 behind it, whose schema is now another; what the script makes of it as `version`. */
  function cut(version: string, schema: string) {
    const folder = mkdtempSync(join(tmpdir(), "throughline-release-"));
    const at = (path: string) => join(folder, path);
    for (const path of ["src/schema/releases", "docs"]) mkdirSync(at(path), { recursive: true });
    writeFileSync(at("package.json"), JSON.stringify({ version }));
    writeFileSync(at("src/schema/releases/0.1.0.graphql"), OLD);
    writeFileSync(at("src/schema/schema.graphql"), schema);
    writeFileSync(at("docs/api-changes.md"), LIST);
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/cut-release.mjs")], {
      ...{ cwd: folder, encoding: "utf8" },
    });
    const files = readdirSync(at("src/schema/releases"));
    const list = readFileSync(at("docs/api-changes.md"), "utf8");
    rmSync(folder, { recursive: true });
    return { status, stderr, files, list };
  }

  test("keeps its schema and opens a new list under the old one's heading", () => {
    const { status, files, list } = cut("0.2.0", "type Query {\n  order: String\n}\n");
    expect([status, files]).toEqual([0, ["0.1.0.graphql", "0.2.0.graphql"]]);
    expect(list).toContain(
      "## Since 0.2.0\n\nNothing yet.\n\n## 0.2.0, since 0.1.0\n\n- **Query.customer was removed.**",
    );
  });

  test("is refused where clients would break under a number that promises they do not", () => {
    const { status, stderr, files, list } = cut("0.1.1", "type Query {\n  order: String\n}\n");
    expect([status, files, list]).toEqual([1, ["0.1.0.graphql"], LIST]);
    expect(stderr).toContain("Query.customer was removed.");
  });

  test.each([
    ["that is there already", "0.1.0"],
    ["that is no release", "0.2.0-rc.1"],
  ])("is refused for a version %s", (_what, version) => {
    expect(cut(version, OLD)).toMatchObject({ status: 1, list: LIST, files: ["0.1.0.graphql"] });
  });
});
