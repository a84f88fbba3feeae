import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";

/** The architecture, as a table: what each folder of `src` may import. Files directly in `src` are open to all. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  identity: ["domain"],
  connectors: ["domain"],
  store: ["domain", "migrations"],
  flows: ["domain", "identity", "connectors", "store"],
  jobs: ["domain", "flows"],
  http: ["domain", "flows"],
  schema: ["domain", "store"],
  resolvers: ["domain", "schema", "flows", "store"],
  cli: ["domain", "connectors", "flows", "store", "http", "jobs"],
};

/** Packages that only some folders may touch; files directly in `src` are composition roots. */
const ONLY_IN: Record<string, readonly string[]> = {
  typeorm: ["store"],
  pg: ["store"],
  bullmq: ["jobs"],
  ioredis: ["jobs"],
  "type-graphql": ["schema", "resolvers"],
};

/** Folders of `connectors` that every connector may use, because they are no connector. */
const CONNECTOR_KIT = ["reading"];

const LINES_MAX = 250;
const SRC = join(import.meta.dirname, "..", "src");

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));

const allFiles = filesUnder(SRC);
const folderOf = (file: string): string => {
  const [folder = "", ...rest] = relative(SRC, file).split(sep);
  return rest.length > 0 ? folder : "";
};
/** Text in backquotes is no code: a skeleton that is written to a file imports nothing here. */
const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, "utf8")
      .replace(/^const \w+ = `[\s\S]*?^`;$|=>\s*`import[\s\S]*?^`;$/gm, "")
      .matchAll(/(?:from|import) ?\(?"([^"]+)"/g),
  ].map(([, name = ""]) => name);

/** Files of `src` that a file reaches into, relative to `src`. */
const reachesInto = (file: string): string[] =>
  importsOf(file)
    .filter((name) => name.startsWith("."))
    .map((name) => relative(SRC, join(dirname(file), name)));

describe("the architecture", () => {
  test("every folder of src is in the table", () => {
    const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  test.each(Object.entries(MAY_IMPORT))("src/%s imports only what the table says", (folder, allowed) => {
    for (const file of filesUnder(join(SRC, folder))) {
      const strays = reachesInto(file)
        .filter((path) => path.includes(sep))
        .map((path) => path.split(sep).find((part) => part !== "..") ?? "")
        .filter((into) => into !== folder && !allowed.includes(into));
      expect(strays, relative(SRC, file)).toEqual([]);
    }
  });

  test("one connector never imports another", () => {
    for (const file of filesUnder(join(SRC, "connectors"))) {
      const own = relative(SRC, file).split(sep)[1] ?? "";
      if (own.endsWith(".ts")) continue;
      const strays = reachesInto(file)
        .map((path) => path.split(sep))
        .filter(([folder, into = ""]) => folder === "connectors" && !into.endsWith(".js"))
        .map(([, into = ""]) => into)
        .filter((into) => into !== own && !CONNECTOR_KIT.includes(into));
      expect(strays, relative(SRC, file)).toEqual([]);
    }
  });

  test.each(Object.entries(ONLY_IN))("%s appears only where it belongs", (name, folders) => {
    const users = allFiles.filter((file) =>
      importsOf(file).some((found) => found === name || found.startsWith(`${name}/`)),
    );
    const strays = users.map(folderOf).filter((folder) => folder !== "" && !folders.includes(folder));
    expect(strays).toEqual([]);
  });

  test("SQL is written in the store only", () => {
    const writers = allFiles.filter(
      (file) =>
        folderOf(file) !== "store" &&
        /\b(SELECT\s.*\sFROM|INSERT INTO|DELETE FROM|UPDATE\s\w+\sSET)\s/s.test(readFileSync(file, "utf8")),
    );
    expect(writers.map((file) => relative(SRC, file))).toEqual([]);
  });

  test("the environment is read in config.ts only", () => {
    const readers = allFiles.filter((file) => readFileSync(file, "utf8").includes("process.env"));
    expect(readers.map((file) => relative(SRC, file))).toEqual(
      existsSync(join(SRC, "config.ts")) ? ["config.ts"] : [],
    );
  });
});

describe("the house", () => {
  test(`no file is over ${LINES_MAX} lines`, () => {
    const long = allFiles
      .map((file) => [relative(SRC, file), readFileSync(file, "utf8").split("\n").length] as const)
      .filter(([, lines]) => lines > LINES_MAX);
    expect(long).toEqual([]);
  });

  test("no file is a drawer for everything", () => {
    const drawers = allFiles.filter((file) =>
      /(^|\/)(utils?|helpers?|types|constants|common|misc)(\.ts|\/)/.test(relative(SRC, file)),
    );
    expect(drawers).toEqual([]);
  });

  test("nothing is left to do and nothing prints past the logger", () => {
    const unfinished = allFiles.filter((file) =>
      /\b(FIXME|TODO|XXX)\b|console\.\w+\(/.test(readFileSync(file, "utf8")),
    );
    expect(unfinished.map((file) => relative(SRC, file))).toEqual([]);
  });
});
