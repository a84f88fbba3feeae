import { describe, expect, test } from "vitest";
import { x12 } from "../../../src/connectors/x12/index.js";
import { documentsOf, ordersOf } from "../../support/fixture-file.js";

describe("850, field by field:", () => {
  test("a retailer's order with contacts, charges and days of its own", async () => {
    const [order] = await ordersOf(x12, "850-retail-charges.edi");
    expect(order).toMatchObject({
      ...{ externalNumber: "PO-77001-REL2", poNumber: "PO-77001", placedAt: "2024-03-14T00:00:00Z" },
      ...{ currency: "EUR", requestedDate: "2024-03-25", canceled: false },
      buyer: {
        ...{ code: "0042", name: "Acme Stores Inc", department: "Housewares", contactName: "Jane Roe" },
        ...{ emails: ["jane.roe@example.com"], phones: ["+1 415 555 0100", "415-555-0111"] },
      },
      shipTo: {
        ...{
          recipient: "Acme Store 42",
          department: "Receiving Dept",
          lines: ["500 Market St", "Suite 210"],
        },
        ...{ city: "San Francisco", region: "CA", postalCode: "94105", country: "US", phone: "415-555-0222" },
      },
      lines: [
        {
          lineNumber: "1",
          sku: "TL-100",
          description: "Stapler, heavy duty; BLUE",
          quantity: "12",
          unit: "EA",
          unitPrice: "9.75",
        },
        {
          lineNumber: "2",
          sku: "TL-200",
          description: "Copy paper A4",
          quantity: "3.5",
          unit: "CA",
          unitPrice: "110",
        },
        { lineNumber: "3", sku: "TL-FREE", quantity: "1", unitPrice: "0" },
      ],
    });
    expect(order?.note?.split("\n")).toEqual([
      ...["Routing: UPS Ground", "Leave at dock 4.", "Call before delivery."],
      ...["Shipping on 2024-03-18.", "Cancel after 2024-04-01.", "Charge 15 EUR: Freight"],
      "Line 1: Discount 1.2 EUR: discount",
    ]);
  });

  test("the parts of a kit are named with their line and do not become its description", async () => {
    const [order] = await ordersOf(x12, "850-kit.edi");
    expect(order?.lines).toEqual([
      {
        lineNumber: "10",
        sku: "KIT-1",
        description: "Starter kit",
        quantity: "2",
        unit: "KT",
        unitPrice: "100",
      },
      { lineNumber: "20", sku: "SINGLE", description: null, quantity: "5", unit: "EA", unitPrice: "3" },
    ]);
    expect(order?.note?.split("\n")).toEqual([
      "Line 10 holds 4 EA PART-A, Part A (10.1)",
      "Line 10 holds 1 EA PART-B (10.2)",
    ]);
  });

  test("three orders in two groups", async () => {
    const orders = await ordersOf(x12, "850-three-orders.edi");
    expect(orders.map(({ poNumber, shipTo, lines: [line] }) => [poNumber, shipTo?.recipient, line])).toEqual([
      [
        "A1",
        "Alpha",
        { lineNumber: "1", sku: "X1", description: null, quantity: "5", unit: "EA", unitPrice: "3" },
      ],
      [
        "A2",
        "Beta",
        { lineNumber: "1", sku: "X2", description: null, quantity: "6", unit: "EA", unitPrice: "0.5" },
      ],
      [
        "A3",
        "Gamma",
        { lineNumber: "1", sku: "X3", description: null, quantity: "1000", unit: "EA", unitPrice: "1.25" },
      ],
    ]);
  });

  test("umlauts in Latin-1, a price per hundred, and a line that costs nothing", async () => {
    const [order] = await ordersOf(x12, "850-latin1-free-line.edi");
    expect(order).toMatchObject({
      shipTo: { recipient: "Müller GmbH", lines: ["Königstraße 1"], city: "Stuttgart", country: "DE" },
      note: "Bitte Rückfrage unter 0711",
      lines: [
        { sku: "SCREW-1", quantity: "500", unitPrice: "0.12" },
        { sku: "NUT", quantity: "4", unitPrice: "8" },
        { sku: "SAMPLE", quantity: "7", unitPrice: "0" },
      ],
    });
  });

  test("a cancellation with bars and line breaks", async () => {
    const [order] = await ordersOf(x12, "850-pipes-canceled.edi");
    expect(order).toMatchObject({
      ...{ poNumber: "PO-77002", canceled: true },
      buyer: { name: "Acme", otherCodes: [{ system: "duns", value: "123456789" }] },
      lines: [{ sku: "10614141000019", quantity: "10", unit: "CT", unitPrice: "12.5" }],
    });
  });

  test("a plant's, whose line goes elsewhere", async () => {
    const [order] = await ordersOf(x12, "850-plant.edi");
    expect(order).toMatchObject({
      requestedDate: "2024-03-20",
      buyer: { name: "Ordering Dept" },
      shipTo: {
        recipient: "Plant 7",
        department: "Gate 3, Dock B",
        lines: ["9 Works Rd", "Bldg 4", "Unit 2"],
      },
      lines: [{ sku: "4006381333931", description: "Red; Ball pen", quantity: "1000", unitPrice: "1250.5" }],
    });
    expect(order?.doubts.join(" ")).toContain("P8");
  });
});

