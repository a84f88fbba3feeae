import { describe, expect, test } from "vitest";
import { decide } from "../../../src/identity/deciding/decide.js";
import { POLICY } from "../../../src/identity/deciding/policy.js";
import { codesOf } from "../../../src/identity/normalizing/code.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import type { ComparableRecord, KnownRecord } from "../../../src/identity/record.js";
import { aStatement } from "../stated.js";

type Short = Parameters<typeof aStatement>[2];

const record = (recordId: string, system: string, short: Short): ComparableRecord => {
  const { party } = aStatement(recordId, system, short);
  return { recordId, system, codes: codesOf(system, party), features: normalize(party) };
};
const known = (customerId: string, recordId: string, short: Short, system = "erp"): KnownRecord => ({
  ...record(recordId, system, short),
  customerId,
});

const PHONE = ["+86 755 8602 3100"];
const FULL = { name: "深圳市云帆科技有限公司", code: "YF-0071", phones: PHONE };

describe("an arriving record", () => {
  test.each<[string, Short, string, readonly KnownRecord[]]>([
    ["that nobody resembles is NEW", FULL, "NEW", []],
    [
      "with the code of a customer is LINKED",
      { name: "云帆采购部", code: "YF-0071" },
      "LINKED",
      [known("a", "1", FULL)],
    ],
    [
      "that is a sister company is NEW",
      { name: "深圳市云帆物流有限公司", phones: PHONE },
      "NEW",
      [known("a", "1", FULL)],
    ],
    ["that is a bare name is in REVIEW", { name: "云帆科技" }, "REVIEW", [known("a", "1", FULL)]],
    [
      "with the code of one customer and the name of nobody is in REVIEW",
      { name: "Brightwater Medical", code: "YF-0071" },
      "REVIEW",
      [known("a", "1", FULL)],
    ],
    [
      "with a phone of its own is not held up by a bare name",
      { name: "云帆科技", phones: PHONE },
      "NEW",
      [known("a", "1", { name: "云帆科技" })],
    ],
    [
      "that cannot tell two customers apart is in REVIEW",
      { name: "云帆", phones: PHONE },
      "REVIEW",
      [
        known("a", "1", FULL),
        known("b", "2", { name: "深圳市云帆物流有限公司", code: "YF-0090", phones: PHONE }),
      ],
    ],
    [
      "with a valid tax id is NEW beside the same name with another",
      { name: "深圳市云帆科技有限公司", taxId: "91440300MA5FYF0716", phones: PHONE },
      "NEW",
      [known("a", "1", { ...FULL, taxId: "91440300MA5FYL0909" })],
    ],
  ])("%s", (_claim, short, outcome, candidates) => {
    const verdict = decide(record("new", "erp", short), candidates, []);
    expect(verdict.outcome).toBe(outcome);
    if (candidates.length > 0) expect(verdict.evidence).not.toEqual([]);
  });

  test("is held against the whole customer, not against its best record alone", () => {
    const stray = known("a", "1", { name: "云帆科技", phones: PHONE });
    const others = ["2", "3", "4"].map((id) =>
      known("a", id, { name: "广州云帆科技有限公司", address: { city: "广州" } }),
    );
    const arriving = record("new", "web", {
      name: "Yunfan Tech",
      phones: PHONE,
      address: { city: "Shenzhen" },
    });
    const alone = decide(arriving, [stray], []);
    const among = decide(arriving, [stray, ...others], []);
    expect(among.score).toBeLessThan(alone.score ?? 0);
  });
});

describe("a record that proves two customers to be one", () => {
  const byPhone = known("b", "1", { name: "Yunfan Tech", phones: PHONE }, "mailbox");
  const byCode = known("a", "2", { name: "深圳市云帆科技有限公司", code: "YF-0071" });
  const both = record("new", "erp", FULL);

  test("merges them", () => {
    const verdict = decide(both, [byPhone, byCode], []);
    expect(verdict).toMatchObject({ outcome: "LINKED" });
    const merged = verdict.outcome === "LINKED" ? [verdict.customerId, ...verdict.alsoMerges].sort() : [];
    expect(merged).toEqual(["a", "b"]);
  });

  test("leaves apart what a steward has separated", () => {
    const verdict = decide(both, [byPhone, byCode], [["a", "b"]]);
    expect(verdict.outcome === "LINKED" ? verdict.alsoMerges : []).toEqual([]);
  });

  test("leaves apart what contradicts itself", () => {
    const other = known("b", "1", { name: "深圳市云帆物流有限公司", phones: PHONE, code: "YF-0090" });
    expect(decide(both, [other, byCode], [])).toMatchObject({
      outcome: "LINKED",
      customerId: "a",
      alsoMerges: [],
    });
  });

  test("merges no more than the policy allows at once", () => {
    const many = Array.from({ length: 9 }, (_, at) => known(`c${at}`, `r${at}`, FULL));
    const verdict = decide(both, many, []);
    expect(verdict.outcome === "LINKED" ? verdict.alsoMerges.length : 0).toBe(POLICY.mergesMax);
  });
});

test("the order of the candidates does not matter", () => {
  const candidates = [
    known("a", "1", FULL),
    known("b", "2", { name: "云帆科技", phones: PHONE }),
    known("c", "3", { name: "广州云帆科技有限公司" }),
  ];
  const arriving = record("new", "web", { name: "Yunfan Tech", phones: PHONE });
  expect(decide(arriving, candidates.toReversed(), [])).toEqual(decide(arriving, candidates, []));
});
