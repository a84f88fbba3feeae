import { describe, expect, test } from "vitest";
import { shopify } from "../../../src/connectors/shopify/index.js";
import type { CanonicalOrder } from "../../../src/domain/order.js";
import { readWith } from "../read-with.js";

const ENVELOPE = {
  id: "m",
  receivedAt: "2026-11-21T12:00:00Z",
  contentType: "application/json",
  fileName: null,
  deliveryId: null,
};
const SETTINGS = shopify.settings.parse({ webhookSecret: "hush" });
const LEAST = {
  id: 1,
  created_at: "2026-11-05T10:00:00+01:00",
  currency: "EUR",
  line_items: [{ id: 11, sku: "TL-1001", title: "Thermal label", quantity: 2, price: "18.50" }],
};

async function mapped(change: Record<string, unknown>, headers: Record<string, string> = {}) {
  const body = new TextEncoder().encode(JSON.stringify({ ...LEAST, ...change }));
  return shopify.map(
    await shopify.decode({ ...ENVELOPE, headers, body }, SETTINGS),
    { ...ENVELOPE, headers },
    SETTINGS,
  );
}

async function orderFrom(change: Record<string, unknown>): Promise<CanonicalOrder> {
  const result = await mapped(change);
  const [document] = result.ok ? result.documents : [];
  if (document?.kind !== "ORDER") throw new Error(JSON.stringify(result));
  return document.order;
}

const address = (fields: Record<string, unknown>) => ({
  address1: "Road 1",
  city: "Town",
  country_code: "DE",
  ...fields,
});

describe("the buyer of a Shopify order", () => {
  test.each<[string, Record<string, unknown>, Partial<CanonicalOrder["buyer"]>]>([
    [
      "a company, by the customer's own address before any other",
      {
        customer: {
          id: 7,
          first_name: "Li",
          last_name: "Wei",
          default_address: address({ company: "Home Ltd" }),
        },
        shipping_address: address({ company: "Site Ltd" }),
      },
      { code: "7", kind: "ORGANIZATION", name: "Home Ltd", contactName: "Li Wei" },
    ],
    [
      "a company, by the shipping address where nothing else names one",
      { shipping_address: address({ company: "Site Ltd" }) },
      { code: null, kind: "ORGANIZATION", name: "Site Ltd" },
    ],
    [
      "a person",
      { customer: { id: 7, first_name: "Amélie", last_name: null } },
      { kind: "PERSON", name: "Amélie", contactName: null },
    ],
    ["nobody yet", {}, { code: null, kind: null, name: null }],
    [
      "known by each address and number once",
      {
        email: "A@b.example",
        contact_email: "a@b.example",
        phone: "+1 2",
        customer: { id: 7, email: "c@d.example", phone: "+1 2" },
      },
      { emails: ["A@b.example", "c@d.example"], phones: ["+1 2"] },
    ],
  ])("is %s", async (_, change, buyer) => {
    expect((await orderFrom(change)).buyer).toMatchObject(buyer);
  });
});

