import { describe, expect, test } from "vitest";
import { recordsWithEvidence } from "../../../src/identity/deciding/late-evidence.js";
import type { ArrivingRecord, Known, Resolution } from "../../../src/identity/deciding/resolve-set.js";
import type { ComparableRecord, KnownRecord } from "../../../src/identity/record.js";

const FEATURES = {} as ComparableRecord["features"];
const known = (recordId: string, customerId: string): KnownRecord => ({
  ...{ recordId, customerId, system: "shop", codes: [], features: FEATURES },
});
const arriving = (recordId: string, ...keys: string[]): [string, ArrivingRecord] => [
  recordId,
  {
    record: { recordId, system: "shop", codes: [], features: FEATURES },
    keys: keys.map((key) => ({ key, weight: key.startsWith("phone") ? 8 : 3 })),
  },
];
const resolution = (recordId: string, customerId: string, more: Partial<Resolution> = {}): Resolution => ({
  ...{
    recordId,
    customerId,
    outcome: "LINKED",
    score: 9,
    evidence: [],
    merges: [],
    candidateCustomerId: null,
  },
  ...more,
});
const around = (byKey: Record<string, string[]>, ...records: KnownRecord[]): Known => ({
  ...{ recordsByKey: new Map(Object.entries(byKey)), records, cannotLink: [] },
});
const ours = known("a", "A");
const neighbor = known("b", "B");

describe("a decided record brings evidence", () => {
  test.each<[string, boolean, Resolution, string[], Known]>([
    [
      "if it proved two customers to be one",
      true,
      resolution("r", "A", { merges: ["B"] }),
      [],
      around({}, ours),
    ],
    ["if it is in doubt itself", true, resolution("r", "r", { outcome: "REVIEW" }), [], around({}, ours)],
    [
      "if it gives its customer a telling key that a neighbor has",
      true,
      resolution("r", "A"),
      ["phone:1"],
      around({ "phone:1": ["b"] }, ours, neighbor),
    ],
    [
      "not if its customer had that key before",
      false,
      resolution("r", "A"),
      ["phone:1"],
      around({ "phone:1": ["a", "b"] }, ours, neighbor),
    ],
    [
      "not by a weak key",
      false,
      resolution("r", "A"),
      ["token:miller"],
      around({ "token:miller": ["b"] }, ours, neighbor),
    ],
    [
      "not by a key that half the town has",
      false,
      resolution("r", "A"),
      ["phone:1"],
      around(
        { "phone:1": Array.from({ length: 50 }, (_, at) => `n${at}`) },
        ours,
        ...Array.from({ length: 50 }, (_, at) => known(`n${at}`, `N${at}`)),
      ),
    ],
    ["not by a key that it alone has", false, resolution("r", "A"), ["phone:1"], around({}, ours, neighbor)],
    [
      "not if it founds a customer: it was held against everybody just now",
      false,
      resolution("r", "r", { outcome: "NEW" }),
      ["phone:1"],
      around({ "phone:1": ["b"] }, neighbor),
    ],
  ])("%s", (_claim, does, decided, keys, knownAround) => {
    const found = recordsWithEvidence([decided], new Map([arriving("r", ...keys)]), knownAround);
    expect(found).toEqual(does ? ["r"] : []);
  });

  test("to a neighbor that came in the same set", () => {
    const set = [resolution("n", "n", { outcome: "NEW" }), resolution("r", "A")];
    const keyed = new Map([arriving("n", "phone:1"), arriving("r", "phone:1")]);
    expect(recordsWithEvidence(set, keyed, around({}, ours))).toEqual(["r"]);
  });

  test("but not to a neighbor that was merged into its own customer meanwhile", () => {
    const set = [resolution("r", "A"), resolution("m", "A", { merges: ["B"] })];
    const keyed = new Map([arriving("r", "phone:1"), arriving("m")]);
    const found = recordsWithEvidence(set, keyed, around({ "phone:1": ["b"] }, ours, neighbor));
    expect(found).toEqual(["m"]);
  });
});
