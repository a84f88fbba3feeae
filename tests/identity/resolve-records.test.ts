import { describe, expect, test } from "vitest";
import { companies } from "../../bench/identity/calm-companies/companies.js";
import { score } from "../../bench/identity/score.js";
import { checkColumns, mappingFrom, resolveRecords } from "../../src/flows/identity/resolve-records.js";
import { FEATURE_KINDS, readRow } from "../../src/identity/normalizing/mapping.js";

const MAPPING = mappingFrom({
  id: "record_id",
  source: "channel",
  fields: {
    company: "org_name",
    contact: "person_name",
    street: "street",
    city: "city",
    postcode: "postcode",
    phone: "phone",
    email: "email",
    customer_code: "customer_code",
    tax_id: "tax_id",
  },
});
const quiet = { seed: 7, onProgress: () => {} };

describe("a mapping", () => {
  test.each<[string, unknown, string]>([
    ["of an unknown kind", { id: "a", fields: { b: "surname" } }, 'column "b" the kind "surname"'],
    ["without an id", { fields: { b: "city" } }, "id"],
    ["that maps nothing", { id: "a", fields: {} }, "maps no column"],
    ["that is a list", [], "not understood"],
    ["with a word it does not know", { id: "a", fields: { b: "city" }, threshold: 0.7 }, "threshold"],
  ])("%s is refused", (_claim, json, words) => {
    expect(() => mappingFrom(json)).toThrow(words);
  });

  test("that names a column which is not there is refused by that name", () => {
    expect(() => checkColumns(MAPPING, ["record_id", "channel"])).toThrow('"company"');
  });
});

describe("a row", () => {
  test("fills a party by kinds, however its columns are called", () => {
    const mapping = mappingFrom({
      id: "k",
      fields: {
        fn: "given_name",
        ln: "family_name",
        no: "house_number",
        st: "street",
        s: "other",
        c: "customer_code",
      },
    });
    const { party, details } = readRow(
      { k: "1", fn: "Ann", ln: "Lee", no: "7", st: "Mill Lane", s: "x", c: "K-1" },
      mapping,
    );
    expect(party).toMatchObject({
      kind: "PERSON",
      name: "Ann Lee",
      otherCodes: [{ system: "c", value: "K-1" }],
    });
    expect(party.address?.lines).toEqual(["7 Mill Lane"]);
    expect(details.other).toEqual({ s: "x" });
  });

  test.each(FEATURE_KINDS)("may have a %s", (kind) => {
    const mapping = mappingFrom({ id: "k", fields: { v: kind } });
    expect(JSON.stringify(readRow({ k: "1", v: "12 Value 1970-01-01" }, mapping))).toContain("12 Value");
  });

  test.each(["", " ", "NULL", "n/a", "NaN"])("with %j in it says nothing there", (value) => {
    expect(
      readRow({ k: "1", v: value }, mappingFrom({ id: "k", fields: { v: "org_name" } })).party.name,
    ).toBeNull();
  });
});

/** Ten times all of it, on a machine that may be busy. */
const TEN_ORDERS_MS = 180_000;

describe("a table", () => {
  const { rows, truth } = companies(4, 300);

  test("of companies in two languages is resolved nearly without a fault", async () => {
    const { clusters, setAside, lesson } = await resolveRecords(rows, MAPPING, quiet);
    const found = score(truth, clusters);
    expect(setAside).toEqual([]);
    expect([...clusters.keys()]).toEqual(rows.map((row) => row.record_id));
    expect(found.f1).toBeGreaterThan(0.97);
    expect(found.precision).toBeGreaterThan(0.985);
    expect(lesson.model.version).toMatch(/^(learned|hand)/);
  });

  test(
    "hardly depends on the order of arrival: F1 moves less than 0.01 over ten orders",
    async () => {
      const f1s: number[] = [];
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
        const { clusters } = await resolveRecords(rows, MAPPING, { ...quiet, seed });
        f1s.push(score(truth, clusters).f1);
      }
      expect(Math.max(...f1s) - Math.min(...f1s)).toBeLessThan(0.01);
      expect(new Set(f1s).size).toBeGreaterThan(1);
    },
    TEN_ORDERS_MS,
  );

  test("decides each record against those before it: the same order is the same clusters", async () => {
    const decided = async (table: typeof rows) =>
      [...(await resolveRecords(table, MAPPING, { ...quiet, seed: 3 })).clusters].sort();
    expect(await decided(rows.slice(0, 400))).toEqual(await decided(rows.slice(0, 400)));
  });

  test("keeps going past a name of a megabyte and past bytes that are no text", async () => {
    const broken = [
      ...rows.slice(0, 20),
      { record_id: "huge", company: "x".repeat(1_000_000) },
      { record_id: "binary", company: "PK\u0003\u0004\u0000\u0000" },
    ];
    const { clusters, setAside } = await resolveRecords(broken, MAPPING, quiet);
    expect(setAside.map(({ recordId }) => recordId)).toEqual(["huge", "binary"]);
    expect(clusters.size).toBe(22);
    expect(setAside[0]?.reason).toContain('column "company" holds 1000000 characters');
  });

  test.each<[string, Record<string, string>[], string]>([
    ["two records of one id", [{ record_id: "1" }, { record_id: "1" }], "two records"],
    ["a record without an id", [{ record_id: " " }], "nothing in its id column"],
    ["no records", [], "no records"],
  ])("with %s is refused", async (_claim, broken, words) => {
    await expect(resolveRecords(broken, MAPPING, quiet)).rejects.toThrow(words);
  });
});

test("the generator is the same for the same seed, and states every company at least twice", () => {
  expect(companies(5, 40)).toEqual(companies(5, 40));
  const counts = new Map<string, number>();
  for (const company of companies(5, 40).truth.values()) counts.set(company, (counts.get(company) ?? 0) + 1);
  expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(2);
});
