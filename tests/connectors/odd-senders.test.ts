import { expect, test } from "vitest";
import { amazonConnect } from "../../src/connectors/amazon-connect/index.js";
import { cxml } from "../../src/connectors/cxml/index.js";
import { epcis } from "../../src/connectors/epcis/index.js";
import { orderFile } from "../../src/connectors/order-file/index.js";
import { ubl } from "../../src/connectors/ubl/index.js";
import { ups } from "../../src/connectors/ups/index.js";
import { only } from "../support/edi-message.js";
import { callsIn, eventsIn, orderIn, readWith } from "./read-with.js";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd";

test("a UBL despatch advice whose shipment is called by a word has no number to ask the carrier for", async () => {
  const document = `<DespatchAdvice xmlns="${UBL}:DespatchAdvice-2" xmlns:cac="${UBL}:CommonAggregateComponents-2"
      xmlns:cbc="${UBL}:CommonBasicComponents-2"><cbc:ID>G-1</cbc:ID><cbc:IssueDate>2026-11-03</cbc:IssueDate>
    <cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>
    <cac:Shipment><cbc:ID>Envio_Local</cbc:ID><cac:ShipmentStage><cac:TransitPeriod>
      <cbc:StartDate>2026-11-04</cbc:StartDate></cac:TransitPeriod></cac:ShipmentStage></cac:Shipment>
    <cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="NIU">2</cbc:DeliveredQuantity>
      <cac:Item><cbc:Name>Lamp</cbc:Name></cac:Item></cac:DespatchLine></DespatchAdvice>`;
  expect(only(await readWith(ubl, document), "SHIP_NOTICE").notice).toMatchObject({
    ...{ trackingNumbers: [], dispatchedAt: "2026-11-04T00:00:00Z" },
  });
});

const confirmed = async (type: string, item: string, inside: string) => {
  const header = `<Header><From><Credential domain="NetworkId"><Identity>S</Identity></Credential></From>
    <To><Credential domain="NetworkId"><Identity>B</Identity></Credential></To>
    <Sender><Credential domain="NetworkId"><Identity>S</Identity></Credential></Sender></Header>`;
  const document = `<cXML payloadID="c@s" timestamp="2026-11-03T09:15:00Z">${header}<Request><ConfirmationRequest>
    <ConfirmationHeader type="detail" noticeDate="2026-11-03T09:15:00Z" operation="new"/>
    <OrderReference orderID="PO-1"/><ConfirmationItem lineNumber="1" quantity="6">${item}<UnitOfMeasure>EA</UnitOfMeasure>
    <ConfirmationStatus type="${type}" quantity="6"><UnitOfMeasure>EA</UnitOfMeasure><ItemIn quantity="6"><ItemID>
    <SupplierPartID>${inside}</SupplierPartID></ItemID></ItemIn></ConfirmationStatus></ConfirmationItem>
    </ConfirmationRequest></Request></cXML>`;
  return only(await readWith(cxml, document), "ACKNOWLEDGMENT").acknowledgment.lines;
};

test("a cXML confirmation that repeats the article it accepts puts none in its place", async () => {
  expect(await confirmed("accept", "", "X-1")).toMatchObject([
    { sku: "X-1", substituteSku: null, code: "ACCEPTED" },
  ]);
  expect(await confirmed("detail", "", "X-2")).toMatchObject([{ substituteSku: "X-2", code: "SUBSTITUTED" }]);
});

test("an order file's buyer is whose code stands beside the name, not somebody to ask", async () => {
  const buyer = async (header: string) =>
    (await orderIn(orderFile, `OrderNo,${header},Item,Qty\nA-1,B7,Meridian Retail,X-1,2\n`)).buyer;
  expect(await buyer("BuyerId,BuyerName")).toMatchObject({
    code: "B7",
    name: "Meridian Retail",
    contactName: null,
  });
  expect(await buyer("Customer No,Buyer")).toMatchObject({ name: null, contactName: "Meridian Retail" });
});

test.each([
  ["fulfilled", "paid", 1],
  ["unfulfilled", "refunded", 1],
  ["unfulfilled", "paid", 0],
  ["", "", 0],
])("a shop's export of an order that is %s and %s raises %i doubts", async (fulfillment, payment, doubts) => {
  const file = `Name,Fulfillment Status,Financial Status,Lineitem sku,Lineitem quantity\n#7,${fulfillment},${payment},X-1,2\n`;
  expect((await orderIn(orderFile, file)).doubts).toHaveLength(doubts);
});

test("a UPS alert with its offset happened at an instant", async () => {
  const alert = {
    ...{
      trackingNumber: "1Z0A12345678901234",
      activityStatus: { type: "I", code: "OT" },
      gmtOffset: "-07:00",
    },
    ...{ localActivityDate: "20261103", localActivityTime: "081500" },
  };
  expect(await eventsIn(ups, alert)).toMatchObject([
    { occurredAt: "2026-11-03T15:15:00.000Z", zoneUnknown: false },
  ]);
});

test("an event of EPCIS may name its type otherwise, and stand in a plain list", async () => {
  const event = {
    ...{ eventType: "ObjectEvent", eventTime: "2026-11-03T09:15:00Z", eventTimeZoneOffset: "+01:00" },
    ...{ bizStep: "shipping", epcList: ["urn:epc:id:sscc:4012345.1234567890"] },
  };
  expect(await eventsIn(epcis, { events: [event] })).toMatchObject([{ status: "IN_TRANSIT" }]);
});

test("a contact is found beside the context of the function that passed it on", async () => {
  const contact = { ContactId: "c-1", Channel: "VOICE", InitiationMethod: "INBOUND" };
  const calls = await callsIn(amazonConnect, {
    context: { functionVersion: "1" },
    event: { Details: { ContactData: contact, Parameters: {} } },
  });
  expect(calls).toMatchObject([{ externalId: "c-1", direction: "INBOUND" }]);
});
