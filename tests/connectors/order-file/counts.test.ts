import { describe, expect, test } from "vitest";
import { orderFile } from "../../../src/connectors/order-file/index.js";
import { codesSaid, orderIn } from "../read-with.js";

const READ = { fileName: "order.csv" };
const fileOf = (headings: string, ...rows: string[]) => [headings, ...rows].join("\n");

describe("cases beside units", () => {
  const HEADINGS = "PO,SKU,Cases,Units,Price,Amount";

  test("are ordered in what price and amount are of", async () => {
    const cases = await orderIn(orderFile, fileOf(HEADINGS, "4711,TL-1001,2,24,10.00,20.00"), READ);
    expect(cases).toMatchObject({ lines: [{ quantity: "2", unit: "Cases" }], doubts: [] });
    const units = await orderIn(orderFile, fileOf(HEADINGS, "4711,TL-1001,2,24,10.00,240.00"), READ);
    expect(units).toMatchObject({ lines: [{ quantity: "24", unit: null }], doubts: [] });
  });

  test("are asked for where nothing tells", async () => {
    const { doubts } = await orderIn(orderFile, fileOf("PO,SKU,Cases,Units", "4711,TL-1001,2,24"), READ);
    expect(doubts).toEqual([
      'The table counts in "Cases" and in "Units", and prices and amounts do not say which of them is ordered.',
    ]);
  });
});

describe("a cell that nobody has filled in", () => {
  test("has no value, and a template's words are told", async () => {
    const file = fileOf("PO,Customer,Contact,Address,SKU,Qty", "4711,[Company Name],n/a,-,TL-1001,5");
    const { buyer, doubts } = await orderIn(orderFile, file, READ);
    expect(buyer).toMatchObject({ name: null, contactName: null, address: null });
    expect(doubts).toEqual(['Customer is not filled in: "[Company Name]".']);
  });

  test("is no order number", async () =>
    expect(await codesSaid(orderFile, fileOf("PO,SKU,Qty", "XXXX,TL-1001,5"), READ)).toEqual([
      "MISSING_ORDER_NUMBER",
    ]));
});
