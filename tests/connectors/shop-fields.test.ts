import { describe, expect, test } from "vitest";
import { saleor } from "../../src/connectors/saleor/index.js";
import { salesforce } from "../../src/connectors/salesforce/index.js";
import { shopify } from "../../src/connectors/shopify/index.js";
import { woocommerce } from "../../src/connectors/woocommerce/index.js";
import { ordersOf } from "../support/fixture-file.js";
import { codesSaid, orderIn } from "./read-with.js";

const SHOP = { webhookSecret: "none" };

describe("what a shop's customer has stated is in the order:", () => {
  test("Shopify: the engraving, the person at the company, the wanted day, and what is left of a line", async () => {
    const [order] = await ordersOf(shopify, "engraved.json", SHOP);
    expect(order).toMatchObject({
      ...{ externalNumber: "#9999", poNumber: "PO-5", currency: "USD", requestedDate: "2026-05-10" },
      note: "Gate code 12\nShipping 10.00 USD: Express",
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

describe("goods that are picked up", () => {
  test("WooCommerce: are sent to no address, and the place is told", async () => {
    const billing = { first_name: "Ann", last_name: "Po", address_1: "1 High St", city: "Leeds" };
    const order = (method: string) => ({
      ...{ id: 7, status: "processing", date_created_gmt: "2026-11-30T10:15:00", billing },
      line_items: [{ id: 1, name: "Mug", sku: "M", quantity: 1, total: "9.00" }],
      shipping_lines: [{ method_id: method, method_title: "Shop in Bath", total: "0.00" }],
    });
    const settings = { webhookSecret: "hush" };
    expect(await orderIn(woocommerce, order("pickup_location:2"), { settings })).toMatchObject({
      ...{ shipTo: null, note: "To be picked up: Shop in Bath", buyer: { address: { city: "Leeds" } } },
    });
    expect(await orderIn(woocommerce, order("flat_rate"), { settings })).toMatchObject({
      ...{ shipTo: { lines: ["1 High St"] }, note: null },
    });
  });

  test("Saleor: the place is told, as are the wanted day and a price with more places than are kept", async () => {
    const net = { amount: 2.123456789, currency: "USD" };
    const order = {
      ...{ __typename: "Order", id: "T1", number: "21", created: "2026-11-30T10:15:00Z" },
      ...{ customerNote: "Ring", collectionPointName: "Store 5", shippingAddress: null },
      lines: [{ id: "L1", productName: "Juice", productSku: "J", quantity: 3, unitPrice: { net } }],
    };
    const dated = (day: string) => ({ ...order, metadata: [{ key: "delivery_date", value: day }] });
    expect(await orderIn(saleor, { order: dated("2026-12-20") })).toMatchObject({
      ...{ shipTo: null, note: "Ring\nTo be picked up: Store 5", requestedDate: "2026-12-20" },
      lines: [{ unitPrice: "2.123457" }],
    });
    expect(await codesSaid(saleor, { order: dated("20/12") })).toEqual(["DATE_NOT_READ"]);
  });
});

test("Salesforce: an address that was asked for as a whole is the same address", async () => {
  const item = { OrderItemNumber: "1", Quantity: 2, UnitPrice: 5, Product2: { ProductCode: "F" } };
  const order = {
    ...{ Id: "801xx0000000001AAA", OrderNumber: "100", CreatedDate: "2026-11-30T10:15:00.000+0000" },
    ...{ ShippingAddress: { street: "Ring 1", city: "Berlin", postalCode: "10115", country: "Germany" } },
    OrderItems: { done: true, records: [item] },
  };
  expect((await orderIn(salesforce, order)).shipTo).toMatchObject({
    ...{ lines: ["Ring 1"], city: "Berlin", postalCode: "10115", country: "DE" },
  });
  const named = { ...order, Account: { Name: "Kern AG" }, ShipToContact: { Name: "Ida Lund" } };
  expect((await orderIn(salesforce, named)).shipTo).toMatchObject({
    ...{ recipient: "Kern AG", department: "attn. Ida Lund" },
  });
  const apart = await orderIn(salesforce, { ...order, ShippingCity: "Bonn" });
  expect(apart.shipTo).toMatchObject({ lines: ["Ring 1"], city: "Bonn" });
});
