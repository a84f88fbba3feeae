import { describe, expect, test } from "vitest";
import {
  changeStatusesAfter,
  deliveryStatusesAfter,
  shipmentStatusesAfter,
} from "../../src/domain/next-states.js";
import { canBecome, orderStatusesAfter } from "../../src/domain/order.js";
import { parcelStateOf } from "../../src/domain/parcel-state.js";
import {
  ORDER_CHANGE_DELIVERY_STATUSES,
  ORDER_CHANGE_STATUSES,
  ORDER_STATUSES,
  SHIPMENT_STATUSES,
} from "../../src/domain/vocabulary.js";

test.each(SHIPMENT_STATUSES)("a parcel that is %s goes where what is heard next brings it", (from) => {
  const heard = (status: (typeof SHIPMENT_STATUSES)[number], day: number) => ({
    ...{ status, reason: null, occurredAt: new Date(Date.UTC(2026, 0, day)), correctedAt: null },
  });
  const reached = SHIPMENT_STATUSES.filter(
    (to) => parcelStateOf([heard(from, 1), heard(to, 2)])?.status === to,
  );
  expect(shipmentStatusesAfter(from)).toEqual(reached.filter((to) => to !== from));
});

test.each(ORDER_STATUSES)("an order that is %s goes where it can", (from) => {
  expect(orderStatusesAfter(from)).toEqual(ORDER_STATUSES.filter((to) => canBecome(from, to)));
});

describe("a change", () => {
  test.each(ORDER_CHANGE_DELIVERY_STATUSES)("at one system does not go from %s to itself", (from) => {
    expect(deliveryStatusesAfter(from)).not.toContain(from);
  });

  test("that has arrived goes nowhere, and one that has not may be tried again", () => {
    expect(deliveryStatusesAfter("APPLIED")).toEqual([]);
    for (const end of ["REJECTED", "TOO_LATE", "CONFLICT", "PARTIAL", "UNKNOWN"] as const) {
      expect(deliveryStatusesAfter(end)).toContain("QUEUED");
      expect(deliveryStatusesAfter(end)).toContain("APPLIED");
    }
  });

  test("is at its end where all of its deliveries are", () => {
    const ends = ORDER_CHANGE_STATUSES.filter((status) => changeStatusesAfter(status).length === 0);
    expect(ends).toEqual(["CONFIRMED", "CANCELED"]);
  });
});
