import { describe, expect, test } from "vitest";
import { sapS4 } from "../../../src/connectors/sap-s4/index.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const ITEM = {
  SalesOrderItem: "10",
  Material: "TL-1001",
  SalesOrderItemText: "Label",
  RequestedQuantity: "3",
  RequestedQuantityUnit: "PC",
  NetAmount: "65.97",
  SalesDocumentRjcnReason: "",
};
const order = (more: object = {}) => ({
  SalesOrder: "4711",
  SoldToParty: "17100001",
  CreationDate: "/Date(1795219200000)/",
  CreationTime: "PT10H05M00S",
  LastChangeDateTime: "/Date(1795252320000+0000)/",
  PurchaseOrderByCustomer: "NE-7",
  TransactionCurrency: "EUR",
  RequestedDeliveryDate: "/Date(1795564800000)/",
  to_Item: { results: [ITEM] },
  ...more,
});

describe("a sales order of S/4HANA", () => {
  test("is read as OData 2 writes it", async () => {
    expect(await orderIn(sapS4, { d: order() })).toMatchObject({
      externalId: "4711",
      poNumber: "NE-7",
      placedAt: "2026-11-21T10:05:00.000Z",
      externalVersion: "2026-11-21T09:12:00.000Z",
      requestedDate: "2026-11-25",
      buyer: { code: "17100001" },
      lines: [{ lineNumber: "10", sku: "TL-1001", quantity: "3", unit: "PC", unitPrice: "21.99" }],
    });
  });

  test("brings the words of its header along, if they were asked for", async () => {
    const to_Text = { results: [{ Language: "EN", LongTextID: "TX01", LongText: "Ring at gate 3" }] };
    expect((await orderIn(sapS4, { d: order({ to_Text }) })).note).toBe("Ring at gate 3");
    const link = { __deferred: { uri: "https://sap.example/to_Text" } };
    expect((await orderIn(sapS4, { d: order({ to_Text: link }) })).note).toBeNull();
  });

  test("is read as OData 4 writes it", async () => {
    const { to_Item: _1, CreationTime: _2, ...rest } = order({ CreationDate: "2026-11-21" });
    const document = { value: [{ ...rest, _Item: [{ ...ITEM, RequestedQuantity: 3 }] }] };
    expect(await orderIn(sapS4, document)).toMatchObject({
      placedAt: "2026-11-21T00:00:00.000Z",
      lines: [{ quantity: "3" }],
    });
  });

  test("goes to the partner who is the ship-to, as English and as German systems call them", async () => {
    for (const role of ["SH", "WE"]) {
      const address = {
        OrganizationName1: "Nordlicht AG",
        StreetName: "Road",
        HouseNumber: "8",
        CityName: "Bremen",
        Country: "DE",
      };
      const partner = { PartnerFunction: role, to_Address: { results: [address] } };
      const read = await orderIn(sapS4, { d: order({ to_Partner: { results: [partner] } }) });
      expect(read.shipTo).toMatchObject({ recipient: "Nordlicht AG", lines: ["Road 8"], city: "Bremen" });
    }
  });

  test("leaves out the items that were rejected; with all of them it is canceled", async () => {
    const rejected = { ...ITEM, SalesOrderItem: "20", SalesDocumentRjcnReason: "05" };
    const some = await orderIn(sapS4, { d: order({ to_Item: { results: [ITEM, rejected] } }) });
    expect(some).toMatchObject({ canceled: false, lines: [{ lineNumber: "10" }] });
    const all = await orderIn(sapS4, { d: order({ to_Item: { results: [rejected] } }) });
    expect(all.canceled).toBe(true);
  });

  test("that is blocked says so", async () => {
    expect(await codesSaid(sapS4, { d: order({ DeliveryBlockReason: "01" }) })).toEqual(["DELIVERY_BLOCKED"]);
  });

  test.each([
    ["its items", { to_Item: { __deferred: { uri: "x" } } }, "ORDER_WITHOUT_LINES"],
    ["a date that can be read", { CreationDate: "/Date(99999999999999999)/" }, "FIELD_MISSING"],
  ])("is none without %s", async (_, more, code) => {
    expect(await codesSaid(sapS4, { d: order(more) })).toEqual([code]);
  });

  test.each([
    ["NO_ORDERS", { d: { results: [] } }],
    ["NO_ORDERS", { value: [] }],
    [
      "NOT_AN_ORDER",
      { d: { results: [{ __metadata: { type: "API_BUSINESS_PARTNER.A_BusinessPartnerType" } }] } },
    ],
    ["NOT_AN_ORDER", { d: { results: [{ SalesOrderItem: "10" }] } }],
  ])("is none: %s", async (code, document) => {
    expect(await codesSaid(sapS4, document)).toEqual([code]);
  });

  test("with an item that states no quantity is not read", async () => {
    const { RequestedQuantity: _, ...silent } = ITEM;
    expect(await readWith(sapS4, { d: order({ to_Item: { results: [silent] } }) })).toMatchObject({
      ok: false,
      issues: [{ at: expect.stringContaining("RequestedQuantity") }],
    });
  });
});
