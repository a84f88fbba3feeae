import { expect, test } from "vitest";
import type { PartyStatement } from "../../../src/domain/party.js";
import { blockingKeys } from "../../../src/identity/deciding/blocking.js";
import type { CannotLink } from "../../../src/identity/deciding/decide.js";
import { resolveSet } from "../../../src/identity/deciding/register.js";
import type { ArrivingRecord, Known } from "../../../src/identity/deciding/resolve-set.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";

const nothing: PartyStatement = {
  ...{ code: null, otherCodes: [], kind: null, name: null, department: null, contactName: null },
  ...{ emails: [], phones: [], taxId: null, address: null },
};

/** The same company by name, reached under these numbers. */
function reachedAt(recordId: string, ...phones: string[]): ArrivingRecord {
  const features = normalize({ ...nothing, name: "Harbor Instruments GmbH", phones });
  return { record: { recordId, system: "desk", codes: [], features }, keys: blockingKeys(features, []) };
}

/** Three customers of one record each. */
function known(cannotLink: CannotLink): Known {
  const all = [
    reachedAt("a-sales", "+49 821 7000001"),
    reachedAt("b-works", "+49 30 5550177"),
    reachedAt("c-stores", "+49 40 3688120"),
  ];
  const recordsByKey = new Map<string, string[]>();
  for (const { record, keys } of all) {
    for (const { key } of keys) recordsByKey.set(key, [...(recordsByKey.get(key) ?? []), record.recordId]);
  }
  const records = all.map(({ record }) => ({ ...record, customerId: record.recordId }));
  return { recordsByKey, records, cannotLink };
}

test("who is kept apart from a customer is kept apart from whoever it becomes in the same set", () => {
  const set = [
    reachedAt("d", "+49 30 5550177", "+49 40 3688120"),
    reachedAt("e", "+49 821 7000001", "+49 30 5550177"),
  ];
  const outcomes = (cannotLink: CannotLink) =>
    resolveSet(set, known(cannotLink), (id) => id).map(({ customerId, merges }) => [customerId, ...merges]);
  expect(outcomes([])).toEqual([
    ["b-works", "c-stores"],
    ["a-sales", "b-works"],
  ]);
  const [first, second = []] = outcomes([["a-sales", "c-stores"]]);
  expect(first).toEqual(["b-works", "c-stores"]);
  expect(second).toHaveLength(1);
});
