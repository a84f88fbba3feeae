import { describe, expect, test } from "vitest";
import { readOrderText } from "../../../../src/connectors/reading/prose/order-text.js";
import { readTable } from "../../../../src/connectors/reading/tables/read-table.js";

const context = { receivedAt: "2026-11-10T09:00:00.000Z", country: null, currency: null };

/** Prices and doubts of the same rows, read as a file and as a text. */
function pricesOf(rows: readonly (readonly string[])[]) {
  const options = { columns: {}, decimalMark: null, orderNumber: "optional" } as const;
  const table = { name: null, rows: rows.map((cells, at) => ({ number: at + 1, cells })) };
  const reading = readTable(table, { ...options, receivedAt: context.receivedAt, country: null });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  const [order] = reading.orders;
  const text = readOrderText(`Order 4711\n\n${rows.map((cells) => cells.join("\t")).join("\n")}\n`, context);
  const ofFile = order?.lines.map(({ values }) => values.unitPrice?.value ?? null);
  const ofText = text.lines.map(({ unitPrice }) => unitPrice?.value ?? null);
  expect(ofText).toEqual(ofFile);
  const asked = (doubts: readonly string[]) => doubts.filter((doubt) => /discount|amount/.test(doubt));
  expect(asked(text.doubts)).toEqual(asked(order?.doubts ?? []));
  return { prices: ofFile, doubts: asked(order?.doubts ?? []), values: order?.lines[0]?.values };
}

describe("a discount in a column of its own", () => {
  const HEAD = ["Item", "Description", "Qty", "Unit price", "Disc. %", "Amount"];

  test.each<[what: string, discount: string, amount: string, price: string]>([
    ["in percent is taken off the price", "10", "90.00", "9"],
    ["that is off the price already is not taken off twice", "10", "100.00", "10"],
    ["of nothing changes nothing", "0.00", "100.00", "10"],
    ["that is not there changes nothing", "", "100.00", "10"],
    ["with a minus is one all the same", "-12.5 %", "87.50", "8.75"],
  ])("%s", (_, discount, amount, price) => {
    expect(pricesOf([HEAD, ["TL-1001", "Label printer", "10", "10.00", discount, amount]])).toMatchObject({
      prices: [price],
      doubts: [],
    });
  });

  test("in money is that of a piece or of the row, as the amount says", () => {
    const head = ["Item", "Description", "Qty", "Price", "Discount", "Line total"];
    const rows = [
      ["TL-1001", "Label printer", "4", "310.00", "10.00", "1200.00"],
      ["TL-2001", "Hand scanner", "5", "89.00", "20.00", "425.00"],
    ];
    expect(pricesOf([head, ...rows])).toMatchObject({ prices: ["300", "85"], doubts: [] });
  });

  test("without an amount is taken off where it is in percent, and asked about where it may be money", () => {
    const rows = (heading: string) => [
      ["Item", "Description", "Qty", "Price", heading],
      ["TL-1001", "Label printer", "4", "310.00", "5"],
    ];
    expect(pricesOf(rows("Rabatt %"))).toMatchObject({ prices: ["294.5"], doubts: [] });
    expect(pricesOf(rows("Rabatt"))).toMatchObject({
      prices: ["310"],
      doubts: ['TL-1001 costs 310 with a discount of "5": what is the price of one piece?'],
    });
  });

  test("that nothing explains is asked about", () => {
    const { prices, doubts } = pricesOf([
      HEAD,
      ["TL-1001", "Label printer", "10", "10.00", "10+5 %", "84.00"],
    ]);
    expect(prices).toEqual(["10"]);
    expect(doubts).toEqual(['TL-1001 costs 10 with a discount of "10+5 %": what is the price of one piece?']);
  });

  test("leaves no trace in the lines", () => {
    const { values } = pricesOf([HEAD, ["TL-1001", "Label printer", "10", "10.00", "10", "90.00"]]);
    expect(Object.keys(values ?? {}).sort()).toEqual(["description", "quantity", "sku", "unitPrice"]);
  });
});

describe("the amount of a row", () => {
  const HEAD = ["Item", "Description", "Qty", "Unit price", "Amount"];
  const ROWS = [
    ["TL-1001", "Label printer", "4", "310.00", "1240.00"],
    ["TL-2001", "Hand scanner", "25", "89.00", "2225.00"],
    ["TL-3001", "Paper roll", "300", "1.15", "345.00"],
  ];

  test("that is not so many pieces at their price is asked about, if those of other rows are", () => {
    expect(pricesOf([HEAD, ...ROWS]).doubts).toEqual([]);
    const misread = ["TL-4001", "Ribbon", "18", "4.50", "45.00"];
    expect(pricesOf([HEAD, ...ROWS, misread]).doubts).toEqual([
      "TL-4001: 18 x 4.5 is not 45, the amount of its row.",
    ]);
  });

  test("says nothing where the column holds something else, such as amounts with their tax", () => {
    const taxed = ROWS.map(([sku = "", name = "", quantity = "", price = "", amount]) => [
      ...[sku, name, quantity, price, String(Number(amount) * 1.19)],
    ]);
    expect(pricesOf([HEAD, ...taxed]).doubts).toEqual([]);
  });

  test("may be rounded", () => {
    const rows = [
      ["TL-1001", "Label", "333", "0.333", "110.89"],
      ["TL-2001", "Tag", "7", "1.1111", "7.78"],
      ["TL-3001", "Roll", "1000", "0.02", "20.00"],
    ];
    expect(pricesOf([HEAD, ...rows]).doubts).toEqual([]);
  });
});

test("a price for a hundred that says so in its cell is that of a hundred", () => {
  const rows = [
    ["Artikel", "Bezeichnung", "Menge", "Einzelpreis"],
    ["DIN-931", "Schraube M8", "2000", "4,50 / 100 ST"],
    ["DIN-125", "Scheibe", "500", "0,03"],
    ["DIN-934", "Mutter", "1000", "12,00 € je 1.000 Stk"],
  ];
  expect(pricesOf(rows).prices).toEqual(["0.045", "0.03", "0.012"]);
});
