import { describe, expect, test } from "vitest";
import { ups } from "../../../src/connectors/ups/index.js";
import { codesSaid, eventsIn, readWith } from "../read-with.js";

const NUMBER = "1Z999AA10123456784";
const alert = (type: string, code: string, description: string, more: object = {}) => ({
  trackingNumber: NUMBER,
  localActivityDate: "20261118",
  localActivityTime: "091200",
  activityLocation: { city: "MADISON", stateProvince: "WI", postalCode: "53703", country: "US" },
  activityStatus: { type, code, description },
  ...more,
});

describe("a Track Alert", () => {
  test.each([
    ["D", "FS", "Delivered", "DELIVERED", null],
    ["I", "OT", "Out For Delivery Today", "OUT_FOR_DELIVERY", null],
    ["M", "MP", "Shipper created a label", "LABEL_CREATED", null],
    ["X", "IA", "Quux", "DELIVERY_FAILED", "ADDRESS_INCORRECT"],
    ["X", "NL", "Quux", "DELIVERY_FAILED", "ADDRESS_NOT_FOUND"],
    ["X", "RS", "Returned to shipper: the receiver has moved", "RETURN_TO_SENDER", "RECIPIENT_MOVED"],
    [
      "X",
      "??",
      "The street number is incorrect. We're returning the package to the sender",
      "RETURN_TO_SENDER",
      "ADDRESS_INCORRECT",
    ],
    ["X", "99", "Quux", "ON_HOLD", "UNKNOWN"],
  ])("of %s/%s (%s) is %s/%s", async (type, code, description, status, reason) => {
    const [event] = await eventsIn(ups, alert(type, code, description));
    expect(event).toMatchObject({ trackingNumber: NUMBER, carrier: "ups", code, description, status });
    if (reason !== null) expect(event).toMatchObject({ reason });
  });

  test("is on the clock of the place, unless it states the time of Greenwich as well", async () => {
    const settings = { timeZone: "America/Chicago" };
    expect(await eventsIn(ups, alert("D", "FS", "Delivered"), { settings })).toMatchObject([
      { occurredAt: "2026-11-18T15:12:00.000Z", zoneUnknown: true },
    ]);
    const both = alert("D", "FS", "Delivered", { gmtActivityDate: "20261118", gmtActivityTime: "151200" });
    expect(await eventsIn(ups, both)).toMatchObject([
      { occurredAt: "2026-11-18T15:12:00.000Z", zoneUnknown: false },
    ]);
  });
});

describe("an answer of the Track API", () => {
  const activity = (time: string, type: string, description: string) => ({
    date: "20261118",
    time,
    gmtDate: "20261118",
    gmtTime: time,
    gmtOffset: "-06:00",
    status: { type, code: "ZZ", description },
    location: { address: { city: "MADISON", countryCode: "US" } },
  });

  test("is a history for each package", async () => {
    const parcel = (trackingNumber: string) => ({
      trackingNumber,
      activity: [activity("120000", "D", "DELIVERED"), activity("080000", "I", "Arrived at Facility")],
    });
    const document = { trackResponse: { shipment: [{ package: [parcel("1ZA"), parcel("1ZB")] }] } };
    const events = await eventsIn(ups, document);
    expect(events.map(({ trackingNumber, status }) => [trackingNumber, status])).toEqual([
      ["1ZA", "IN_TRANSIT"],
      ["1ZA", "DELIVERED"],
      ["1ZB", "IN_TRANSIT"],
      ["1ZB", "DELIVERED"],
    ]);
  });

  test("may be a refusal", async () => {
    const document = {
      trackResponse: {
        shipment: [
          {
            inquiryNumber: NUMBER,
            warnings: [{ code: "TW0001", message: "Tracking Information Not Found" }],
          },
        ],
      },
    };
    expect(await codesSaid(ups, document)).toEqual(["CARRIER_REFUSED"]);
  });
});

describe("what is no tracking", () => {
  test.each([
    [
      "the answer to a subscription",
      { validTrackingNumbers: [NUMBER], invalidTrackingNumbers: [] },
      "subscription",
    ],
    [
      "a failed interception",
      { success: false, statusMsg: "SUCCESS", errors: [{ code: "X", message: "Not eligible" }] },
      "failed (Not eligible, X, SUCCESS)",
    ],
    ["a confirmed interception", { success: true, statusMsg: "OK" }, "confirms a request"],
  ])("is named: %s", async (_, document, words) => {
    expect(await readWith(ups, document)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_TRACKING", message: expect.stringContaining(words) }],
    });
  });
});

test("the door is closed without a credential", async () => {
  const request = { headers: { credential: "" }, rawBody: new Uint8Array(), receivedAt: new Date(0) };
  expect(await ups.webhook?.(request, ups.settings.parse({}))).toMatchObject({ kind: "refuse", status: 401 });
});
