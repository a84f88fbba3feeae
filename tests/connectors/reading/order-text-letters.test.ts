import { describe, expect, test } from "vitest";
import { type OrderText, readOrderText } from "../../../src/connectors/reading/order-text.js";

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