describe("a Shopify order", () => {
  test.each([
    ["2026-11-05T10:00:00+01:00", "2026-11-05T09:00:00.000Z"],
    ["2026-11-05T23:59:59-08:00", "2026-11-06T07:59:59.000Z"],
  ])("changed at %s has the version %s", async (updated_at, version) => {
    expect((await orderFrom({ updated_at })).externalVersion).toBe(version);
  });

  test.each([
    [{ name: "Delivery-Date", value: "2026/12/01" }, "2026-12-01"],
    [{ name: "delivery date", value: "2026-12-01" }, "2026-12-01"],
    [{ name: "Delivery-Date", value: "01/12/2026" }, null],
    [{ name: "Delivery-Date", value: "2026-13-01" }, null],
    [{ name: "Delivery-Date", value: "24 Dec 2026" }, "2026-12-24"],
    [{ name: "Delivery-Date", value: "2026-12-24 10:00 AM - 12:00 PM" }, "2026-12-24"],
    [{ name: "Delivery-Date", value: "2026-12-24 - 2026-12-26" }, null],
    [{ name: "Gift wrap", value: "2026-12-01" }, null],
  ])("with the field %j is wanted on %s", async (attribute, date) => {
    expect((await orderFrom({ note_attributes: [attribute] })).requestedDate).toBe(date);
  });

  test.each([
    ["18.50", 3, [], "18.50"],
    ["18.50", 3, ["5.55"], "16.65"],
    ["10.00", 3, ["1.00"], "9.666667"],
    ["10.00", 2, ["5.00", "15.00"], "0"],
  ])("at %s for each of %i with discounts %j costs %s a piece", async (price, quantity, discounts, net) => {
    const item = { id: 1, price, quantity, discount_allocations: discounts.map((amount) => ({ amount })) };
    expect((await orderFrom({ line_items: [item] })).lines[0]?.unitPrice).toBe(net);
  });

  test.each([
    [true, ["1.90"], "10"],
    [true, [], "11.9"],
    [false, ["1.90"], "11.9"],
  ])(
    "whose prices have their tax in them (%s), with taxes %j, costs %s a piece",
    async (isTaxed, taxes, net) => {
      const item = { id: 1, price: "11.90", quantity: 1, tax_lines: taxes.map((price) => ({ price })) };
      const { lines } = await orderFrom({ taxes_included: isTaxed, line_items: [item] });
      expect(Number(lines[0]?.unitPrice)).toBe(Number(net));
    },
  );

  test("says how its goods travel if that is paid for, and where they are fetched", async () => {
    const way = (title: string, price: string, is_removed = false) => ({ title, price, is_removed });
    const shipping_lines = [way("Express", "9.50"), way("Standard", "0.00"), way("Drone", "99.00", true)];
    expect((await orderFrom({ shipping_lines, shipping_address: address({}) })).note).toBe(
      "Shipping 9.50 EUR: Express",
    );
    const fetched = await orderFrom({ shipping_lines: [way("Shop in the harbor", "0.00")] });
    expect(fetched).toMatchObject({ shipTo: null, note: "Shipping: Shop in the harbor" });
  });

  test("keeps the region as labels of the country write it", async () => {
    const state = { province: "Oregon", province_code: "OR" };
    const { shipTo } = await orderFrom({ shipping_address: address({ ...state, country_code: "US" }) });
    expect(shipTo?.region).toBe("OR");
    expect((await orderFrom({ shipping_address: address(state) })).shipTo?.region).toBe("Oregon");
  });

  test("keeps what was asked on the way to it, unless that has a field of its own", async () => {
    const note_attributes = [
      { name: "Gift wrap", value: "blue paper" },
      { name: "Delivery-Date", value: "2026-12-01" },
      { name: "_visit", value: "77" },
      { name: "Engraving", value: "" },
    ];
    const { note, requestedDate } = await orderFrom({ note: "Ring twice", note_attributes });
    expect([note, requestedDate]).toEqual(["Ring twice\nGift wrap: blue paper", "2026-12-01"]);
    expect((await orderFrom({ note: null, note_attributes: note_attributes.slice(0, 1) })).note).toBe(
      "Gift wrap: blue paper",
    );
  });

  test("cuts a note that is too long, and says so", async () => {
    const result = await mapped({ note: "x".repeat(5000) });
    expect(result).toMatchObject({ ok: true, warnings: [{ code: "NOTE_SHORTENED" }] });
  });

  test("loses what no database can keep", async () => {
    const { note } = await orderFrom({ note: "a\u0000b\ud800c" });
    expect(note).toBe("ab\ufffdc");
  });

  test("is not seen in a message about something else", async () => {
    const result = await mapped({}, { "x-shopify-topic": "products/update" });
    expect(result).toMatchObject({ ok: true, documents: [], warnings: [{ code: "TOPIC_IGNORED" }] });
  });
});

