import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fulfillmentStatusOf,
  isDelivered,
  isOlderVersion,
  laterStatus,
  type Progress,
  returnStatusOf,
  shippedOf,
} from "../../src/domain/fulfillment.js";
import { type ReturnStatus, SHIPMENT_STATUSES, type ShipmentStatus } from "../../src/domain/vocabulary.js";

const parcel = (status: ShipmentStatus, ...lines: (readonly [string, string])[]) => ({
  status,
  lines: lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity })),
});
const progress = (fields: Partial<Progress>): Progress => ({
  lines: [
    { lineNumber: "1", quantity: "10" },
    { lineNumber: "2", quantity: "0.5" },
  ],
  ...{ onHold: false, fulfillmentOrders: [], shipments: [] },
  ...fields,
});

const STATUSES: readonly (readonly [string, Partial<Progress>, string, boolean])[] = [
  ["nothing has happened", {}, "UNFULFILLED", false],
  ["the work order is open", { fulfillmentOrders: ["OPEN"] }, "UNFULFILLED", false],
  ["it is being picked", { fulfillmentOrders: ["IN_PROGRESS"] }, "IN_PROGRESS", false],
  ["a label is printed", { shipments: [parcel("LABEL_CREATED")] }, "IN_PROGRESS", false],
  ["a label is canceled", { shipments: [parcel("CANCELED")] }, "UNFULFILLED", false],
  ["we have stopped it", { onHold: true, shipments: [parcel("LABEL_CREATED")] }, "ON_HOLD", false],
  ["they have stopped it", { fulfillmentOrders: ["ON_HOLD"] }, "ON_HOLD", false],
  ["a part has left", { shipments: [parcel("IN_TRANSIT", ["1", "4"])] }, "PARTIALLY_FULFILLED", false],
  [
    "a part has left, and the rest is stopped",
    { onHold: true, shipments: [parcel("IN_TRANSIT", ["1", "4"])] },
    "PARTIALLY_FULFILLED",
    false,
  ],
  [
    "two parcels hold it all",
    { shipments: [parcel("DELIVERED", ["1", "4"]), parcel("IN_TRANSIT", ["1", "6"], ["2", "0.50"])] },
    "FULFILLED",
    false,
  ],
  ["a parcel without a list is everything", { shipments: [parcel("DELIVERED")] }, "FULFILLED", true],
  ["it has come back", { shipments: [parcel("RETURNED")] }, "FULFILLED", false],
];
test.each(STATUSES)("how far an order is when %s", (_name, fields, status, delivered) => {
  expect(fulfillmentStatusOf(progress(fields))).toBe(status);
  expect(isDelivered(progress(fields))).toBe(delivered);
});

test("what has left is counted line by line, and labels do not count", () => {
  const shipments = [
    parcel("LABEL_CREATED", ["1", "9"]),
    parcel("DELIVERED", ["1", "2.5"]),
    parcel("LOST", ["1", "1"]),
  ];
  expect(Object.fromEntries(shippedOf(progress({ shipments })))).toEqual({ "1": "3.5", "2": "0" });
});

const RETURNS: readonly (readonly [readonly ReturnStatus[], string])[] = [
  [[], "NO_RETURN"],
  [["DECLINED", "CANCELED"], "NO_RETURN"],
  [["REQUESTED", "DECLINED"], "RETURN_REQUESTED"],
  [["REQUESTED", "IN_TRANSIT"], "IN_PROGRESS"],
  [["RECEIVED", "APPROVED"], "IN_PROGRESS"],
  [["RECEIVED", "CLOSED"], "RETURNED"],
];
test.each(RETURNS)("returns %j make the order %s", (statuses, expected) => {
  expect(returnStatusOf(statuses)).toBe(expected);
});

describe("the state of a parcel", () => {
  const seen = (status: ShipmentStatus, minute: number) => ({
    status,
    occurredAt: new Date(minute * 60_000),
  });
  type Seen = ReturnType<typeof seen>;
  const outcome = (events: readonly Seen[]): ShipmentStatus | undefined =>
    events.reduce<Seen | null>((known, next) => laterStatus(known, next), null)?.status;

  const PAIRS: readonly (readonly [string, Seen, Seen, ShipmentStatus])[] = [
    ["a later event", seen("IN_TRANSIT", 1), seen("DELIVERED", 2), "DELIVERED"],
    ["an earlier event that comes late", seen("DELIVERED", 2), seen("IN_TRANSIT", 1), "DELIVERED"],
    [
      "a way back after it was delivered",
      seen("DELIVERED", 2),
      seen("RETURN_TO_SENDER", 3),
      "RETURN_TO_SENDER",
    ],
    [
      "a second try after a failed one",
      seen("DELIVERY_FAILED", 2),
      seen("OUT_FOR_DELIVERY", 3),
      "OUT_FOR_DELIVERY",
    ],
    ["a label printed after it has left", seen("IN_TRANSIT", 2), seen("LABEL_CREATED", 3), "IN_TRANSIT"],
    ["leaving, by a clock that is slow", seen("LABEL_CREATED", 3), seen("PICKED_UP", 2), "PICKED_UP"],
    ["something unknown", seen("IN_TRANSIT", 2), seen("UNKNOWN", 3), "IN_TRANSIT"],
    ["anything after something unknown", seen("UNKNOWN", 3), seen("IN_TRANSIT", 2), "IN_TRANSIT"],
    ["one minute, out first", seen("OUT_FOR_DELIVERY", 2), seen("DELIVERED", 2), "DELIVERED"],
    ["one minute, delivered first", seen("DELIVERED", 2), seen("OUT_FOR_DELIVERY", 2), "DELIVERED"],
  ];
  test.each(PAIRS)("follows %s", (_name, known, next, expected) => {
    expect(laterStatus(known, next).status).toBe(expected);
  });

  test("does not depend on the order in which its events arrive", () => {
    const event = fc.record({
      status: fc.constantFrom(...SHIPMENT_STATUSES),
      minute: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 6 }), fc.integer(), (events, seed) => {
        const inOrder = events.map(({ status, minute }) => seen(status, minute));
        const shuffled = inOrder
          .map((one, at) => ({ one, key: Math.sin(seed + at * 7) }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(outcome(shuffled)).toBe(outcome(inOrder));
        expect(outcome([...inOrder, ...inOrder])).toBe(outcome(inOrder));
      }),
    );
  });
});

const VERSIONS: readonly (readonly [string | null, string | null, boolean])[] = [
  ["9", "10", true],
  ["10", "9", false],
  ["000009", "10", true],
  ["10", "10", false],
  ["2026-01-01", "2026-01-02", true],
  [null, "1", false],
  ["1", null, false],
];
test.each(VERSIONS)("version %j is older than %j: %j", (next, known, expected) => {
  expect(isOlderVersion(next, known)).toBe(expected);
});
