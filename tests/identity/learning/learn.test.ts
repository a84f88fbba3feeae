import { describe, expect, test } from "vitest";
import { companies } from "../../../bench/identity/calm-companies/companies.js";
import { arrivingFrom } from "../../../src/flows/identity/resolve-records.js";
import { compare } from "../../../src/identity/comparing/compare.js";
import { MODEL } from "../../../src/identity/comparing/model.js";
import { isotonic } from "../../../src/identity/learning/isotonic.js";
import { learn } from "../../../src/identity/learning/learn.js";
import { type ColumnMapping, readRow } from "../../../src/identity/normalizing/mapping.js";

const MAPPING: ColumnMapping = {
  id: "record_id",
  source: "channel",
  fields: {
    company: "org_name",
    department: "department",
    street: "street",
    city: "city",
    postcode: "postcode",
    phone: "phone",
    email: "email",
    customer_code: "customer_code",
    tax_id: "tax_id",
  },
};
const keyed = (count: number) => companies(1, count).rows.map((row) => arrivingFrom(readRow(row, MAPPING)));

describe("the nearest rising sequence", () => {
  test.each<[string, number[], number[], number[]]>([
    ["leaves what rises", [1, 2, 3], [1, 1, 1], [1, 2, 3]],
    ["pools a fall into its mean", [1, 3, 2], [1, 1, 1], [1, 2.5, 2.5]],
    ["weighs the mean", [0, 4, 1], [1, 1, 3], [0, 1.75, 1.75]],
    ["pools backwards as far as it must", [3, 2, 1], [1, 1, 1], [2, 2, 2]],
    ["of nothing is nothing", [], [], []],
  ])("%s", (_claim, values, weights, rising) => {
    expect(isotonic(values, weights)).toEqual(rising);
  });
});

describe("a model learned from a set without labels", () => {
  const lesson = learn(keyed(300));

  test("is published, and is plain data", () => {
    expect(lesson.report).toMatchObject({ published: true, refusal: null });
    expect(lesson.model.version).toMatch(/^learned-[0-9a-f]{8}$/);
    expect(JSON.parse(JSON.stringify(lesson.model))).toEqual(lesson.model);
  });

  test("differs from the prior where the data speak, and nowhere else", () => {
    expect(lesson.model.weights.phone).not.toEqual(MODEL.weights.phone);
    expect(lesson.model.weights.birthDate).toEqual(MODEL.weights.birthDate);
  });

  test.each(Object.keys(MODEL.weights))("rises with the levels of %s", (feature) => {
    const hand = MODEL.weights[feature] ?? {};
    const decided = (level: string): boolean => MODEL.decided.includes(`${feature}.${level}`);
    const learned = lesson.model.weights[feature] ?? {};
    // Levels that the set never showed keep the weight they had.
    const seen = Object.keys(hand).filter((level) => !decided(level) && learned[level] !== hand[level]);
    const weights = seen
      .toSorted((a, b) => (hand[a] ?? 0) - (hand[b] ?? 0))
      .map((level) => learned[level] ?? 0);
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
  });

  test("leaves alone what is a decision", () => {
    for (const name of MODEL.decided) {
      const [feature = "", level = ""] = name.split(".");
      expect(lesson.model.weights[feature]?.[level], name).toBe(MODEL.weights[feature]?.[level]);
    }
  });

  test("is the same for the same set", () => {
    expect(learn(keyed(300)).model).toEqual(lesson.model);
  });
});

describe("a suspicious model", () => {
  test("is not published for a handful of records: the prior stays in use", () => {
    const { model, report } = learn(keyed(10));
    expect(report.published).toBe(false);
    expect(report.refusal).toContain("candidate pairs");
    expect(model).toBe(MODEL);
  });

  test("is not published if it overturns what the prior is sure of", () => {
    // A prior that is sure of the opposite: whatever the data teach must break it.
    const opposite = {
      ...MODEL,
      prior: 12,
      weights: { ...MODEL.weights, core: { same: -9, sameReading: -9, different: 9 } },
    };
    const { model, report } = learn(keyed(300), opposite);
    expect(report).toMatchObject({ published: false });
    expect(model).toBe(opposite);
  });
});

test("a rare value proves more than a common one", () => {
  const people = Array.from({ length: 400 }, (_, at) => ({
    record_id: String(at),
    name: at % 2 === 0 ? "John Smith" : `Ann Uncommon${String.fromCharCode(97 + (at % 26))}${at}`,
  }));
  const twice = [...people, { record_id: "again", name: people[1]?.name ?? "" }];
  const mapping: ColumnMapping = { id: "record_id", fields: { name: "person_name" } };
  const records = twice.map((row) => arrivingFrom(readRow(row, mapping)));
  const { terms } = learn(records);
  const model = {
    ...MODEL,
    terms: { records: terms.records, chance: terms.chance, strength: 0.5, limit: 3 },
  };
  const between = (a: number, b: number): number => {
    const [ours, theirs] = [records[a]?.record, records[b]?.record];
    if (ours === undefined || theirs === undefined) throw new Error("no such record");
    return compare(ours, theirs, terms.count, model).score;
  };
  expect(between(1, 400)).toBeGreaterThan(between(0, 2));
});
