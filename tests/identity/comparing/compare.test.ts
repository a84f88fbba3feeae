import { describe, expect, test } from "vitest";
import { compare } from "../../../src/identity/comparing/compare.js";
import { MODEL } from "../../../src/identity/comparing/model.js";
import { blockingKeys, keyHash } from "../../../src/identity/deciding/blocking.js";
import { POLICY } from "../../../src/identity/deciding/policy.js";
import { codesOf } from "../../../src/identity/normalizing/code.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import { SPELLINGS } from "../cast.js";
import { aStatement } from "../stated.js";

type Short = Parameters<typeof aStatement>[2];

const record = (short: Short, system = "erp", birthDate: string | null = null) => {
  const { recordId, party } = aStatement(`${system}-1`, system, short);
  return { recordId, system, codes: codesOf(system, party), features: normalize(party, { birthDate }) };
};
const between = (a: Short, b: Short) => compare(record(a, "webshop"), record(b));

const SWITCHBOARD = { phones: ["+86 755 8602 3100"], emails: ["warehouse@yunfan-tech.example"] };
const SHENZHEN = { lines: ["深圳市南山区高新南一道8号"], country: "CN" };

describe("two records of one company", () => {
  test.each<[string, Short, Short]>([
    [
      "full names in two scripts",
      { name: "深圳市云帆科技有限公司" },
      { name: "Shenzhen Yunfan Technology Co., Ltd." },
    ],
    [
      "a short name and the phone",
      { name: "Yunfan Tech", ...SWITCHBOARD },
      { name: "深圳市云帆科技有限公司", phones: SWITCHBOARD.phones },
    ],
    [
      "a moved address and the tax id",
      { name: "云帆科技", taxId: "91440300MA5FYF0716", address: { city: "Shanghai" } },
      { name: "深圳市云帆科技有限公司", taxId: "91440300MA5FYF0716", address: SHENZHEN },
    ],
    [
      "a moved address and the phone",
      {
        name: "Nordlicht Elektronik",
        phones: ["+49 40 36881700"],
        address: { lines: ["Konsul-Smidt-Straße 8"], city: "Bremen" },
      },
      {
        name: "Nordlicht Elektronik AG",
        phones: ["+49 40 36881700"],
        address: { lines: ["Am Sandtorkai 30"], city: "Hamburg" },
      },
    ],
    [
      "an acronym at the address",
      {
        name: "AP Corp",
        emails: ["www.ashcroft.co.uk"],
        address: { lines: ["133 Canal Street"], city: "Glasgow", postalCode: "N35 3DE" },
      },
      {
        name: "Ashcroft Plastics",
        emails: ["www.ashcroft.co.uk"],
        address: { lines: ["133 Canal Street"], city: "Glasgow", postalCode: "N35 3DE" },
      },
    ],
    [
      "a code quoted to another system",
      { name: "云帆采购部", otherCodes: [{ system: "us", value: "YF-0071" }] },
      { name: "云帆科技", code: "YF-0071" },
    ],
  ])("are linked by %s", (_claim, a, b) => {
    expect(between(a, b).score).toBeGreaterThanOrEqual(POLICY.linkAt);
  });
});

describe("two companies", () => {
  test.each<[string, Short, Short, string | null]>([
    [
      "sisters that share switchboard and mail domain",
      { name: "深圳市云帆科技有限公司", ...SWITCHBOARD },
      { name: "深圳市云帆物流有限公司", ...SWITCHBOARD },
      "sister company",
    ],
    [
      "sisters under one roof",
      { name: "Yunfan Tech", ...SWITCHBOARD, address: SHENZHEN },
      { name: "Yunfan Logistics", ...SWITCHBOARD, address: SHENZHEN },
      "sister company",
    ],
    [
      "of the same name in two cities",
      { name: "深圳市云帆科技有限公司" },
      { name: "广州云帆科技有限公司" },
      null,
    ],
    [
      "of the same name whose area codes differ",
      { name: "云帆科技", phones: ["+86 20 3877 4200"] },
      { name: "深圳市云帆科技有限公司" },
      null,
    ],
    [
      "with codes of one numbering",
      { name: "Yunfan", code: "YF-0071", phones: SWITCHBOARD.phones },
      { name: "云帆物流", code: "YF-0090", phones: SWITCHBOARD.phones },
      null,
    ],
    [
      "that have nothing in common but the trade",
      { name: "Nordlicht Elektronik AG" },
      { name: "Südstern Elektronik AG" },
      null,
    ],
    ["of different kinds", { name: "Li Wei", kind: "PERSON" }, { name: "Li Wei Trading Ltd" }, null],
  ])("%s stay apart", (_claim, a, b, related) => {
    const comparison = between(a, b);
    expect(comparison.score).toBeLessThan(POLICY.reviewAt);
    expect(comparison.related).toBe(related);
  });

  test("of which one quotes the other's code are not linked silently", () => {
    const { score } = between(
      { name: "Brightwater Medical", code: "YF-0071" },
      { name: "云帆科技", code: "YF-0071" },
    );
    expect(score).toBeLessThan(POLICY.linkAt);
  });

  test("a branch is related, and no reason against a match", () => {
    const branch = between({ name: "深圳市云帆科技有限公司广州分公司" }, { name: "深圳市云帆科技有限公司" });
    expect(branch.related).toBe("branch");
    expect(branch.score).toBeGreaterThanOrEqual(POLICY.linkAt);
  });
});

