import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ADDRESS_ROLES, type AddressRole, CONNECTION_SIDES } from "../../../src/domain/vocabulary.js";
import { SURVIVORSHIP_TABLE } from "../../../src/flows/identity/survivorship-table.js";
import type { GoldenRecord, GoldenValue } from "../../../src/identity/golden/golden-record.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import { type Pins, type SurvivingRecord, survive } from "../../../src/identity/golden/survivorship.js";
import { CHANNEL_TRUST, SURVIVORSHIP_RULES } from "../../../src/identity/golden/survivorship-rules.js";
import { seededRandom } from "../../support/seeded.js";
import { anAddress, aParty, aStatement } from "../stated.js";

type Short = Parameters<typeof aStatement>[2];
const MINUTE_MS = 60_000;
const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1) + minute * MINUTE_MS).toISOString();

/** One statement a minute, by whichever channel. */
function stated(
  minute: number,
  short: Short,
  channel: SurvivingRecord["channel"] = "WEB",
  addressRole?: AddressRole,
): SurvivingRecord {
  const { party } = aStatement("", "", short);
  const recordId = `r${String(minute).padStart(4, "0")}`;
  return {
    ...{ recordId, system: channel.toLowerCase(), channel, version: minute + 1, statedAt: at(minute) },
    party: addressRole === undefined ? party : { ...party, addressRole },
    features: normalize(party),
  };
}

const address = (road: number) => ({ lines: [`${road} Elm Road`], city: "Salem", country: "US" });
const standing = ({ addresses }: GoldenRecord) =>
  addresses.map(({ value, role, current, validFrom, validTo }) => [
    value.lines[0],
    role,
    current,
    validFrom,
    validTo,
  ]);

describe("an address", () => {
  test("ends when another one of its role begins, and comes back when it is stated again", () => {
    const golden = survive([
      stated(1, { address: address(1) }),
      stated(5, { address: address(2) }),
      stated(9, { address: address(1) }),
    ]);
    expect(standing(golden)).toEqual([
      ["1 Elm Road", "GENERAL", true, at(9), null],
      ["2 Elm Road", "GENERAL", false, at(5), at(9)],
    ]);
    expect(golden.addresses[0]?.periods).toEqual([
      { from: at(1), to: at(5) },
      { from: at(9), to: null },
    ]);
  });

  test("of another role does not end it", () => {
    const golden = survive([
      stated(1, { address: address(1) }, "EDI", "REGISTERED"),
      stated(2, { address: address(2) }, "EDI", "BILLING"),
      stated(3, { address: address(3) }, "WEB"),
      stated(4, { address: address(4) }, "EDI", "BILLING"),
    ]);
    expect(standing(golden)).toEqual([
      ["3 Elm Road", "GENERAL", true, at(3), null],
      ["1 Elm Road", "REGISTERED", true, at(1), null],
      ["4 Elm Road", "BILLING", true, at(4), null],
      ["2 Elm Road", "BILLING", false, at(2), at(4)],
    ]);
  });

  test("that is only spelled otherwise goes on, in its fullest spelling", () => {
    const golden = survive([
      stated(1, { address: { lines: ["1 Elm Road"], city: "Salem" } }),
      stated(2, { address: { lines: ["1 Elm Rd"], city: "Salem", postalCode: "97301", country: "US" } }),
    ]);
    expect(standing(golden)).toEqual([["1 Elm Rd", "GENERAL", true, at(1), null]]);
    expect(golden.addresses[0]).toMatchObject({
      recordId: "r0002",
      why: "stated by 2 records; the fullest of 2 spellings",
      losing: [{ recordId: "r0001", channel: "WEB", version: 2 }],
    });
  });

  test("is one address whether a source writes the district with the town, and in whichever script", () => {
    const golden = survive([
      stated(1, { address: { lines: ["No. 8 Gaoxin South 1st Road"], city: "Shenzhen", country: "CN" } }),
      stated(2, {
        address: { lines: ["高新南一道8号"], city: "深圳市南山区", postalCode: "518057", country: "CN" },
      }),
      stated(3, { address: { lines: ["高新南一道8号"], postalCode: "518057", country: "CN" } }),
      stated(4, {
        address: { lines: ["高新南一道8号"], city: "广州市", postalCode: "510000", country: "CN" },
      }),
    ]);
    expect(golden.addresses.map(({ periods }) => periods)).toEqual([
      [{ from: at(4), to: null }],
      [{ from: at(1), to: at(4) }],
    ]);
  });

  test("that a steward has fixed stands for whatever comes, and what stood there ends", () => {
    const fixed = anAddress({ lines: ["7 Elm Road"], city: "Salem" });
    const golden = survive(
      [stated(1, { address: address(1) }), stated(2, { address: address(2) }, "EDI", "BILLING")],
      { addresses: [fixed] },
    );
    expect(standing(golden)).toEqual([
      ["7 Elm Road", "GENERAL", true, null, null],
      ["2 Elm Road", "BILLING", true, at(2), null],
      ["1 Elm Road", "GENERAL", false, at(1), null],
    ]);
  });

  test("is current once per role that was ever stated, and its times neither overlap nor leave a gap", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed);
      const pick = (end: number): number => Math.floor(random() * end);
      const records = Array.from({ length: 1 + pick(25) }, (_, minute) =>
        stated(
          minute,
          { address: address(1 + pick(4)) },
          CONNECTION_SIDES[pick(CONNECTION_SIDES.length)],
          random() < 0.3 ? undefined : ADDRESS_ROLES[pick(ADDRESS_ROLES.length)],
        ),
      );
      const { addresses } = survive(records);
      for (const role of new Set(records.map(({ party }) => party.addressRole ?? "GENERAL"))) {
        const own = addresses.filter((one) => one.role === role);
        expect(own.filter(({ current }) => current)).toHaveLength(1);
        const last = records.filter(({ party }) => (party.addressRole ?? "GENERAL") === role).at(-1);
        expect(own.find(({ current }) => current)?.value).toEqual(last?.party.address);
        const periods = own.flatMap((one) => one.periods).sort((a, b) => (a.from < b.from ? -1 : 1));
        expect(periods.map(({ to }) => to)).toEqual([...periods.slice(1).map(({ from }) => from), null]);
        for (const { validFrom, validTo, periods: spans } of own)
          expect(spans.at(-1)).toEqual({ from: validFrom, to: validTo });
      }
    }
  });
});

