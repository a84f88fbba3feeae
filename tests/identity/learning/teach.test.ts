import { describe, expect, test } from "vitest";
import { arrivingFrom } from "../../../src/flows/identity/resolve-records.js";
import { frequencyUnder, keptTerms } from "../../../src/identity/comparing/kept-terms.js";
import { MODEL } from "../../../src/identity/comparing/model.js";
import { countTerms } from "../../../src/identity/comparing/terms.js";
import { POLICY } from "../../../src/identity/deciding/policy.js";
import { type ShadowDifference, shadowDifference } from "../../../src/identity/learning/shadow.js";
import { refusalOf, type SpokenVerdict, teach } from "../../../src/identity/learning/teach.js";
import { saidCompanies } from "../../support/companies.js";

const records = saidCompanies(1, 260).said.map(({ recordId, system, party }) =>
  arrivingFrom({ recordId, system, party, details: { birthDate: null, other: {} } }),
);
const material = {
  ...{ records, seeds: records.length, population: records.length, recent: records.slice(0, 500) },
  ...{ counted: records.map(({ record }) => record), verdicts: [], inForce: POLICY },
};

describe("the guard of a hub", () => {
  const calm: ShadowDifference = {
    ...{
      records: 1_000,
      changedShare: 0.1,
      largestNow: 10,
      largestThen: 12,
      askedNow: 0.01,
      askedThen: 0.05,
    },
  };
  const heard = { spoken: 100, inForce: 98, learned: 97 };

  test("lets a model pass that changes little", () => {
    expect(refusalOf(heard, calm)).toBeNull();
  });

  test.each<[string, Partial<typeof heard>, Partial<ShadowDifference>, string]>([
    [
      "contradicts stewards",
      { learned: 95 },
      {},
      "contradicts 5 of 100 verdicts of stewards, the model in force 2",
    ],
    ["decides much otherwise", {}, { changedShare: 0.26 }, "26 % of the latest records otherwise"],
    ["makes a giant", {}, { largestThen: 40 }, "grow from 10 records to 40"],
    ["asks too much", {}, { askedThen: 0.2 }, "asked about 20 % of the records instead of 1 %"],
  ])("refuses one that %s, and says so", (_claim, verdicts, shadow, words) => {
    expect(refusalOf({ ...heard, ...verdicts }, { ...calm, ...shadow })).toContain(words);
  });

  test("does not take one slip of a steward for a reason", () => {
    expect(refusalOf({ spoken: 3, inForce: 3, learned: 2 }, calm)).toBeNull();
  });
});

describe("a lesson", () => {
  const { model, report } = teach(material);

  test("says what it was learned from and what it would change", () => {
    expect(report).toMatchObject({ refusal: null, records: records.length, inForce: "hand-1" });
    expect(report.shadow).toMatchObject({ records: 500 });
    expect(model.version).toMatch(/^learned-/);
  });

  test("comes out the same for the same material", () => {
    expect(teach(material).model).toEqual(model);
  });

  test("is refused where stewards have said otherwise, and kept all the same", () => {
    // A model in force that believes nothing is right about everybody who is not one; stewards name some that look alike.
    const doubter = { ...POLICY, model: { ...MODEL, prior: MODEL.prior - 100 } };
    const alike = records
      .slice(0, 200)
      .flatMap(({ record }): SpokenVerdict[] => [
        { ours: record, theirs: { ...record, recordId: "again" }, isMatch: false },
      ]);
    const taught = teach({ ...material, verdicts: alike, inForce: doubter });
    expect(taught.report).toMatchObject({ published: false, verdicts: { spoken: 200, inForce: 200 } });
    expect(taught.report.refusal).toContain("verdicts of stewards");
    expect(taught.model.version).toBe(model.version);
  });
});

test("two models that are one differ in nothing", () => {
  expect(shadowDifference(records.slice(0, 300), POLICY, MODEL)).toMatchObject({
    changedShare: 0,
    records: 300,
  });
});

describe("the counts a model keeps", () => {
  const terms = countTerms(records.map(({ record }) => record));
  const kept = keptTerms(terms, records.length);
  const { chance } = terms;
  const model = { ...MODEL, terms: { records: terms.records, chance, strength: 0.5, limit: 3, kept } };
  const frequency = frequencyUnder(model, () => 0);

  test("are those it was learned with, for every value that two records share", () => {
    const shared = [...terms.counts].filter(([, count]) => count > 1);
    expect(shared.length).toBeGreaterThan(100);
    for (const [key, count] of shared) expect(frequency(key), key).toBe(count);
  });

  test("take a value they do not list for a rare one, unless the hub has met it often since", () => {
    expect(frequency("phone:+000")).toBe(2);
    expect(frequencyUnder(model, () => 250)("phone:+000")).toBe(250);
    const drawn = { ...model, terms: { ...model.terms, kept: { ...kept, population: terms.records * 10 } } };
    expect(frequencyUnder(drawn, () => 250)("phone:+000")).toBe(25);
  });

  test("are not asked of a model that has none", () => {
    expect(frequencyUnder(MODEL, () => 7)("phone:+000")).toBe(7);
  });
});
