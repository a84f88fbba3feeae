import { describe, expect, test } from "vitest";
import { edifact } from "../../../src/connectors/edifact/index.js";
import { documentsOf, ordersOf } from "../../support/fixture-file.js";

describe("ORDERS, field by field:", () => {
  test("a German order with a discount, two notes and decimal commas", async () => {
    const [order] = await ordersOf(edifact, "orders-german-discount.edi");
    expect(order).toMatchObject({
      ...{ poNumber: "PO-88001", placedAt: "2024-03-15T10:30:00.000Z", currency: "EUR" },
      requestedDate: "2024-03-22",
      buyer: {
        ...{ name: "Muster GmbH", department: "Zentrale", taxId: "DE123456789", contactName: "Eva Muster" },
        ...{ emails: ["eva@muster.example"], phones: ["+49 89 1234:5"] },
        address: { lines: ["Hauptstr. 1", "2. OG"], city: "München", region: "BY", postalCode: "80331" },
      },
      shipTo: { recipient: "Muster Lager Nord", lines: ["Industrieweg 7"], city: "Hamburg", phone: "040123" },
      lines: [
        {
          sku: "TL-100",
          description: "Hefter Metall; blau",
          quantity: "12.5",
          unit: "PCE",
          unitPrice: "9.75",
        },
        { sku: "TL-200", quantity: "3", unit: "KGM", unitPrice: "1.5" },
        { sku: "9781234567897", quantity: "1", unitPrice: null },
      ],
    });
    expect(order?.note?.split("\n")).toEqual([
      ...["Bitte an Rampe 3 Anmeldung beim Pförtner", "Zweite Notiz", "Discount 5 %: discount"],
      ...['Line 1: Gravur "AB"', "Delivery from 2024-03-20 to 2024-03-25."],
    ]);
  });

  test("an interchange that names marks of its own", async () => {
    const [order] = await ordersOf(edifact, "orders-own-marks.edi");
    expect(order).toMatchObject({
      ...{ poNumber: "PO~9", currency: "USD", buyer: { name: "ACME CO" } },
      shipTo: { recipient: "ACME STORE", lines: ["1 MAIN ST"], city: "TOWN", postalCode: "12345" },
      lines: [{ sku: "1234567890128", quantity: "1.5", unit: "EA", unitPrice: "2.25" }],
    });
  });

  test("three messages: one with a label in its name, one canceled, one with a line taken out", async () => {
    const [first, second, third] = await ordersOf(edifact, "orders-three-messages.edi");
    expect(first).toMatchObject({
      poNumber: "PO-A",
      shipTo: {
        recipient: "Filiale 7",
        lines: ["Nebenstr. 5"],
        postalCode: "12345",
        city: "Ort",
        country: "DE",
      },
    });
    expect(first?.shipTo?.department).toBe("Herr Klein");
    expect(second).toMatchObject({ poNumber: "PO-B", canceled: true, lines: [{ sku: "Y" }] });
    expect(third?.lines.map(({ lineNumber, sku }) => [lineNumber, sku])).toEqual([["1", "Z"]]);
  });

  test("grouped thousands that can be read in one way, and parts of a line", async () => {
    const [order] = await ordersOf(edifact, "orders-utf8-partial.edi");
    expect(order).toMatchObject({
      buyer: { name: "Schmidt KG", contactName: "Dr. Otto", address: { city: "Köln" } },
      lines: [
        { lineNumber: "10", sku: "A-1", quantity: "1000", unit: "MTR", unitPrice: "1234.5" },
        { lineNumber: "20", sku: "A-2", quantity: "2", unitPrice: "5" },
      ],
    });
    expect(order?.doubts.join(" ")).toContain("in several parts");
  });
});

describe("what follows an order, field by field:", () => {
  test("ORDCHG: every kind of change", async () => {
    const [document] = await documentsOf(edifact, "ordchg-every-change.edi");
    expect(document).toMatchObject({
      change: {
        ...{ order: { poNumber: "PO-88001" }, reason: "Umzug", requestedAt: "2024-03-16T00:00:00Z" },
        targets: [
          { kind: "SHIP_TO", shipTo: { recipient: "Muster Lager Süd", city: "Stuttgart" } },
          { kind: "DATE", requestedDate: "2024-04-01" },
          { kind: "QUANTITY", lineNumber: "1", quantity: "20" },
          { kind: "PRICE", lineNumber: "1", unitPrice: "9.5" },
          { kind: "REMOVE_LINE", lineNumber: "2" },
          { kind: "ADD_LINE", line: { lineNumber: "4", sku: "TL-400", description: "Neu", quantity: "3" } },
        ],
      },
    });
  });

  test("ORDCHG that takes the order back", async () => {
    const [document] = await documentsOf(edifact, "ordchg-cancel.edi");
    expect(document).toMatchObject({
      change: { order: { poNumber: "PO-88001" }, targets: [{ kind: "CANCEL" }] },
    });
  });

  test("ORDRSP: every kind of answer", async () => {
    const [document] = await documentsOf(edifact, "ordrsp-every-answer.edi");
    expect(document).toMatchObject({
      acknowledgment: {
        ...{ externalId: "AB-77", order: { poNumber: "PO-88001" }, code: "PARTIALLY_ACCEPTED" },
        ...{ promisedDate: "2024-03-22", currency: "EUR" },
        lines: [
          { lineNumber: "1", code: "ACCEPTED", quantity: "12", unitPrice: "9.75" },
          {
            lineNumber: "2",
            code: "BACKORDERED",
            quantity: "2",
            unitPrice: "1.6",
            promisedDate: "2024-04-02",
          },
          { lineNumber: "3", code: "REJECTED", quantity: "0" },
          { lineNumber: "4", code: "SUBSTITUTED", quantity: "2", substituteSku: "TL-401" },
        ],
      },
    });
  });

  test("ORDRSP that refuses the order", async () => {
    const [document] = await documentsOf(edifact, "ordrsp-refused.edi");
    expect(document).toMatchObject({ acknowledgment: { code: "REJECTED", notes: ["Sperre"] } });
  });

  test("DESADV: cartons on a pallet, of two orders", async () => {
    const [document] = await documentsOf(edifact, "desadv-two-orders.edi");
    expect(document).toMatchObject({
      notice: {
        ...{ externalId: "LS-1", orders: [{ poNumber: "PO-88001" }, { poNumber: "PO-2" }] },
        ...{ carrier: { code: "DHL", name: "DHL Paket" }, shipToCode: "4012345000023" },
        trackingNumbers: ["TRK-0", "00340434161094021111"],
        packages: [
          { id: "340123450000000011", lines: [] },
          {
            ...{ id: "340123450000000028", parent: "340123450000000011" },
            lines: [{ order: 0, lineNumber: "1", sku: "TL-100", quantity: "12", unit: "PCE" }],
          },
          { id: "340123450000000035", parent: "340123450000000011" },
          { id: null, lines: [{ order: 1, lineNumber: "20", sku: "TL-200", quantity: "1.5", unit: "KGM" }] },
        ],
      },
    });
  });
});