describe("a department", () => {
  const NAME = "深圳市云帆科技有限公司";
  const records = [
    stated(
      1,
      { name: NAME, department: "采购部", contactName: "李伟", phones: ["+86 755 8602 3100"] },
      "EMAIL",
    ),
    stated(2, {
      name: NAME,
      department: "Purchasing",
      emails: ["buy@yunfan-tech.example"],
      address: address(1),
    }),
    stated(3, { name: NAME, department: "财务部", contactName: "陈静" }),
    stated(4, { name: NAME, emails: ["info@yunfan-tech.example"] }),
  ];

  test("has the contacts, numbers and addresses of the records that name it, however they call it", () => {
    const { departments } = survive(records);
    expect(departments).toMatchObject([
      {
        ...{ contacts: ["李伟"], phones: ["+8675586023100"], emails: ["buy@yunfan-tech.example"] },
        addresses: [{ lines: ["1 Elm Road"] }],
        recordIds: ["r0001", "r0002"],
        why: expect.stringContaining("stated by 2 records, the next by 1"),
      },
      { value: "财务部", contacts: ["陈静"], phones: [], emails: [], addresses: [], recordIds: ["r0003"] },
    ]);
    expect(["采购部", "Purchasing"]).toContain(departments[0]?.value);
  });

  test("that a steward has named comes first, with what records say of that name", () => {
    const { departments } = survive(records, { departments: ["财务部", "Board"] });
    expect(departments.map(({ value, strategy, contacts }) => [value, strategy, contacts])).toEqual([
      ["财务部", "PINNED", ["陈静"]],
      ["Board", "PINNED", []],
      [expect.any(String), "FREQUENCY", ["李伟"]],
    ]);
  });
});

