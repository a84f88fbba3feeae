import { describe, expect, test } from "vitest";
import { readDelimited } from "../../../src/connectors/reading/delimited.js";
import { readTable } from "../../../src/connectors/reading/table.js";
import type { TableOptions, TableReading } from "../../../src/connectors/reading/table-shape.js";

const OPTIONS: TableOptions = {
  columns: {},
  decimalMark: null,
  orderNumber: "required",
  receivedAt: "2026-11-10T09:00:00.000Z",
  country: null,
};
const readText = (text: string, options: Partial<TableOptions> = {}): TableReading =>
  readTable(readDelimited(new TextEncoder().encode(text)).table, { ...OPTIONS, ...options });

const ordersOf = (reading: TableReading): Record<string, string[]> =>
  Object.fromEntries(
    reading.ok
      ? reading.orders.map(({ key, lines }) => [
          key ?? "",
          lines.map(
            ({ values }) =>
              `${values.sku?.value} ${values.quantity?.value} ${values.unitPrice?.value ?? "-"}`,
          ),
        ])
      : [],
  );
const issuesOf = (reading: TableReading): string[] =>
  reading.ok ? [] : reading.issues.map(({ code, at }) => `${code} at ${at}`);

describe("the layouts of order files", () => {
  const expected = { "A-1": ["TL-1001 3 18.5", "TL-1002 5 2.95"], "A-2": ["TL-2001 1 129"] };

  test.each([
    [
      "order columns on the first row only",
      "Order No,Customer,SKU,Qty,Unit Price\nA-1,Yunfan,TL-1001,3,18.50\n,,TL-1002,5,2.95\nA-2,Nordlicht,TL-2001,1,129.00",
    ],
    [
      "order columns on every row",
      "Order No,Customer,SKU,Qty,Unit Price\nA-1,Yunfan,TL-1001,3,18.50\nA-1,Yunfan,TL-1002,5,2.95\nA-2,Nordlicht,TL-2001,1,129.00",
    ],
    [
      "rows of an order apart from each other",
      "Order No,SKU,Qty,Unit Price\nA-1,TL-1001,3,18.50\nA-2,TL-2001,1,129.00\nA-1,TL-1002,5,2.95",
    ],
    [
      "a title above and a total below",
      "Orders of the day\n\nOrder No,SKU,Qty,Unit Price\nA-1,TL-1001,3,18.50\nA-1,TL-1002,5,2.95\nA-2,TL-2001,1,129.00\nTotal,,9,",
    ],
    [
      "German headings, semicolons, decimal commas",
      "Auftragsnr.;Artikelnr.;Menge;Einzelpreis\nA-1;TL-1001;3;18,50\nA-1;TL-1002;5;2,95\nA-2;TL-2001;1;129,00",
    ],
    [
      "Chinese headings and tabs",
      "订单号\t货号\t数量\t单价(元)\nA-1\tTL-1001\t3\t18.50\nA-1\tTL-1002\t5\t2.95\nA-2\tTL-2001\t1\t129.00",
    ],
    [
      "a shop's export",
      "Name,Email,Lineitem sku,Lineitem quantity,Lineitem price\nA-1,a@b.example,TL-1001,3,18.50\nA-1,,TL-1002,5,2.95\nA-2,c@d.example,TL-2001,1,129.00",
    ],
    [
      "the customer's order number in place of an own one",
      "PO Number|Item|Qty|Price\nA-1|TL-1001|3|18.50\nA-1|TL-1002|5|2.95\nA-2|TL-2001|1|129.00",
    ],
  ])("with %s give the same orders", (_, text) => {
    expect(ordersOf(readText(text))).toEqual(expected);
  });

  test("a value stays tied to its row and heading, also behind a cell of several lines", () => {
    const reading = readText('Order No,Remarks,SKU,Qty\nA-1,"ring\ntwice",TL-1001,3\nA-2,,TL-1002,4');
    expect(reading).toMatchObject({
      ok: true,
      orders: [
        { head: { note: { value: "ring\ntwice", row: 2 } }, lines: [{ row: 2 }] },
        { lines: [{ row: 3, values: { quantity: { text: "4", row: 3, header: "Qty" } } }] },
      ],
    });
  });

  test("a code keeps its zeros", () => {
    expect(readText("Order No,Customer No,SKU,Qty\n007,00123,0815,3")).toMatchObject({
      orders: [
        {
          key: "007",
          head: { customerCode: { value: "00123" } },
          lines: [{ values: { sku: { value: "0815" } } }],
        },
      ],
    });
  });
});

