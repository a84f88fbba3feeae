import { describe, expect, test } from "vitest";
import { fax } from "../../../src/connectors/fax/index.js";
import type { CanonicalOrder } from "../../../src/domain/order.js";
import { type PlacedText, writeTextPdf } from "../../support/fax/pdf-writer.js";
import { orderIn } from "../read-with.js";

type Cells = readonly (readonly [x: number, text: string])[];

/** A row of the page: texts with where they begin, at a height. */
const at = (y: number, ...cells: Cells): PlacedText[] => cells.map(([x, text]) => ({ x, y, text }));

const COLUMNS = [60, 90, 170, 380, 430, 480];
const cells = (...texts: readonly string[]): [number, string][] =>
  texts.flatMap((text, column) => (text === "" ? [] : [[COLUMNS[column] ?? 0, text] as [number, string]]));

const HEADINGS = cells("Line", "Part No.", "Description", "Qty", "UOM", "Unit price");
const TOP = [
  ...at(800, [60, "Purchase order PO-7731"]),
  ...at(786, [60, "Customer: Harbor Street Bakery"]),
  ...at(740, ...HEADINGS),
];
const PRINTER = cells("1", "TL-1001", "Label printer 203 dpi", "4", "EA", "310.00");
const SCANNER = cells("2", "TL-2001", "Hand scanner", "25", "EA", "89.00");

const orderOn = (...pages: readonly (readonly PlacedText[])[]): Promise<CanonicalOrder> =>
  orderIn(fax, Buffer.from(writeTextPdf(...pages)).toString("latin1"));

const goodsOn = async (...pages: readonly (readonly PlacedText[])[]) =>
  (await orderOn(...pages)).lines.map(({ sku, description, quantity, unitPrice }) => [
    ...[sku, description, quantity, unitPrice],
  ]);

