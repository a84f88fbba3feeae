import { describe, expect, test } from "vitest";
import { blockingKeys } from "../../../src/identity/deciding/blocking.js";
import { factionsOf } from "../../../src/identity/deciding/factions.js";
import { POLICY, type Policy, UNATTENDED_POLICY } from "../../../src/identity/deciding/policy.js";
import { openRegister } from "../../../src/identity/deciding/register.js";
import type { ArrivingRecord } from "../../../src/identity/deciding/resolve-set.js";
import { codesOf } from "../../../src/identity/normalizing/code.js";
import { normalize, type StatedDetails } from "../../../src/identity/normalizing/normalize.js";
import { aStatement } from "../stated.js";

type Short = Parameters<typeof aStatement>[2];

const arriving = (recordId: string, short: Short, details: StatedDetails = {}): ArrivingRecord => {
  const { party } = aStatement(recordId, "list", { kind: "PERSON", ...short });
  const features = normalize(party, details);
  const codes = codesOf("list", party);
  return {
    record: { recordId, system: "list", codes, features },
    keys: blockingKeys(features, codes),
  };
};

/** The clusters that these records end in, each as one text. */
function clusters(records: readonly ArrivingRecord[], policy: Policy): string[] {
  let customers = 0;
  const nothing = { recordsByKey: new Map(), records: [], cannotLink: [] };
  const register = openRegister(nothing, () => `c${String(++customers).padStart(3, "0")}`, policy);
  for (const record of records) register.followUp(register.decide(record));
  const groups = new Map<string, string[]>();
  for (const [id, customer] of register.customers())
    groups.set(customer, [...(groups.get(customer) ?? []), id]);
  return [...groups.values()].map((ids) => ids.sort().join(" ")).sort();
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

const HOUSE = { lines: ["1304 Poppy Hills Dr"], city: "Blacklick", region: "OH", postalCode: "43004" };
const MAILBOX = { emails: ["kusha123@hmail.example"], address: HOUSE };
/** Twins at one address with one mailbox, and a record that has the number of one of them and no name. */
const TWINS = [
  arriving("mark", { name: "Mark Kusha", ...MAILBOX }, { birthDate: "1997-09-28" }),
  arriving("marsha", { name: "Marsha Kusha", taxId: "201-77-7719", ...MAILBOX }, { birthDate: "1997-09-28" }),
  arriving("nameless", { kind: null, taxId: "201-77-7719", ...MAILBOX }),
];

describe("where nobody is asked", () => {
  test.each(
    permutations(TWINS).map((records) => [records.map(({ record }) => record.recordId).join(", "), records]),
  )("a nameless record ends with the twin whose number it has: %s", (_order, records) => {
    expect(clusters(records as ArrivingRecord[], UNATTENDED_POLICY)).toEqual(["mark", "marsha nameless"]);
  });

  test("what came first decides, if nothing is looked at again", () => {
    const [mark, marsha, nameless] = TWINS as [ArrivingRecord, ArrivingRecord, ArrivingRecord];
    const once = { ...UNATTENDED_POLICY, reopens: false };
    expect(clusters([nameless, mark, marsha], once)).not.toEqual(clusters([marsha, mark, nameless], once));
  });
});

test("a hub that asks reopens nothing", () => {
  expect(POLICY.reopens).toBe(false);
});

describe("a customer", () => {
  const apart = (a: string, b: string): number => (a[0] === b[0] ? 3 : -4);
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "whose halves contradict each other falls into them",
      ["a1", "b1", "a2", "b2", "b3"],
      ["a1 a2", "b1 b2 b3"],
    ],
    ["whose records agree holds together", ["a1", "a2", "a3"], ["a1 a2 a3"]],
    ["of one record is one part", ["a1"], ["a1"]],
    ["of no record has no part", [], []],
  ])("%s", (_claim, members, parts) => {
    const found = factionsOf(members, apart, -1);
    expect(found.map((part) => part.sort().join(" ")).sort()).toEqual(parts);
  });

  test("is not split by one stray disagreement", () => {
    const stray = (a: string, b: string): number => (`${a}${b}` === "21" || `${a}${b}` === "12" ? -4 : 3);
    expect(factionsOf(["1", "2", "3", "4"], stray, -1)).toHaveLength(1);
  });
});
