import { expect, test } from "vitest";
import { address, anOrder, cxmlDocument, itemOut, orderFrom, readCxml } from "./read.js";

const shipTo = `<ShipTo>${address("Plant 7", "400 River Street")}</ShipTo>`;

test.each([
  ['<CountryCode isoCountryCode="US">1</CountryCode>', "+1 309 5550144"],
  ['<CountryCode isoCountryCode="+1">US</CountryCode>', "+1 309 5550144"],
  ['<CountryCode isoCountryCode="US">USA</CountryCode>', "309 5550144"],
])(
  "a telephone number is dialed with the number of a country and not with its name: %s",
  async (country, phone) => {
    const number = `<Phone><TelephoneNumber>${country}<AreaOrCityCode>309</AreaOrCityCode><Number>5550144</Number></TelephoneNumber></Phone>`;
    const header = `${shipTo}<Contact role="buyer"><Name>Dana Ortiz</Name>${number}</Contact>`;
    expect((await orderFrom(anOrder({ header }))).buyer.phones).toEqual([phone]);
  },
);

test.each([
  ["Tax", "8.25", null],
  ["VAT", "20%", null],
  ["VAT", "IE1234567X", "IE1234567X"],
  ["buyerVatID", "123456789", "123456789"],
])("what is called %s and says %s makes the tax number %s", async (name, text, taxId) => {
  const header = `${shipTo}<Extrinsic name="${name}">${text}</Extrinsic>`;
  expect((await orderFrom(anOrder({ header }))).buyer.taxId).toBe(taxId);
});

test("a line that comes in parts says how much is wanted when", async () => {
  const part = (quantity: string, day: string) =>
    `<ScheduleLine quantity="${quantity}" requestedDeliveryDate="${day}"><UnitOfMeasure>EA</UnitOfMeasure></ScheduleLine>`;
  const items = itemOut(
    "1",
    "50",
    part("30", "2026-12-07") + part("20", "2026-12-21"),
    ' requestedDeliveryDate="2026-12-07"',
  );
  const order = await orderFrom(anOrder({ items }));
  expect(order.requestedDate).toBe("2026-12-07");
  expect(order.doubts).toEqual([expect.stringContaining("2 different days")]);
  expect(order.note).toBe("Line 1: 30 wanted on 2026-12-07.\nLine 1: 20 wanted on 2026-12-21.");
});

test("what the driver and the packer are told is kept", async () => {
  const told = (words: string) =>
    `<TransportInformation><ShippingInstructions><Description xml:lang="en">${words}</Description></ShippingInstructions></TransportInformation>`;
  const header = `<ShipTo>${address("Plant 7", "400 River Street")}${told("Call the gate first")}</ShipTo><TermsOfDelivery><TermsOfDeliveryCode value="TransportCondition"/><ShippingPaymentMethod value="Prepaid"/><TransportTerms value="Other">DAP</TransportTerms><Comments>Unload at night</Comments></TermsOfDelivery>`;
  const items = itemOut(
    "1",
    "2",
    '<Extrinsic name="packing instructions">Two to a box</Extrinsic><Extrinsic name="soldBy">Brightwell</Extrinsic>',
  );
  expect((await orderFrom(anOrder({ header, items }))).note).toBe(
    "Call the gate first\nDelivery terms: DAP\nUnload at night\nLine 1: packing instructions: Two to a box",
  );
});

test("the number of a bill of lading is none to track a parcel by", async () => {
  const control =
    '<ShipControl><CarrierIdentifier domain="SCAC">FXFE</CarrierIdentifier><ShipmentIdentifier domain="billOfLading">BL-9</ShipmentIdentifier><ShipmentIdentifier domain="trackingNumber">7000001</ShipmentIdentifier></ShipControl>';
  const notice = `<Request><ShipNoticeRequest><ShipNoticeHeader shipmentID="S-1" noticeDate="2026-11-10T09:00:00Z"/>${control}<ShipNoticePortion><OrderReference orderID="PO-1"/></ShipNoticePortion></ShipNoticeRequest></Request>`;
  expect(await readCxml(cxmlDocument(notice))).toMatchObject({
    documents: [{ notice: { trackingNumbers: ["7000001"] } }],
  });
});
