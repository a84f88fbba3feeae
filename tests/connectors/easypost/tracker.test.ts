import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { easypost } from "../../../src/connectors/easypost/index.js";
import { codesSaid, eventsIn, readWith } from "../read-with.js";

const detail = (datetime: string, status: string, more: object = {}) => ({
  object: "TrackingDetail",
  datetime,
  status,
  message: "Quux",
  tracking_location: { city: "Madison", state: "WI", zip: "53703", country: "US" },
  ...more,
});
const tracker = (...tracking_details: object[]) => ({
  object: "Tracker",
  tracking_code: "9400",
  carrier: "USPS",
  status: "in_transit",
  status_detail: "arrived_at_facility",
  updated_at: "2026-11-18T20:00:00Z",
  tracking_details,
});

describe("a tracker", () => {
  test.each([
    ["return_to_sender", "address_correction", "RETURN_TO_SENDER", "ADDRESS_INCORRECT"],
    ["return_to_sender", "refused", "RETURN_TO_SENDER", "REFUSED"],
    ["return_to_sender", "return", "RETURN_TO_SENDER", null],
    ["failure", "address_correction", "DELIVERY_FAILED", "ADDRESS_INCORRECT"],
    ["in_transit", "weather_delay", "DELAYED", "WEATHER"],
    ["available_for_pickup", null, "READY_FOR_PICKUP", null],
    ["pre_transit", "label_created", "LABEL_CREATED", null],
    ["delivered", "arrived_at_destination", "DELIVERED", null],
  ])("of %s/%s is %s/%s", async (status, status_detail, meant, reason) => {
    const document = tracker(detail("2026-11-18T19:41:00Z", status, { status_detail }));
    expect(await eventsIn(easypost, document)).toMatchObject([
      {
        trackingNumber: "9400",
        carrier: "USPS",
        status: meant,
        reason,
        location: "Madison, WI, 53703, US",
        occurredAt: "2026-11-18T19:41:00.000Z",
      },
    ]);
  });

  test("keeps the carrier's own code where there is one", async () => {
    const document = tracker(detail("2026-11-18T19:41:00Z", "in_transit", { carrier_code: "A1" }));
    expect(await eventsIn(easypost, document)).toMatchObject([{ code: "A1", status: "IN_TRANSIT" }]);
  });

  test("without details tells of the one state it is in", async () => {
    expect(await eventsIn(easypost, tracker())).toMatchObject([
      { status: "IN_TRANSIT", occurredAt: "2026-11-18T20:00:00.000Z" },
    ]);
  });

  test("is read bare, in an event, and in a list", async () => {
    const one = tracker(detail("2026-11-18T19:41:00Z", "delivered"));
    const event = { object: "Event", description: "tracker.updated", id: "evt_1", result: one };
    for (const document of [one, event, { trackers: [one], has_more: false }]) {
      expect(await eventsIn(easypost, document)).toMatchObject([{ status: "DELIVERED" }]);
    }
  });

  test("is not what other events bring, and they are no fault", async () => {
    const event = { object: "Event", description: "batch.created", result: { object: "Batch" } };
    expect(await readWith(easypost, event)).toMatchObject({ ok: true, documents: [] });
    expect(await codesSaid(easypost, event)).toEqual(["EVENT_IGNORED"]);
  });
});

describe("the door", () => {
  const rawBody = new TextEncoder().encode('{"a":1}');
  const request = (secret: string) => {
    const hex = createHmac("sha256", secret).update(rawBody).digest("hex");
    return { headers: { "x-hmac-signature": `hmac-sha256-hex=${hex}` }, rawBody, receivedAt: new Date(0) };
  };

  test("is closed without a secret, and files are read all the same", async () => {
    const settings = easypost.settings.parse({});
    expect(await easypost.webhook?.(request(""), settings)).toMatchObject({ kind: "refuse", status: 401 });
  });

  test("knows a secret in the form of Unicode that EasyPost signs with", async () => {
    const settings = easypost.settings.parse({ webhookSecret: "sécret" });
    const verdict = await easypost.webhook?.(request("sécret".normalize("NFKD")), settings);
    expect(verdict).toMatchObject({ kind: "accept" });
  });
});
