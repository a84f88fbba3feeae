import { describe, expect, test } from "vitest";
import { labeledSets } from "../../../bench/identity/sets.js";
import { arrivingFrom } from "../../../src/flows/identity/resolve-records.js";
import { compare, type Frequency } from "../../../src/identity/comparing/compare.js";
import { MODEL } from "../../../src/identity/comparing/model.js";
import { blockingKeys } from "../../../src/identity/deciding/blocking.js";
import { decide, standingsOf } from "../../../src/identity/deciding/decide.js";
import { POLICY, type Policy } from "../../../src/identity/deciding/policy.js";
import {
  explainPair,
  explainStanding,
  explainStored,
  percent,
  probabilityOf,
} from "../../../src/identity/explaining/explain.js";
import { gapOf } from "../../../src/identity/explaining/explain-gap.js";
import { levelInWords } from "../../../src/identity/explaining/explain-words.js";
import { learn } from "../../../src/identity/learning/learn.js";
import { codesOf } from "../../../src/identity/normalizing/code.js";
import { readRow } from "../../../src/identity/normalizing/mapping.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import type { ComparableRecord, KnownRecord } from "../../../src/identity/record.js";
import { CAST } from "../cast.js";
import { aStatement } from "../stated.js";

type Short = Parameters<typeof aStatement>[2];

const comparable = (recordId: string, system: string, short: Short): ComparableRecord => {
  const { party } = aStatement(recordId, system, short);
  return { recordId, system, codes: codesOf(system, party), features: normalize(party) };
};
const everybody: KnownRecord[] = Object.entries(CAST).flatMap(([customerId, spellings]) =>
  spellings.map(([system, short], at) => ({
    ...comparable(`${customerId}-${at + 1}`, system, short),
    customerId,
  })),
);
const never: Frequency = () => 0;
/** Some values are rare, some are crowded, and it stays so. */
const uneven: Frequency = (key) => (key.length * 37) % 400;

const COMMON = { name: "Harbor Street Bakery", phones: ["+1 503 555 0142"] };
const harbor = comparable("a", "fax", COMMON);
const bakery = comparable("b", "shop", { ...COMMON, emails: ["orders@harborstreet.example"] });

/** The explanation adds up to what the engine says, to the last bit, and each of its steps too. */
function holdsUp(a: ComparableRecord, b: ComparableRecord, policy: Policy, frequency: Frequency): void {
  const { score, veto, evidence } = compare(a, b, frequency, policy.model);
  const explained = explainPair(a, b, policy, frequency);
  expect(explained.score).toBe(score);
  expect(explained.veto).toBe(veto);
  expect(explained.steps).toHaveLength(evidence.length);
  expect(explained.steps.at(-1)?.total ?? explained.prior).toBe(score);
  for (const { weight, full, commonness, adjustment, words } of explained.steps) {
    expect(full + commonness + adjustment).toBeCloseTo(weight, 9);
    expect(words.length).toBeGreaterThan(5);
    expect(words).not.toMatch(/undefined|null|NaN/);
  }
}

