import { expect, test } from "vitest";
import { ADDRESS, anOrder, BUYER, documentsOf, orderFrom, orderLine, readUbl, ublDocument } from "./read.js";

const place = (street: string): string =>
  `<cac:DeliveryLocation><cac:Address><cbc:StreetName>${street}</cbc:StreetName><cbc:CityName>Lövsta</cbc:CityName></cac:Address></cac:DeliveryLocation>`;
const wanted = (day: string): string =>
  `<cac:RequestedDeliveryPeriod><cbc:StartDate>${day}</cbc:StartDate></cac:RequestedDeliveryPeriod>`;
const delivery = (...content: string[]): string => `<cac:Delivery>${content.join("")}</cac:Delivery>`;

test("an order goes where all of its lines go, if its header does not say", async () => {
  const lines = ["1", "2"].map((id) => orderLine(id, "2", delivery(place("Skolgatan 1")))).join("");
  const order = await orderFrom(anOrder({ delivery: "", lines }));
  expect(order.shipTo).toMatchObject({ lines: ["Skolgatan 1"], city: "Lövsta" });
  expect(order.doubts).toEqual([]);
});

test("lines that go to different places say where, and are in doubt", async () => {
  const lines =
    orderLine("1", "2", delivery(place("Skolgatan 1"))) + orderLine("2", "2", delivery(place("Hamnen 2")));
  const order = await orderFrom(anOrder({ delivery: "", lines }));
  expect(order.doubts).toEqual([expect.stringContaining("names 2 places")]);
  expect(order.note).toBe(
    "Line 1: to Region Lövsta, Skolgatan 1, Lövsta.\nLine 2: to Region Lövsta, Hamnen 2, Lövsta.",
  );
});

test("a line without a place beside one that has it is in doubt", async () => {
  const lines = orderLine("1", "2", delivery(place("Skolgatan 1"))) + orderLine("2", "2");
  const { doubts } = await orderFrom(anOrder({ delivery: "", lines }));
  expect(doubts).toEqual(["Only some of the lines say where they are to go."]);
});

test("a line that comes in parts says how much is wanted when", async () => {
  const part = (quantity: string, day: string) =>
    delivery(`<cbc:Quantity unitCode="EA">${quantity}</cbc:Quantity>`, wanted(day));
  const lines = orderLine("1", "50", part("30", "2026-12-07") + part("20", "2026-12-21"));
  const order = await orderFrom(anOrder({ lines }));
  expect(order).toMatchObject({
    requestedDate: "2026-12-07",
    doubts: [expect.stringContaining("2 different days")],
  });
  expect(order.note).toBe(
    "Line 1: delivery of 30 wanted on 2026-12-07.\nLine 1: delivery of 20 wanted on 2026-12-21.",
  );
});

test("of two days in the header none is left out", async () => {
  const order = await orderFrom(
    anOrder({
      delivery: delivery(place("Skolgatan 1"), wanted("2026-12-07")) + delivery(wanted("2027-01-11")),
    }),
  );
  expect(order.doubts).toEqual([expect.stringContaining("2 different days")]);
  expect(order.note).toBe("Delivery wanted on 2026-12-07.\nDelivery wanted on 2027-01-11.");
});

test("what the invoice has to repeat is kept: accounts, the project and the terms of payment", async () => {
  const header =
    "<cbc:OrderTypeCode>224</cbc:OrderTypeCode><cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode><cbc:AccountingCost>CC-1</cbc:AccountingCost><cac:ProjectReference><cbc:ID>P-9</cbc:ID></cac:ProjectReference>";
  const terms = "<cac:PaymentTerms><cbc:Note>30 days</cbc:Note></cac:PaymentTerms>";
  const lines = orderLine("1", "2", "<cbc:AccountingCost>CC-2</cbc:AccountingCost>");
  expect((await orderFrom(anOrder({ header, delivery: ADDRESS + terms, lines }))).note).toBe(
    "It is a rush order.\nProject: P-9\nAccounting cost: CC-1\nPayment: 30 days\nLine 1: Accounting cost: CC-2",
  );
});

test("a description that repeats the name is no new wish for the goods", async () => {
  const line = `<cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:LineStatusCode>3</cbc:LineStatusCode><cbc:Quantity unitCode="EA">8</cbc:Quantity><cac:Item><cbc:Description>Cable</cbc:Description><cbc:Name>Cable</cbc:Name></cac:Item></cac:LineItem></cac:OrderLine>`;
  const change = ublDocument(
    "OrderChange",
    `<cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>${BUYER}${line}`,
  );
  expect(await documentsOf(change)).toMatchObject([
    { change: { targets: [{ kind: "QUANTITY", lineNumber: "1", quantity: "8" }] } },
  ]);
});

test("a line of which nothing comes is in no package", async () => {
  const line = (id: string, quantity: string) =>
    `<cac:DespatchLine><cbc:ID>${id}</cbc:ID><cbc:DeliveredQuantity unitCode="EA">${quantity}</cbc:DeliveredQuantity><cac:OrderLineReference><cbc:LineID>${id}</cbc:LineID></cac:OrderLineReference><cac:Item><cbc:Name>Cable</cbc:Name></cac:Item></cac:DespatchLine>`;
  const notice = ublDocument(
    "DespatchAdvice",
    `<cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>${line("1", "3")}${line("2", "0")}`,
  );
  expect(await readUbl(notice)).toMatchObject({
    documents: [{ notice: { packages: [{ lines: [{ lineNumber: "1" }] }] } }],
    warnings: [{ code: "NOTHING_DELIVERED" }],
  });
});
