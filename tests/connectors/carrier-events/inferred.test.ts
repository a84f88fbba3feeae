import { expect, test } from "vitest";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import { codesSaid, eventsIn, readWith } from "../read-with.js";

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

test("parcels with a state of their own are no events: the list in each of them is", async () => {
  const parcel = (number: string) => ({
    ParcelNumber: number,
    StatusInfo: { StatusCode: "DELIVERED", StatusText: "Delivered", StatusDate: "2026-11-19T15:45:00Z" },
    Events: [
      { Code: "COLLECTED", Date: "2026-11-18T09:00:00Z", Description: "Parcel collected from sender" },
    ],
  });
  const picked = { status: "PICKED_UP", code: "COLLECTED", occurredAt: "2026-11-18T09:00:00.000Z" };
  const document = { ParcelStatusList: [parcel("35000001"), parcel("35000002")] };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    { trackingNumber: "35000001", ...picked },
    { trackingNumber: "35000002", ...picked },
  ]);
});

test("the life of a parcel is a list of events", async () => {
  const step = { date: "2026-11-18T09:00:00Z", statusDescription: "Out for delivery" };
  expect(
    await eventsIn(carrierEvents, { parcelNumber: "12345678", parcelLifeCycleData: [step] }),
  ).toMatchObject([{ status: "OUT_FOR_DELIVERY" }]);
});

test("FedEx says how a parcel stands without its scans: that is not that nothing has happened", async () => {
  const result = {
    trackingNumberInfo: { trackingNumber: "F1" },
    latestStatusDetail: { description: "Delivered" },
  };
  const document = { output: { completeTrackResults: [{ trackResults: [{ ...result, scanEvents: [] }] }] } };
  expect(await codesSaid(carrierEvents, document)).toEqual(["NO_EVENTS"]);
  expect(await readWith(carrierEvents, document)).toMatchObject({
    warnings: [{ message: expect.stringContaining('"Delivered" of the parcel, and not since when') }],
  });
});
