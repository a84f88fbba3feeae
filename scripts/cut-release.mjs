// Keeps the API of a release, as `npm version` cuts it: its schema becomes the snapshot that later changes
// are compared with, and the list of changes gets a new heading.
//
// npm runs it after the new version stands in package.json and before it commits. A version that breaks
// clients has to say so: with a breaking change its first number must rise, or, before 1.0, its second.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { buildSchema, findBreakingChanges } from "graphql";

const RELEASES = "src/schema/releases";
const CHANGES = "docs/api-changes.md";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const last = readdirSync(RELEASES)
  .map((file) => file.replace(/\.graphql$/, ""))
  .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
  .at(-1);

try {
  cut();
} catch (error) {
  console.error(`throughline: ${error.message}`);
  process.exitCode = 1;
}

function cut() {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`${version} is no release, and only releases are kept`);
  const snapshot = `${RELEASES}/${version}.graphql`;
  if (existsSync(snapshot)) throw new Error(`${version} has been released already: ${snapshot} is there`);
  const schema = readFileSync("src/schema/schema.graphql", "utf8");
  refuseHiddenBreak(schema);
  const list = readFileSync(CHANGES, "utf8");
  const heading = `## Since ${last}\n`;
  if (!list.includes(heading)) throw new Error(`${CHANGES} has no heading "${heading.trim()}"`);
  writeFileSync(snapshot, schema);
  writeFileSync(
    CHANGES,
    list.replace(heading, `## Since ${version}\n\nNothing yet.\n\n## ${version}, since ${last}\n`),
  );
  console.log(`The API of ${version} is kept in ${snapshot}.`);
}

/** Compares the numbers that may not stay the same when something breaks. */
function refuseHiddenBreak(schema) {
  const before = buildSchema(readFileSync(`${RELEASES}/${last}.graphql`, "utf8"));
  const breaking = findBreakingChanges(before, buildSchema(schema));
  if (breaking.length === 0 || promiseOf(version) !== promiseOf(last)) return;
  const lines = breaking.map(({ description }) => `  ${description}`);
  throw new Error(
    `${version} would break clients of ${last}; raise the ${last.startsWith("0.") ? "second" : "first"} number:\n${lines.join("\n")}`,
  );
}

/** The part of a version within which nothing breaks. */
function promiseOf(text) {
  const [major, minor] = text.split(".");
  return major === "0" ? `0.${minor}` : major;
}