describe("the provenance of a golden value", () => {
  const name = (records: readonly SurvivingRecord[], pins: Pins = {}) => survive(records, pins).name;

  test("names record, version, channel, rule and reason, and every value it won over", () => {
    const golden = name([
      stated(1, { name: "Harbor Street Bakery" }, "FAX"),
      stated(2, { name: "Harbor Street Bakery Supply LLC" }, "EMAIL"),
      stated(3, { name: "Harbor St Bakery" }, "CALL_CENTER"),
    ]);
    expect(golden).toEqual({
      ...{ value: "Harbor Street Bakery Supply LLC", recordId: "r0002", version: 3, system: "email" },
      ...{ channel: "EMAIL", statedAt: at(2), strategy: "COMPLETENESS" },
      why: "it says more than the next",
      losing: [
        expect.objectContaining({
          value: "Harbor St Bakery",
          channel: "CALL_CENTER",
          recordId: "r0003",
          version: 4,
        }),
        expect.objectContaining({
          value: "Harbor Street Bakery",
          channel: "FAX",
          recordId: "r0001",
          version: 2,
        }),
      ],
    });
  });

  test.each<[string, readonly SurvivingRecord[], string]>([
    ["alone", [stated(1, { name: "Acme Ltd" })], "stated by one record"],
    [
      "by trust",
      [stated(1, { name: "Acme Ltd" }, "FAX"), stated(1440, { name: "Acmé Ltd" }, "EDI")],
      "as full as the next; EDI is trusted more: 0.90 against 0.40 of FAX, age counted",
    ],
    [
      "by date",
      [stated(1, { name: "Acme Ltd" }), stated(2880, { name: "Acmé Ltd" })],
      "as full as the next; WEB said so on 2026-03-03, and trust in what it said on 2026-03-01 has aged more",
    ],
    [
      "by nothing but the id",
      [stated(1, { name: "Acme Ltd" }), { ...stated(1, { name: "Acmé Ltd" }), recordId: "r9" }],
      "as full as the next; nothing tells them apart, so the smaller record id decides",
    ],
  ])("says why it won %s", (_claim, records, why) => {
    expect(name(records)?.why).toBe(why);
  });

  test("of a pin has the values it stands before", () => {
    const golden = name([stated(1, { name: "Harbor Street Bakery" }), stated(2, { name: "HSB Ltd" })], {
      name: "HSB",
    });
    expect(golden).toMatchObject({
      value: "HSB",
      strategy: "PINNED",
      recordId: null,
      why: "a steward fixed it",
    });
    expect(golden?.losing.map(({ value }) => value).sort()).toEqual(["HSB Ltd", "Harbor Street Bakery"]);
  });

  test("is complete for every value of a large record, and its losing values are never itself", () => {
    const golden = survive(
      Array.from({ length: 60 }, (_, minute) =>
        stated(
          minute,
          {
            ...{ code: `C-${minute % 7}`, name: `Acme ${minute % 5} Ltd`, taxId: "DE811907980" },
            ...{ phones: [`+49 40 55501${10 + (minute % 9)}`], emails: [`a${minute % 4}@acme.example`] },
            ...{ contactName: `Ann Lee${minute % 3}`, department: "Sales", address: address(minute % 6) },
          },
          CONNECTION_SIDES[minute % CONNECTION_SIDES.length],
        ),
      ),
    );
    const values = Object.entries(golden).flatMap(([name, value]): GoldenValue<unknown>[] =>
      name === "basis" || value === null ? [] : ([value].flat() as GoldenValue<unknown>[]),
    );
    expect(values.length).toBeGreaterThan(30);
    for (const { value, why, losing, ...from } of values) {
      expect(from).toMatchObject({
        recordId: expect.any(String),
        system: expect.any(String),
        statedAt: expect.any(String),
      });
      expect(from).toMatchObject({
        channel: expect.any(String),
        version: expect.any(Number),
        strategy: expect.any(String),
      });
      expect(why).not.toBe("");
      expect(losing.map((one) => JSON.stringify(one.value))).not.toContain(JSON.stringify(value));
    }
  });

  test("says how many records were not looked at", () => {
    expect(survive([stated(1, {})], {}, 12).basis).toEqual({ records: 1, leftOut: 12 });
  });
});

describe("the rules", () => {
  test("trust every channel from nothing to fully, and age what they say by whole days", () => {
    for (const { trust, halfLifeDays } of Object.values(SURVIVORSHIP_RULES)) {
      for (const share of Object.values({ ...CHANNEL_TRUST, ...trust })) {
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(halfLifeDays === null || Number.isInteger(halfLifeDays)).toBe(true);
    }
  });

  test("are the table that the page about them shows", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../docs/golden-record.md"), "utf8");
    const shown = page.split("\n").filter((line) => /^\| [a-zA-Z]+ \| [A-Z_]+ \|/.test(line));
    expect(shown).toEqual(
      SURVIVORSHIP_TABLE.map(
        ({ attribute, strategy, isList, halfLifeDays, tieBreakers }) =>
          `| ${attribute} | ${strategy} | ${isList ? "all" : "one"} | ${halfLifeDays ?? "never"} | ${tieBreakers.join(", ")} |`,
      ),
    );
    for (const [channel, trust] of Object.entries(CHANNEL_TRUST))
      expect(page).toContain(`${channel} ${trust}`);
  });

  test("speak of every attribute of the golden record, and of no other", () => {
    const { basis: _basis, ...attributes } = survive([]);
    expect(Object.keys(SURVIVORSHIP_RULES).sort()).toEqual(Object.keys(attributes).sort());
    expect(aParty({}).addressRole).toBeUndefined();
  });
});
