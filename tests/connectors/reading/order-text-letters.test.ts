import { describe, expect, test } from "vitest";
import { type OrderText, readOrderText } from "../../../src/connectors/reading/prose/order-text.js";

const read = (text: string, currency: string | null = null): OrderText =>
  readOrderText(text, { receivedAt: "2026-11-10T09:00:00.000Z", country: null, currency });

const linesOf = (text: string): (string | undefined)[][] =>
  read(text).lines.map(({ sku, description, quantity, unit, unitPrice }) => [
    ...[sku?.value, description?.value, quantity?.value, unit?.value, unitPrice?.value],
  ]);

describe("what a page calls itself", () => {
  test.each([
    ["ORDER KC/5521", "KC/5521"],
    ["PEDIDO DE COMPRA Nº PC-00482", "PC-00482"],
    ["ORDINE FORNITORE N. 2026/0871 del 19/11/2026", "2026/0871"],
    ["Bestellung 4500091822 vom 14.11.2026", "4500091822"],
    ["Bestellnummer/Datum: 4500123456 / 20.11.2026", "4500123456"],
  ])("has its number behind it: %s", (title, number) =>
    expect(read(`${title}\n\n10 x TL-1001\n`).poNumber?.value).toBe(number),
  );

  test.each(["Order 19/11/2026", "Order form", "Order 10 x TL-1001 please"])("and %s has none", (title) =>
    expect(read(`${title}\n\n4 x TL-2001\n`).poNumber).toBeNull(),
  );
});

describe("a row of a table", () => {
  test("whose article begins like a farewell is one all the same", () =>
    expect(linesOf("Code\tDescription\tQty\nBR-12-HSS\tDrill 12 mm\t30\n")).toEqual([
      ["BR-12-HSS", "Drill 12 mm", "30", undefined, undefined],
    ]));

  test("has the seller's number of an article, where the buyer's own stands beside it", () =>
    expect(
      linesOf("Quantity\tUnits\tItem\tVendor Part\tDescription\n25\tEa\tRR-0091\tTL-2001\tScanner\n"),
    ).toEqual([["TL-2001", "Scanner", "25", "Ea", undefined]]));

  test("has no number where the only column of the article has names", () => {
    const { lines, doubts } = read("Product\tQuantity\tPrice\nHand sanitiser gel 500 ml\t24\t2.10\n");
    expect(lines).toMatchObject([{ sku: null, description: { value: "Hand sanitiser gel 500 ml" } }]);
    expect(doubts).toEqual(['No article number is given for "Hand sanitiser gel 500 ml".']);
  });

  test("in Japanese has thousands behind its commas", () =>
    expect(linesOf("品番\t品名\t数量\t単位\t単価\nTS-4401\tリニアガイド\t8\t本\t12,500\n")).toEqual([
      ["TS-4401", "リニアガイド", "8", "本", "12500"],
    ]));
});

test("a British postcode is no article", () => {
  const order = read("Please supply 12 x TL-1001 to Beech House, 9 Park Road, Witney OX28 1AA.");
  expect(order.lines.map(({ sku }) => sku?.value)).toEqual(["TL-1001"]);
  expect(order.shipTo?.value).toMatchObject({ city: "Witney", postalCode: "OX28 1AA" });
});

describe("prices in dollars", () => {
  const goods = "Item\tQty\tPrice\nTL-1001\t4\t$310.00\n";

  test("are American where the goods go to America", () => {
    const order = read(`Ship to: Redwood Robotics LLC, 1200 Cypress St, Oakland CA 94607\n\n${goods}`, "EUR");
    expect(order.currency?.value).toBe("USD");
    expect(order.doubts).toEqual([]);
  });

  test("are asked about where prices are usually in something else", () => {
    expect(read(goods, "EUR").doubts).toEqual([
      'Prices are in "$", and not in EUR: which dollars they are is not said.',
    ]);
    expect(read(goods, "CAD").doubts).toEqual([]);
  });

  test("and those in yuan say so in brackets", () =>
    expect(read("货号\t数量\t单价(元)\nTL-1001\t4\t35.00\n").currency?.value).toBe("CNY"));
});

