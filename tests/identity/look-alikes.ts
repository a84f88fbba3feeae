import { blockingKeys } from "../../src/identity/deciding/blocking.js";
import type { SurvivingRecord } from "../../src/identity/golden/survivorship.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize } from "../../src/identity/normalizing/normalize.js";
import type { PastRecord } from "../../src/identity/undoing/judge.js";
import { aStatement } from "./stated.js";

type Short = Parameters<typeof aStatement>[2];

const STREET = { lines: ["12 Harbour Road"], city: "Leeds", postalCode: "LS1 4AP", country: "GB" };
const YARD = { lines: ["7 Mill Yard"], city: "York", postalCode: "YO1 7HH", country: "GB" };

/**
 * A small world of look-alikes: one company under several codes and spellings, its sister, a namesake in
 * another town, and statements that name two of them at once. Which of them a statement joins depends on
 * what was one customer before it came.
 */
const WORLD: readonly (readonly [system: string, short: Short])[] = [
  [
    "erp",
    { name: "Brightwater Medical Ltd", code: "BW-1001", phones: ["+44 113 496 0001"], address: STREET },
  ],
  ["shop", { name: "Brightwater Medical", emails: ["orders@brightwater.example"], address: STREET }],
  ["crm", { name: "Brightwater Medical Limited", code: "C-7781", emails: ["orders@brightwater.example"] }],
  ["fax", { name: "Brightwater", phones: ["+44 113 496 0001"] }],
  ["mail", { name: "Brightwater Medical", otherCodes: [{ system: "erp", value: "BW-1001" }] }],
  [
    "mail",
    {
      ...{ name: "Brightwater Medical Ltd", emails: ["orders@brightwater.example"] },
      otherCodes: [{ system: "erp", value: "BW-2002" }],
    },
  ],
  [
    "erp",
    { name: "Brightwater Logistics Ltd", code: "BW-2002", phones: ["+44 113 496 0002"], address: STREET },
  ],
  [
    "shop",
    { name: "Brightwater Logistics", phones: ["+44 113 496 0002"], emails: ["wh@brightwater.example"] },
  ],
  ["crm", { name: "Brightwater Medical", code: "C-9004", address: YARD, phones: ["+44 1904 496 011"] }],
  ["erp", { name: "Brightwater Medical Ltd", code: "BW-1001", phones: ["+44 1904 496 011"], address: YARD }],
  ["shop", { name: "Brightwater York", phones: ["+44 1904 496 011"], emails: ["york@brightwater.example"] }],
  ["mail", { name: "B. Medical", emails: ["york@brightwater.example", "orders@brightwater.example"] }],
  [
    "erp",
    { name: "Brightwater Logistics Ltd", code: "BW-2002", address: YARD, emails: ["wh@brightwater.example"] },
  ],
  ["fax", { name: "Brightwater Medical", phones: ["+44 113 496 0002"], address: STREET }],
];

/** What is stated of whom, in the words of each system. */
export const LOOK_ALIKES = WORLD.map(([system, short]) => ({
  system,
  party: aStatement("", system, short).party,
}));

export interface LookAlike {
  readonly past: PastRecord;
  readonly stated: SurvivingRecord;
}

/** The records of the world, ready to arrive; `age` gives the ids, which say who is the older customer. */
export function lookAlikes(age: (at: number) => string): LookAlike[] {
  return WORLD.map(([system, short], at) => {
    const recordId = age(at);
    const statement = {
      ...aStatement(recordId, system, short),
      statedAt: `2026-03-${String(at + 1).padStart(2, "0")}`,
    };
    const features = normalize(statement.party);
    const codes = codesOf(system, statement.party);
    const record = { recordId, system, codes, features };
    return {
      past: { record, keys: blockingKeys(features, codes), statedAt: statement.statedAt, foundsAs: recordId },
      stated: { ...statement, features },
    };
  });
}
