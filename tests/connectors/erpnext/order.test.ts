import { describe, expect, test } from "vitest";
import { erpnext } from "../../../src/connectors/erpnext/index.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const order = (more: object = {}) => ({
  doctype: "Sales Order",
  name: "SAL-ORD-2026-00117",
  docstatus: 1,
  creation: "2026-11-18 10:12:33.123456",
  modified: "2026-11-18 10:20:00.654321",
  customer: "CUST-0071",
  customer_name: "Nordlicht AG",
  currency: "EUR",
  shipping_address: "Konsul-Smidt-Straße 8<br>28217 Bremen<br>\nGermany<br>Phone: 1<br>",
  items: [{ name: "a1", item_code: "TL-1001", qty: 3.0, uom: "Box", rate: 21.99 }],
  ...more,
});

describe("a sales order of ERPNext", () => {
  test("has the clock of the ERP, and addresses as it shows them", async () => {
    expect(
      await orderIn(erpnext, { data: order() }, { settings: { timeZone: "Europe/Berlin" } }),
    ).toMatchObject({
      externalId: "SAL-ORD-2026-00117",
      placedAt: "2026-11-18T09:12:33.123Z",
      externalVersion: "2026-11-18T09:20:00.654Z",
      buyer: { code: "CUST-0071", name: "Nordlicht AG" },
      shipTo: { recipient: "Nordlicht AG", postalCode: "28217", city: "Bremen", country: "DE" },
      lines: [{ lineNumber: "a1", sku: "TL-1001", quantity: "3", unit: "Box", unitPrice: "21.99" }],
      canceled: false,
      doubts: [],
    });
  });

  test.each([
    ["canceled", { docstatus: 2 }, true, 0],
    ["a draft", { docstatus: 0 }, false, 1],
    ["on hold", { status: "On Hold" }, false, 1],
    ["not saved yet", { name: null }, false, 1],
  ])("that is %s is so", async (_, more, canceled, doubts) => {
    const read = await orderIn(erpnext, order(more));
    expect(read.canceled).toBe(canceled);
    expect(read.doubts).toHaveLength(doubts);
  });

  test("with a line that states no quantity is not read", async () => {
    expect(await readWith(erpnext, order({ items: [{ item_code: "TL-1001" }] }))).toMatchObject({
      ok: false,
      issues: [{ at: expect.stringContaining("qty") }],
    });
  });

  test("is wanted on the day of its items where they agree, and else on none", async () => {
    const items = (...days: string[]) =>
      days.map((delivery_date, at) => ({ name: `i${at}`, item_code: "A", qty: 1, delivery_date }));
    const agreed = order({ items: items("2026-11-25", "2026-11-25") });
    const split = order({ items: items("2026-11-25", "2026-11-26") });
    expect((await orderIn(erpnext, agreed)).requestedDate).toBe("2026-11-25");
    expect((await orderIn(erpnext, split)).requestedDate).toBeNull();
    expect(await codesSaid(erpnext, split)).toEqual(["DATES_DIFFER"]);
  });

  test.each([
    ["NOT_AN_ORDER", { data: { doctype: "Quotation", items: [] } }],
    ["ERP_REFUSED", { exc_type: "PermissionError" }],
  ])("is not there: %s", async (code, document) => {
    expect(await codesSaid(erpnext, document)).toEqual([code]);
  });
});