describe("what follows an order, field by field:", () => {
  test("860: every kind of change", async () => {
    const [document] = await documentsOf(x12, "860-every-change.edi");
    expect(document).toMatchObject({
      kind: "ORDER_CHANGE",
      change: {
        order: { externalId: "123456789/PO-77001/REL2", poNumber: "PO-77001" },
        requestedAt: "2024-03-16T00:00:00Z",
        reason: "Please ship to the new address\nLine 8 is wanted on 2024-04-10.",
        targets: [
          { kind: "SHIP_TO", shipTo: { recipient: "Acme Store 43", lines: ["1 New St"], city: "Oakland" } },
          { kind: "DATE", requestedDate: "2024-03-30" },
          { kind: "QUANTITY", lineNumber: "1", quantity: "20" },
          { kind: "QUANTITY", lineNumber: "2", quantity: "2" },
          { kind: "PRICE", lineNumber: "3", unitPrice: "1.5" },
          { kind: "ADD_LINE", line: { lineNumber: "4", sku: "TL-NEW", quantity: "6", unitPrice: "7.25" } },
          { kind: "REMOVE_LINE", lineNumber: "5" },
          { kind: "QUANTITY", lineNumber: "6", quantity: "9" },
          { kind: "PRICE", lineNumber: "6", unitPrice: "2" },
          { kind: "QUALITY", lineNumber: "6", description: "Replaced" },
        ],
      },
    });
  });

  test.each([
    ["860-cancel.edi", [{ kind: "CANCEL" }]],
    [
      "860-contact.edi",
      [{ kind: "CONTACT", contactName: "New Person", emails: ["new@example.com"], phones: ["415-555-0199"] }],
    ],
  ])("%s", async (fileName, targets) => {
    const [document] = await documentsOf(x12, fileName);
    expect(document).toMatchObject({ kind: "ORDER_CHANGE", change: { targets } });
  });

  test("855: every kind of answer", async () => {
    const [document] = await documentsOf(x12, "855-every-answer.edi");
    expect(document).toMatchObject({
      kind: "ACKNOWLEDGMENT",
      acknowledgment: {
        ...{ externalId: "SO-9001", order: { poNumber: "PO-77001" }, code: "PARTIALLY_ACCEPTED" },
        ...{ issuedAt: "2024-03-16T00:00:00Z", promisedDate: "2024-04-01", currency: "USD" },
        lines: [
          { lineNumber: "1", code: "ACCEPTED", quantity: "12", promisedDate: "2024-03-20" },
          {
            lineNumber: "2",
            code: "BACKORDERED",
            quantity: "6",
            promisedDate: "2024-03-20",
            note: "4 backordered until 2024-04-02",
          },
          { lineNumber: "3", code: "CANCELED", quantity: "0", note: "Discontinued" },
          { lineNumber: "4", code: "SUBSTITUTED", quantity: "1", substituteSku: "TL-401" },
          { lineNumber: "5", code: "ACCEPTED_WITH_CHANGE", quantity: "2", unitPrice: "4.2" },
          { lineNumber: "6", code: "ACCEPTED_WITH_CHANGE", quantity: "1" },
          { lineNumber: "7", code: "REJECTED", quantity: "0" },
          { lineNumber: "8", code: "UNKNOWN", quantity: "2" },
          { lineNumber: "9", code: "BACKORDERED", quantity: "1" },
        ],
      },
    });
  });

  test("856: a carton on a pallet, with its tracking number", async () => {
    const [document] = await documentsOf(x12, "856-pallet.edi");
    expect(document).toMatchObject({
      kind: "SHIP_NOTICE",
      notice: {
        ...{ externalId: "SHP-1", carrier: { code: "UPSN", name: "UPS Ground" }, shipToCode: "0042" },
        ...{ dispatchedAt: "2024-03-18T14:00:00Z", estimatedDelivery: "2024-03-20" },
        orders: [{ poNumber: "PO-77001", number: "PO-77001-REL2" }],
        packages: [
          { id: "106141411234567890", parent: null, lines: [] },
          {
            ...{
              id: "106141411234567897",
              parent: "106141411234567890",
              trackingNumber: "1Z999AA10123456784",
            },
            lines: [
              {
                order: 0,
                lineNumber: "1",
                sku: "TL-100",
                description: "Stapler",
                quantity: "12",
                unit: "EA",
              },
              { order: 0, lineNumber: "2", sku: "012345678905", quantity: "1.5", unit: "CA" },
            ],
          },
        ],
      },
    });
  });

  test("856: one shipment of two orders", async () => {
    const [document] = await documentsOf(x12, "856-two-orders.edi");
    expect(document).toMatchObject({
      notice: {
        ...{ externalId: "SHP-2", purpose: "REPLACE", orders: [{ poNumber: "PO-1" }, { poNumber: "PO-2" }] },
        trackingNumbers: expect.arrayContaining(["794600000001", "794600000002"]),
        packages: [
          {
            lines: [
              { order: 0, sku: "A", quantity: "3" },
              { order: 1, sku: "B", quantity: "4" },
            ],
          },
        ],
      },
    });
  });

  test("810: an invoice of a release, its total in cents", async () => {
    const [document] = await documentsOf(x12, "810-release.edi");
    expect(document).toMatchObject({
      invoice: {
        ...{ externalId: "INV-5", issueDate: "2024-03-19", currency: "EUR", total: "123.52" },
        order: { number: "PO-77001-REL2", poNumber: "PO-77001" },
        lines: [
          { lineNumber: "1", sku: "TL-100", quantity: "12", unitPrice: "9.75" },
          { lineNumber: null, sku: "TL-200", quantity: "3", unit: "CA", unitPrice: "0.5" },
        ],
      },
    });
  });

  test("861: what came, what was damaged and what was missing", async () => {
    const [document] = await documentsOf(x12, "861-received.edi");
    expect(document).toMatchObject({
      acknowledgment: {
        ...{
          level: "BUSINESS",
          externalId: "RA-1",
          code: "PARTIALLY_ACCEPTED",
          issuedAt: "2024-03-21T00:00:00Z",
        },
        ...{ order: { poNumber: "PO-77001" }, control: { message: "SHP-1" } },
        lines: [
          { lineNumber: "1", sku: "TL-100", code: "ACCEPTED", quantity: "12", unit: "EA", note: null },
          { lineNumber: "2", sku: "TL-200", code: "ACCEPTED_WITH_CHANGE", quantity: "2", note: "1 damaged" },
          { lineNumber: "3", sku: "TL-300", code: "REJECTED", quantity: null, unit: "EA", note: "4 missing" },
        ],
      },
    });
  });

  test("824: what became of documents of ours, with the words of the partner", async () => {
    const [first, second] = await documentsOf(x12, "824-advice.edi");
    expect(first).toMatchObject({
      acknowledgment: {
        ...{ level: "TECHNICAL", externalId: "AD-9:1", code: "REJECTED", nativeCode: "TR" },
        control: { group: "77", message: "0001" },
        notes: ["856 ship notice SI 62001", 'PART UNKNOWN ("TL-100")', "Please correct and send again"],
      },
    });
    expect(second).toMatchObject({
      acknowledgment: { code: "ACCEPTED", order: { poNumber: "PO-77002" }, control: { message: null } },
    });
  });

  test("214: the number that is called the tracking number is the parcel's", async () => {
    const [document] = await documentsOf(x12, "214-parcel.edi");
    expect(document).toMatchObject({
      event: {
        ...{ trackingNumber: "1Z999AA10123456784", carrier: "UPSN", status: "DELIVERY_FAILED" },
        ...{ reason: "ADDRESS_INCORRECT", occurredAt: "2024-03-20T15:20:00.000Z" },
        location: "San Francisco, CA, US",
      },
    });
  });
});