describe("a letter", () => {
  test("is its sender's, whose line stands above who gets it", () => {
    const { customerName, address } = read(
      "Brauer & Partner GmbH · Lindenallee 14 · 50968 Köln\nThroughline GmbH\nHafenstraße 9\n20457 Hamburg\n\n10 x TL-1001\n",
    );
    expect(customerName?.value).toBe("Brauer & Partner GmbH");
    expect(address?.value).toMatchObject({ lines: ["Lindenallee 14"], city: "Köln" });
  });

  test("is not from whom it honors", () =>
    expect(read("スルーライン株式会社 御中\n\n10 x TL-1001\n").customerName).toBeNull());

  test("is not closed by a line above its sum", () => {
    const order = read(
      "Harbor Bakery Ltd\n\n10 x TL-1001\n--------\nTOTAL 1,196.25\n\nSigned: Rosa Delgado\n",
    );
    expect(order.contactName?.value).not.toBe("TOTAL");
    expect(order.address).toBeNull();
  });
});

describe("a company that knows its own name", () => {
  const ourNames = ["Northwind Traders", "Nordwind Handel"];
  const customerOf = (text: string): (string | null)[] => {
    const context = { receivedAt: "2026-11-10T09:00:00.000Z", country: null, currency: null, ourNames };
    const { customerName, address, contactName } = readOrderText(text, context);
    return [customerName?.value ?? null, address?.value.city ?? null, contactName?.value ?? null];
  };
  const GOODS = "Please send 10 x TL-1001 and 4 x TL-2001.";

  test("takes whoever has signed for the customer, where its own name heads the letter", () =>
    expect(
      customerOf(
        `Northwind Traders Ltd.\n14 Canal Street\nManchester M1 3EW\n\nDear all,\n\n${GOODS}\n\nKind regards\nAnna Reed\nHarbor Street Bakery Ltd\n`,
      ),
    ).toEqual(["Harbor Street Bakery Ltd", null, "Anna Reed"]));

  test("is not the customer under a label, either", () =>
    expect(
      customerOf(`Firma: NORDWIND HANDEL GmbH & Co. KG\nKunde: Bäckerei Sommer GmbH\n\n10 x TL-1001\n`),
    ).toEqual(["Bäckerei Sommer GmbH", null, null]));

  test("keeps a customer whose name only begins alike", () =>
    expect(customerOf(`Customer: Northwind Traders Benevolent Association Ltd\n\n10 x TL-1001\n`)[0]).toBe(
      "Northwind Traders Benevolent Association Ltd",
    ));

  test("may be where the goods go", () => {
    const context = { receivedAt: "2026-11-10T09:00:00.000Z", country: null, currency: null, ourNames };
    const text = `Customer: Harbor Street Bakery\nShip to:\nNorthwind Traders\n14 Canal Street\nManchester M1 3EW\n\n10 x TL-1001\n`;
    expect(readOrderText(text, context).shipTo?.value).toMatchObject({
      recipient: "Northwind Traders",
      city: "Manchester",
    });
  });
});

