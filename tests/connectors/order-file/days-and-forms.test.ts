import { describe, expect, test } from "vitest";
import { orderFile } from "../../../src/connectors/order-file/index.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const ordersIn = async (text: string, settings = {}) => {
  const result = await readWith(orderFile, text, { fileName: "orders.csv", settings });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.documents.flatMap((one) => (one.kind === "ORDER" ? [one.order] : []));
};

describe("which number of a day is the month", () => {
  const rows = (...days: [ordered: string, wanted: string][]) =>
    ["Order No,SKU,Qty,Price,Country,Order Date,Due Date"]
      .concat(days.map(([ordered, wanted], at) => `A-${at},X,1,1.50,,${ordered},${wanted}`))
      .join("\n");

  test.each<[string, string, [string, string | null]]>([
    [
      "a day that can be read in one way only",
      rows(["10/05/2026", "11/04/2026"], ["10/06/2026", "10/20/2026"]),
      ["2026-10-05T00:00:00Z", "2026-11-04"],
    ],
    [
      "such a day the other way round",
      rows(["05/10/2026", "04/11/2026"], ["20/10/2026", "04/11/2026"]),
      ["2026-10-05T00:00:00Z", "2026-11-04"],
    ],
    [
      "the country that the addresses are in",
      "Order No,SKU,Qty,Ship To Country,Order Date,Due Date\nA-1,X,1,US,10/05/2026,11/04/2026",
      ["2026-10-05T00:00:00Z", "2026-11-04"],
    ],
    [
      "decimal commas",
      "Order No;SKU;Qty;Price;Order Date;Due Date\nA-1;X;1;1,5;05/10/2026;04/11/2026",
      ["2026-10-05T00:00:00Z", "2026-11-04"],
    ],
  ])("is told by %s", async (_, text, [placedAt, requestedDate]) => {
    expect((await ordersIn(text))[0]).toMatchObject({ placedAt, requestedDate, doubts: [] });
  });

  test("is told for the orders that are set aside, too", async () => {
    const text = `${rows(["10/05/2026", "11/04/2026"], ["10/06/2026", "10/20/2026"])}\nA-9,X,two,1,,10/07/2026,`;
    const result = await readWith(orderFile, text, { fileName: "orders.csv" });
    expect((result as { unread?: unknown }).unread).toMatchObject([
      { headers: { "day-month-order": "MONTH_FIRST" } },
    ]);
  });

  test("is asked of a person where nothing tells, and the order is taken without that day", async () => {
    const [order] = await ordersIn(rows(["2026-10-05", "05/06/2027"]));
    expect(order).toMatchObject({ placedAt: "2026-10-05T00:00:00Z", requestedDate: null });
    expect(order?.doubts).toEqual([expect.stringMatching(/^Due Date: "05\/06\/2027" does not name/)]);
  });

  test.each(["next Friday", "KW 45/2026", "ASAP"])(
    "is not asked of %s: that is no day at all",
    async (words) => {
      const [order] = await ordersIn(rows(["2026-10-05", words]));
      expect(order?.requestedDate).toBeNull();
      expect(order?.doubts).toEqual([expect.stringContaining(words)]);
    },
  );
});

describe("the head of a table", () => {
  test("is no row of values, whatever words stand in it", async () => {
    const text =
      "Document Type,No.,Sell-to Customer No.,Sell-to Customer Name,External Document No.,Line No.,Type,Item No.,Quantity,Unit of Measure Code,Unit Price Excl. VAT\n" +
      'Order,SO-1,10000,Canning Ltd,PO-55,10000,Item,1896-S,3,PCS,"1,005.80"\n';
    expect(await ordersIn(text)).toMatchObject([
      {
        ...{ externalNumber: "SO-1", poNumber: "PO-55", buyer: { code: "10000", name: "Canning Ltd" } },
        lines: [{ lineNumber: "10000", sku: "1896-S", quantity: "3", unit: "PCS", unitPrice: "1005.8" }],
      },
    ]);
  });

  test.each([
    [
      "German",
      "Bestellnr;Artikelnr;Menge;Lieferadresse Name;Lieferadresse Straße;Lieferadresse PLZ;Lieferadresse Ort;Lieferadresse Land",
      "B-1;X;1;Lager Nord;Hafenstraße 3;28217;Bremen;DE",
      {
        recipient: "Lager Nord",
        lines: ["Hafenstraße 3"],
        postalCode: "28217",
        city: "Bremen",
        country: "DE",
      },
    ],
    [
      "French",
      "N° commande;Réf. article;Qté;PU HT;Adresse de livraison;CP;Ville;Pays",
      "C-1;X;1;7,40;12 rue de la Paix;75002;Paris;FR",
      { lines: ["12 rue de la Paix"], postalCode: "75002", city: "Paris", country: "FR" },
    ],
    [
      "Dutch",
      "Bestelnummer;Artikel;Aantal;Lever naam;Lever adres;Lever postcode;Lever plaats;Lever land",
      "N-1;X;1;Bakker BV;Gracht 1;1015 AA;Amsterdam;NL",
      {
        recipient: "Bakker BV",
        lines: ["Gracht 1"],
        postalCode: "1015 AA",
        city: "Amsterdam",
        country: "NL",
      },
    ],
    [
      "Spanish",
      "Nº Pedido;Código;Cantidad;Nombre envío;Dirección de envío;Código postal envío;Ciudad envío;País envío",
      "P-1;X;1;Ferretería;Calle Mayor 5;28013;Madrid;ES",
      { recipient: "Ferretería", lines: ["Calle Mayor 5"], postalCode: "28013", city: "Madrid" },
    ],
  ])("says in %s where the goods go", async (_, head, row, shipTo) => {
    expect(await ordersIn(`${head}\n${row}\n`)).toMatchObject([{ shipTo }]);
  });

  test("of a marketplace's report has prices of whole lines, and none of one piece", async () => {
    const text =
      "order-id\torder-item-id\tsku\tquantity-purchased\titem-price\tcurrency\n114-1\t64\tS-9\t2\t19.98\tUSD\n";
    expect(await ordersIn(text)).toMatchObject([
      { currency: "USD", lines: [{ lineNumber: "64", sku: "S-9", quantity: "2", unitPrice: null }] },
    ]);
  });

  test("need not name the currency where the prices do", async () => {
    const [dollars, mixed] = await ordersIn(
      "Order No,SKU,Qty,Price\nA,X,1,$1.20\nB,X,1,$1.20\nB,Y,1,€2.20\n",
    );
    expect([dollars?.currency, mixed?.currency]).toEqual(["USD", null]);
  });
});

