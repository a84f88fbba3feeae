import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aftership } from "../../../src/connectors/aftership/index.js";
import { eventsIn } from "../read-with.js";

const checkpoint = (tag: string, subtag: string, more: object = {}) => ({
  slug: "dhl",
  checkpoint_time: "2026-11-18T09:12:00+01:00",
  message: "Quux",
  tag,
  subtag,
  city: "Bremen",
  country_iso3: "DEU",
  ...more,
});
const tracking = (...checkpoints: object[]) => ({
  id: "t1",
  tracking_number: "JD01",
  slug: "dhl",
  tag: "InTransit",
  checkpoints,
});

describe("a checkpoint", () => {
  test.each([
    ["Delivered", "Delivered_001", "DELIVERED", null],
    ["OutForDelivery", "OutForDelivery_001", "OUT_FOR_DELIVERY", null],
    ["AvailableForPickup", "AvailableForPickup_001", "READY_FOR_PICKUP", null],
    ["InfoReceived", "InfoReceived_001", "LABEL_CREATED", null],
    ["Exception", "Exception_010", "RETURN_TO_SENDER", null],
    ["Exception", "Exception_011", "RETURNED", null],
  ])("of %s/%s is %s", async (tag, subtag, status, reason) => {
    expect(await eventsIn(aftership, tracking(checkpoint(tag, subtag)))).toMatchObject([
      { trackingNumber: "JD01", carrier: "dhl", status, reason, occurredAt: "2026-11-18T08:12:00.000Z" },
    ]);
  });

  test("of goods that are back is not taken for one of goods on their way back, whatever its words", async () => {
    const back = checkpoint("Exception", "Exception_011", { message: "Returned to shipper" });
    expect(await eventsIn(aftership, tracking(back))).toMatchObject([{ status: "RETURNED" }]);
  });

  test("is read in a webhook, in an answer, and in lists", async () => {
    const one = tracking(checkpoint("Delivered", "Delivered_001"));
    const envelopes = [
      { event: "tracking_update", event_id: "e1", msg: one },
      { event: "tracking_update", event_id: "e1", data: one },
      { meta: { code: 200 }, data: { tracking: one } },
      { meta: { code: 200 }, data: { trackings: [one], count: 1 } },
    ];
    for (const document of envelopes) {
      expect(await eventsIn(aftership, document)).toMatchObject([{ status: "DELIVERED" }]);
    }
  });

  test("without a zone is read on the clock of the connection", async () => {
    const local = checkpoint("Delivered", "Delivered_001", { checkpoint_time: "2026-11-18T09:12:00" });
    const settings = { timeZone: "Europe/Berlin" };
    expect(await eventsIn(aftership, tracking(local), { settings })).toMatchObject([
      { occurredAt: "2026-11-18T08:12:00.000Z", zoneUnknown: true },
    ]);
  });
});

describe("the door", () => {
  const rawBody = new TextEncoder().encode('{"event_id":"e-77"}');
  const headers = { "aftership-hmac-sha256": createHmac("sha256", "hush").update(rawBody).digest("base64") };
  const answer = (settings: object) =>
    aftership.webhook?.({ headers, rawBody, receivedAt: new Date(0) }, aftership.settings.parse(settings));

  test("keeps the sender's own id of the event", async () => {
    expect(await answer({ webhookSecret: "hush" })).toMatchObject({
      kind: "accept",
      messages: [{ deliveryId: "e-77" }],
    });
  });

  test("is closed without a secret", async () => {
    expect(await answer({})).toMatchObject({ kind: "refuse", status: 401 });
  });
});