describe("a printed table of goods", () => {
  test("is read by where its columns stand", async () => {
    expect(await goodsOn([...TOP, ...at(720, ...PRINTER), ...at(700, ...SCANNER)])).toEqual([
      ["TL-1001", "Label printer 203 dpi", "4", "310"],
      ["TL-2001", "Hand scanner", "25", "89"],
    ]);
  });

  test("has names of several rows, whose counts stand beside the first or between them", async () => {
    const beside = [
      ...[...at(720, ...PRINTER), ...at(708, [170, "with cutter"]), ...at(696, [170, "and stand"])],
      ...at(676, ...SCANNER),
    ];
    const between = [
      ...[...at(720, [170, "Label printer"]), ...at(714, ...cells("1", "TL-1001", "", "4", "EA", "310.00"))],
      ...[...at(708, [170, "with cutter"]), ...at(688, [170, "Hand scanner"])],
      ...[...at(682, ...cells("2", "TL-2001", "", "25", "EA", "89.00")), ...at(676, [170, "with cable"])],
    ];
    expect(await goodsOn([...TOP, ...beside])).toEqual([
      ["TL-1001", "Label printer 203 dpi with cutter and stand", "4", "310"],
      ["TL-2001", "Hand scanner", "25", "89"],
    ]);
    expect(await goodsOn([...TOP, ...between])).toEqual([
      ["TL-1001", "Label printer with cutter", "4", "310"],
      ["TL-2001", "Hand scanner with cable", "25", "89"],
    ]);
  });

  test("may have the number of an article above its name, and headings in several rows", async () => {
    const page = [
      ...at(800, [60, "Bestellung Nr. 45000918"]),
      ...at(760, [90, "Artikel-Nr."], [400, "Einzelpreis"]),
      ...at(754, [60, "Pos."], [300, "Menge"], [350, "ME"]),
      ...at(748, [90, "Bezeichnung"], [400, "EUR"]),
      ...[...at(724, [60, "10"], [90, "4711-22"], [310, "24"], [350, "Stk"], [410, "3,85"])],
      ...[...at(712, [90, "Kugellager 6204-2RS, beidseitig gedichtet"])],
      ...[...at(690, [60, "20"], [90, "4711-35"], [310, "6"], [350, "Stk"], [410, "11,20"])],
      ...at(678, [90, "Keilriemen SPA 1250"]),
      ...at(655, [330, "Nettosumme EUR"], [410, "159,60"]),
    ];
    expect(await goodsOn(page)).toEqual([
      ["4711-22", "Kugellager 6204-2RS, beidseitig gedichtet", "24", "3.85"],
      ["4711-35", "Keilriemen SPA 1250", "6", "11.2"],
    ]);
  });

  test.each<[what: string, below: PlacedText[]]>([
    ["a sum", at(680, [380, "Subtotal"], [480, "3,465.00"])],
    ["an amount with words nobody knows", at(680, [430, "Grand net"], [480, "3465.00"])],
    ["a label and its value", at(682, [60, "Amount due: 3465.00"])],
    [
      "a sentence",
      at(684, [60, "Please confirm the order, and send the invoice to our office in Leeds by mail."]),
    ],
    ["a rule and a sum", [...at(686, [480, "--------"]), ...at(674, [430, "TOTAL"], [480, "3,465.00"])]],
  ])("ends above %s", async (_, below) => {
    const { lines } = await orderOn([...TOP, ...at(720, ...PRINTER), ...at(700, ...SCANNER), ...below]);
    expect(lines).toMatchObject([
      { sku: "TL-1001", description: "Label printer 203 dpi", quantity: "4", unitPrice: "310" },
      { sku: "TL-2001", description: "Hand scanner", quantity: "25", unitPrice: "89" },
    ]);
  });

  test("keeps cells under their headings where others are empty", async () => {
    const page = [
      ...TOP,
      ...at(720, ...cells("1", "TL-1001", "", "4", "", "310.00")),
      ...at(700, ...SCANNER),
    ];
    expect(await goodsOn(page)).toEqual([
      ["TL-1001", null, "4", "310"],
      ["TL-2001", "Hand scanner", "25", "89"],
    ]);
  });

  test("goes on over the page, with headings or without", async () => {
    const first = [...TOP, ...at(720, ...PRINTER)];
    const goods = [
      ["TL-1001", "Label printer 203 dpi", "4", "310"],
      ["TL-2001", "Hand scanner", "25", "89"],
    ];
    const title = at(810, [60, "PO-7731, page 2 of 2"]);
    expect(await goodsOn(first, [...title, ...at(770, ...SCANNER)])).toEqual(goods);
    expect(await goodsOn(first, [...title, ...at(790, ...HEADINGS), ...at(770, ...SCANNER)])).toEqual(goods);
  });

  test("goes on below the sum of a part, and has titles of parts", async () => {
    const page = [
      ...[
        ...TOP,
        ...at(726, [90, "Printing"]),
        ...at(712, ...PRINTER),
        ...at(698, [380, "Subtotal"], [480, "1,240.00"]),
      ],
      ...[
        ...at(684, [90, "Scanning"]),
        ...at(670, ...SCANNER),
        ...at(656, [380, "Total"], [480, "3,465.00"]),
      ],
    ];
    const { lines } = await orderOn(page);
    expect(lines).toMatchObject([
      { sku: "TL-1001", quantity: "4", unitPrice: "310" },
      { sku: "TL-2001", description: "Hand scanner", quantity: "25", unitPrice: "89" },
    ]);
  });

  test("may have two rows for each article: which, and how many of it", async () => {
    const page = [
      ...at(800, [60, "Bestellung Nr. 45000918"]),
      ...at(760, [60, "Pos."], [120, "Material"], [250, "Bezeichnung"]),
      ...at(746, [120, "Bestellmenge"], [250, "Einheit"], [330, "Preis pro Einheit"], [480, "Nettowert"]),
      ...at(728, [60, "00010"], [120, "100-4410"], [250, "Zylinderschraube M8x25"]),
      ...at(714, [140, "200"], [250, "ST"], [340, "0,32"], [490, "64,00"]),
      ...at(700, [60, "00020"], [120, "100-4420"], [250, "Sechskantmutter M8"]),
      ...at(686, [140, "1.000"], [250, "ST"], [340, "0,05"], [490, "50,00"]),
      ...at(668, [330, "Gesamtnettowert"], [490, "114,00"]),
    ];
    expect(await goodsOn(page)).toEqual([
      ["100-4410", "Zylinderschraube M8x25", "200", "0.32"],
      ["100-4420", "Sechskantmutter M8", "1000", "0.05"],
    ]);
  });

  test("loses no row that keeps to no columns: a person is asked about it", async () => {
    const across = at(706, [
      60,
      "and 12 of the article TL-3005 in the color that was agreed on the phone last week",
    ]);
    const page = [...TOP, ...at(720, ...PRINTER), ...across, ...at(690, ...SCANNER)];
    const { lines, doubts } = await orderOn(page);
    expect(lines.map(({ sku }) => sku)).toEqual(expect.arrayContaining(["TL-1001", "TL-2001"]));
    const isAsked = doubts.some((doubt) => doubt.includes("TL-3005"));
    expect(isAsked || lines.some(({ sku }) => sku === "TL-3005")).toBe(true);
  });
});

