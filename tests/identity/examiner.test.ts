import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { type Drawing, generate } from "../../bench/identity/companies/generate.js";
import { writeDrawing } from "../../bench/identity/companies/write.js";
import { generateDirectory } from "../../bench/identity/directory/generate.js";
import { groupBy } from "../../src/domain/group-by.js";
import { checkColumns, mappingFrom } from "../../src/flows/identity/resolve-records.js";
import { parseTaxId } from "../../src/identity/normalizing/tax-id.js";

const SMALL = { seed: 3, companies: 400 };
const DEVELOPMENT: Drawing = { ...SMALL, part: "development" };
const HELD_OUT: Drawing = { ...SMALL, part: "held_out" };
const KINDS = { companies: generate, directory: generateDirectory };

describe.each(Object.entries(KINDS))("generated %s", (kind, draw) => {
  const drawn = draw(DEVELOPMENT);

  test("are the same for the same seed, and others for another", () => {
    expect(draw(DEVELOPMENT)).toEqual(drawn);
    expect(draw({ ...DEVELOPMENT, seed: 4 }).rows).not.toEqual(drawn.rows);
  });

  test("have a truth for every record, and one to twelve records of every entity", () => {
    expect([...drawn.truth.keys()]).toEqual(drawn.rows.map((row) => row.record_id));
    const sizes = [...groupBy(drawn.truth, ([, entity]) => entity).values()].map(({ length }) => length);
    expect(sizes).toHaveLength(SMALL.companies);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(12);
  });

  test("leave fewer than one record in two hundred that a person could not place", () => {
    expect(drawn.unfair.length).toBeLessThan(drawn.rows.length / 200);
  });

  test("are written as files that a mapping fits", () => {
    const folder = mkdtempSync(join(tmpdir(), "hub-drawing-"));
    writeDrawing(kind, DEVELOPMENT, folder);
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    const rows: Record<string, string>[] = parse(read("records.csv"), { columns: true });
    checkColumns(mappingFrom(JSON.parse(read("config.json"))), Object.keys(rows[0] ?? {}));
    expect(rows).toEqual(drawn.rows);
    expect(parse(read("truth.csv"), { from_line: 2 })).toEqual([...drawn.truth]);
  });
});

test("an unknown kind is refused by its name", () => {
  expect(() => writeDrawing("people", DEVELOPMENT, tmpdir())).toThrow('"people"');
});

describe("the held-out part", () => {
  const cores = (drawing: Drawing): Set<string> =>
    new Set(
      generate(drawing)
        .rows.map(({ company = "" }) => company)
        .flatMap((name) => name.match(/^(\p{Script=Han}{2})(?:科技|物流|电子|贸易|食品|化工)/u)?.[1] ?? []),
    );

  test("has no Chinese core in common with the part that one may look at", () => {
    const seen = cores({ ...DEVELOPMENT, companies: 1_500 });
    const kept = cores({ ...HELD_OUT, companies: 1_500 });
    expect(seen.size).toBeGreaterThan(50);
    expect(kept.size).toBeGreaterThan(50);
    expect([...kept].filter((core) => seen.has(core))).toEqual([]);
  });
});

test("tax ids have right check digits wherever nobody misread them", () => {
  const { rows, noise } = generate(DEVELOPMENT);
  const clear = rows.filter((row) => !noise.get(row.record_id ?? "")?.includes("wrong digit"));
  const ids = clear
    .map(({ tax_id: id = "" }) => id)
    .filter((id) => /^(?:9\w{17}|(?:DE|FR|IT|DK)\w+)$/.test(id));
  expect(ids.length).toBeGreaterThan(100);
  expect(ids.filter((id) => parseTaxId(id)?.checked !== true)).toEqual([]);
});
