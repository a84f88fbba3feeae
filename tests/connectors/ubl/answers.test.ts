import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import type { XmlElement } from "../../../src/connectors/reading/xml/element.js";
import { readXml } from "../../../src/connectors/reading/xml/read-xml.js";
import { ubl } from "../../../src/connectors/ubl/index.js";
import { writeOrderResponse } from "../../../src/connectors/ubl/write-order-response.js";
import type { Acknowledgment, LineAcknowledgment } from "../../../src/domain/acknowledgment.js";
import { HubError } from "../../../src/domain/errors.js";
import type { CanonicalOrder } from "../../../src/domain/order.js";
import { anOrder, documentsOf, orderFrom, orderLine } from "./read.js";

const SENDING = { at: "2026-11-22T08:30:15.000Z", control: 7 };
const OURS = { ourEndpointId: "7350099990005", ourName: "Throughline Trading AB" };

const line = (lineNumber: string, change: Partial<LineAcknowledgment> = {}): LineAcknowledgment => ({
  ...{ lineNumber, sku: "TL-1", code: "ACCEPTED", nativeCode: null, quantity: null, unit: null },
  ...{ unitPrice: null, promisedDate: null, substituteSku: null, note: null },
  ...change,
});

const answer = (change: Partial<Acknowledgment> = {}): Acknowledgment => ({
  level: "BUSINESS",
  externalId: "AB-9001",
  order: { externalId: null, number: "TL-1047", poNumber: "D-1" },
  control: { interchange: null, group: null, message: null },
  code: "ACCEPTED",
  nativeCode: null,
  issuedAt: null,
  promisedDate: null,
  currency: null,
  lines: [],
  notes: [],
  ...change,
});

const twoLines = (): Promise<CanonicalOrder> =>
  orderFrom(anOrder({ lines: orderLine("1", "2") + orderLine("2", "5") }));

async function written(acknowledgment: Acknowledgment, settings: Record<string, unknown> = OURS) {
  const outgoing = writeOrderResponse(
    acknowledgment,
    await twoLines(),
    SENDING,
    ubl.settings.parse(settings),
  );
  const [document] = await documentsOf(outgoing.body);
  if (document?.kind !== "ACKNOWLEDGMENT") throw new Error(`it is a ${document?.kind}`);
  return { outgoing, text: new TextDecoder().decode(outgoing.body), read: document.acknowledgment };
}

const CHANGED = answer({
  code: "PARTIALLY_ACCEPTED",
  notes: ["Berg & Dal <sorry>"],
  promisedDate: "2026-12-01",
  lines: [
    line("1", {
      code: "ACCEPTED_WITH_CHANGE",
      quantity: "1",
      unitPrice: "7.5",
      promisedDate: "2026-12-03",
      note: "only one left",
    }),
    line("2", { code: "REJECTED" }),
  ],
});

