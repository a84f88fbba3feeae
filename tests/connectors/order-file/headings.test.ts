import { describe, expect, test } from "vitest";
import { orderFile } from "../../../src/connectors/order-file/index.js";
import { orderIn } from "../read-with.js";

const read = (...rows: readonly string[]) => orderIn(orderFile, rows.join("\n"), { fileName: "orders.csv" });

const goods = async (...rows: readonly string[]) =>
  (await read(...rows)).lines.map(({ sku, description, quantity, unitPrice }) => [
    ...[sku, description, quantity, unitPrice],
  ]);

describe("headings as programs write them", () => {
  test("without blanks between their words, a discount among them", async () =>
    expect(
      await goods(
        "OrderID;ItemNo;ItemName;Qty;PriceNet;DiscountPct;LineTotalNet;VATRate",
        "SO-1;TL-1001;Etikettendrucker;2;310,00;5;589,00;19",
      ),
    ).toEqual([["TL-1001", "Etikettendrucker", "2", "294.5"]]));

  test("that say of each column that it is the line's", async () =>
    expect(
      await goods(
        "order_number,line_sku,line_title,line_qty,line_unit_price,order_total",
        "W-5511,TL-1001,Label printer,1,395.00,432.35",
      ),
    ).toEqual([["TL-1001", "Label printer", "1", "395"]]));

  test("where the line has a number and the article a bare one", async () =>
    expect(
      await goods(
        "Document No.,Line No.,Type,No.,Description,Quantity,Unit Price Excl. VAT,Line Discount %,Line Amount Excl. VAT",
        "SO-101001,10000,Item,TL-3001,Paper roll,150,1.15,4,165.60",
      ),
    ).toEqual([["TL-3001", "Paper roll", "150", "1.104"]]));

  test("of purchase orders in Chinese", async () => {
    const order = await read(
      "采购单号,供应商,采购日期,收货公司,收货人,收货地址,物料编号,物料名称,单位,采购数量,含税单价,价税合计,要求到货日期",
      "PO1,北风贸易,2026/11/25,杭州云栖科技有限公司,王芳,浙江省杭州市西湖区转塘街道云栖小镇3号楼,TL-1001,标签打印机,台,10,2480.00,24800.00,2026/12/5",
    );
    expect(order).toMatchObject({
      ...{ poNumber: "PO1", placedAt: "2026-11-25T00:00:00Z", requestedDate: "2026-12-05" },
      shipTo: { recipient: "杭州云栖科技有限公司", city: "杭州市" },
      lines: [{ sku: "TL-1001", quantity: "10", unit: "台", unitPrice: "2480" }],
    });
  });
});

test("an article's number in brackets behind its name needs no word before it", async () =>
  expect(await goods("order id|product|qty|price", "1021|Thermal roll 80mm (TL-3001)|24|1.15")).toEqual([
    ["TL-3001", "Thermal roll 80mm", "24", "1.15"],
  ]));

test("lines that are wanted on different days make one order, for the first of them, and a question", async () => {
  const { requestedDate, doubts, lines } = await read(
    "PO Number,Vendor Item,Our Item,Description,Order Qty,Req Date",
    "104520,TL-1001,CO-77,Label printer,6,12/22/2026",
    "104520,TL-4001,CO-78,Ribbon,48,12/15/2026",
    "104520,TL-3001,CO-79,Roll,10,12/29/2026",
  );
  expect([requestedDate, lines.map(({ sku }) => sku)]).toEqual([
    "2026-12-15",
    ["TL-1001", "TL-4001", "TL-3001"],
  ]);
  expect(doubts).toEqual([
    "Its lines are wanted on different days; the order has the first of them: 2026-12-15, 2026-12-22, 2026-12-29.",
  ]);
});
