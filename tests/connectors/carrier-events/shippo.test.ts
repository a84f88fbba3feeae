import { describe, expect, test } from "vitest";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import { codesSaid, eventsIn } from "../read-with.js";

const AT = "2026-11-18T09:00:00Z";
const PLACE = { city: "Las Vegas", state: "NV", zip: "89101", country: "US" };

const tracker = (newest: object, history: readonly object[] = []) => ({
  event: "track_updated",
  data: { carrier: "usps", tracking_number: "92055", tracking_history: history, tracking_status: newest },
});

describe("a tracker of Shippo", () => {
  const newest = {
    status: "DELIVERED",
    substatus: null,
    status_date: AT,
    status_details: "Done",
    location: PLACE,
  };

  test("without a history tells its newest event", async () => {
    expect(await eventsIn(carrierEvents, tracker(newest))).toMatchObject([
      {
        trackingNumber: "92055",
        status: "DELIVERED",
        description: "Done",
        location: "Las Vegas, NV, 89101, US",
      },
    ]);
  });

  test("with a history tells that alone", async () => {
    const history = [{ status: "TRANSIT", status_date: AT, status_details: "On its way" }];
    expect(await eventsIn(carrierEvents, tracker(newest, history))).toMatchObject([{ status: "IN_TRANSIT" }]);
  });

  test("that the carrier does not know yet tells nothing", async () => {
    expect(await codesSaid(carrierEvents, tracker({ status: "UNKNOWN", status_date: AT }))).toEqual([
      "NO_EVENTS",
    ]);
  });
});