describe("an explanation of two records", () => {
  test.each([
    ["where nobody shares anything", never],
    ["where values are common and rare", uneven],
  ])("adds up to the score for every pair of the cast, %s", (_claim, frequency) => {
    for (const a of everybody) for (const b of everybody) holdsUp(a, b, POLICY, frequency);
  });

  test("says what was compared, with the values", () => {
    const { steps, words } = explainPair(harbor, bakery, POLICY, never);
    expect(steps.map((step) => step.words)).toEqual(
      expect.arrayContaining(["the same phone: +15035550142", "the same company name: harbor street"]),
    );
    expect(words).toMatch(/log-odds, .* % likely to be one customer/);
  });

  test("says how many records share a value, and what that takes off", () => {
    const crowd: Frequency = (key) => (key === "phone:+15035550142" ? 320 : 0);
    const [alone, crowded] = [never, crowd].map((frequency) =>
      explainPair(harbor, bakery, POLICY, frequency).steps.find(({ feature }) => feature === "phone"),
    );
    expect(alone).toMatchObject({ sharedBy: 0, commonness: 0, full: 5.5 });
    expect(crowded?.sharedBy).toBe(320);
    expect(crowded?.commonness).toBeCloseTo(0.5 * -Math.log(320 / 20), 9);
    expect(crowded?.words).toContain("320 other records state it: common, −1.39");
  });

  test("says that a cap limits what the same thing said twice counts", () => {
    const long = { ...COMMON, emails: ["orders@harborstreet.example"] };
    const { steps } = explainPair(comparable("a", "fax", long), comparable("b", "shop", long), POLICY, never);
    const cap = steps.find(({ level, feature }) => level === "capped" && feature === "contact");
    expect(cap?.weight).toBeLessThan(0);
    expect(cap?.words).toMatch(
      /contact: says the same thing in several ways, so −\d+\.\d\d of it does not count/,
    );
  });

  test("says what is forgiven to somebody who has moved", () => {
    const known = {
      ...COMMON,
      address: { lines: ["1 Main St"], city: "Portland", postalCode: "97201", country: "US" },
    };
    const moved = {
      ...COMMON,
      address: { lines: ["9 Elm Rd"], city: "Salem", postalCode: "97301", country: "US" },
    };
    const { steps } = explainPair(
      comparable("a", "fax", known),
      comparable("b", "shop", moved),
      POLICY,
      never,
    );
    const city = steps.find(({ feature }) => feature === "city");
    expect(city).toMatchObject({ full: -1.5, adjustment: 1.35 });
    expect(city?.words).toContain("they may have moved, +1.35");
  });

  test("names a veto, and that nothing outweighs it", () => {
    const born = (recordId: string, birthDate: string): ComparableRecord => {
      const { party } = aStatement(recordId, "file", { kind: "PERSON", name: "Ann Lee" });
      return { recordId, system: "file", codes: [], features: normalize(party, { birthDate }) };
    };
    const explained = explainPair(born("a", "1980-03-01"), born("b", "1957-11-23"), POLICY, never);
    expect(explained).toMatchObject({ veto: "they were born on different days", outcome: "NEW" });
    expect(explained.words).toContain("but that cannot be: they were born on different days");
    expect(gapOf(explained, MODEL).change).toBeNull();
  });

  test("has words for every level of the model, and no two the same within a feature", () => {
    for (const [feature, levels] of Object.entries(MODEL.weights)) {
      const words = Object.keys(levels).map((level) => levelInWords(feature, level));
      expect(new Set(words).size, feature).toBe(words.length);
      for (const one of words) expect(one).not.toMatch(/:/);
    }
    expect(levelInWords("shoeSize", "huge")).toBe("shoeSize: huge");
  });

  test("never says that something is certain", () => {
    expect(probabilityOf(0)).toBe(0.5);
    expect(percent(probabilityOf(80))).toBe("over 99.99 %");
    expect(percent(probabilityOf(-80))).toBe("under 0.01 %");
  });
});

describe("an explanation of a record and a customer", () => {
  test("adds up to what decides, for every record and every customer of the cast", () => {
    for (const record of everybody) {
      for (const customerId of Object.keys(CAST)) {
        const members = everybody.filter((one) => one.customerId === customerId && one !== record);
        const [standing] = standingsOf(record, members, POLICY, uneven);
        const explained = explainStanding(record, members, POLICY, uneven);
        if (standing === undefined || explained === null) throw new Error("no standing");
        const { blend, steps, prior, score } = explained;
        expect(score).toBe(standing.score);
        expect(steps.at(-1)?.total ?? prior).toBe(blend?.best);
        expect(0.5 * (blend?.best ?? 0) + 0.5 * (blend?.mean ?? 0)).toBe(score);
        const voices = blend?.voices.map((voice) => voice.score) ?? [];
        expect(voices.reduce((sum, one) => sum + one, 0) / voices.length).toBe(blend?.mean);
        expect(explained.veto).toBe(standing.veto);
        expect(explained.outcome).toBe(decide(record, members, [], POLICY, uneven).outcome);
      }
    }
  });

  test("of nobody is none", () => {
    expect(explainStanding(harbor, [], POLICY, never)).toBeNull();
  });

  test("that was written down says the same as on the day it was made", () => {
    const [first, ...members] = everybody.filter(({ customerId }) => customerId === "C1");
    if (first === undefined) throw new Error("no cast");
    const then = explainStanding(first, members, POLICY, uneven);
    const [standing] = standingsOf(first, members, POLICY, uneven);
    const stored = explainStored(standing?.best.evidence ?? [], standing?.score ?? 0, POLICY);
    expect(stored).toMatchObject({ score: then?.score, pairScore: then?.pairScore, prior: then?.prior });
    expect(stored.blend?.mean).toBeCloseTo(then?.blend?.mean ?? 0, 9);
    expect(stored.steps.map(({ weight, total }) => [weight, total])).toEqual(
      then?.steps.map(({ weight, total }) => [weight, total]),
    );
  });
});