describe("what printed orders say in their own ways:", () => {
  test.each([
    ["BON DE COMMANDE\nN° BC-2026-118", "BC-2026-118"],
    ["Purchase order\nNumber : PO-004417", "PO-004417"],
    ["Purchase Order\n#PO10452", "PO10452"],
    ["Our order PO10452", "PO10452"],
  ])("the number of an order in %j", (head, number) =>
    expect(read(`${head}\n\n10 x TL-1001\n`).poNumber?.value).toBe(number),
  );

  test("a number in brackets in front of the name of its article", () =>
    expect(linesOf("Description\tQty\tPrice\n[TL-1001] Label printer 203 dpi\t4\t310.00\n")).toEqual([
      ["TL-1001", "Label printer 203 dpi", "4", undefined, "310"],
    ]));

  test("a sentence in front of a label, and a name with its phone", () => {
    const said = read(
      "Commande BC-7\n\n10 x TL-1001\n\nLivraison souhaitée le 18/12/2026. Contact : Mme Claire Dubois, 04 78 00 11 22\n",
    );
    expect(said.requestedDate?.value).toBe("2026-12-18");
    expect([said.contactName?.value, said.phones.map(({ value }) => value)]).toEqual([
      "Mme Claire Dubois",
      ["04 78 00 11 22"],
    ]);
  });

  test("days as another day of the same page shows that they are written", () => {
    const day = (ordered: string) =>
      read(`Order 4711\nOrder date: ${ordered}\nDelivery date: 12/04/2026\n\n10 x TL-1001\n`).requestedDate
        ?.value;
    expect([day("11/24/2026"), day("24/11/2026"), day("11/12/2026")]).toEqual([
      "2026-12-04",
      "2026-04-12",
      undefined,
    ]);
  });

  test("the contact of each of two parties beside each other", () => {
    const text =
      "订单编号：CG-1008\n需方：苏州明远包装有限公司        供方：北风贸易有限公司\n联系人：周敏 13812345678        联系人：李强\n\nTL-1001 5 台\n";
    const { contactName, phones } = read(text);
    expect([contactName?.value, phones.map(({ value }) => value)]).toEqual(["周敏", ["13812345678"]]);
    const turned =
      "供方：北风贸易有限公司        需方：苏州明远包装有限公司\n联系人：李强        联系人：周敏\n\nTL-1001 5 台\n";
    expect(read(turned).contactName?.value).toBe("周敏");
  });

  test("a place with its phone and the three letters of its country", () =>
    expect(
      read(
        "Order 4711\n\nShip to:\nMeridian Depot\nRingdijk 5\n3053 CB Rotterdam\nNLD\n☎ +31 10 496 0022\n\n10 x TL-1001\n",
      ).shipTo?.value,
    ).toMatchObject({ lines: ["Ringdijk 5"], city: "Rotterdam", country: "NL", phone: "+31 10 496 0022" }));

  test("the tax number of the company that the order is written to is not its customer's", () => {
    const text =
      "Brightwater Cafés Ltd\n12 Harbour Lane\nBristol BS1 4RW\n\nNorthwind Traders\n14 Canal Street\nVAT no: GB123456789\n\n10 x TL-1001\n";
    const context = { receivedAt: "2026-11-10T09:00:00.000Z", country: null, currency: null };
    expect(readOrderText(text, { ...context, ourNames: ["Northwind Traders"] }).taxId).toBeNull();
    expect(readOrderText(text, context).taxId?.value).toBe("GB123456789");
  });
});

describe("forms of purchasing programs", () => {
  test("have the number below the title, with no word to it, and it is no article", () => {
    const { poNumber, lines } = read("Purchase Order\n\nPUR-ORD-2026-00118\n\nItem\tQty\nTL-1001\t2\n");
    expect([poNumber?.value, lines.map(({ sku }) => sku?.value)]).toEqual([
      "PUR-ORD-2026-00118",
      ["TL-1001"],
    ]);
  });

  test("have labels in the middle beside their values", () => {
    const { shipTo, address } = read(
      [
        "Order no: 118",
        "",
        "                             14 Canal Street",
        "Supplier Address:            Manchester",
        "                             United Kingdom",
        "",
        "Required By:                 05-12-2026",
        "                             Deccan Labs Pvt Ltd",
        "                             Plot 14, IDA Jeedimetla",
        "Shipping Address:",
        "                             Hyderabad 500055",
        "                             India",
        "",
        "10 x TL-1001",
      ].join("\n"),
    );
    expect(shipTo?.value).toMatchObject({
      ...{ recipient: "Deccan Labs Pvt Ltd", lines: ["Plot 14", "IDA Jeedimetla"], city: "Hyderabad" },
      ...{ postalCode: "500055", country: "IN" },
    });
    expect(address).toBeNull();
  });

  test("say whom to bill, which names nobody where the letterhead does", () => {
    const { customerName, shipTo } = read(
      "ST. ALBAN'S COLLEGE\n\nOrder No: SAC/26/00418\n\nDeliver to: Chemistry Stores, South Parks Road, Oxford OX1 3QR, marked for the attention of Mr. T. Okafor\nInvoice to: Finance Office, Old Court, Oxford OX1 4AB\n\n10 x TL-1001\n",
    );
    expect([customerName?.value, shipTo?.value.recipient, shipTo?.value.lines]).toEqual([
      ...["ST. ALBAN'S COLLEGE", "Mr. T. Okafor", ["Chemistry Stores", "South Parks Road"]],
    ]);
  });

  test("put the country behind the postal code, and a phone without a word below it", () =>
    expect(
      read(
        "Order no: 1043\n\nShip to:\nHarbor Street Bakery\n1182 Harbor St\nSeattle, WA 98101 US\n+1 2065550142\n\n10 x TL-1001\n",
      ).shipTo?.value,
    ).toMatchObject({
      ...{ lines: ["1182 Harbor St"], city: "Seattle", region: "WA", postalCode: "98101", country: "US" },
      phone: "+1 2065550142",
    }));
});
