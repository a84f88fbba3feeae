import { describe, expect, test } from "vitest";
import { cxml } from "../../src/connectors/cxml/index.js";
import { tradacoms } from "../../src/connectors/tradacoms/index.js";
import { ubl } from "../../src/connectors/ubl/index.js";
import { documentsOf, ordersOf } from "../support/fixture-file.js";

describe("UBL, field by field:", () => {
  test("an order with a price per hundred, a charge, and two places", async () => {
    const [order] = await ordersOf(ubl, "order-german-hub.xml");
    expect(order).toMatchObject({
      ...{ poNumber: "PO-900", placedAt: "2026-03-01T08:15:00+01:00", currency: "EUR" },
      requestedDate: "2026-03-10",
      buyer: {
        ...{ name: "Stadtwerke Ulm GmbH", contactName: "Pia", taxId: "DE811", phones: ["0731"] },
        otherCodes: [
          { system: "leitweg-de", value: "991-1" },
          { system: "gln", value: "4012345000009" },
        ],
        address: { lines: ["Weg 1", "Haus B", "Tor 4"], city: "Ulm", postalCode: "89073", country: "DE" },
      },
      shipTo: { department: "Lager Ulm, attn. Tor", lines: ["Lager 7"], postalCode: "89077", phone: "0732" },
      lines: [
        { sku: "S-1", description: "Schraube - Schraube M4", quantity: "10", unit: "C62", unitPrice: "2.5" },
        { sku: "04012345678918", description: "Draht", quantity: "2.5", unit: "KGM", unitPrice: null },
      ],
    });
    expect(order?.note?.split("\n")).toEqual([
      ...["Ring the bell", "Your reference: CC-12", "Delivery wanted from 2026-03-10 to 2026-03-12."],
      ...["Delivery location: 4012345000023", "Charge 12.50 EUR: Freight", "Line 1: Blau bitte"],
    ]);
  });

  test("a change whose elements bear prefixes of their own", async () => {
    const [document] = await documentsOf(ubl, "order-change-prefixes.xml");
    expect(document).toMatchObject({
      change: {
        order: { externalId: "4012345000009/PO-900", poNumber: "PO-900" },
        reason: "Order change CH-2, no. 2\nNeue Adresse",
        targets: [
          { kind: "SHIP_TO", shipTo: { lines: ["Lager 9"], postalCode: "89079" } },
          { kind: "DATE", requestedDate: "2026-03-20" },
          { kind: "QUANTITY", lineNumber: "1", quantity: "20" },
          { kind: "REMOVE_LINE", lineNumber: "2" },
          { kind: "ADD_LINE", line: { lineNumber: "3", sku: "S-3", quantity: "4", unitPrice: "3" } },
        ],
      },
    });
  });

  test("a response that takes one line in part and refuses the other", async () => {
    const [document] = await documentsOf(ubl, "order-response-partial.xml");
    expect(document).toMatchObject({
      acknowledgment: {
        ...{
          externalId: "R-1",
          code: "PARTIALLY_ACCEPTED",
          promisedDate: "2026-03-21",
          notes: ["teilweise"],
        },
        order: { number: "SO-7", poNumber: "PO-900" },
        lines: [
          { lineNumber: "1", code: "ACCEPTED_WITH_CHANGE", quantity: "8", unitPrice: "2.6" },
          { lineNumber: "2", code: "REJECTED" },
        ],
      },
    });
  });

  test("a despatch advice of one pallet", async () => {
    const [document] = await documentsOf(ubl, "despatch-one-pallet.xml");
    expect(document).toMatchObject({
      notice: {
        ...{ externalId: "D-1", estimatedDelivery: "2026-03-06", dispatchedAt: "2026-03-04T00:00:00Z" },
        ...{ trackingNumbers: ["00340434161094021111"], carrier: { name: "DHL" } },
        shipTo: { recipient: "Lager Ulm", lines: ["Lager 7"], city: "Ulm" },
        packages: [{ id: "340123450000000011" }, { lines: [{ lineNumber: "1", sku: "S-1", quantity: "8" }] }],
      },
    });
  });
});

test("cXML, field by field: comments, costs and whom to deliver to", async () => {
  const [order] = await ordersOf(cxml, "order-comments-and-costs.xml");
  expect(order).toMatchObject({
    ...{ externalNumber: "PO-1", currency: "USD", requestedDate: "2026-03-10" },
    buyer: { code: "AN01", name: "Acme AP", contactName: "Amy", addressRole: "BILLING" },
    shipTo: {
      ...{ recipient: "Acme Plant", department: "Bob Dock, Dock 4", lines: ["1 Way", "Bldg 2"] },
      ...{ city: "Reno", postalCode: "89501", country: "US", phone: "+1 775 5550100" },
    },
    lines: [
      {
        sku: "S-1",
        description: "Stapler - Heavy stapler [blue]",
        quantity: "3",
        unit: "EA",
        unitPrice: "35.00",
      },
      { sku: "S-2", description: "Wire", quantity: "1.5", unit: "KGM", unitPrice: "10.00" },
    ],
  });
  expect(order?.note?.split("\n")).toEqual([
    ...["Handle with care", "Shipping 10.00 USD: UPS", "Tax 5.50 USD: tax", "CostCenter: 77"],
    "Line 1: engrave AB",
  ]);
});

test("TRADACOMS, field by field: prices with four implied places", async () => {
  const [order] = await ordersOf(tradacoms, "store-order.edi");
  expect(order).toMatchObject({
    ...{ poNumber: "PO-55", placedAt: "2024-03-15T00:00:00Z", requestedDate: "2024-03-20" },
    buyer: { name: "BUYER LTD", otherCodes: [{ system: "gln", value: "5000000000001" }] },
    shipTo: { recipient: "STORE SEVEN", lines: ["1 HIGH ST", "LEEDS"], postalCode: "LS1 1AA" },
    lines: [
      { lineNumber: "1", sku: "5012345678900", description: "STAPLER", quantity: "12", unitPrice: "9.75" },
      {
        lineNumber: "2",
        sku: "5012345678917",
        description: "SUGAR BROWN",
        quantity: "2500",
        unitPrice: "1.25",
      },
    ],
  });
});