describe("a veto", () => {
  const twins: Short = {
    kind: "PERSON",
    name: "Mary Kusha",
    address: { lines: ["1304 Poppy Hills Dr"], city: "Blacklick" },
  };
  test.each([
    [
      "two valid tax ids",
      record({ ...twins, taxId: "DE811907980" }),
      record({ ...twins, taxId: "DE136695976" }),
      true,
    ],
    [
      "two tax ids with wrong digits",
      record({ ...twins, taxId: "91440300MA5FYF0717" }),
      record({ ...twins, taxId: "91440300MA5FYL0904" }),
      false,
    ],
    ["two birth dates", record(twins, "a", "1976-10-27"), record(twins, "b", "1997-09-28"), true],
    ["a slip in the birth date", record(twins, "a", "1976-10-27"), record(twins, "b", "1976-10-28"), false],
    [
      "two birth dates under one mailbox",
      record({ ...twins, emails: ["m@k.example"] }, "a", "1976-10-27"),
      record({ ...twins, emails: ["m@k.example"] }, "b", "1997-09-28"),
      false,
    ],
    [
      "junior and senior",
      record({ kind: "PERSON", name: "David Dobbins Jr" }),
      record({ kind: "PERSON", name: "David Dobbins Sr" }),
      true,
    ],
  ])("is there for %s: %#", (_claim, a, b, expected) => {
    expect(compare(a, b).veto !== null).toBe(expected);
  });
});

describe("a comparison", () => {
  const all = SPELLINGS.map(({ stated }) =>
    record({ ...stated.party, address: stated.party.address ?? {} }, stated.system),
  );

  test("explains its score to the last digit, whichever records are compared", () => {
    for (const a of all) {
      for (const b of all) {
        const { score, evidence } = compare(a, b, () => 45);
        expect(score).toBeCloseTo(
          evidence.reduce((sum, { weight }) => sum + weight, MODEL.prior),
          9,
        );
        expect(evidence.filter(({ detail }) => detail === "")).toEqual([]);
      }
    }
  });

  test("says the same in both directions", () => {
    for (const a of all) for (const b of all) expect(compare(a, b).score).toBeCloseTo(compare(b, a).score, 9);
  });

  test("trusts a phone number less the more records share it", () => {
    const [a, b] = [
      record({ name: "Yunfan Tech", ...SWITCHBOARD }),
      record({ name: "Yunfan Tech", ...SWITCHBOARD }),
    ];
    const score = (count: number) =>
      compare(a, b, (key) => (key === "phone:+8675586023100" ? count : 1)).score;
    expect(score(2_000)).toBeLessThanOrEqual(score(100));
    expect(score(20)).toBe(score(1));
    const phone = compare(a, b, () => 2_000).evidence.find(({ feature }) => feature === "phone");
    expect(phone?.weight).toBeLessThan(MODEL.weights.phone?.same ?? 0);
  });

  test("names only levels that the model weighs", () => {
    const levels = all.flatMap((a) => all.flatMap((b) => compare(a, b).evidence));
    const unknown = levels.filter(
      ({ feature, level }) => level !== "capped" && MODEL.weights[feature]?.[level] === undefined,
    );
    expect(unknown).toEqual([]);
  });
});

describe("blocking keys", () => {
  test("are few, and every spelling of a customer shares one with another spelling", () => {
    const keyed = SPELLINGS.map(({ who, stated }) => ({
      who,
      id: stated.recordId,
      keys: blockingKeys(normalize(stated.party), codesOf(stated.system, stated.party)).map(({ key }) => key),
    }));
    for (const { who, id, keys } of keyed) {
      expect(keys.length, id).toBeLessThanOrEqual(14);
      const siblings = keyed.filter((other) => other.who === who && other.id !== id);
      expect(
        siblings.some((other) => other.keys.some((key) => keys.includes(key))),
        id,
      ).toBe(true);
    }
  });

  test("meet across scripts, and hash to the same number for ever", () => {
    const keysOf = (name: string) =>
      blockingKeys(normalize(aStatement("r", "s", { name }).party), []).map(({ key }) => key);
    expect(keysOf("深圳市云帆科技有限公司")).toContain("core:yunfan");
    expect(keysOf("Yunfan Tech")).toContain("core:yunfan");
    expect(keyHash("phone:+8675586023100")).toBe(keyHash("phone:+8675586023100"));
    expect(keyHash("core:yunfan")).toBe(KEY_HASH_OF_YUNFAN);
    expect(BigInt.asIntN(64, keyHash("core:yunfan"))).toBe(keyHash("core:yunfan"));
  });
});

/** Written down once: stored keys must be found again by every later version. */
const KEY_HASH_OF_YUNFAN = 6564023545294356360n;
