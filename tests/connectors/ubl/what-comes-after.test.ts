import { describe, expect, test } from "vitest";
import type { CanonicalDocument } from "../../../src/connectors/connector.js";
import { BUYER, documentsOf, readUbl, ublDocument } from "./read.js";

/** What stands within the one document of some kind. */
async function only<Kind extends CanonicalDocument["kind"]>(
  kind: Kind,
  body: string,
): Promise<Extract<CanonicalDocument, { kind: Kind }>> {
  const [document] = await documentsOf(body);
  if (document?.kind !== kind) throw new Error(`it is a ${document?.kind}`);
  return document as Extract<CanonicalDocument, { kind: Kind }>;
}

const order = (id: string, attributes = ""): string =>
  `<cac:OrderReference><cbc:ID${attributes}>${id}</cbc:ID></cac:OrderReference>`;

describe("a receipt advice", () => {
  const notice = "<cac:DespatchDocumentReference><cbc:ID>DA-77</cbc:ID></cac:DespatchDocumentReference>";
  const state = (code: string, reason: string): string =>
    `<cac:Status><cbc:ConditionCode>${code}</cbc:ConditionCode><cbc:StatusReason>${reason}</cbc:StatusReason></cac:Status>`;
  const consignment = (content: string, units = ""): string =>
    `<cac:Shipment><cbc:ID>S-1</cbc:ID><cac:Consignment><cbc:ID>C-1</cbc:ID>${content}</cac:Consignment>${units}</cac:Shipment>`;
  const received = (more: string): string =>
    `<cac:ReceiptLine><cbc:ID>1</cbc:ID><cbc:ReceivedQuantity unitCode="EA">9</cbc:ReceivedQuantity>${more}<cac:OrderLineReference><cbc:LineID>1</cbc:LineID>${order("RL-1")}</cac:OrderLineReference></cac:ReceiptLine>`;
  const unspoken = "<cac:ReceiptLine><cbc:ID>1</cbc:ID></cac:ReceiptLine>";
  const receipt = (content: string): string => ublDocument("ReceiptAdvice", notice + BUYER + content);

  test.each<[string, string, string, string]>([
    ["turns all of it away", state("RE", "Came at night"), unspoken, "REJECTED"],
    ["takes all of it", state("AP", "Fine"), unspoken, "ACCEPTED"],
    ["takes it with reserves", state("CA", "A box is wet"), unspoken, "ACCEPTED_WITH_CHANGE"],
    [
      "takes it, and misses one",
      state("AP", "Fine"),
      received("<cbc:ShortQuantity>1</cbc:ShortQuantity>"),
      "ACCEPTED_WITH_CHANGE",
    ],
  ])("that %s by the status of the consignment", async (_, status, lines, code) => {
    const { acknowledgment } = await only("ACKNOWLEDGMENT", receipt(consignment(status) + lines));
    expect(acknowledgment).toMatchObject({ code, control: { message: "DA-77" } });
    expect(acknowledgment.notes).toEqual([expect.stringMatching(/^(?:Came at night|Fine|A box is wet)$/)]);
  });

  test("tells which unit is broken, and that there is a picture of it", async () => {
    const unit = `<cac:TransportHandlingUnit><cbc:ID>373500538500000014</cbc:ID>${state("CA", "Corner crushed")}</cac:TransportHandlingUnit>`;
    const picture =
      '<cac:AdditionalDocumentReference><cbc:ID>7</cbc:ID><cbc:DocumentType>Photo</cbc:DocumentType><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="image/jpeg" filename="corner.jpg">/9g=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>';
    const body = receipt(picture + consignment(state("CA", "See below"), unit) + received(""));
    expect((await only("ACKNOWLEDGMENT", body)).acknowledgment.notes).toEqual([
      "See below",
      "373500538500000014: Corner crushed",
      "See: Photo corner.jpg",
    ]);
  });
});

describe("a number that stands where that of an order should", () => {
  const advice = (reference: string, location = "PL-1"): string =>
    ublDocument(
      "DespatchAdvice",
      `${reference}${BUYER}<cac:Shipment><cbc:ID>S-1</cbc:ID><cac:Delivery><cac:DeliveryLocation><cbc:ID>${location}</cbc:ID></cac:DeliveryLocation></cac:Delivery></cac:Shipment><cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="EA">2</cbc:DeliveredQuantity><cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference></cac:DespatchLine>`,
    );

  test.each<[string, string, string[]]>([
    ["is an order's", order("RL-1"), ["RL-1"]],
    ["is an order's, and says so", order("RL-1", ' schemeID="PurchaseOrder"'), ["RL-1"]],
    ["is a project's", order("B-2041", ' schemeID="ProjectReference"'), []],
    ["is an account's", order("7669", ' schemeID="AccountingCost"'), []],
    ["is a word", order("NA"), []],
  ])("%s", async (_, reference, poNumbers) => {
    const { notice } = await only("SHIP_NOTICE", advice(reference));
    expect(notice.orders.map(({ poNumber }) => poNumber)).toEqual(poNumbers);
    expect(await readUbl(advice(reference))).toMatchObject({
      warnings: poNumbers.length === 0 ? [{ code: "ORDER_NOT_NAMED" }] : [],
    });
  });

  test.each([
    ["PL-1", "PL-1"],
    ["NA", "7350012340007"],
  ])("the place %s is called %s", async (location, code) => {
    const receiver = BUYER.replaceAll("BuyerCustomerParty", "DeliveryCustomerParty");
    const body = advice(order("RL-1"), location).replace(BUYER, BUYER + receiver);
    expect((await only("SHIP_NOTICE", body)).notice.shipToCode).toBe(code);
  });

  test.each<[string, string, string]>([
    ["#MULTI#", order("110") + order("111"), "The invoice bills 2 orders."],
    ["#NO#", "", "The invoice names no order."],
  ])("is %s in an Italian invoice, which is none", async (word, orders, message) => {
    const lines = orders.replaceAll(
      /<cac:OrderReference>.*?<\/cac:OrderReference>/g,
      (reference) =>
        `<cac:InvoiceLine><cbc:ID>1</cbc:ID><cac:OrderLineReference><cbc:LineID>1</cbc:LineID>${reference}</cac:OrderLineReference></cac:InvoiceLine>`,
    );
    const body = ublDocument(
      "Invoice",
      `<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>${order(word)}${lines}`,
    );
    expect(await readUbl(body)).toMatchObject({ ok: true, warnings: [{ message }] });
  });
});
