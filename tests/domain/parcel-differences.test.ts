import { expect, test } from "vitest";
import type { SeenParcel } from "../../src/domain/execution.js";
import { type KnownParcel, parcelDifferences } from "../../src/domain/parcel-differences.js";

const LINES = [{ lineNumber: "1", quantity: "3" }];
const SEEN: SeenParcel = {
  ...{ externalId: "S-1", status: "PICKED_UP", carrier: "UPS", trackingNumber: "1Z" },
  ...{ shipTo: null, estimatedDelivery: null, lines: LINES, occurredAt: "2026-11-02T10:00:00Z" },
};
const KNOWN: KnownParcel = {
  ...{ externalId: "S-1", trackingNumber: "1Z", status: "PICKED_UP", lines: LINES },
  statusAt: new Date("2026-11-02T10:00:00Z"),
};
const LATER = new Date("2026-11-03T10:00:00Z");
const AFTER_ALL = new Date("2026-11-04T10:00:00Z");
const EARLIER = new Date("2026-11-01T10:00:00Z");

test.each<[string, KnownParcel[], SeenParcel[], string[]]>([
  ["nothing", [KNOWN], [SEEN], []],
  [
    "nothing, in another spelling",
    [KNOWN],
    [{ ...SEEN, lines: [{ lineNumber: "1", quantity: "3.000" }] }],
    [],
  ],
  ["a parcel known there only", [], [SEEN], ["PARCEL_UNKNOWN_HERE>READ_AGAIN"]],
  ["a parcel that was called off before anybody heard of it", [], [{ ...SEEN, status: "CANCELED" }], []],
  ["a parcel known here only", [KNOWN], [], ["PARCEL_MISSING_THERE>ASK_WAREHOUSE"]],
  ["a parcel that has ended here and is kept no more there", [{ ...KNOWN, status: "DELIVERED" }], [], []],
  [
    "a label that is here what has left there",
    [{ ...KNOWN, status: "LABEL_CREATED", statusAt: EARLIER }],
    [SEEN],
    ["PARCEL_STATUS>READ_AGAIN"],
  ],
  ["a carrier's later word", [{ ...KNOWN, status: "IN_TRANSIT", statusAt: LATER }], [SEEN], []],
  ["what has left does not stand there again", [KNOWN], [{ ...SEEN, status: "LABEL_CREATED" }], []],
  [
    "a label that was called off there",
    [{ ...KNOWN, status: "LABEL_CREATED", statusAt: EARLIER }],
    [{ ...SEEN, status: "CANCELED" }],
    ["PARCEL_STATUS>READ_AGAIN"],
  ],
  [
    "what has left",
    [KNOWN],
    [{ ...SEEN, lines: [{ lineNumber: "1", quantity: "2" }] }],
    ["PARCEL_CONTENTS>READ_AGAIN"],
  ],
  [
    "another line than was told",
    [KNOWN],
    [{ ...SEEN, lines: [...LINES, { lineNumber: "2", quantity: "1" }] }],
    ["PARCEL_CONTENTS>READ_AGAIN"],
  ],
  [
    "what is only packed yet",
    [{ ...KNOWN, status: "LABEL_CREATED" }],
    [{ ...SEEN, status: "LABEL_CREATED", lines: [] }],
    [],
  ],
  [
    "a tracking number that came later",
    [{ ...KNOWN, trackingNumber: null }],
    [SEEN],
    ["PARCEL_TRACKING>READ_AGAIN"],
  ],
  ["a tracking number that only we know", [KNOWN], [{ ...SEEN, trackingNumber: null }], []],
])("differs: %s", (_what, ours, theirs, wanted) => {
  const found = parcelDifferences(ours, theirs, AFTER_ALL);
  expect(found.map(({ aspect, proposal }) => `${aspect}>${proposal}`)).toEqual(wanted);
  expect(new Set(found.map(({ parcel }) => parcel))).toEqual(new Set(wanted.length === 0 ? [] : ["S-1"]));
});

test("news that may still be on its way is no difference, on either side", () => {
  expect(parcelDifferences([], [SEEN], EARLIER)).toEqual([]);
  expect(parcelDifferences([KNOWN], [], EARLIER)).toEqual([]);
});
