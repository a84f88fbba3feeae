import { describe, expect, test } from "vitest";
import { survive } from "../../src/identity/golden/survivorship.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import {
  goldenAddresses,
  goldenAddressHistory,
  goldenAttributes,
  goldenDepartments,
  goldenTexts,
  recordsLeftOut,
} from "../../src/resolvers/golden.js";
import { globalId } from "../../src/schema/global-id.js";
import { anAddress, aStatement } from "../identity/stated.js";

const RECORD = "0190a1c0-0000-7000-8000-000000000001";
const SALEM = { lines: ["1 Elm Road"], city: "Salem", country: "US" };
const { party } = aStatement(RECORD, "shop", {
  ...{ name: "Acme Ltd", department: "Sales", contactName: "Ann Lee", address: SALEM },
});
const stated = {
  ...{ recordId: RECORD, system: "shop", channel: "WEB" as const, version: 3 },
  ...{ statedAt: "2026-03-01T09:00:00.000Z", party, features: normalize(party) },
};
/** As the store gives it back. */
const GOLDEN = JSON.parse(JSON.stringify(survive([stated], {}, 7)));

describe("a golden record as the API shows it", () => {
  test("has every value with its source", () => {
    expect(goldenAttributes(GOLDEN)).toContainEqual({
      ...{ name: "name", value: "Acme Ltd", role: null, current: null, strategy: "COMPLETENESS" },
      ...{ why: "stated by one record", losing: [] },
      source: {
        ...{ connectionId: "shop", channel: "WEB", version: 3, statedAt: new Date(stated.statedAt) },
        sourceRecordId: globalId("SourceRecord", RECORD),
      },
    });
  });

  test("has its addresses with role and time, its departments with what is theirs, and what was left out", () => {
    expect(goldenAddressHistory(GOLDEN)).toMatchObject([
      { address: SALEM, role: "GENERAL", current: true, validFrom: new Date(stated.statedAt), validTo: null },
    ]);
    expect(goldenDepartments(GOLDEN)).toMatchObject([
      { name: "Sales", contacts: ["Ann Lee"], recordIds: [RECORD] },
    ]);
    expect(recordsLeftOut(GOLDEN)).toBe(7);
  });

  test("of an earlier make still shows what it has", () => {
    const address = anAddress(SALEM);
    const old = {
      ...{
        recordId: null,
        system: "shop",
        statedAt: "2026-03-01T09:00:00Z",
        strategy: "RECENCY",
        losing: [],
      },
    };
    const golden = {
      addresses: [{ ...old, value: address, role: "CURRENT" }],
      departments: [{ ...old, value: "Sales" }],
      name: { ...old, value: "Acme" },
    };
    expect(goldenAddresses(golden)).toEqual([address]);
    expect(goldenAddressHistory(golden)).toMatchObject([{ role: "GENERAL", current: false, periods: [] }]);
    expect(goldenDepartments(golden)).toEqual([
      { name: "Sales", contacts: [], phones: [], emails: [], addresses: [], recordIds: [] },
    ]);
    expect(goldenTexts(golden, "name")).toEqual(["Acme"]);
    expect(recordsLeftOut(golden)).toBe(0);
  });

  test.each([null, {}, { addresses: "nonsense", departments: [1], name: null }])(
    "of %j is empty",
    (golden) => {
      expect(goldenAddressHistory(golden)).toEqual([]);
      expect(goldenDepartments(golden)).toEqual([]);
      expect(goldenTexts(golden, "name")).toEqual([]);
    },
  );
});
