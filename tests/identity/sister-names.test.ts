import { describe, expect, test } from "vitest";
import { compare } from "../../src/identity/comparing/compare.js";
import { decide } from "../../src/identity/deciding/decide.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import type { ComparableRecord, KnownRecord } from "../../src/identity/record.js";
import { aStatement } from "./stated.js";

type Short = Parameters<typeof aStatement>[2];

const record = (recordId: string, short: Short): ComparableRecord => {
  const { party } = aStatement(recordId, "erp", { kind: "ORGANIZATION", ...short });
  return { recordId, system: "erp", codes: codesOf("erp", party), features: normalize(party) };
};
const known = (customerId: string, recordId: string, short: Short): KnownRecord => ({
  ...record(recordId, short),
  customerId,
});
const coreLevel = (a: string, b: string): string | undefined =>
  compare(
    record("1", { kind: "ORGANIZATION", name: a }),
    record("2", { kind: "ORGANIZATION", name: b }),
  ).evidence.find(({ feature }) => feature === "core")?.level;

const HOUSE = { lines: ["Goetheplatz 56"], city: "Nürnberg", postalCode: "90401", country: "DE" };
const SWITCHBOARD = { phones: ["+49 911 906 0220"], address: HOUSE };
const TIANJIN = { lines: ["科技路698号"], city: "天津", country: "CN" };

describe("what sisters have in common", () => {
  test.each<[string, Short, Short, string]>([
    [
      "a short name, a switchboard and a building, under another contact",
      { name: "Zöllner & Söhne", contactName: "Anna Süßmann", ...SWITCHBOARD },
      { name: "Spedition Zöllner & Söhne AG", contactName: "Hans Köhler", ...SWITCHBOARD },
      "REVIEW",
    ],
    [
      "a short name and the mailbox of a role, under another phone",
      { name: "Dekker", emails: ["info@dekker.example"], phones: ["+31 10 992 3181"], address: HOUSE },
      {
        ...{ name: "Dekker Auto-onderdelen NV", emails: ["info@dekker.example"] },
        ...{ phones: ["+31 10 986 4682"], address: HOUSE },
      },
      "REVIEW",
    ],
    [
      "another word for the trade, under another phone",
      { name: "银江进出口", phones: ["+86 22 8928 1525"], address: TIANJIN },
      { name: "银江贸易", phones: ["+86 22 8928 7711"], address: TIANJIN },
      "REVIEW",
    ],
    [
      "a building, of a holding and its company",
      { name: "Dekker Holding BV", phones: ["+31 10 992 3181"], address: HOUSE },
      { name: "Dekker Auto-onderdelen NV", phones: ["+31 10 992 3181"], address: HOUSE },
      "NEW",
    ],
    [
      "nothing: the same contact settles it",
      { name: "Zöllner & Söhne", contactName: "Hans Köhler", code: "Z-1", ...SWITCHBOARD },
      { name: "Spedition Zöllner & Söhne AG", contactName: "Hans Köhler", ...SWITCHBOARD },
      "LINKED",
    ],
    [
      "nothing: the mailbox of one person settles it",
      { name: "Dekker", emails: ["l.terpstra@dekker.example"], phones: ["+31 10 992 3181"] },
      {
        ...{ name: "Dekker Auto-onderdelen NV", emails: ["l.terpstra@dekker.example"] },
        phones: ["+31 10 986 4682"],
      },
      "LINKED",
    ],
    [
      "nothing that contradicts",
      { name: "Zöllner & Söhne", ...SWITCHBOARD },
      { name: "Spedition Zöllner & Söhne AG", ...SWITCHBOARD },
      "LINKED",
    ],
  ])("is %s", (_claim, arriving, there, outcome) => {
    expect(decide(record("new", arriving), [known("a", "1", there)], []).outcome).toBe(outcome);
  });

  test("is a translated name, which joins neither of two that trade under different words", () => {
    const trading = known("a", "1", {
      ...{ name: "天津银江贸易有限公司", emails: ["180708343@qq.example"], address: TIANJIN },
    });
    const importing = known("b", "2", {
      ...{ name: "天津银江进出口有限公司", phones: ["+86 22 8928 1525"], address: TIANJIN },
    });
    const both = record("new", {
      name: "Tianjin Yinjiang Trading Co., Ltd.",
      emails: ["180708343@qq.example"],
      phones: ["+86 22 8928 1525"],
      address: { lines: ["No. 698 Keji Road"], city: "Tianjin", country: "CN" },
    });
    const verdict = decide(both, [trading, importing], []);
    expect(verdict.outcome === "LINKED" ? verdict.alsoMerges : []).toEqual([]);
  });

  test("is a short name: tied to one of them by an id it does not join the other", () => {
    const steel = known("a", "1", { name: "Harbor Peak Steel LLC", taxId: "36-9967290", ...SWITCHBOARD });
    const bare = known("b", "2", {
      ...{ name: "Harbor Peak", contactName: "O. Garrison", emails: ["o.garrison@harborpeak.example"] },
      ...SWITCHBOARD,
    });
    const tied = record("new", {
      ...{ name: "Harbor Peak", taxId: "36-9967290", emails: ["office@harborpeak.example"] },
      ...SWITCHBOARD,
    });
    expect(decide(tied, [steel, bare], [])).toMatchObject({
      outcome: "LINKED",
      customerId: "a",
      alsoMerges: [],
    });
  });
});

describe("names of companies", () => {
  test.each<[string, string, string, string]>([
    ["with two numbers are two units", "Kosciusko Center #1", "Kosciusko Center No. 2", "otherNumber"],
    ["with numbers of two notations too", "Kosciusko Center #3", "Kosciusko Center II", "otherNumber"],
    ["of Chinese schools with two numbers are two schools", "育才第一小学", "育才第二小学", "otherNumber"],
    ["with one number in two notations are one", "Kosciusko Center II", "Kosciusko Center #2", "same"],
    ["of which one has no number may be one", "Kosciusko Center", "Kosciusko Center #2", "slip"],
    ["with a word more are no slip of each other", "Red Cross", "Red Cross Auto Vale", "within"],
    ["with another letter are", "Redcrass", "Redcross", "slip"],
  ])("%s", (_claim, a, b, level) => {
    expect(coreLevel(a, b)).toBe(level);
    expect(coreLevel(b, a)).toBe(level);
  });

  test("say their trade through the figures of a scanner", () => {
    const trades = (name: string) =>
      normalize(aStatement("1", "fax", { name }).party).organization?.industries;
    expect(trades("Red Cross Aut0 Parts")).toEqual(trades("Red Cross Auto Parts"));
    expect(trades("Red Cross 1ogistics")).toEqual(["logistics"]);
    // A figure that makes no known word stays what it is.
    expect(normalize(aStatement("1", "fax", { name: "Studio 5b4" }).party).organization?.core).toBe(
      "studio 5b4",
    );
  });
});