describe("headings", () => {
  test("are known as people shorten them, with days as people write them", async () => {
    const text =
      "Order #,Order Dt,Req. Date,Cust. Name,Item No.,Item Desc.,Ord. Qty,U/M,Shipping State/Province,Shipping Street,Shipping City,Shipping Zip/Postal Code\n" +
      "S-1,5-Oct-26,20/Oct/2026,Acme,TL-1,Widget,12,EA,NV,1 Way,Reno,89501\n";
    expect(await ordersIn(text)).toMatchObject([
      {
        ...{ externalNumber: "S-1", placedAt: "2026-10-05T00:00:00Z", requestedDate: "2026-10-20" },
        ...{ buyer: { name: "Acme" }, shipTo: { city: "Reno", region: "NV", postalCode: "89501" } },
        lines: [{ sku: "TL-1", description: "Widget", quantity: "12", unit: "EA" }],
      },
    ]);
  });

  test("that mean a customer are its code where another column has the name", async () => {
    const text =
      "SalesOrder,SalesOrderItem,SoldToParty,CustomerName,Material,OrderQuantity,OrderQuantityUnit,NetPriceAmount,TransactionCurrency,PurchaseOrderByCustomer\n" +
      "4711,10,17100001,Nordlicht AG,TG11,5.000,PC,17.55,EUR,PO-1\n";
    expect(await ordersIn(text)).toMatchObject([
      {
        ...{ externalNumber: "4711", poNumber: "PO-1", currency: "EUR" },
        buyer: { code: "17100001", name: "Nordlicht AG" },
        lines: [{ lineNumber: "10", sku: "TG11", quantity: "5", unit: "PC", unitPrice: "17.55" }],
      },
    ]);
  });

  test("of a town to ship to, without a street, make no address, and a person is told of the town", async () => {
    const [order] = await ordersIn(
      "Order No,SKU,Qty,Ship To City,Ship To Zip,Ship To Country\nA-1,X,1,Boulder,80301,US",
    );
    expect(order).toMatchObject({
      shipTo: null,
      doubts: ["No street is given to ship to: Boulder, 80301, US."],
    });
  });

  test("of the only address are those of the delivery, where only that is named", async () => {
    const text =
      "PO Number,Buyer,Item,Qty,Deliver To,Address,City,State,Zip\nPO-5,Ann,X,1,Plant,9 Mill Rd,Salem,OR,97301\n";
    expect(await ordersIn(text)).toMatchObject([
      { buyer: { contactName: "Ann" }, shipTo: { recipient: "Plant", lines: ["9 Mill Rd"], city: "Salem" } },
    ]);
  });
});

describe("a sheet that is a form", () => {
  const FORM = [
    "Purchase Order,,,,,",
    "PO Number:,PO-88231,,,,",
    "Date:,2026-10-05,,,,",
    "Deliver by:,2026-10-20,,,,",
    "Item,Description,Qty,Unit,Unit Price,Amount",
    "TL-100,Widget,12,EA,4.25,51.00",
    "TL-200,Bolt,100,EA,0.05,5.00",
    "Tax 7%,,,,,3.92",
    ",,,,Total,59.92",
  ];

  test("holds one order, with its number and days above the lines and the sums below them", async () => {
    expect(await orderIn(orderFile, FORM.join("\n"), { fileName: "po.csv" })).toMatchObject({
      ...{ externalId: "PO-88231", poNumber: "PO-88231", placedAt: "2026-10-05T00:00:00Z" },
      requestedDate: "2026-10-20",
      lines: [
        { sku: "TL-100", description: "Widget", quantity: "12", unit: "EA", unitPrice: "4.25" },
        { sku: "TL-200", quantity: "100", unitPrice: "0.05" },
      ],
    });
  });

  test("without a number is no order", async () => {
    const text = FORM.filter((row) => !row.startsWith("PO Number")).join("\n");
    expect(await codesSaid(orderFile, text, { fileName: "po.csv" })).toEqual(["UNKNOWN_COLUMNS"]);
  });
});