describe("headings nobody knows", () => {
  const text = "Vorgang,Wer,Was,Wieviel\n8841,Nordlicht,TL-6001,12\n8841,Nordlicht,TL-1001,5";

  test("are named, with a proposal, and nothing is read by it", () => {
    const reading = readText(text);
    expect(issuesOf(reading)).toEqual(["UNKNOWN_COLUMNS at row 1"]);
    expect(reading).toMatchObject({
      issues: [{ message: expect.stringMatching(/"Wieviel" \(perhaps quantity\)/) }],
    });
  });

  test("are read once somebody has said what they mean", () => {
    const columns = { Vorgang: "orderNumber", Wer: "customerName", Was: "sku", Wieviel: "quantity" } as const;
    expect(ordersOf(readText(text, { columns }))).toEqual({ "8841": ["TL-6001 12 -", "TL-1001 5 -"] });
  });

  test("beside known ones are left out with a warning", () => {
    expect(readText("Order No,SKU,Qty,Mood\nA-1,TL-1001,3,good")).toMatchObject({
      ok: true,
      warnings: [{ code: "COLUMN_NOT_USED", message: expect.stringContaining('"Mood"') }],
    });
  });
});

describe("rows that cannot be read", () => {
  const HEAD = "Order No,Customer,Line,SKU,Qty,Unit Price,Due Date\n";

  test.each<[string, string, readonly string[]]>([
    ["no number for a quantity", "A-1,X,1,TL-1001,three,18.50,", ['NOT_A_NUMBER at row 2, column "Qty"']],
    ["no quantity", "A-1,X,1,TL-1001,,18.50,", ["MISSING_QUANTITY at row 2"]],
    ["a quantity of nothing", "A-1,X,1,TL-1001,0,18.50,", ['QUANTITY_NOT_POSITIVE at row 2, column "Qty"']],
    ["a quantity and no article", "A-1,X,1,,3,18.50,", ["MISSING_ARTICLE at row 2"]],
    ["no order number at the top", ",X,1,TL-1001,3,18.50,", ["MISSING_ORDER_NUMBER at row 2"]],
    [
      "a number of two readings",
      'A-1,X,1,TL-1001,3,"1,234",',
      ['AMBIGUOUS_NUMBER at row 2, column "Unit Price"'],
    ],
    [
      "two customers for one order",
      "A-1,X,1,TL-1001,3,18.50,\nA-1,Y,2,TL-1002,3,2.95,",
      ['CONFLICTING_ROWS at row 3, column "Customer"'],
    ],
    [
      "one line number with two contents",
      "A-1,X,1,TL-1001,3,18.50,\nA-1,X,1,TL-1002,3,2.95,",
      ["DUPLICATE_LINE_NUMBER at row 3"],
    ],
    ["a failed formula", "A-1,X,1,TL-1001,#REF!,18.50,", ['FORMULA_ERROR at row 2, column "Qty"']],
  ])("with %s fail the table", (_, rows, issues) => {
    expect(issuesOf(readText(HEAD + rows))).toEqual(issues);
  });

  test("are listed all at once", () => {
    const reading = readText(
      `${HEAD}A-1,X,1,TL-1001,three,18.50,\nA-2,X,1,TL-1001,,18.50,\nA-3,X,1,TL-1001,1,1.00,`,
    );
    expect(issuesOf(reading)).toHaveLength(2);
  });

  test("can be read once the decimal mark is given", () => {
    const text = `${HEAD}A-1,X,1,TL-1001,3,"1,234",`;
    expect(ordersOf(readText(text, { decimalMark: "." }))).toEqual({ "A-1": ["TL-1001 3 1234"] });
    expect(ordersOf(readText(text, { decimalMark: "," }))).toEqual({ "A-1": ["TL-1001 3 1.234"] });
  });

  test("are told by the rest of the file where that has one notation", () => {
    expect(ordersOf(readText(`${HEAD}A-1,X,1,TL-1001,"1,200",18.50,`))).toEqual({
      "A-1": ["TL-1001 1200 18.5"],
    });
    expect(issuesOf(readText(`${HEAD}A-1,X,1,TL-1001,2,18.50,`, { decimalMark: "," }))).toEqual([
      'AMBIGUOUS_NUMBER at row 2, column "Unit Price"',
    ]);
  });
});

describe("the same row twice", () => {
  test("counts once where a line number says that it is the same line", () => {
    const reading = readText("Order No,Line,SKU,Qty\nA-1,1,TL-1001,3\nA-1,1,TL-1001,3");
    expect(ordersOf(reading)).toEqual({ "A-1": ["TL-1001 3 -"] });
    expect(reading).toMatchObject({ warnings: [{ code: "DUPLICATE_ROW", at: "row 3" }] });
  });

  test("is asked about where nothing says so", () => {
    const reading = readText("Order No,SKU,Qty\nA-1,TL-1001,3\nA-1,TL-1001,3");
    expect(reading).toMatchObject({ orders: [{ doubts: [expect.stringContaining("Rows 2 and 3")] }] });
  });
});