describe("an order response", () => {
  test("that is written is read back with the same meaning", async () => {
    const { read } = await written(CHANGED);
    expect(read).toMatchObject({
      externalId: "AB-9001",
      order: { externalId: "7350012340007/D-1", number: "TL-1047", poNumber: "D-1" },
      code: "PARTIALLY_ACCEPTED",
      nativeCode: "CA",
      issuedAt: "2026-11-22T08:30:15Z",
      promisedDate: "2026-12-01",
      currency: "SEK",
      notes: ["Berg & Dal <sorry>"],
    });
    expect(read.lines).toMatchObject([
      {
        lineNumber: "1",
        sku: "TL-1",
        code: "ACCEPTED_WITH_CHANGE",
        quantity: "1",
        unit: "EA",
        unitPrice: "7.5",
        promisedDate: "2026-12-03",
        note: "only one left",
      },
      { lineNumber: "2", code: "REJECTED" },
    ]);
  });

  test("says the same to a parser that is not ours", async () => {
    const { text } = await written(CHANGED);
    const parsed = new XMLParser({
      ignoreAttributes: false,
      removeNSPrefix: true,
      parseTagValue: false,
    }).parse(text);
    expect(parsed.OrderResponse).toMatchObject({
      CustomizationID: "urn:fdc:peppol.eu:poacc:trns:order_response:3",
      ProfileID: "urn:fdc:peppol.eu:poacc:bis:ordering:3",
      OrderResponseCode: "CA",
      Note: "Berg & Dal <sorry>",
      SellerSupplierParty: { Party: { EndpointID: { "#text": "7350099990005", "@_schemeID": "0088" } } },
      BuyerCustomerParty: { Party: { EndpointID: { "#text": "7350012340007", "@_schemeID": "0088" } } },
    });
    expect(parsed.OrderResponse.OrderLine).toHaveLength(2);
  });

  /** The order of the elements in the schemas of UBL 2.1, as far as they are used. */
  const SCHEMA: Readonly<Record<string, readonly string[]>> = {
    OrderResponse: [
      "CustomizationID",
      "ProfileID",
      "ID",
      "SalesOrderID",
      "IssueDate",
      "IssueTime",
      "OrderResponseCode",
      "Note",
      "DocumentCurrencyCode",
      "OrderReference",
      "OrderChangeDocumentReference",
      "SellerSupplierParty",
      "BuyerCustomerParty",
      "Delivery",
      "OrderLine",
    ],
    OrderLine: ["LineItem", "SellerSubstitutedLineItem", "OrderLineReference"],
    LineItem: [
      "ID",
      "Note",
      "LineStatusCode",
      "Quantity",
      "MaximumBackorderQuantity",
      "Delivery",
      "Price",
      "Item",
    ],
    SellerSubstitutedLineItem: ["ID", "Item"],
    Item: ["Name", "SellersItemIdentification"],
    Party: ["EndpointID", "PartyLegalEntity"],
    PromisedDeliveryPeriod: ["StartDate", "EndDate"],
  };

  test("has its elements in the order of the schema, and none that is empty", async () => {
    const rich = answer({
      ...CHANGED,
      control: { interchange: null, group: null, message: "C-2" },
      lines: [...CHANGED.lines.slice(0, 1), line("2", { code: "BACKORDERED", substituteSku: "TL-9" })],
    });
    const read = readXml((await written(rich)).outgoing.body);
    if (!read.ok) throw new Error(read.issue.message);
    const check = (element: XmlElement): void => {
      const names = element.children.map(({ name }) => name);
      const known = SCHEMA[element.name];
      if (known !== undefined)
        expect(names).toEqual([...names].sort((a, b) => known.indexOf(a) - known.indexOf(b)));
      for (const name of names) if (known !== undefined) expect(known).toContain(name);
      if (names.length === 0) expect(element.text.trim()).not.toBe("");
      element.children.forEach(check);
    };
    check(read.root);
  });

  test.each<[Acknowledgment["code"], string, number]>([
    ["RECEIVED", "AB", 0],
    ["ACCEPTED", "AP", 0],
    ["REJECTED", "RE", 0],
    ["ACCEPTED_WITH_CHANGE", "CA", 2],
    ["PARTIALLY_ACCEPTED", "CA", 2],
  ])("of the code %s is %s with %i lines: all of them or none", async (code, native, count) => {
    const { read } = await written(
      answer({ code, lines: [line("1", { code: "ACCEPTED_WITH_CHANGE", quantity: "1" })] }),
    );
    expect(read.nativeCode).toBe(native);
    expect(read.lines).toHaveLength(count);
  });

  test.each<[Partial<LineAcknowledgment>, Partial<LineAcknowledgment>]>([
    [
      { code: "SUBSTITUTED", substituteSku: "TL-9" },
      { code: "SUBSTITUTED", substituteSku: "TL-9", nativeCode: "3" },
    ],
    [
      { code: "BACKORDERED", promisedDate: "2026-12-24" },
      { code: "BACKORDERED", quantity: "0", note: "2 will follow later.", promisedDate: "2026-12-24" },
    ],
    [{ code: "CANCELED" }, { code: "REJECTED", nativeCode: "7" }],
    [{ code: "ALREADY_SHIPPED" }, { code: "ALREADY_SHIPPED", nativeCode: "42" }],
  ])("says of a line %o", async (said, heard) => {
    const { read } = await written(answer({ code: "ACCEPTED_WITH_CHANGE", lines: [line("1", said)] }));
    expect(read.lines[0]).toMatchObject(heard);
  });

  test("is not written while it is not known what becomes of a line", async () => {
    await expect(
      written(answer({ code: "ACCEPTED_WITH_CHANGE", lines: [line("1", { code: "UNKNOWN" })] })),
    ).rejects.toBeInstanceOf(HubError);
  });

  test("goes to the partner that the settings name, and does without an address of ours that nobody set", async () => {
    const { text } = await written(answer(), {
      partnerEndpointId: "5790000000012",
      partnerEndpointScheme: "0184",
    });
    expect(text).toContain('<cbc:EndpointID schemeID="0184">5790000000012</cbc:EndpointID>');
    expect(text.match(/EndpointID schemeID/g)).toHaveLength(1);
  });
});