describe("what the shop's API answers with", () => {
  const read = (document: unknown) => readWith(shopify, document, { settings: SETTINGS });

  test.each<[string, unknown]>([
    ["bare", LEAST],
    ["in a wrapper", { order: LEAST }],
    ["in a list", { orders: [LEAST] }],
    ["in a bare list", [LEAST]],
  ])("is an order %s", async (_, document) => {
    expect(await read(document)).toMatchObject({ ok: true, documents: [{ kind: "ORDER" }] });
  });

  const items = LEAST.line_items;
  test.each([
    ["a fulfillment", { fulfillment: { id: 2, order_id: 1, line_items: items, tracking_number: "1Z" } }],
    ["a fulfillment", { id: 2, order_id: 1, line_items: items, tracking_number: "1Z" }],
    ["a refund", { refund: { id: 3, order_id: 1, refund_line_items: [] } }],
    ["a list of fulfillment orders", { fulfillment_orders: [] }],
    ["a draft order", { draft_order: { id: 4, line_items: items } }],
    ["a customer", { customer: { id: 5 } }],
    ["an error of the shop's API", { errors: "Not Found" }],
    ["the answer to a request for fulfillment", { original_fulfillment_order: { id: 6 }, other: null }],
    ['about "gift_card"', { gift_card: { id: 7 } }],
    ['about "webhooks"', { webhooks: [] }],
    ['about "shop"', { data: { shop: { name: "Acme" } } }],
  ])("is named where it is %s", async (what, document) => {
    expect(await read(document)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_AN_ORDER", message: expect.stringContaining(what) }],
    });
  });

  test("is read with all its orders, and one that cannot be is set aside alone", async () => {
    const wrong = { ...LEAST, id: 2, line_items: [] };
    expect(await read({ orders: [LEAST, { ...LEAST, id: 2 }] })).toMatchObject({
      documents: [{ order: { externalId: "1" } }, { order: { externalId: "2" } }],
    });
    expect(await read([LEAST, wrong])).toMatchObject({
      ...{ ok: true, documents: [{ order: { externalId: "1" } }], unread: [{ number: 2 }] },
      warnings: [{ at: expect.stringMatching(/^order 2/) }],
    });
  });
});

describe("the door for Shopify", () => {
  test("keeps the headers that matter and refuses another shop", async () => {
    const rawBody = new TextEncoder().encode("{}");
    const { createHmac } = await import("node:crypto");
    const headers = {
      "x-shopify-hmac-sha256": createHmac("sha256", "old").update(rawBody).digest("base64"),
      "x-shopify-topic": "orders/create",
      "x-shopify-event-id": "e-1",
      "x-shopify-shop-domain": "acme.myshopify.com",
      cookie: "no",
    };
    const request = { headers, rawBody, receivedAt: new Date() };
    const settings = {
      ...SETTINGS,
      ...{ webhookSecret: "new", previousWebhookSecret: "old", shop: "acme.myshopify.com" },
    };
    const verdict = await shopify.webhook?.(request, settings);
    expect(verdict?.kind === "accept" && Object.keys(verdict.messages[0]?.headers ?? {}).sort()).toEqual([
      "x-shopify-event-id",
      "x-shopify-shop-domain",
      "x-shopify-topic",
    ]);
    expect(await shopify.webhook?.(request, { ...settings, shop: "other.myshopify.com" })).toMatchObject({
      status: 401,
    });
    expect(await shopify.webhook?.(request, { ...SETTINGS, webhookSecret: "new" })).toMatchObject({
      status: 401,
    });
  });
});

describe("a file saved from the shop's API", () => {
  const read = async (value: unknown) => {
    const message = { ...ENVELOPE, headers: {}, body: new TextEncoder().encode(JSON.stringify(value)) };
    return shopify.map(await shopify.decode(message, SETTINGS), { ...ENVELOPE, headers: {} }, SETTINGS);
  };

  test("may hold one order or many", async () => {
    expect(await read({ order: LEAST })).toMatchObject({ documents: [{ order: { externalId: "1" } }] });
    const many = { orders: [LEAST, { ...LEAST, id: 2 }] };
    expect(await read(many)).toMatchObject({
      documents: [{ order: { externalId: "1" } }, { order: { externalId: "2" } }],
    });
  });

  test("says which of its orders is wrong", async () => {
    const result = await read({ orders: [LEAST, { ...LEAST, created_at: null }] });
    expect(result).toMatchObject({ ok: false, issues: [{ at: "order 2, created_at" }] });
  });
});

describe("what Shopify leaves empty", () => {
  test.each([
    ["cancelled_at", { cancelled_at: "" }, { canceled: false }],
    ["updated_at", { updated_at: "" }, { externalVersion: "2026-11-05T09:00:00.000Z" }],
    ["an address", { shipping_address: {}, billing_address: { city: "" } }, { shipTo: null }],
    [
      "a line's number of goods left",
      { line_items: [{ ...LEAST.line_items[0], current_quantity: null, sku: "" }] },
      { lines: [{ quantity: "2", sku: null }] },
    ],
  ])("is no value: %s", async (_, change, expected) => {
    expect(await orderFrom(change)).toMatchObject(expected);
  });
});
