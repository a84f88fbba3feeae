import { describe, expect, test } from "vitest";
import { orderFile } from "../../../src/connectors/order-file/index.js";
import { ordersOf } from "../../support/fixture-file.js";

const ordersIn = (fileName: string) => ordersOf(orderFile, fileName);

describe("the exports of other programs are read field by field:", () => {
  test("an American one, whose street stands in two columns", async () => {
    const [first, second] = await ordersIn("us-addresses.csv");
    expect(first).toMatchObject({
      ...{ externalNumber: "SO-1", poNumber: "PO-9", placedAt: "2024-03-15T00:00:00Z", currency: "USD" },
      ...{ requestedDate: "2024-03-20", note: "Leave at dock", canceled: false },
      buyer: { code: "C-7", name: "Acme, Inc.", emails: ["ap@acme.example"], phones: ["555-0100"] },
      shipTo: {
        ...{ recipient: "Acme DC", lines: ["1 Way", "Suite 2"], city: "Reno", region: "NV" },
        ...{ postalCode: "89501", country: "US" },
      },
      lines: [
        { sku: "TL-1", description: "Stapler, heavy", quantity: "12", unit: "EA", unitPrice: "1009.75" },
        { sku: "TL-2", description: "Paper", quantity: "3", unit: "CS", unitPrice: "12.5" },
      ],
    });
    expect(second).toMatchObject({
      externalNumber: "SO-2",
      buyer: { code: "C-8", name: "Beta" },
      shipTo: null,
    });
  });

  test("a German one in Windows-1252, with decimal commas", async () => {
    const [order] = await ordersIn("german-export.csv");
    expect(order).toMatchObject({
      ...{ poNumber: "B-1", placedAt: "2024-03-15T00:00:00Z", currency: "EUR", requestedDate: "2024-03-20" },
      buyer: {
        ...{ code: "4711", name: "Müller GmbH", contactName: "Eva Muster" },
        address: { lines: ["Hauptstr. 1"], postalCode: "80331", city: "München", country: "DE" },
      },
      shipTo: { lines: ["Industrieweg 7"], postalCode: "20095", city: "Hamburg" },
      lines: [
        { lineNumber: "10", sku: "A-1", quantity: "1200", unit: "Stk", unitPrice: "1234.5" },
        { lineNumber: "20", sku: "A-2", quantity: "12.5", unit: "Pal", unitPrice: "0.99" },
      ],
    });
  });

  test("a shop's, with the moment of the order, protected postal codes, and what was canceled", async () => {
    const [first, second, ...more] = await ordersIn("shop-export.csv");
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      ...{ externalNumber: "#1001", placedAt: "2026-06-01T10:01:00+00:00", canceled: false },
      buyer: { name: "Jo Doe", emails: ["jo@x.example"] },
      shipTo: { lines: ["1 Elm"], postalCode: "89501", region: "NV", phone: "+15550100" },
      lines: [
        { sku: "MUG-B", description: "Mug - Blue", quantity: "2", unitPrice: "9.95" },
        { sku: "CAP", description: "Cap", quantity: "1", unitPrice: "5" },
      ],
    });
    expect(second).toMatchObject({
      externalNumber: "#1002",
      canceled: true,
      shipTo: { postalCode: "89502" },
    });
  });

  test("another shop's, with first and last names and companies", async () => {
    const [first, second] = await ordersIn("woo-export.csv");
    expect(first).toMatchObject({
      ...{ externalNumber: "5001", placedAt: "2026-02-03T00:00:00Z", note: "Ring twice", canceled: false },
      buyer: {
        ...{ kind: "ORGANIZATION", name: "Silva Foods Lda", contactName: "Ana Silva" },
        address: {
          recipient: "Silva Foods Lda",
          lines: ["Rua Nova 5"],
          city: "Porto",
          postalCode: "4000-123",
        },
      },
      shipTo: {
        ...{ recipient: "Rui Costa", department: null, lines: ["Rua Velha 9", "Andar 2"], city: "Braga" },
        ...{ postalCode: "4700-001", country: "PT" },
      },
      lines: [{ sku: "OIL-1", description: "Olive oil", quantity: "6", unitPrice: "7.4" }],
    });
    expect(second).toMatchObject({ buyer: { name: "Jo Ray", contactName: null }, canceled: true });
  });

  test("a Chinese one, where the kind of an article has a column of its own", async () => {
    const [order] = await ordersIn("chinese-variants.csv");
    expect(order).toMatchObject({
      ...{ externalNumber: "PO20240315", placedAt: "2024-03-15T00:00:00Z", requestedDate: "2024-03-20" },
      buyer: { name: "深圳市华强电子有限公司", contactName: "王伟", phones: ["0755-12345678"] },
      shipTo: { region: "广东省", city: "深圳市", lines: ["福田区深南大道1号"] },
      lines: [
        { sku: "A-1", description: "电阻 10K", quantity: "1000", unit: "个", unitPrice: "0.05" },
        { sku: "A-2", description: "电容 10uF", quantity: "500", unit: "个", unitPrice: "0.1" },
      ],
    });
  });

  test("one with a title above and a total below, separated by bars", async () => {
    const [order, ...more] = await ordersIn("erp-title-and-total.csv");
    expect(more).toEqual([]);
    expect(order).toMatchObject({
      buyer: {
        code: "9",
        name: "Beta BV",
        address: { lines: ["Weg 1"], postalCode: "3511 AB", city: "Utrecht" },
      },
      lines: [
        { lineNumber: "1", sku: "A", quantity: "5", unitPrice: "1.5" },
        { lineNumber: "2", sku: "B", quantity: "5", unitPrice: "2.25" },
      ],
    });
  });

  test("one with whole addresses in single cells", async () => {
    const [order] = await ordersIn("address-blocks.csv");
    expect(order).toMatchObject({
      ...{ poNumber: "4500", requestedDate: "2024-04-01" },
      buyer: {
        name: "Acme Corp",
        address: { lines: ["1 Main St"], city: "Springfield", region: "IL", postalCode: "62701" },
      },
      shipTo: { city: "Springfield", region: "IL", postalCode: "62702", country: "US" },
      lines: [
        { sku: "P-1", quantity: "100", unitPrice: "0.25" },
        { sku: "P-2", quantity: "200", unitPrice: "0.1" },
      ],
    });
  });
});
