import { describe, expect, test } from "vitest";
import { saleor } from "../../src/connectors/saleor/index.js";
import { shopify } from "../../src/connectors/shopify/index.js";
import { woocommerce } from "../../src/connectors/woocommerce/index.js";
import { ordersOf } from "../support/fixture-file.js";
import { orderIn } from "./read-with.js";

const SHOP = { webhookSecret: "none" };

describe("what a shop's customer has stated is in the order:", () => {
  test("Shopify: the engraving, the person at the company, the wanted day, and what is left of a line", async () => {
    const [order] = await ordersOf(shopify, "engraved.json", SHOP);
    expect(order).toMatchObject({
      ...{ externalNumber: "#9999", poNumber: "PO-5", currency: "USD", requestedDate: "2026-05-10" },
      note: "Gate code 12",
      buyer: {
        ...{ code: "115310627314723954", name: "Smith Ltd", contactName: "John Smith" },
        address: { lines: ["123 Billing Street", "Fl 2"], city: "Billtown", region: "KY" },
      },
      shipTo: {
        recipient: "Shipping Company",
        department: "attn. Steve Shipper",
        lines: ["123 Shipping Street"],
      },
      lines: [{ sku: "IPOD2008PINK", description: "IPod Nano - 8GB / Pink (Engraving: Hi)", quantity: "2" }],
    });
    expect(order?.lines).toHaveLength(1);
  });

  test("Shopify: the same when the order is asked for", async () => {
    const line = {
      ...{ id: "gid://shopify/LineItem/1", sku: "A", title: "Mug", name: "Mug", variantTitle: null },
      ...{ quantity: 1, currentQuantity: 1, originalUnitPriceSet: { shopMoney: { amount: "3.0" } } },
      customAttributes: [
        { key: "Engraving", value: "Hi" },
        { key: "_cart", value: "77" },
      ],
    };
    const order = {
      ...{
        id: "gid://shopify/Order/5",
        name: "#5",
        poNumber: null,
        currencyCode: "EUR",
        email: "a@b.example",
      },
      ...{ createdAt: "2026-05-02T10:00:00Z", updatedAt: "2026-05-02T10:00:00Z", cancelledAt: null },
      ...{ phone: null, note: null, customer: null, billingAddress: null, shippingAddress: null },
      lineItems: { nodes: [line], pageInfo: { hasNextPage: false } },
    };
    const read = await orderIn(shopify, { data: { order } }, { settings: SHOP });
    expect(read.lines).toMatchObject([{ sku: "A", description: "Mug (Engraving: Hi)", quantity: "1" }]);
  });

  test("WooCommerce: the color, shipping and fees, and the purchase order", async () => {
    const [order] = await ordersOf(woocommerce, "choices-and-fees.json");
    expect(order).toMatchObject({
      ...{ externalNumber: "727", poNumber: "PO-1", placedAt: "2026-03-22T15:28:02.000Z", currency: "EUR" },
      buyer: { code: "26", name: "Doe GmbH", contactName: "John Doe", taxId: "DE1" },
      shipTo: { recipient: "Doe GmbH", department: "attn. John Doe", city: "Berlin", country: "DE" },
      lines: [
        {
          lineNumber: "315",
          sku: null,
          description: "Woo Single #1 (Color: Red)",
          quantity: "2",
          unitPrice: "2.5",
        },
        { lineNumber: "316", sku: "Bar3", description: "Ship", quantity: "1", unitPrice: "12" },
      ],
    });
    expect(order?.note?.split("\n")).toEqual([
      "Ring",
      "Shipping 10.00 EUR: Flat Rate",
      "Fee 2.35 EUR: Packing",
    ]);
  });

  test("WooCommerce: a canceled order to another person at another company", async () => {
    const [order] = await ordersOf(woocommerce, "canceled-attention.json");
    expect(order).toMatchObject({
      ...{ externalNumber: "A-728", canceled: true, buyer: { name: "A B", kind: "PERSON" } },
      shipTo: { recipient: "CD Inc", department: "attn. C D", lines: ["2 St", "Apt 3"], phone: "775" },
      lines: [{ sku: "P-1", quantity: "3", unitPrice: "10" }],
    });
  });

  test("Saleor: both addresses", async () => {
    const [order] = await ordersOf(saleor, "attention.json");
    expect(order).toMatchObject({
      ...{ externalNumber: "1", note: "Leave", buyer: { name: "Co", contactName: "A B" } },
      shipTo: { recipient: "C D", department: null, lines: ["2 St", "Apt"], city: "RENO", region: "NV" },
      lines: [{ sku: "TEE-L", description: "Tee - L", quantity: "2", unitPrice: "10.00" }],
    });
  });
});
