import { describe, expect, test } from "vitest";
import { goldenCustomer } from "../../../src/identity/golden/golden-record.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import { type Pins, type SurvivingRecord, survive } from "../../../src/identity/golden/survivorship.js";
import { SURVIVORSHIP_RULES } from "../../../src/identity/golden/survivorship-rules.js";
import { CAST } from "../cast.js";
import { shuffled } from "../driver.js";
import { aStatement } from "../stated.js";

const CHANNEL_OF = {
  erp: "EXECUTION",
  fax: "FAX",
  mailbox: "EMAIL",
  "call-center": "CALL_CENTER",
  "sales-desk": "SALES_DESK",
} as const;

const recordsOf = (who: string): SurvivingRecord[] =>
  (CAST[who] ?? []).map(([system, short], at) => ({
    ...aStatement(`${who}-${at + 1}`, system, short),
    channel: CHANNEL_OF[system as keyof typeof CHANNEL_OF] ?? "WEB",
    statedAt: `2026-03-0${at + 1}T09:00:00Z`,
    features: normalize(aStatement("", system, short).party),
  }));

const yunfan = recordsOf("C1");

describe("the golden record", () => {
  test.each([
    [
      "C1",
      {
        kind: "ORGANIZATION",
        name: "Shenzhen Yunfan Technology Co., Ltd.",
        localName: "深圳市云帆科技有限公司",
        taxId: "91440300MA5FYF0716",
      },
    ],
    ["C4", { name: "Müller & Söhne Maschinenbau GmbH", localName: null, taxId: "DE811907980" }],
    ["C6", { name: "Harbor Street Bakery Supply LLC", localName: null }],
    ["C8", { name: "Jinghong Electronics Taiwan Ltd.", localName: "臺灣晶宏電子股份有限公司" }],
    ["C10", { kind: "PERSON", name: "Amélie Rousseau", phones: ["+33639981240"] }],
  ])("of %s has the full names", (who, expected) => {
    expect(goldenCustomer(survive(recordsOf(who), {}))).toMatchObject(expected);
  });

  test("lists a number once that some state with its country and others do not, and in full", () => {
    const stated = (at: number, phones: string[]): SurvivingRecord => {
      const one = aStatement(`p-${at}`, "fax", { kind: "PERSON", name: "Amélie Rousseau", phones });
      return { ...one, features: normalize(one.party), channel: "FAX", statedAt: `2026-03-0${at}T09:00:00Z` };
    };
    const records = [
      stated(1, ["+33 6 39 98 12 40"]),
      stated(2, ["06 39 98 12 40", "44 55 66"]),
      stated(3, ["01 70 18 99 00"]),
    ];
    const { phones } = survive(records, {});
    expect(phones.map(({ value }) => value).sort()).toEqual(["+33639981240", "0170189900", "445566"]);
    const whole = phones.find(({ value }) => value === "+33639981240");
    expect(whole?.losing.map(({ value }) => value)).toEqual(["0639981240"]);
  });

  test("lists each phone, department, contact and address once, however it is spelled", () => {
    const { phones, departments, contacts, addresses, emails } = survive(yunfan, {});
    expect(phones.map(({ value }) => value)).toEqual(["+8675586023100"]);
    expect(departments.map(({ value }) => value)).toEqual(["purchasing"]);
    expect(contacts).toHaveLength(1);
    expect(addresses.map(({ role, current }) => [role, current])).toEqual([
      ["GENERAL", true],
      ["GENERAL", false],
    ]);
    expect(addresses[0]?.losing.length).toBeGreaterThan(0);
    expect(new Set(emails.map(({ value }) => value))).toEqual(
      new Set(["purchasing@yunfan-tech.example", "li.wei@yunfan-tech.example"]),
    );
  });

  test("puts the address last stated first", () => {
    const moved = yunfan.map((record) =>
      record.recordId === "C1-3" ? { ...record, statedAt: "2026-04-01T09:00:00Z" } : record,
    );
    expect(survive(moved, {}).addresses[0]).toMatchObject({
      recordId: "C1-3",
      current: true,
      strategy: "RECENCY",
    });
  });

  test("says of every value which record states it and what it won against", () => {
    const { name } = survive(yunfan, {});
    expect(name).toMatchObject({
      recordId: "C1-6",
      system: "sales-desk",
      strategy: SURVIVORSHIP_RULES.name.strategy,
    });
    expect(name?.losing.map(({ recordId }) => recordId)).toContain("C1-5");
  });

  test("does not depend on the order of the records", () => {
    for (const seed of [1, 2, 3]) expect(survive(shuffled(yunfan, seed), {})).toEqual(survive(yunfan, {}));
  });

  test("is what it was once a record is taken out again", () => {
    const before = survive(yunfan, {});
    const stranger = recordsOf("C3");
    expect(survive([...yunfan, ...stranger], {})).not.toEqual(before);
    expect(
      survive(
        [...yunfan, ...stranger].filter(({ recordId }) => recordId.startsWith("C1-")),
        {},
      ),
    ).toEqual(before);
  });

  test("believes a fresh word of the shop more than an old one of the ERP", () => {
    const states = (
      recordId: string,
      channel: SurvivingRecord["channel"],
      statedAt: string,
      name: string,
    ): SurvivingRecord => ({
      ...aStatement(recordId, recordId, { name }),
      channel,
      statedAt,
      features: normalize(aStatement(recordId, recordId, { name }).party),
    });
    const old = states("erp", "EXECUTION", "2016-01-01T00:00:00Z", "Nordlicht Elektronik AG");
    const fresh = states("shop", "WEB", "2026-01-01T00:00:00Z", "Nordlicht Electronics AG");
    expect(survive([old, fresh], {}).name?.value).toBe("Nordlicht Electronics AG");
    expect(survive([{ ...old, statedAt: fresh.statedAt }, fresh], {}).name?.value).toBe(
      "Nordlicht Elektronik AG",
    );
  });

  test.each<[Pins, object]>([
    [{ name: "Yunfan" }, { name: { value: "Yunfan", strategy: "PINNED", recordId: null } }],
    [
      { phones: ["+8675500000000"] },
      { phones: [{ value: "+8675500000000", strategy: "PINNED" }, { value: "+8675586023100" }] },
    ],
  ])("keeps what a steward has pinned: %j", (pins, expected) => {
    expect(survive(yunfan, pins)).toMatchObject(expected);
  });

  test("of no records is empty", () => {
    expect(goldenCustomer(survive([], {}))).toMatchObject({
      name: null,
      kind: null,
      emails: [],
      addresses: [],
    });
  });
});
