import { describe, expect, test } from "vitest";
import { anOrder, cxmlDocument, itemOut, orderFrom, readCxml } from "./read.js";

describe("an invoice", () => {
  const money = (name: string, amount: string): string =>
    `<${name}><Money currency="USD">${amount}</Money></${name}>`;
  const invoice = (reference: string, totals: string): string =>
    cxmlDocument(
      `<Request><InvoiceDetailRequest><InvoiceDetailRequestHeader invoiceID="I-1" purpose="standard"/><InvoiceDetailOrder><InvoiceDetailOrderInfo><OrderReference${reference}><DocumentReference payloadID="77.1@us"/></OrderReference></InvoiceDetailOrderInfo></InvoiceDetailOrder><InvoiceDetailSummary>${totals}</InvoiceDetailSummary></InvoiceDetailRequest></Request>`,
    );

  test.each<[string, string, string | null]>([
    ["its net amount", money("GrossAmount", "12") + money("NetAmount", "11"), "11"],
    ["what is due, where the net amount is empty", money("NetAmount", "") + money("DueAmount", "10"), "10"],
    ["nothing, where all are empty", money("NetAmount", ""), null],
  ])("comes to %s", async (_, totals, total) => {
    expect(await readCxml(invoice(' orderID="PO-1"', totals))).toMatchObject({
      documents: [{ invoice: { total, currency: "USD", order: { poNumber: "PO-1" } } }],
    });
  });

  test("that names its order by a document only says so", async () => {
    expect(await readCxml(invoice("", money("NetAmount", "11")))).toMatchObject({
      documents: [{ invoice: { order: { poNumber: null } } }],
      warnings: [
        {
          code: "ORDER_NOT_NAMED",
          message: 'The invoice names no order by its number, only by the document "77.1@us".',
        },
      ],
    });
  });
});

describe("a ship notice", () => {
  const control =
    '<ShipControl><CarrierIdentifier domain="SCAC">FDEG</CarrierIdentifier><ShipmentIdentifier>403934084723</ShipmentIdentifier></ShipControl>';
  const notice = (header: string, more: string): string =>
    cxmlDocument(
      `<Request><ShipNoticeRequest><ShipNoticeHeader shipmentID="S-1">${header}</ShipNoticeHeader>${more}<ShipNoticePortion><OrderReference orderID="PO-1"/><ShipNoticeItem lineNumber="1" quantity="2"><UnitOfMeasure>EA</UnitOfMeasure><Packaging><PackageID>BOX-9</PackageID></Packaging></ShipNoticeItem></ShipNoticePortion></ShipNoticeRequest></Request>`,
    );

  test.each([
    ["beside its header", notice("", control)],
    ["within its header", notice(control, "")],
  ])("says %s who carries what", async (_, body) => {
    expect(await readCxml(body)).toMatchObject({
      documents: [{ notice: { carrier: { code: "FDEG" }, trackingNumbers: ["403934084723"] } }],
    });
  });

  test("may call a package by a bare number", async () => {
    expect(await readCxml(notice("", control))).toMatchObject({
      documents: [{ notice: { packages: [{ id: "BOX-9", lines: [{ lineNumber: "1", quantity: "2" }] }] } }],
    });
  });
});

test("what is asked for is read, whatever status stands before it", async () => {
  const notice =
    '<Request><ShipNoticeRequest><ShipNoticeHeader shipmentID="S-1"/></ShipNoticeRequest></Request>';
  const body = cxmlDocument(`<Response><Status code="200" text="OK"/></Response>${notice}`);
  expect(await readCxml(body)).toMatchObject({
    documents: [{ kind: "SHIP_NOTICE", notice: { externalId: "S-1", orders: [] } }],
    warnings: [{ code: "ORDER_NOT_NAMED" }],
  });
});

test("a date that is none is said to be none", async () => {
  const body = anOrder({ attributes: 'type="new" requestedDeliveryDate="24.11.2026"', timestamp: "today" });
  expect(await readCxml(body)).toMatchObject({
    documents: [{ order: { requestedDate: null } }],
    warnings: expect.arrayContaining([
      expect.objectContaining({ message: 'The requestedDeliveryDate "24.11.2026" is no date.' }),
      expect.objectContaining({ message: 'The timestamp "today" is no date.' }),
    ]),
  });
});

test("a response that answers more than a document of ours is called by its name", async () => {
  const body =
    '<cXML payloadID="1"><Response><Status code="200" text="OK"/><PunchOutSetupResponse/></Response></cXML>';
  expect(await readCxml(body)).toMatchObject({
    ok: false,
    issues: [{ code: "NOT_AN_ORDER_DOCUMENT", message: expect.stringContaining("PunchOutSetupResponse") }],
  });
});

test("an order tells what came with its comments", async () => {
  const comments = (url: string): string => `<Comments>Please read<Attachment>${url}</Attachment></Comments>`;
  const order = await orderFrom(
    anOrder({
      header: comments('<URL name="terms.pdf">cid:1@brightwell.example</URL>'),
      items: itemOut("1", "2", comments("<URL>drawing-7.dwg</URL>")),
    }),
  );
  expect(order.note?.split("\n")).toEqual([
    "Please read",
    "See terms.pdf",
    "Line 1: Please read",
    "Line 1: See drawing-7.dwg",
  ]);
});
