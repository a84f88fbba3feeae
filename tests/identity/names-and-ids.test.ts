import { describe, expect, test } from "vitest";
import { type Comparison, compare } from "../../src/identity/comparing/compare.js";
import { tieBetween } from "../../src/identity/comparing/tie.js";
import { blockingKeys } from "../../src/identity/deciding/blocking.js";
import { POLICY } from "../../src/identity/deciding/policy.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { columnMapping, readRow } from "../../src/identity/normalizing/mapping.js";
import { normalize, type StatedDetails } from "../../src/identity/normalizing/normalize.js";
import { aStatement } from "./stated.js";

type Short = Parameters<typeof aStatement>[2];
type Person = Short & { readonly born?: string; readonly details?: StatedDetails };

let records = 0;
const person = ({ born, details, ...short }: Person) => {
  const { recordId, party } = aStatement(`shop-${++records}`, "shop", { kind: "PERSON", ...short });
  const features = normalize(party, { ...details, birthDate: born ?? null });
  return { recordId, system: "shop", codes: codesOf("shop", party), features };
};
const between = (a: Person, b: Person): Comparison => compare(person(a), person(b));
const levels = ({ evidence }: Comparison): string[] =>
  evidence.map(({ feature, level }) => `${feature}.${level}`);

describe("a company of several names", () => {
  const company = (short: Short, otherNames: readonly string[] = []) => {
    const { recordId, party } = aStatement(`list-${++records}`, "list", { kind: "ORGANIZATION", ...short });
    return { recordId, system: "list", codes: [], features: normalize(party, { otherNames }) };
  };
  const address = { lines: ["4 Hillview Rise"], postalCode: "667979", country: "SG" };

  test("is found by any of them", () => {
    const registered = company({ name: "Brightwater Holdings", address }, ["Quayside Laundry"]);
    const trading = company({ name: "Quayside Laundry", address });
    expect(compare(registered, trading).score).toBeGreaterThan(POLICY.linkAt);
    expect(compare(company({ name: "Brightwater Holdings", address }), trading).score).toBeLessThan(
      POLICY.reviewAt,
    );
  });

  test("is not its sister, because both go by the name of the group besides", () => {
    const group = ["Ardent Carriers"];
    const here = company({ name: "Lowfield Freight" }, group);
    const there = company({ name: "Maybury Stores" }, group);
    expect(levels(compare(here, there)).join()).not.toContain("core.same");
  });

  test("keeps its name without what was added in brackets, unless that says where it is", () => {
    const added = company({ name: "Hajah Mamunah (Jln Pisang)" });
    expect(added.features.alsoNamed.organizations.map(({ text }) => text)).toEqual(["Hajah Mamunah"]);
    expect(company({ name: "Brightwater (Sweden)" }).features.alsoNamed.organizations).toEqual([]);
  });
});

describe("ids of several offices", () => {
  const ids = (...taxIds: [register: string, value: string][]) => ({
    details: { taxIds: taxIds.map(([register, value]) => ({ register, value })) },
  });
  const name = "Susan Mooney";

  test("agree where any two are the same", () => {
    const found = between(
      { name, ...ids(["passport", "1231345345"], ["license", "8923322"]) },
      { name, ...ids(["license", "8923322"], ["ssn", "521-21-2123"]) },
    );
    expect(levels(found)).toContain("taxId.sameUnchecked");
  });

  test("contradict each other within one office only, whatever the numbers look like", () => {
    const found = between(
      { name, ...ids(["passport", "10251111"]) },
      { name, ...ids(["passport", "10252222"]) },
    );
    expect(levels(found)).toContain("taxId.different");
    const other = between(
      { name, ...ids(["passport", "1231345345"]) },
      { name, ...ids(["ssn", "521-21-2123"]) },
    );
    expect(levels(other).some((level) => level.startsWith("taxId"))).toBe(false);
  });

  test("come from the columns of a table, as further names do", () => {
    const mapping = columnMapping.parse({
      id: "id",
      fields: { ssn: "tax_id", passport: "tax_id", name: "person_name", native: "person_name" },
    });
    const { party, details } = readRow(
      { id: "1", ssn: "521-21-2123", passport: "1231345345", name: "Wang Jie", native: "王杰" },
      mapping,
    );
    const features = normalize(party, details);
    expect([features.taxId, ...features.otherTaxIds].map((id) => [id?.register, id?.value])).toEqual([
      ["ssn", "521212123"],
      ["passport", "1231345345"],
    ]);
    expect(features.alsoNamed.persons.map(({ text }) => text)).toEqual(["王杰"]);
  });

  test.each([
    ["PASSPORT_NUMBER", "differentDocument"],
    ["CUSTOMER_NUMBER", "differentNumber"],
  ])("two codes of %s: %s", (system, level) => {
    const codes = (value: string) => ({ otherCodes: [{ system, value }] });
    expect(levels(between({ name, ...codes("10251111") }, { name, ...codes("10252222") }))).toContain(
      `code.${level}`,
    );
  });

  test("a field of no known meaning tells by what it holds", () => {
    const other = (value: string) => ({ details: { other: { note: value } } });
    const level = (a: string, b: string) =>
      levels(between({ name, ...other(a) }, { name, ...other(b) })).find((one) => one.startsWith("other:"));
    expect(level("72129291", "7212-9291")).toBe("other:note.sameNumber");
    expect(level("Universal Exports", "Universal Exports, USA")).toBe("other:note.withinText");
    expect(level("Universal Exports", "universal exports")).toBe("other:note.sameText");
    expect(level("1/2/1918", "1/2/1918")).toBe("other:note.same");
    expect(level("gold", "silver")).toBe("other:note.different");
  });

  test("a gender is one word in all languages, and unknown is none", () => {
    const other = (gender: string) => ({ details: { other: { gender } } });
    expect(levels(between({ name, ...other("F") }, { name, ...other("weiblich") }))).toContain(
      "other:gender.same",
    );
    expect(levels(between({ name, ...other("F") }, { name, ...other("Unknown") })).join()).not.toContain(
      "gender",
    );
  });
});

describe("two records with nothing but a name in common", () => {
  const named = (recordId: string, short: Person) => {
    const record = { ...person({ name: "Susan Mooney", ...short }), recordId };
    return { record, keys: blockingKeys(record.features, record.codes) };
  };
  const codes = (...values: string[]) => ({
    otherCodes: values.map((value) => ({ system: value.startsWith("P") ? "passport" : "license", value })),
  });
  const set = [
    named("a", { phones: ["+1 202 321 3212"] }),
    named("b", { phones: ["+1 202 321 3212"], ...codes("P1231345345") }),
    named("c", codes("P1231345345", "L8923322")),
    named("d", codes("L8923322")),
    named("e", {}),
  ];

  test("are tied by those between them, by the shortest way", () => {
    const way = tieBetween(set, ["a", "d"], POLICY.linkAt, compare);
    expect(way.map(({ from, to }) => `${from}${to}`)).toEqual(["ab", "bc", "cd"]);
    expect(Math.min(...way.map(({ score }) => score))).toBeGreaterThan(POLICY.linkAt);
  });

  test("are not tied by a step that would not link", () => {
    expect(tieBetween(set, ["a", "e"], POLICY.linkAt, compare)).toEqual([]);
  });
});
