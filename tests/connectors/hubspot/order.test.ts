import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hubspot } from "../../../src/connectors/hubspot/index.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const ORDER = {
  id: "512",
  createdAt: "2026-11-18T09:12:00.000Z",
  updatedAt: "2026-11-18T09:20:00.123Z",
  properties: { hs_external_order_id: "NO-1177", hs_currency_code: "EUR" },
};
const ITEM = { id: "9001", properties: { name: "Label", hs_sku: "TL-1001", quantity: "3", amount: "59.98" } };
const CONTACT = { id: "77", properties: { firstname: "Amara", lastname: "Okafor", email: "a@example.org" } };
const COMPANY = { id: "88", properties: { name: "Nordlicht AG" } };

describe("an order of HubSpot with what belongs to it", () => {
  test("is bought by the company, and asked for by the contact", async () => {
    const document = { order: ORDER, lineItems: [ITEM], contact: CONTACT, company: COMPANY };
    expect(await orderIn(hubspot, document)).toMatchObject({
      externalId: "512",
      externalNumber: "NO-1177",
      externalVersion: "2026-11-18T09:20:00.123Z",
      placedAt: "2026-11-18T09:12:00.000Z",
      buyer: { code: "88", kind: "ORGANIZATION", name: "Nordlicht AG", contactName: "Amara Okafor" },
      lines: [{ lineNumber: "9001", sku: "TL-1001", quantity: "3", unitPrice: "19.993333" }],
      canceled: false,
      doubts: [],
    });
  });

  test("is bought by the contact where there is no company", async () => {
    const document = { order: ORDER, lineItems: [ITEM], contact: CONTACT };
    expect((await orderIn(hubspot, document)).buyer).toMatchObject({
      code: "77",
      kind: "PERSON",
      name: "Amara Okafor",
    });
  });

  test("waits for a person where a line states no quantity", async () => {
    const { quantity: _, ...silent } = ITEM.properties;
    const document = { order: ORDER, lineItems: [{ ...ITEM, properties: silent }] };
    expect(await orderIn(hubspot, document)).toMatchObject({
      lines: [{ quantity: "1" }],
      doubts: [expect.stringContaining("9001")],
    });
  });

  test("is canceled where it is archived", async () => {
    const document = { order: { ...ORDER, archived: true }, lineItems: [ITEM] };
    expect((await orderIn(hubspot, document)).canceled).toBe(true);
  });

  test.each([
    ["a search for orders", { query: "1", properties: ["hs_order_name"], filterGroups: [] }],
    ["a request about several orders", { inputs: [{ id: "10" }] }],
  ])("is not %s", async (what, document) => {
    expect(await readWith(hubspot, document)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_AN_ORDER", message: expect.stringContaining(what) }],
    });
  });

  test("is none without its line items", async () => {
    expect(await codesSaid(hubspot, ORDER)).toEqual(["ORDER_WITHOUT_LINES"]);
  });
});

test("a batch of changes names each object once that has to be fetched", async () => {
  const change = (objectId: number) => ({ eventId: 1, subscriptionType: "order.propertyChange", objectId });
  expect(await readWith(hubspot, [change(512), change(512), change(513)])).toMatchObject({
    ok: true,
    documents: [
      { kind: "SOURCE_CHANGED", stream: "orders", externalId: "512" },
      { kind: "SOURCE_CHANGED", stream: "orders", externalId: "513" },
    ],
  });
});

describe("the door", () => {
  const URL = "https://hub.example/webhooks/crm";
  const SETTINGS = { clientSecret: "hush", webhookUrl: URL };
  const NOW = new Date("2026-11-21T12:00:00Z");
  const rawBody = new TextEncoder().encode("[]");
  const knock = (minutes: number, settings: object, url = URL) => {
    const time = String(NOW.getTime() - minutes * 60_000);
    const hmac = createHmac("sha256", "hush").update(`POST${url}`).update(rawBody).update(time);
    const headers = {
      "x-hubspot-signature-v3": hmac.digest("base64"),
      "x-hubspot-request-timestamp": time,
    };
    return hubspot.webhook?.({ headers, rawBody, receivedAt: NOW }, hubspot.settings.parse(settings));
  };

  test("lets in what is signed for its address and is fresh", async () => {
    expect(await knock(4, SETTINGS)).toMatchObject({ kind: "accept" });
  });

  test.each([
    ["is older than five minutes", () => knock(6, SETTINGS)],
    ["comes from five minutes ahead", () => knock(-6, SETTINGS)],
    ["is signed for another address", () => knock(0, SETTINGS, "https://hub.example/webhooks/other")],
    ["meets a connection without an address", () => knock(0, { clientSecret: "hush" })],
    ["meets a connection without a secret", () => knock(0, { webhookUrl: URL })],
  ])("turns away what %s", async (_, verdict) => {
    expect(await verdict()).toMatchObject({ kind: "refuse", status: 401 });
  });
});
