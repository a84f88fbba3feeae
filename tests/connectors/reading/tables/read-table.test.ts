import { describe, expect, test } from "vitest";
import { readDelimited } from "../../../../src/connectors/reading/tables/delimited.js";
import { readTable } from "../../../../src/connectors/reading/tables/read-table.js";
import type { TableOptions, TableReading } from "../../../../src/connectors/reading/tables/shape.js";

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

describe("headings in two rows", () => {
  const headOf = (reading: TableReading): Record<string, string | undefined>[] =>
    reading.ok
      ? reading.orders.map(({ head }) =>
          Object.fromEntries(Object.entries(head).map(([column, said]) => [column, said?.value])),
        )
      : [];

  test("are read together: what stands below says which of the group it is", () => {
    const reading = readText(
      [
        "Order,,Customer,,Ship To,,,,Item,,,",
        "No.,Date,Code,Name,Name,Street,Postal Code,City,Number,Description,Qty,Unit Price",
        "A-1,2026-11-02,D-7,Nordlicht AG,Lager Nord,Hafenstr. 2,24103,Kiel,TL-1001,Labels,3,18.50",
        "A-1,2026-11-02,D-7,Nordlicht AG,Lager Nord,Hafenstr. 2,24103,Kiel,TL-1002,Tape,5,2.95",
      ].join("\n"),
    );
    expect(ordersOf(reading)).toEqual({ "A-1": ["TL-1001 3 18.5", "TL-1002 5 2.95"] });
    expect(headOf(reading)).toEqual([
      {
        ...{ orderNumber: "A-1", orderDate: "2026-11-02", customerCode: "D-7", customerName: "Nordlicht AG" },
        ...{ shipToName: "Lager Nord", shipToAddress: "Hafenstr. 2", shipToPostalCode: "24103" },
        shipToCity: "Kiel",
      },
    ]);
  });

  test("may share a cell over both rows", () => {
    const reading = readText(
      "Order No,Customer,,Article,,Qty\n,Code,Name,Number,Name,\nA-1,D-7,Nordlicht AG,TL-1001,Labels,3",
    );
    expect(ordersOf(reading)).toEqual({ "A-1": ["TL-1001 3 -"] });
    expect(headOf(reading)).toEqual([
      { orderNumber: "A-1", customerCode: "D-7", customerName: "Nordlicht AG" },
    ]);
  });

  test("are not made of a heading and the first row of values, nor of a title and the heading", () => {
    expect(ordersOf(readText("Order No,Item,Unit,Qty\nA-1,Name,Box,3"))).toEqual({ "A-1": ["Name 3 -"] });
    expect(ordersOf(readText("Customer,Nordlicht\nOrder No,SKU,Qty\nA-1,TL-1001,3"))).toEqual({
      "A-1": ["TL-1001 3 -"],
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

  test("are those of the first row, whatever the values below resemble", () => {
    const reading = readText("Vorgang,Wer,Was,Wieviel,Kürzel\n8841,Nordlicht,TL-6001,12,KS");
    expect(reading).toMatchObject({ issues: [{ message: expect.stringContaining('"Vorgang"') }] });
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

/** Lines as `sku | description | quantity | unit | price`. */
const linesOf = (reading: TableReading): string[] =>
  reading.ok
    ? reading.orders.flatMap(({ lines }) =>
        lines.map(({ values: { sku, description, quantity, unit, unitPrice } }) =>
          [sku, description, quantity, unit, unitPrice].map((found) => found?.value ?? "-").join(" | "),
        ),
      )
    : reading.issues.map(({ code }) => code);

describe("rows that are no lines", () => {
  test.each<[string, string]>([
    ["a sum under the article", "Order No,SKU,Qty\nA-1,TL-1001,3\n,Subtotal,3\nA-1,Total order,3"],
    ["a sum with the number of its order", "Order No,SKU,Qty\nA-1,TL-1001,3\nSubtotal A-1,,3"],
    ["a header that is repeated", "Order No,SKU,Qty\nOrder No,SKU,Qty\nA-1,TL-1001,3\nOrder No,SKU,Qty"],
    ["labels under the lines", "Order No,SKU,Qty\nA-1,TL-1001,3\n\nContact:,Ann Lee,"],
    ["words under the sum", "Order No,SKU,Qty\nA-1,TL-1001,3\nTotal,,3\nApproved by,Ann Lee,"],
  ])("such as %s are left out", (_, text) => {
    expect(linesOf(readText(text))).toEqual(["TL-1001 | - | 3 | - | -"]);
  });

  test("such as a sum that nothing names are left out, and any other count is asked about", () => {
    const rows = "Order No,SKU,Qty\nA-1,TL-1001,1\nA-1,TL-1002,2";
    expect(linesOf(readText(`${rows}\n,,3`))).toHaveLength(2);
    expect(linesOf(readText(`${rows}\n,,4`))).toEqual(["MISSING_ARTICLE"]);
  });

  test("are not made of goods that are called like them, or of a last article without a quantity", () => {
    expect(linesOf(readText("Order No,Product name,Qty\nA-1,Summer hat,3\nA-1,Total Clean 5 l,2"))).toEqual([
      "- | Summer hat | 3 | - | -",
      "- | Total Clean 5 l | 2 | - | -",
    ]);
    for (const end of ["A-1,TL-1002,", "Total,,3\nA-2,TL-1002,", "Total,,3\nA-2,TL-1002,two"])
      expect(linesOf(readText(`Order No,SKU,Qty\nA-1,TL-1001,3\n${end}`))).toEqual([
        end.endsWith("two") ? "NOT_A_NUMBER" : "MISSING_QUANTITY",
      ]);
  });

  test("say where the goods go, as what stands above the table does", () => {
    const reading = readText(
      'PO:,4711,\nSKU,Qty,\nTL-1001,3,\nTotal,3,\nShip to:,"1 Elm St, Reno, NV 89501",',
      {
        orderNumber: "optional",
      },
    );
    expect(reading).toMatchObject({ ok: true, around: "PO:\t4711\nShip to:\t1 Elm St, Reno, NV 89501" });
  });
});

describe("cells and headings that say more than one thing", () => {
  test.each<[string, string, string]>([
    [
      "a price per hundred",
      "Auftrag;Artikel;Menge;Preis/100\nA-1;TL-1001;500;12,50",
      "TL-1001 | - | 500 | - | 0.125",
    ],
    [
      "one in brackets",
      "Order No;SKU;Qty;Price (per 1,000 pcs)\nA-1;TL-1001;500;12.50",
      "TL-1001 | - | 500 | - | 0.0125",
    ],
    [
      "a column for what the price is for",
      "Auftrag;Artikel;Menge;Preis;PE\nA-1;TL-1001;500;12,50;100",
      "TL-1001 | - | 500 | - | 0.125",
    ],
    [
      "a price per piece",
      "Order No;SKU;Qty;Price;Per\nA-1;TL-1001;500;12.50;EA",
      "TL-1001 | - | 500 | - | 12.5",
    ],
    ["a unit behind the count", "Order No;SKU;Qty\nA-1;TL-1001;12 pcs", "TL-1001 | - | 12 | pcs | -"],
    [
      "number and name in one cell",
      "Order No;Item;Qty\nA-1;TL-1001 Label printer;2",
      "TL-1001 | Label printer | 2 | - | -",
    ],
    [
      "a code beside a product",
      "Order No;Code;Product;Qty\nA-1;10023;Widget;2",
      "10023 | Widget | 2 | - | -",
    ],
    [
      "a price without tax",
      "Auftrag;Artikel;Menge;Stückpreis netto\nA-1;TL-1001;5;1,50",
      "TL-1001 | - | 5 | - | 1.5",
    ],
  ])("such as %s are taken apart", (_, text, line) => {
    expect(linesOf(readText(text))).toEqual([line]);
  });

  test("a price by the hundredweight or the thousand is asked about", () => {
    const reading = readText("Order No;SKU;Qty;Price;Per\nA-1;TL-1001;500;12.50;M");
    expect(linesOf(reading)).toEqual(["TL-1001 | - | 500 | - | -"]);
    expect(reading.ok && reading.orders[0]?.doubts).toEqual([
      'The price 12.50 is per "M": what is that of one piece?',
    ]);
  });

  test("a day that a sheet counts is that day", () => {
    const reading = readText("Order No;SKU;Qty;Delivery date\nA-1;TL-1001;5;46361");
    expect(reading).toMatchObject({
      ok: true,
      orders: [{ head: { requestedDate: { value: "2026-12-05" } } }],
    });
  });

  test("a rate of tax is nobody's tax number", () => {
    const reading = readText("Order No;SKU;Qty;VAT\nA-1;TL-1001;5;19%\nA-1;TL-1002;5;7%");
    expect(reading).toMatchObject({ ok: true, orders: [{ head: {} }] });
  });

  test("an address behind who gets the goods is theirs", () => {
    const reading = readText(
      "Order No;Customer;Ship To;Street;ZIP;City;SKU;Qty\nA-1;Acme;Dock;1 Elm;89501;Reno;TL-1001;5",
    );
    expect(reading).toMatchObject({
      ok: true,
      orders: [{ head: { shipToAddress: { value: "1 Elm" }, shipToPostalCode: { value: "89501" } } }],
    });
  });

  test.each([
    "Nr zamówienia;Indeks;Ilość;Cena netto\nA-1;TL-1001;5;1,50",
    "注文番号;品番;数量;単価\nA-1;TL-1001;5;1.50",
    "Номер заказа;Артикул;Количество;Цена\nA-1;TL-1001;5;1,50",
    "Numero ordine;Cod. articolo;Q.tà;Prezzo unitario\nA-1;TL-1001;5;1,50",
    "Commande n°;Référence;Qté;PU HT\nA-1;TL-1001;5;1,50",
    "Ordrenr;Varenr;Antal;Pris\nA-1;TL-1001;5;1,50",
    "Číslo objednávky;Kód zboží;Množství;Cena za MJ\nA-1;TL-1001;5;1,50",
    "Número do pedido;Código do produto;Quantidade;Preço unitário\nA-1;TL-1001;5;1,50",
    "Nº pedido;Referencia;Cantidad;P. unitario\nA-1;TL-1001;5;1,50",
    "Bestelnummer;Artikelcode;Aantal;Prijs per stuk\nA-1;TL-1001;5;1,50",
  ])("%j is read in its language", (text) => {
    expect(linesOf(readText(text))).toEqual(["TL-1001 | - | 5 | - | 1.5"]);
  });
});