describe("what would have made the difference", () => {
  const named = (recordId: string, name: string): ComparableRecord =>
    comparable(recordId, recordId, { name });

  test("is the least that is enough, and is enough when it comes true", () => {
    const ours = named("a", "Harbor Street Bakery");
    const theirs = named("b", "Harbor Street Bakery");
    const explained = explainPair(ours, theirs, POLICY, never);
    expect(explained.score).toBeLessThan(POLICY.linkAt);
    const gap = gapOf(explained, MODEL);
    expect(gap.missing).toBeCloseTo(POLICY.linkAt - explained.score, 9);
    expect(gap.change).not.toBeNull();
    expect(gap.words).toContain(levelInWords(gap.change?.feature ?? "", gap.change?.level ?? ""));
    // Without that level, whatever is named instead gains as much or more.
    const { feature = "", level = "" } = gap.change ?? {};
    const weights = { ...MODEL.weights, [feature]: { ...MODEL.weights[feature], [level]: 0 } };
    const next = gapOf(explained, { ...MODEL, weights }).change;
    expect(next?.gain).toBeGreaterThanOrEqual(gap.change?.gain ?? 0);
    const withPhone = { phones: ["+1 503 555 0142"], name: "Harbor Street Bakery" };
    const after = explainPair(
      comparable("a", "a", withPhone),
      comparable("b", "b", withPhone),
      POLICY,
      never,
    );
    expect(after.score).toBeGreaterThanOrEqual(POLICY.linkAt);
  });

  test("is nothing for those who would be linked", () => {
    const explained = explainPair(harbor, bakery, POLICY, never);
    expect(gapOf(explained, MODEL)).toMatchObject({
      change: null,
      words: expect.stringContaining("Nothing is missing"),
    });
  });

  test("respects the caps of groups: a second contact is not worth what the first was", () => {
    const shared = { phones: ["+1 503 555 0142"], emails: ["a@harborstreet.example"] };
    const ours = comparable("a", "a", { ...shared, name: "Harbor Street Bakery" });
    const theirs = comparable("b", "b", { ...shared, name: "Nordlicht Elektronik AG" });
    const explained = explainPair(ours, theirs, { ...POLICY, linkAt: 12 }, never);
    const { change } = gapOf(explained, MODEL);
    expect(["phone", "email", "domain"]).not.toContain(change?.feature);
  });
});

const folder = process.env.HUB_IDENTITY_DATA ?? "";
describe.skipIf(folder === "")("the Senzing truth set", () => {
  test("every pair adds up, by the hand-set model and by the one learned from it", () => {
    const [set] = labeledSets(folder, ["senzing"]);
    if (set === undefined) throw new Error("the set is not there");
    const records = set.rows.map((row) => arrivingFrom(readRow(row, set.mapping)));
    const { model, terms } = learn(records);
    let pairs = 0;
    for (const [at, { record: a }] of records.entries()) {
      for (const { record: b } of records.slice(at + 1)) {
        holdsUp(a, b, { ...POLICY, model }, terms.count);
        holdsUp(a, b, POLICY, terms.count);
        pairs += 1;
      }
    }
    expect(pairs).toBe((records.length * (records.length - 1)) / 2);
    expect(records.every(({ record }) => blockingKeys(record.features, record.codes).length > 0)).toBe(true);
  }, 120_000);
});
