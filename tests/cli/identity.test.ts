import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Command } from "commander";
import { describe, expect, test, vi } from "vitest";
import { identityCommand } from "../../src/cli/identity.js";
import { HubError } from "../../src/domain/errors.js";

const FOLDER = mkdtempSync(join(tmpdir(), "hub-identity-"));
const MAPPING = { id: "id", fields: { name: "org_name", phone: "phone" } };
const RECORDS = `id,name,phone
"a, 1",Harbor Street Textiles Ltd,+44 113 555 0101
b,HARBOR STREET TEXTILES LIMITED,0044 113 555 0101
c,Otley Foods GmbH,+49 40 555 0199
`;

/** Runs the command on these contents; gives what it printed and what it wrote. */
async function resolve(records: string | Buffer, mapping: unknown = MAPPING, ...flags: string[]) {
  const [input, config, out] = ["records.csv", "mapping.json", "clusters.csv"].map((name) =>
    join(FOLDER, name),
  );
  writeFileSync(input ?? "", records);
  writeFileSync(config ?? "", typeof mapping === "string" ? mapping : JSON.stringify(mapping));
  const printed: string[] = [];
  const stdout = vi
    .spyOn(process.stdout, "write")
    .mockImplementation((text) => printed.push(String(text)) > 0);
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const program = new Command().exitOverride();
  identityCommand(program);
  const files = ["--records", input, "--config", config, "--out", out].map(String);
  try {
    await program.parseAsync(["identity", "resolve", ...files, ...flags], { from: "user" });
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
  return { printed: printed.join(""), clusters: readFileSync(out ?? "", "utf8") };
}

/** A table of two records, most of whose columns mean nothing. */
const wide = (columns: number): string => {
  const more = (letter: string) => `,${letter}`.repeat(columns);
  const head = Array.from({ length: columns }, (_, at) => `,c${at}`).join("");
  return `id,name${head}\n1,A${more("x")}\n2,B${more("y")}\n`;
};

describe("hub identity resolve", () => {
  test("writes one cluster per customer, in the order of the records", async () => {
    const { clusters, printed } = await resolve(RECORDS);
    const [head, first = "", second = "", third = "", end] = clusters.split("\n");
    expect(head).toBe("record_id,cluster_id");
    expect(first.startsWith('"a, 1",')).toBe(true);
    const of = (line: string) => line.split(",").at(-1);
    expect(of(first)).toBe(of(second));
    expect(of(third)).not.toBe(of(first));
    expect(end).toBe("");
    expect(printed).toMatch(/records +3/);
  });

  test("prints one JSON document and nothing else", async () => {
    const { printed } = await resolve(RECORDS, MAPPING, "--json", "--seed", "11");
    expect(JSON.parse(printed)).toMatchObject({
      records: 3,
      clusters: 2,
      seed: 11,
      learned: { published: false },
    });
  });

  test.each<[string, string | Buffer, unknown, string]>([
    ["a column that is not there", RECORDS, { id: "id", fields: { nme: "org_name" } }, '"nme"'],
    ["an id that is not there", RECORDS, { id: "key", fields: { name: "org_name" } }, '"key"'],
    ["an unknown kind", RECORDS, { id: "id", fields: { name: "title" } }, '"title"'],
    ["a mapping that is no JSON", RECORDS, "{", "no JSON"],
    ["bytes instead of a table", Buffer.from([0, 1, 2, 10, 255, 254, 10]), MAPPING, "no CSV"],
    ["a quote that never closes", 'id,name,phone\n1,"Acme', MAPPING, "cannot be read as CSV"],
    ["an empty file", "", MAPPING, "no records"],
    ["a header alone", "id,name,phone\n", MAPPING, "no records"],
    ["an archive", gzipSync(RECORDS), MAPPING, "no text"],
    ["two bytes a letter without saying so", Buffer.from(RECORDS, "utf16le"), MAPPING, "no text"],
    ["a NUL in a heading", RECORDS.replace("name", "na\0me"), MAPPING, "no text"],
    ["an id twice", `${RECORDS}c,Again,\n`, MAPPING, 'the id "c"'],
    ["a row without an id", `${RECORDS},Nobody,\n`, MAPPING, 'id column "id"'],
    [
      "two columns of one name",
      RECORDS.replace("phone", "name"),
      { id: "id", fields: { name: "org_name" } },
      "two",
    ],
    ["a mapping that names no column", RECORDS, { id: "id", fields: {} }, "maps no column"],
    ["a mapping without fields", RECORDS, { id: "id" }, '"fields"'],
    ["a mapping of a list", RECORDS, [1], "no JSON object"],
    ["a mapping of nothing", RECORDS, "null", "no JSON object"],
    ["an empty mapping", RECORDS, "", "no JSON"],
    ["fields in a list", RECORDS, { id: "id", fields: ["name"] }, '"fields"'],
    ["an id that is no name", RECORDS, { id: {}, fields: { name: "org_name" } }, '"id"'],
    ["a setting that is none", RECORDS, { ...MAPPING, threshold: 3 }, "threshold"],
    ["a column __proto__", RECORDS, '{"id":"id","fields":{"__proto__":"org_name"}}', "__proto__"],
    ["a record of 20 megabytes", `${RECORDS}d,${"x".repeat(20_000_000)},\n`, MAPPING, "Max Record Size"],
  ])("refuses %s in one clear sentence", async (_claim, records, mapping, words) => {
    const fault = await resolve(records, mapping).catch((error: unknown) => error);
    if (!(fault instanceof HubError)) throw new Error("it was not refused");
    // What, where, why, and how to mend it.
    expect(fault.message).toContain(words);
    expect(fault.message).toMatch(/(records\.csv|mapping\.json)/);
    expect(fault.mend).not.toBeNull();
    expect(fault.message).not.toMatch(/\p{Cc}|\ufffd/u);
  });

  test.each<[string, Buffer | string, number]>([
    ["a byte order mark", `\ufeff${RECORDS}`, 3],
    ["two bytes a letter, and says so", Buffer.from(`\ufeff${RECORDS}`, "utf16le"), 3],
    ["rows of any length", `${RECORDS}d\ne,Short\nf,Long Ltd,+44 113 555 0199,more,and more\n`, 6],
    ["a hundred thousand columns", wide(100_000), 2],
    ["ids and columns that every object has", "id,name,__proto__\n__proto__,A,x\nconstructor,B,y\n", 2],
  ])("reads a table with %s", async (_claim, records, wanted) => {
    const { printed } = await resolve(records, { id: "id", fields: { name: "org_name" } }, "--json");
    expect(JSON.parse(printed)).toMatchObject({ records: wanted, setAside: 0 });
  });

  test.each<[string, string, string]>([
    ["a folder that is not there", join("nowhere", "clusters.csv"), "cannot be written"],
    ["a folder", "", "is a folder"],
    ["the records themselves", "records.csv", "written over"],
    ["the mapping itself", "mapping.json", "written over"],
  ])("refuses to write to %s before it begins", async (_claim, out, words) => {
    const place = join(FOLDER, out);
    // Broken records would be refused otherwise, had anybody looked at them.
    await expect(resolve("no table", MAPPING, "--out", place)).rejects.toThrow(words);
  });

  test.each(["x", "-1", "1.5", "99999999999"])("takes the seed %s for wrong usage", async (seed) => {
    await expect(resolve(RECORDS, MAPPING, "--seed", seed)).rejects.toMatchObject({
      code: "commander.invalidArgument",
    });
  });

  test("sets a name of a megabyte aside and goes on", async () => {
    const huge = `${RECORDS}d,${"x".repeat(1_048_576)},\n`;
    const { printed, clusters } = await resolve(huge, MAPPING, "--json");
    expect(JSON.parse(printed)).toMatchObject({ records: 4, setAside: 1 });
    expect(clusters).toContain("\nd,set-aside-1\n");
  });
});
