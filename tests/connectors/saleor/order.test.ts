import { describe, expect, test } from "vitest";
import { saleor } from "../../../src/connectors/saleor/index.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const subscribed = (more: object = {}) => ({
  id: "T3JkZXI6NzE=",
  number: "71",
  status: "UNFULFILLED",
  created: "2026-11-18T09:12:00.697075+00:00",
  updatedAt: "2026-11-18T09:20:00+00:00",
  userEmail: "a@example.org",
  total: { gross: { amount: 71.4, currency: "EUR" } },
  billingAddress: { firstName: "Amara", lastName: "Okafor", city: "HAMBURG", country: { code: "DE" } },
  shippingAddress: {
    companyName: "Nordlicht AG",
    streetAddress1: "Road 1",
    city: "BREMEN",
    country: { code: "DE" },
  },
  lines: [
    {
      id: "T3JkZXJMaW5lOjE=",
      productSku: "TL-1001",
      productName: "Label",
      variantName: "100x150",
      quantity: 3,
      unitPrice: { gross: { amount: 23.8, currency: "EUR" }, net: { amount: 20, currency: "EUR" } },
    },
  ],
  ...more,
});

describe("an order of Saleor", () => {
  test("is read by the names of a subscription", async () => {
    expect(await orderIn(saleor, { order: subscribed() })).toMatchObject({
      externalId: "T3JkZXI6NzE=",
      externalNumber: "71",
      externalVersion: "2026-11-18T09:20:00.000Z",
      placedAt: "2026-11-18T09:12:00.697Z",
      currency: "EUR",
      buyer: { kind: "PERSON", name: "Amara Okafor", emails: ["a@example.org"] },
      shipTo: { city: "BREMEN", country: "DE" },
      lines: [{ sku: "TL-1001", description: "Label - 100x150", quantity: "3", unitPrice: "20" }],
      canceled: false,
      doubts: [],
    });
  });

  test("is read by the names of old", async () => {
    const old = {
      id: "T3JkZXI6NzE=",
      number: "71",
      status: "canceled",
      created: "2026-11-18T09:12:00Z",
      user_email: "a@example.org",
      billing_address: { first_name: "Amara", last_name: "Okafor", city: "Hamburg", country: "DE" },
      currency: "USD",
      lines: [
        { id: "1", product_sku: "A", product_name: "Juice", quantity: 2, unit_price_net_amount: "4.000" },
      ],
    };
    expect(await orderIn(saleor, [old])).toMatchObject({
      externalId: "T3JkZXI6NzE=",
      currency: "USD",
      canceled: true,
      buyer: { name: "Amara Okafor" },
      lines: [{ sku: "A", quantity: "2", unitPrice: "4.000" }],
    });
  });

  test.each([
    ["in an event", { event: { order: subscribed() } }],
    ["in an answer", { data: { order: subscribed() } }],
    ["in a page of them", { data: { orders: { edges: [{ node: subscribed() }] } } }],
    ["bare", subscribed()],
  ])("is found %s", async (_, document) => {
    expect((await orderIn(saleor, document)).externalNumber).toBe("71");
  });

  test.each([
    ["CANCELED", true],
    ["EXPIRED", true],
    ["FULFILLED", false],
    ["PARTIALLY_FULFILLED", false],
  ])("that is %s is canceled: %s", async (status, canceled) => {
    expect((await orderIn(saleor, subscribed({ status }))).canceled).toBe(canceled);
  });

  test("that the shop has not confirmed waits for a person", async () => {
    expect((await orderIn(saleor, subscribed({ status: "UNCONFIRMED" }))).doubts).toHaveLength(1);
  });

  test("that is a draft is none", async () => {
    expect(await codesSaid(saleor, subscribed({ status: "DRAFT" }))).toEqual(["NOT_PLACED"]);
  });

  test("is not a checkout, nor what other events bring", async () => {
    const checkout = { type: "Checkout", lines: [], last_change: "2026-11-18T09:12:00Z" };
    expect(await codesSaid(saleor, [checkout])).toEqual(["NOT_AN_ORDER"]);
    const headers = { "saleor-event": "product_updated" };
    expect(await readWith(saleor, { product: { id: "1" } }, { headers })).toMatchObject({
      ok: true,
      documents: [],
      warnings: [{ code: "EVENT_IGNORED" }],
    });
  });

  test.each([
    ["a request for a payment", { action: { type: "charge" }, transaction: { reference: "P1" } }],
    ["an invoice is ready", { notify_event: "invoice_ready", payload: { invoice: { number: "1/2026" } } }],
  ])("is not %s", async (what, document) => {
    expect(await readWith(saleor, document)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_AN_ORDER", message: expect.stringContaining(what) }],
    });
  });
});
