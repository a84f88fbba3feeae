import { describe, expect, test } from "vitest";
import { email } from "../../../src/connectors/email/index.js";
import { documentsOf, ordersOf } from "../../support/fixture-file.js";

describe("orders written into mails are read field by field:", () => {
  test("German, with a delivery address and a signature", async () => {
    const [order] = await ordersOf(email, "german-body.eml");
    expect(order).toMatchObject({
      ...{ poNumber: "PO-55", requestedDate: "2026-11-24", currency: "EUR" },
      buyer: {
        ...{ name: "Muster GmbH", department: "Einkauf", contactName: "Eva Muster" },
        ...{ emails: ["eva@muster.example"], phones: ["+49 89 123456"] },
        otherCodes: [{ system: "erp", value: "D-20417" }],
        address: { lines: ["Hauptstr. 1"], postalCode: "80331", city: "München" },
      },
      shipTo: {
        recipient: "Muster GmbH",
        department: "Wareneingang",
        lines: ["Industrieweg 7"],
        city: "Hamburg",
      },
      lines: [
        { sku: "TL-1001", description: "Hefter schwarz", quantity: "3", unit: "Stück" },
        { sku: "TL-2002", description: "Kopierpapier A4", quantity: "10", unit: "Karton", unitPrice: "21.5" },
        { sku: "TL-3003", quantity: "1" },
      ],
    });
  });

  test("a table in HTML, with thousands", async () => {
    const [order] = await ordersOf(email, "html-table.eml");
    expect(order).toMatchObject({
      ...{ poNumber: "8842", requestedDate: "2026-11-30" },
      buyer: {
        name: "Harbor Street Bakery Supply LLC",
        contactName: "Bob Dock",
        phones: ["+1 510 555 0100"],
      },
      shipTo: { lines: ["12 Pier Rd"], city: "Oakland", region: "CA", postalCode: "94607" },
      lines: [
        { sku: "TL-1001", description: "Stapler", quantity: "12", unit: "ea", unitPrice: "9.75" },
        { sku: "TL-2002", description: "Paper", quantity: "1000", unit: "box", unitPrice: "1021.5" },
      ],
    });
  });

  test("Chinese", async () => {
    const [order] = await ordersOf(email, "chinese-body.eml");
    expect(order).toMatchObject({
      ...{ poNumber: "PO-99", requestedDate: "2026-11-30" },
      buyer: { name: "深圳市华强电子有限公司", contactName: "王伟" },
      shipTo: {
        ...{ recipient: "王伟", phone: "13800138000" },
        ...{ region: "广东省", city: "深圳市", lines: ["福田区深南大道1号"] },
      },
      lines: [
        { sku: "TL-1001", description: "订书机", quantity: "50", unit: "个" },
        { sku: "TL-2002", description: "复印纸", quantity: "20", unit: "箱" },
      ],
    });
  });

  test("French, with the article's number in brackets", async () => {
    const [order] = await ordersOf(email, "french-body.eml");
    expect(order).toMatchObject({
      ...{ poNumber: "C-2026-77", requestedDate: "2026-11-30", currency: "EUR", doubts: [] },
      shipTo: { recipient: "Dupont SARL", lines: ["12 rue de la Paix"], postalCode: "75002", city: "Paris" },
      lines: [
        { sku: "TL-2002", description: "papier A4", quantity: "5", unit: "cartons", unitPrice: "21.5" },
        { sku: "TL-1001", quantity: "2", unit: "pièces" },
      ],
    });
  });

  test("a cancellation", async () => {
    const [document] = await documentsOf(email, "cancel-body.eml");
    expect(document).toMatchObject({
      change: { order: { poNumber: "8842" }, targets: [{ kind: "CANCEL" }] },
    });
  });
});
