import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test, vi } from "vitest";
import { identityCommand } from "../../src/cli/identity.js";

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
  ])("refuses %s in one clear sentence", async (_claim, records, mapping, words) => {
    await expect(resolve(records, mapping)).rejects.toThrow(words);
  });

  test("sets a name of a megabyte aside and goes on", async () => {
    const huge = `${RECORDS}d,${"x".repeat(1_048_576)},\n`;
    const { printed, clusters } = await resolve(huge, MAPPING, "--json");
    expect(JSON.parse(printed)).toMatchObject({ records: 4, setAside: 1 });
    expect(clusters).toContain("\nd,set-aside-1\n");
  });
});
