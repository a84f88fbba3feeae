import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exceptionsOf, type Heard, parcelStateOf } from "../../src/domain/parcel-state.js";
import { splitOf } from "../../src/domain/split-shipment.js";
import { type ExceptionReason, SHIPMENT_STATUSES, type ShipmentStatus } from "../../src/domain/vocabulary.js";

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 6, 8, minute));
const heard = (
  minute: number,
  status: ShipmentStatus,
  reason: ExceptionReason | null = null,
  corrected = false,
): Heard => ({ status, reason, occurredAt: at(minute), correctedAt: corrected ? at(59) : null });

describe("where a parcel stands", () => {
  test("is derived from what still holds", () => {
    const all = [heard(1, "LABEL_CREATED"), heard(5, "PICKED_UP"), heard(30, "DELIVERED", null, true)];
    expect(parcelStateOf(all)).toEqual({
      ...{
        status: "PICKED_UP",
        statusAt: at(5),
        reason: null,
        shippedAt: at(5),
        deliveredAt: null,
        newsAt: at(5),
      },
    });
  });

  test("goes back into the house if the pick-up is taken back, and only then", () => {
    const label = heard(1, "LABEL_CREATED");
    expect(parcelStateOf([label, heard(5, "PICKED_UP", null, true)])?.status).toBe("LABEL_CREATED");
    expect(parcelStateOf([heard(5, "PICKED_UP"), heard(9, "LABEL_CREATED")])?.status).toBe("PICKED_UP");
  });

  test("keeps why it failed until it is delivered", () => {
    const failed = [heard(5, "PICKED_UP"), heard(10, "DELIVERY_FAILED", "RECIPIENT_MOVED")];
    expect(parcelStateOf([...failed, heard(20, "RETURN_TO_SENDER")])?.reason).toBe("RECIPIENT_MOVED");
    expect(parcelStateOf([...failed, heard(20, "DELIVERED")])?.reason).toBeNull();
  });

  test("is nothing where nothing holds", () => {
    expect(parcelStateOf([heard(5, "PICKED_UP", null, true)])).toBeNull();
  });

  test("is of the last word that tells nothing, where all of them are such", () => {
    const words = [heard(1, "UNKNOWN"), heard(5, "UNKNOWN"), heard(3, "UNKNOWN")];
    expect(parcelStateOf(words)).toMatchObject({ status: "UNKNOWN", statusAt: at(5) });
  });

  test("does not depend on the order of arrival, nor on hearing a thing twice", () => {
    const one = fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(...SHIPMENT_STATUSES), fc.boolean())
      .map(([minute, status, corrected]) => heard(minute, status, null, corrected));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (events, picks) => {
        const shuffled = [...events, ...events]
          .map((event) => ({ event, place: picks.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ event }) => event);
        expect(parcelStateOf(shuffled)).toEqual(parcelStateOf(events));
      }),
    );
  });
});

describe("what went wrong with a parcel", () => {
  const CASES: readonly (readonly [
    string,
    readonly Heard[],
    readonly (readonly [string, number, number | null])[],
  ])[] = [
    ["nothing", [heard(5, "PICKED_UP"), heard(9, "DELIVERED")], []],
    ["a delay that is over", [heard(5, "DELAYED"), heard(9, "IN_TRANSIT")], [["DELAYED", 5, 9]]],
    ["a delay that is not", [heard(5, "DELAYED")], [["DELAYED", 5, null]]],
    [
      "one that is told of twice",
      [heard(5, "ON_HOLD", "CUSTOMS"), heard(6, "ON_HOLD", "CUSTOMS"), heard(9, "IN_TRANSIT")],
      [["ON_HOLD", 5, 9]],
    ],
    [
      "a failure that leads to the way back, which mends nothing",
      [
        heard(5, "DELIVERY_FAILED"),
        heard(9, "RETURN_TO_SENDER"),
        heard(12, "IN_TRANSIT"),
        heard(20, "RETURNED"),
      ],
      [
        ["DELIVERY_FAILED", 5, null],
        ["RETURN_TO_SENDER", 9, null],
      ],
    ],
    [
      "a way back that was none",
      [heard(9, "RETURN_TO_SENDER"), heard(20, "DELIVERED")],
      [["RETURN_TO_SENDER", 9, 20]],
    ],
    ["one that was taken back", [heard(5, "LOST", null, true), heard(9, "IN_TRANSIT")], []],
    [
      "the same again after it was over",
      [heard(5, "DELAYED"), heard(9, "IN_TRANSIT"), heard(12, "DELAYED")],
      [
        ["DELAYED", 5, 9],
        ["DELAYED", 12, null],
      ],
    ],
  ];
  test.each(CASES)("%s", (_name, events, expected) => {
    const minute = (date: Date | null): number | null => (date === null ? null : date.getUTCMinutes());
    const found = exceptionsOf([...events].reverse());
    expect(found.map((one) => [one.status, minute(one.since), minute(one.resolvedAt)])).toEqual(expected);
  });
});

describe("which parcel holds what", () => {
  const lines = [
    { lineNumber: "1", quantity: "10" },
    { lineNumber: "2", quantity: "0.5" },
  ];
  const parcel = (id: string, status: ShipmentStatus, ...held: readonly (readonly [string, string])[]) => ({
    ...{ id, status },
    lines: held.map(([lineNumber, quantity]) => ({ lineNumber, quantity })),
  });

  test("line by line", () => {
    const split = splitOf(lines, [
      parcel("a", "DELIVERED", ["1", "4"]),
      parcel("b", "IN_TRANSIT", ["1", "2.50"]),
      parcel("c", "LABEL_CREATED", ["1", "1"], ["2", "0.5"]),
      parcel("d", "CANCELED", ["1", "9"]),
    ]);
    expect(split).toMatchObject([
      { lineNumber: "1", ordered: "10", shipped: "6.5", delivered: "4", packed: "1", toCome: "2.5" },
      { lineNumber: "2", ordered: "0.5", shipped: "0", delivered: "0", packed: "0.5", toCome: "0" },
    ]);
    expect(split[0]?.parcels).toEqual([
      { shipmentId: "a", quantity: "4" },
      { shipmentId: "b", quantity: "2.5" },
      { shipmentId: "c", quantity: "1" },
    ]);
  });

  test("a parcel without a packing list holds everything, and never more than was ordered is counted", () => {
    const split = splitOf(lines, [parcel("a", "IN_TRANSIT"), parcel("b", "DELIVERED", ["1", "10"])]);
    expect(split).toMatchObject([
      { shipped: "10", delivered: "10", packed: "0", toCome: "0" },
      { shipped: "0.5", delivered: "0", packed: "0", toCome: "0" },
    ]);
  });
});
