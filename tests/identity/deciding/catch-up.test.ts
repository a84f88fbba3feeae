import { describe, expect, test } from "vitest";
import type { PartyStatement } from "../../../src/domain/party.js";
import { blockingKeys } from "../../../src/identity/deciding/blocking.js";
import { caughtUp, type Decided } from "../../../src/identity/deciding/catch-up.js";
import { resolveSet } from "../../../src/identity/deciding/register.js";
import {
  type ArrivingRecord,
  type Known,
  worthComparing,
} from "../../../src/identity/deciding/resolve-set.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import type { KnownRecord } from "../../../src/identity/record.js";

const nothing: PartyStatement = {
  ...{ code: null, otherCodes: [], kind: null, name: null, department: null, contactName: null },
  ...{ emails: [], phones: [], taxId: null, address: null },
};

function arriving(recordId: string, party: Partial<PartyStatement>): ArrivingRecord {
  const features = normalize({ ...nothing, ...party });
  return { record: { recordId, system: "desk", codes: [], features }, keys: blockingKeys(features, []) };
}

interface Stored {
  readonly one: ArrivingRecord;
  readonly customerId: string;
}

/** What these records find in the store, as the hub reads it. */
function read(store: readonly Stored[], looking: readonly ArrivingRecord[]): Known {
  const recordsByKey = new Map<string, string[]>();
  for (const { key } of looking.flatMap(({ keys }) => keys)) {
    const ids = store.flatMap(({ one }) =>
      one.keys.some((own) => own.key === key) ? [one.record.recordId] : [],
    );
    if (ids.length > 0) recordsByKey.set(key, ids);
  }
  const near = new Set(looking.flatMap(({ keys }) => worthComparing(keys, recordsByKey)));
  const met = new Set(
    store.flatMap(({ one, customerId }) => (near.has(one.record.recordId) ? [customerId] : [])),
  );
  const records: KnownRecord[] = store
    .filter(({ customerId }) => met.has(customerId))
    .map(({ one, customerId }) => ({ ...one.record, customerId }));
  return { recordsByKey, records, cannotLink: [] };
}

function decided(store: readonly Stored[], set: readonly ArrivingRecord[]): Decided {
  const known = read(store, set);
  return { arriving: set, known, resolutions: resolveSet(set, known, (id) => id) };
}

const after = (store: readonly Stored[], { arriving: set, resolutions }: Decided): Stored[] => [
  ...store,
  ...set.map((one) => ({
    one,
    customerId: resolutions.find(({ recordId }) => recordId === one.record.recordId)?.customerId ?? "",
  })),
];

const harbor = { name: "Harbor Instruments GmbH", emails: ["orders@harbor.example"] };
const old = arriving("a1", { ...harbor, phones: ["+49 821 7000001"] });
const store: Stored[] = [{ one: old, customerId: "a1" }];

describe("what is known to a set after others were written", () => {
  test.each([
    ["their customer is new", [], [arriving("b1", harbor)], [arriving("c1", harbor)]],
    ["their customer was met before", store, [arriving("b1", harbor)], [arriving("c1", harbor)]],
    [
      "only their record leads to their customer",
      store,
      [arriving("b1", { ...harbor, phones: ["+49 30 5550177"] })],
      [arriving("c1", { name: "Harbor Instruments", phones: ["+49 30 5550177"] })],
    ],
  ] as const)("is what reading again would find, where %s", (_where, before, theirs, ours) => {
    const first = decided(before, theirs);
    const seen = read(before, ours);
    const now = read(after(before, first), ours);
    const made = caughtUp(seen, ours, [first]);
    expect(new Map(made?.recordsByKey)).toEqual(now.recordsByKey);
    expect(made?.records).toEqual(now.records);
    expect(seen.records).not.toEqual(now.records);
  });

  test("is left to reading if a record that it leads to was not read", () => {
    const ours = [arriving("c1", harbor)];
    const seen = read(store, ours);
    expect(caughtUp({ ...seen, records: [] }, ours, [])).toBeNull();
  });
});
