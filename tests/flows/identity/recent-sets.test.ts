import { describe, expect, test } from "vitest";
import type { DecidedSet } from "../../../src/flows/identity/decide-set.js";
import { rememberSets } from "../../../src/flows/identity/recent-sets.js";
import { KEY_RECORDS_MAX } from "../../../src/identity/deciding/resolve-set.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";

const features = normalize({
  ...{ code: null, otherCodes: [], kind: null, name: "Anybody", department: null, contactName: null },
  ...{ emails: [], phones: [], taxId: null, address: null },
});

/** A set of one record with these keys that has met these customers and gone to one of them. */
function set(keys: readonly string[], customers: readonly string[] = [], sharers = 1): DecidedSet {
  const [customerId = "new"] = customers;
  const record = { recordId: "r", system: "s", codes: [], features };
  const decided = { recordId: "r", outcome: "LINKED" as const, score: 9, evidence: [], merges: [] };
  return {
    modelVersion: "any",
    arriving: [{ record, keys: keys.map((key) => ({ key, weight: 1 })) }],
    known: {
      recordsByKey: new Map(keys.map((key) => [key, Array.from({ length: sharers }, () => "x")])),
      records: customers.map((id) => ({ ...record, recordId: `of ${id}`, customerId: id })),
      cannotLink: [],
    },
    resolutions: [{ ...decided, customerId, candidateCustomerId: null }],
  };
}

describe("a set that was decided before its turn", () => {
  test("stands if nothing was decided meanwhile", () => {
    expect(rememberSets().meeting(set(["a"]), "7", "7")).toEqual([]);
  });

  test("stands after sets of this process with which it shares nothing", () => {
    const recent = rememberSets();
    recent.add(set(["b"], ["B"]), "7", "8");
    recent.add(set(["c"], ["C"]), "8", "11");
    expect(recent.meeting(set(["a"], ["A"]), "7", "11")).toEqual([]);
    expect(recent.last()).toBe("11");
  });

  test.each([
    ["shares a key with one of them", set(["b"], ["A"])],
    ["has met a customer to whom one of them brought a record", set(["a"], ["A", "B"])],
  ])("has to catch up with all of them if it %s", (_why, mine) => {
    const recent = rememberSets();
    const [first, second] = [set(["b"], ["B"]), set(["c"], ["C"])];
    recent.add(first, "7", "8");
    recent.add(second, "8", "11");
    expect(recent.meeting(mine, "7", "11")).toEqual([first, second]);
    expect(recent.meeting(mine, "8", "11")).toEqual([]);
  });

  test("has to be read again if somebody else acted in between, or before anything is known", () => {
    const recent = rememberSets();
    recent.add(set(["b"]), "7", "8");
    recent.add(set(["c"]), "9", "10");
    expect(recent.meeting(set(["a"]), "7", "10")).toBeNull();
    expect(recent.meeting(set(["a"]), "6", "8")).toBeNull();
    expect(rememberSets().meeting(set(["a"]), null, "8")).toBeNull();
    expect(rememberSets().meeting(set(["a"]), null, null)).toEqual([]);
  });

  test("is not disturbed by a key that is crowded and stays so", () => {
    const recent = rememberSets();
    recent.add(set(["hotline"], ["B"]), "7", "8");
    expect(recent.meeting(set(["hotline"], ["A"], KEY_RECORDS_MAX), "7", "8")).toHaveLength(1);
    expect(recent.meeting(set(["hotline"], ["A"], KEY_RECORDS_MAX + 1), "7", "8")).toEqual([]);
  });
});