describe("blocks beside each other on a printed page", () => {
  const page = [
    ...at(800, [60, "Northgate Fabrication Ltd"], [400, "PO Number: NF-20418"]),
    ...at(788, [60, "Unit 4, Severn Trade Park"], [400, "Required by: 30 Nov 2026"]),
    ...at(776, [60, "Bristol BS11 8DF"]),
    ...at(740, [60, "Vendor"], [300, "Ship To"]),
    ...at(728, [60, "Throughline Supplies"], [300, "Northgate Stores"]),
    ...at(716, [60, "88 Quay Street"], [300, "Gate 2, Avonmouth Way"]),
    ...at(704, [60, "Manchester M3 3JE"], [300, "Bristol BS11 9YA"]),
    ...[...at(670, ...HEADINGS), ...at(650, ...PRINTER)],
  ];

  test("are read one after the other", async () => {
    expect(await orderOn(page)).toMatchObject({
      poNumber: "NF-20418",
      requestedDate: "2026-11-30",
      buyer: { name: "Northgate Fabrication Ltd", address: { postalCode: "BS11 8DF" } },
      shipTo: { lines: ["Gate 2", "Avonmouth Way"], city: "Bristol", postalCode: "BS11 9YA" },
    });
  });

  test("are one where they are labels and their values", async () => {
    const form = [
      ...at(800, [60, "Customer:"], [140, "Hillcrest Bakery"], [350, "Order no:"], [430, "HB-771"]),
      ...at(788, [60, "Account:"], [140, "40018"], [350, "Deliver by:"], [430, "25 Nov 2026"]),
      ...[...at(740, ...HEADINGS), ...at(720, ...PRINTER)],
    ];
    expect(await orderOn(form)).toMatchObject({
      poNumber: "HB-771",
      requestedDate: "2026-11-25",
      buyer: { name: "Hillcrest Bakery", otherCodes: [{ value: "40018" }] },
    });
  });

  test("have labels beside their values or above them, with colons or without", async () => {
    const form = [
      ...at(800, [60, "Purchase order PO-7731"]),
      ...at(770, [60, "Ship via"], [200, "Due date"], [340, "Terms"]),
      ...at(758, [60, "UPS Ground"], [200, "25 Nov 2026"], [340, "Net 45"]),
      ...at(740, [60, "Account"], [140, "40018"]),
      ...at(728, [60, "Customer name"], [140, "Hillcrest Bakery"]),
      ...[...at(690, ...HEADINGS), ...at(670, ...PRINTER)],
    ];
    expect(await orderOn(form)).toMatchObject({
      requestedDate: "2026-11-25",
      buyer: { name: "Hillcrest Bakery", otherCodes: [{ value: "40018" }] },
    });
  });
});
