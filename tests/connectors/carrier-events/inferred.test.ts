import { expect, test } from "vitest";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import { eventsIn } from "../read-with.js";

test("a parcel's number goes before the ids of its events, where names are all there is to go by", async () => {
  const history = [{ id: 59700773, orderId: 15022783, stateId: 1, createDate: "2026-11-18T09:00:00" }];
  const document = { order: { id: 15022783, trackingId: "PAS105759416AM" }, orderStateHistories: history };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    { trackingNumber: "PAS105759416AM", status: "UNKNOWN", code: "1" },
  ]);
});

test("the code of the event goes before its kind, and the offset beside the clock counts", async () => {
  const scan = {
    ...{ ourEventCode: "LC", eventType: "RTN", scanText: "Label created", eventDate: "2026-11-18" },
    ...{ eventTime: "12:20:26", eventTimeOffset: "-07:00" },
    ...{ eventCity: "Olympia", eventStateOrProvince: "WA", postalCode: "98501", country: "US" },
  };
  const document = { trackingNumber: "420569019202", scanDetails: [scan] };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    { code: "LC", occurredAt: "2026-11-18T19:20:26.000Z", location: "Olympia, WA, 98501, US" },
  ]);
});
