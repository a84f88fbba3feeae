import { describe, expect, test } from "vitest";
import { type OrderText, readOrderText } from "../../../../src/connectors/reading/prose/order-text.js";

const RECEIVED_AT = "2026-11-10T09:00:00.000Z";
const read = (text: string, country: string | null = null): OrderText =>
  readOrderText(text, { receivedAt: RECEIVED_AT, country });

/** A line as `sku | description | quantity | unit | price`. */
const linesOf = (text: string): string[] =>
  read(text).lines.map(({ sku, description, quantity, unit, unitPrice }) =>
    [sku, description, quantity, unit, unitPrice].map((found) => found?.value ?? "-").join(" | "),
  );

const FORMS: readonly (readonly [language: string, text: string, expected: Record<string, string>])[] = [
  [
    "English",
    "Customer: Harbor Street Bakery Supply LLC\nCustomer No.: US-3308\nPO No.: HSB-7718    Date: 2026-11-03\nContact: Dana Kowalski\nDepartment: Purchasing\nTax ID: 93-1234567\nDeliver by: 27 November 2026\nCurrency: USD\nNotes: ring twice",
    {
      customerName: "Harbor Street Bakery Supply LLC",
      customerCode: "US-3308",
      poNumber: "HSB-7718",
      contactName: "Dana Kowalski",
      department: "Purchasing",
      taxId: "93-1234567",
      requestedDate: "2026-11-27",
      currency: "USD",
      note: "ring twice",
    },
  ],
  [
    "German",
    "Firma: Müller & Söhne Maschinenbau GmbH\nKundennummer: D-20417\nBestell-Nr.: MS-4471\nAnsprechpartner: Jürgen Weiß\nAbteilung: Einkauf\nUSt-IdNr.: DE811907980\nLiefertermin: 20.11.2026\nWährung: EUR\nBemerkung: Anlieferung bis 15 Uhr",
    {
      customerName: "Müller & Söhne Maschinenbau GmbH",
      customerCode: "D-20417",
      poNumber: "MS-4471",
      contactName: "Jürgen Weiß",
      department: "Einkauf",
      taxId: "DE811907980",
      requestedDate: "2026-11-20",
      currency: "EUR",
      note: "Anlieferung bis 15 Uhr",
    },
  ],
  [
    "simplified Chinese, with full-width colons",
    "客户名称：深圳市云帆科技有限公司\n客户编号：YF-0071\n订单号：YF-PO-08\n联系人：李伟    部门：采购部\n税号：91440300MA5FYF0717\n交货日期：2026年11月20日\n备注：请工作日送货",
    {
      customerName: "深圳市云帆科技有限公司",
      customerCode: "YF-0071",
      poNumber: "YF-PO-08",
      contactName: "李伟",
      department: "采购部",
      taxId: "91440300MA5FYF0717",
      requestedDate: "2026-11-20",
      note: "请工作日送货",
    },
  ],
  [
    "traditional Chinese",
    "客戶名稱：臺灣晶宏電子股份有限公司\n客戶編號：TW-0412\n訂單號碼：JH-417\n聯絡人：林怡君\n交貨日期：2026/12/01",
    {
      customerName: "臺灣晶宏電子股份有限公司",
      customerCode: "TW-0412",
      poNumber: "JH-417",
      contactName: "林怡君",
      requestedDate: "2026-12-01",
    },
  ],
  [
    "Chinese as a reader of scans gives it",
    "客 户 名 称 ： 上 海 明 远 贸 易 有 限 公 司\n订 单 号 ： SH-77\n联 系 人 ： 王 磊",
    { customerName: "上海明远贸易有限公司", poNumber: "SH-77", contactName: "王磊" },
  ],
  [
    "French",
    "Société : Rousseau SARL\nN° de commande : R-2026-5\nDate de livraison : 24 novembre 2026",
    { customerName: "Rousseau SARL", poNumber: "R-2026-5", requestedDate: "2026-11-24" },
  ],
  [
    "a form without colons",
    "PO Number\tHSB-9\nCustomer No    US-3308",
    { poNumber: "HSB-9", customerCode: "US-3308" },
  ],
  [
    "labels in a sentence",
    "this is our PO HSB-7718, customer no. US-3308.",
    { poNumber: "HSB-7718", customerCode: "US-3308" },
  ],
];

describe("a labeled form", () => {
  test.each(FORMS)("in %s is understood, and nothing is in doubt", (_, text, expected) => {
    const order = read(text);
    const values = Object.fromEntries(Object.keys(expected).map((key) => [key, foundIn(order, key)]));
    expect(values).toEqual(expected);
    expect(order.doubts).toEqual([]);
  });

  test("says where each value stands", () => {
    const text =
      "Hello\nPO No.: HSB-7718\n\nShip to: 27 Otley Road, Leeds LS6 3AA\n3 x TL-1001 Thermal label @ 18.50";
    const { poNumber, shipTo, lines } = read(text);
    const at = (found: { readonly range: readonly [number, number] } | null | undefined): string =>
      text.slice(...(found?.range ?? [0, 0]));
    expect([at(poNumber), at(shipTo), at(lines[0]?.quantity), at(lines[0]?.unitPrice)]).toEqual([
      "HSB-7718",
      "27 Otley Road, Leeds LS6 3AA",
      "3",
      "18.50",
    ]);
  });

  test("keeps the invoice address and the delivery address apart, side by side or below each other", () => {
    const beside = read(
      "Bill to:                     Ship to:\nGreenfield Primary School    Greenfield Annex\n27 Otley Road                3 Moor Lane\nLeeds LS6 3AA                Leeds LS6 4BB",
    );
    const below = read(
      "Bill to:\nGreenfield Primary School\n27 Otley Road\nLeeds LS6 3AA\n\nShip to:\nGreenfield Annex\n3 Moor Lane\nLeeds LS6 4BB",
    );
    for (const { address, shipTo, customerName } of [beside, below]) {
      expect(customerName?.value).toBe("Greenfield Primary School");
      expect(address?.value).toMatchObject({ lines: ["27 Otley Road"], postalCode: "LS6 3AA" });
      expect(shipTo?.value).toMatchObject({
        recipient: "Greenfield Annex",
        lines: ["3 Moor Lane"],
        postalCode: "LS6 4BB",
      });
    }
  });

  test("does not take the supplier's people and numbers for the customer's", () => {
    const order = read(
      "NORDLICHT ELEKTRONIK AG\nAm Sandtorkai 30, 20457 Hamburg\nTo: Throughline Trading\nAttn: Sales team\nFax: +49 40 1234567\nContact: Katrin Sommer\nTel: 040 3688 1700",
    );
    expect(order.customerName?.value).toBe("NORDLICHT ELEKTRONIK AG");
    expect(order.contactName?.value).toBe("Katrin Sommer");
    expect(order.phones.map(({ value }) => value)).toEqual(["040 3688 1700"]);
    expect(order.address?.value).toMatchObject({ city: "Hamburg", postalCode: "20457" });
  });
});

function foundIn(order: OrderText, key: string): unknown {
  const found: unknown = order[key as keyof OrderText];
  return typeof found === "object" && found !== null && "value" in found ? found.value : null;
}

const GOODS: readonly (readonly [how: string, text: string, lines: readonly string[]])[] = [
  ["3 x", "please send 3 x TL-1001 Thermal label @ 18.50", ["TL-1001 | Thermal label | 3 | - | 18.5"]],
  ["a unit and of", "20 rolls of TL-1002", ["TL-1002 | - | 20 | rolls | -"]],
  ["qty behind", "TL-2001 HS-2 scanner, qty 2", ["TL-2001 | HS-2 scanner | 2 | - | -"]],
  ["a number in brackets", "- 3 x Thermal label (TL-1001)", ["TL-1001 | Thermal label | 3 | - | -"]],
  ["x behind", "TL-4001 Safety gloves (pair) x 30", ["TL-4001 | Safety gloves (pair) | 30 | - | -"]],
  ["a colon", "TL-6001: 12", ["TL-6001 | - | 12 | - | -"]],
  [
    "a size in the name",
    "10 x TL-1001 Thermal label 100x150 (box) at EUR 18.50 each",
    ["TL-1001 | Thermal label 100x150 (box) | 10 | - | 18.5"],
  ],
  [
    "two in a sentence",
    "We need 3 x TL-1001 and 20 rolls of TL-1002 for our PO HSB-9.",
    ["TL-1001 | - | 3 | - | -", "TL-1002 | - | 20 | rolls | -"],
  ],
  [
    "German words",
    "Bitte liefern Sie 5 Stück TL-6001 LED-Panel zu je 46,00 €",
    ["TL-6001 | LED-Panel | 5 | Stück | 46"],
  ],
  [
    "Chinese words",
    "订购 TL-1001 10箱，TL-1002 封箱胶带 20 卷。",
    ["TL-1001 | - | 10 | 箱 | -", "TL-1002 | 封箱胶带 | 20 | 卷 | -"],
  ],
  [
    "a table with spaces",
    "Pos  Artikelnummer  Bezeichnung       Menge  Einheit  Einzelpreis\n1    TL-2001        Handscanner HS-2      2  Stk          129,00\n2    TL-3001        Folie             1.200  Rolle         7,40",
    ["TL-2001 | Handscanner HS-2 | 2 | Stk | 129", "TL-3001 | Folie | 1200 | Rolle | 7.4"],
  ],
  [
    "a table with tabs and an empty cell",
    "货号\t品名\t数量\t单位\t单价\nTL-1001\t\t10\t箱\t18.50",
    ["TL-1001 | - | 10 | 箱 | 18.5"],
  ],
  [
    "a table with bars",
    "| Item | Qty | Price |\n|------|-----|-------|\n| TL-1001 | 10 | 18.50 |\n| TL-1002 | 5 | 2.95 |",
    ["TL-1001 | - | 10 | - | 18.5", "TL-1002 | - | 5 | - | 2.95"],
  ],
  [
    "a scanned table, run together",
    "Item Description Qty Unit Price Amount\n1 TL-1001 Thermal label 100x150 (box) 10 18.50 185.00\n2 TL-3001 Pallet wrap 500 mm 4 7.40 29.60\nTOTAL 214.60",
    ["TL-1001 | Thermal label 100x150 (box) | 10 | - | 18.5", "TL-3001 | Pallet wrap 500 mm | 4 | - | 7.4"],
  ],
  [
    "labels, one under the other",
    "Item: TL-1001\nQty: 3\nUnit price: 18.50\n\nItem: TL-1002\nQty: 7",
    ["TL-1001 | - | 3 | - | 18.5", "TL-1002 | - | 7 | - | -"],
  ],
];

const TABLE_WITH_A_WORD =
  "Item      Description      Qty   Unit price\nTL-2001   Hand scanner       8   129.00\nTL-2002   Scanner cradle   ask   39.90\nTL-1001   Labels             5   18.50";

describe("goods", () => {
  test.each(GOODS)("written with %s are read", (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
    expect(read(text).doubts).toEqual([]);
  });

  test.each([
    "The TL-1001 we got last time was damaged.",
    "Our warehouse has moved, see you on 12 December.",
    "Call me at 0755 8602 3100 ext 12.",
    "Thank you for the quick delivery of order HSB-7718.",
  ])("are not seen in %j", (text) => {
    expect(linesOf(text)).toEqual([]);
  });
});

describe("an article", () => {
  const NAMED: readonly (readonly [how: string, text: string, expected: readonly string[]])[] = [
    [
      "whose number is short, with its name ahead of it",
      "Steel washer M8 (SW-8) x 40\nCopper gasket 20 mm [CG-20] - 12 pcs",
      ["SW-8 | Steel washer M8 | 40 | - | -", "CG-20 | Copper gasket 20 mm | 12 | pcs | -"],
    ],
    [
      "in a numbered list, its number called one",
      "1. Copper gasket (art. no. CG-20), 12 pieces @ 1.20 EUR\n2. Steel washer (art. no. SW-8), 40 pieces @ 0.10 EUR",
      ["CG-20 | Copper gasket | 12 | pieces | 1.2", "SW-8 | Steel washer | 40 | pieces | 0.1"],
    ],
    [
      "with a label behind it that says how many",
      "1) CG-2000 - Copper gasket - Qty: 12\n2) 400129 - Steel washer - Qty: 40",
      ["CG-2000 | Copper gasket | 12 | - | -", "400129 | Steel washer | 40 | - | -"],
    ],
    [
      "whose number has no letters, where a word says what it is",
      "12 pcs of article 4711020\nPart # 100-2346, quantity 40",
      ["4711020 | - | 12 | pcs | -", "100-2346 | - | 40 | - | -"],
    ],
    [
      "by labels in one line of Chinese",
      "品名：铜垫圈 型号：CG-2000 数量：12个\n品名：钢垫片 型号：SW-8 数量：40个",
      ["CG-2000 | 铜垫圈 | 12 | 个 | -", "SW-8 | 钢垫片 | 40 | 个 | -"],
    ],
    [
      "with only its name before it, in German and in Spanish",
      "10 Stk. TL-1001\n2 Marker TL-2001\nNecesitamos 3 cajas de TL-1003 y 2 lectores TL-2002.",
      [
        "TL-1001 | - | 10 | Stk. | -",
        "TL-2001 | Marker | 2 | - | -",
        "TL-1003 | - | 3 | cajas | -",
        "TL-2002 | lectores | 2 | - | -",
      ],
    ],
    [
      "between Chinese characters",
      "请发10箱TL-1001和5卷TL-1002。",
      ["TL-1001 | - | 10 | 箱 | -", "TL-1002 | - | 5 | 卷 | -"],
    ],
    [
      "at the end of a row of dots",
      "TL-1001 ..... 10 pcs ..... 18.50\nTL-1002 ..... 5 pcs ..... 7.20",
      ["TL-1001 | - | 10 | pcs | 18.5", "TL-1002 | - | 5 | pcs | 7.2"],
    ],
    [
      "whose place in the order is no count",
      "Pos 1: TL-1001, 10 cartons\n2: TL-1002, 5 rolls",
      ["TL-1001 | - | 10 | cartons | -", "TL-1002 | - | 5 | rolls | -"],
    ],
    [
      "behind its count, or with its name in brackets between the two",
      "Qty: 10 TL-1001\nTL-2001 (Scanner): 2",
      ["TL-1001 | - | 10 | - | -", "TL-2001 | Scanner | 2 | - | -"],
    ],
    [
      "and the name of a model beside it is no second one",
      "TL-2001 HS-2 scanner, qty 2",
      ["TL-2001 | HS-2 scanner | 2 | - | -"],
    ],
  ];
  test.each(NAMED)("%s", (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
    expect(read(text).doubts).toEqual([]);
  });
});

test("an article of the same kind that is only mentioned is asked about", () => {
  const text = "Please send TL-1001 qty 10. Also the cradle TL-2002, three of them. The ZX-900 works well.";
  expect(linesOf(text)).toEqual(["TL-1001 | - | 10 | - | -"]);
  expect(read(text).doubts).toEqual([
    "TL-2002 is mentioned, and nothing says for certain how many of it are ordered.",
  ]);
});

test.each(["TL-1001 - 10 cartons -> 12 cartons this time", "12 x TL-1001 instead of 10"])(
  "a count that is taken back is a question: %s",
  (text) => {
    expect(linesOf(text)).toHaveLength(1);
    expect(read(text).doubts).toEqual([`"${text}" says two things.`]);
  },
);

describe("goods without an article number", () => {
  const TAKEN: readonly (readonly [where: string, text: string, expected: readonly string[]])[] = [
    [
      "beside goods that have one",
      "CG-2000 12 pcs\nBolt M8x30 x 100",
      ["CG-2000 | - | 12 | pcs | -", "- | Bolt M8x30 | 100 | - | -"],
    ],
    [
      "in a list that is announced",
      "Please send us:\n\n- Copper gasket 20 mm, 12 pieces\n- Steel washer M8, 40 pieces\n\nThe pallets stand in yard 3",
      ["- | Copper gasket 20 mm | 12 | pieces | -", "- | Steel washer M8 | 40 | pieces | -"],
    ],
  ];
  test.each(TAKEN)("are not passed over %s: a person finds the number", (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected);
    expect(read(text).doubts).toContainEqual(expect.stringMatching(/^No article number is given/));
  });

  test("are not made of what stands elsewhere in a letter", () => {
    expect(linesOf("We received 3 boxes last week.\n\nCall us at 040 123 x 40\n\nCG-2000 12 pcs")).toEqual([
      "CG-2000 | - | 12 | pcs | -",
    ]);
  });
});

describe("a row that cannot be read", () => {
  test("is never lost, and never filled with the price", () => {
    expect(linesOf(TABLE_WITH_A_WORD)).toEqual([
      "TL-2001 | Hand scanner | 8 | - | 129",
      "TL-2002 | Scanner cradle | - | - | 39.9",
      "TL-1001 | Labels | 5 | - | 18.5",
    ]);
    expect(read(TABLE_WITH_A_WORD).doubts).toEqual([
      'The quantity of TL-2002 cannot be read for certain: "ask".',
    ]);
  });

  test("is a doubt in a list, too", () => {
    expect(read("Please send\n- TL-1001 - 3\n- TL-1002 - as last time").doubts).toEqual([
      "No quantity is given for TL-1002.",
    ]);
  });
});

test("an address in a sentence is where the goods go", () => {
  for (const sentence of [
    "Please ship to 27 Otley Road, Leeds LS6 3AA.",
    "Please deliver to our new address: 27 Otley Road, Leeds LS6 3AA",
    "bitte 3x TL-1001 an unsere Adresse 27 Otley Road, Leeds LS6 3AA liefern",
  ]) {
    expect(read(sentence).shipTo?.value, sentence).toMatchObject({
      lines: ["27 Otley Road"],
      postalCode: "LS6 3AA",
      city: "Leeds",
    });
  }
});

describe("what only a person can know", () => {
  test.each<[string, RegExp]>([
    ["please send a couple of TL-1001", /quantity of TL-1001 is vague: "a couple of"/],
    ["please send about 30 boxes of TL-1001", /vague: "about 30"/],
    ["请发几箱 TL-1001", /TL-1001/],
    ["bitte senden Sie einige Rollen TL-1002", /vague: "einige"/],
    ["please send 3 x TL-1001 and some pallet wrap", /pallet wrap/],
    ["please send TL-2001", /No quantity is given for TL-2001/],
    ["please send 5 boxes of thermal labels", /No article number is given for "thermal labels"/],
    ["3 x TL-1001, we need it by next Friday", /day is not certain: "next Friday"/],
    ["3 x TL-1001\nLiefertermin: KW 48", /day is not certain: "KW 48"/],
    ["TL-1001 10箱，下周五之前送到", /下周五/],
    ["3 x TL-1001, deliver by 05/06/2027", /05\/06\/2027/],
    ["PO No.: A-1001\nPO No.: A-1002\n3 x TL-1001", /more than one order number: A-1001, A-1002/],
    ["1,234 x TL-1001", /quantity of TL-1001 cannot be read for certain: "1,234"/],
  ])("in %j becomes a doubt", (text, doubt) => {
    expect(read(text).doubts.join("\n")).toMatch(doubt);
    expect(read(text).requestedDate).toBeNull();
  });

  test("a day without a year is the next one after the mail came", () => {
    expect(read("3 x TL-1001, please deliver by 24 November").requestedDate?.value).toBe("2026-11-24");
    expect(read("3 x TL-1001, please deliver by 5 January").requestedDate?.value).toBe("2027-01-05");
  });

  test("a slashed date is read by the country it comes from", () => {
    expect(read("3 x TL-1001, deliver by 05/06/2027", "US").requestedDate?.value).toBe("2027-05-06");
    expect(read("3 x TL-1001, deliver by 05/06/2027", "GB").requestedDate?.value).toBe("2027-06-05");
  });
});

describe("a signature", () => {
  test.each<[string, Record<string, unknown>]>([
    [
      "Best regards,\nLi Wei, Yunfan Tech, Purchasing\nTel. +86 755 8602 3100\nli.wei@yunfan-tech.example",
      { contactName: "Li Wei", customerName: "Yunfan Tech", department: "Purchasing" },
    ],
    [
      "Mit freundlichen Grüßen\n\nJürgen Weiß\nLeiter Einkauf\nMüller & Söhne Maschinenbau GmbH\nGögginger Straße 41\n86159 Augsburg\nTel.: +49 821 55 03 20",
      { contactName: "Jürgen Weiß", customerName: "Müller & Söhne Maschinenbau GmbH" },
    ],
    [
      "-- \nMarcus Hale\nSupply Manager\nBrightwater Medical Inc.\n(303) 555-0178",
      { contactName: "Marcus Hale", customerName: "Brightwater Medical Inc." },
    ],
    [
      "谢谢！\n\n周敏\n仓储部\n深圳市云帆物流有限公司",
      { contactName: "周敏", customerName: "深圳市云帆物流有限公司", department: "仓储部" },
    ],
    ["Thanks, Dana Kowalski", { contactName: "Dana Kowalski" }],
  ])("%j tells who wrote", (signature, expected) => {
    const order = read(`Please send 3 x TL-1001.\n\n${signature}`);
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, foundIn(order, key)]))).toEqual(
      expected,
    );
    expect(order.lines).toHaveLength(1);
  });

  test("does not begin at a thank-you in the middle of the letter", () => {
    expect(
      linesOf("Thanks for the last delivery.\n\nPlease send 3 x TL-1001.\n\nThanks!\n\n2 x TL-1002"),
    ).toHaveLength(2);
  });
});

test.each([
  ["one long line", "a".repeat(100_000)],
  ["a hundred thousand lines", "\n".repeat(100_000)],
  ["labels without end", "PO: ".repeat(25_000)],
  ["goods without end", "3 x TL-1001 ".repeat(8_000)],
  ["blocks without end", "Ship to:\nfoo 1\n".repeat(6_000)],
])("gets over %s in reasonable time", (_, text) => {
  const start = performance.now();
  read(text);
  expect(performance.now() - start).toBeLessThan(8_000);
});

describe("a table with tabs between its cells", () => {
  test.each<[string, string, string[]]>([
    [
      "words over all columns above the first rows",
      "Réf\tDésignation\tQté\tP.U. HT\nBureau\nFR-8801\tClasseur\t24\t2,35 €\nPapier\nFR-9902\tRamette 80g\t1 250\t3,10 €",
      ["FR-8801 | Classeur | 24 | - | 2.35", "FR-9902 | Ramette 80g | 1250 | - | 3.1"],
    ],
    [
      "a sum between its parts",
      "SKU\tQty\tPrice\nTL-1001\t3\t2.50\nSubtotal\t\t7.50\nTL-1002\t4\t1.00\nTotal net\t\t11.50",
      ["TL-1001 | - | 3 | - | 2.5", "TL-1002 | - | 4 | - | 1"],
    ],
    [
      "goods that are called like a sum or a charge",
      "Description\tSKU\tQty\nNetgear switch\tTL-1001\t3\nShipping boxes\tTL-1002\t40\nTaxi sign\tTL-1003\t1",
      [
        "TL-1001 | Netgear switch | 3 | - | -",
        "TL-1002 | Shipping boxes | 40 | - | -",
        "TL-1003 | Taxi sign | 1 | - | -",
      ],
    ],
    [
      "an item beside its number",
      "Item\tSKU\tQty\nGloves M\tNG-100M\t20",
      ["NG-100M | Gloves M | 20 | - | -"],
    ],
    [
      "number and name in one cell",
      "Product\tQuantity\nKY-100 Paddle, carbon\t6 pcs",
      ["KY-100 | Paddle, carbon | 6 | pcs | -"],
    ],
    [
      "Polish headings",
      "Lp.\tIndeks\tNazwa\tIlość\tJ.m.\tCena netto\n1\tPL-7001\tŚruba\t100\tszt.\t0,45",
      ["PL-7001 | Śruba | 100 | szt. | 0.45"],
    ],
    [
      "Japanese headings",
      "品番\t品名\t数量\t単位\t単価\nTK-1180\t六角ボルト\t200\t本\t45",
      ["TK-1180 | 六角ボルト | 200 | 本 | 45"],
    ],
    [
      "headings that nobody knows, and one count",
      "Foo\tBar\tBaz\tQux\nTL-1001\tŚruba\t100 szt.\t0,45\nTL-1002\tNakrętka\t50 szt.\t0,20",
      ["TL-1001 | Śruba | 100 | szt. | 0.45", "TL-1002 | Nakrętka | 50 | szt. | 0.2"],
    ],
  ])("is read with %s", (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
    expect(read(text).doubts).toEqual([]);
  });

  test("and headings that nobody knows is a question where two cells may be the count", () => {
    const { lines, doubts } = read("Foo\tBar\tBaz\tQux\nTL-1001\tBolt\t200\t45\nTL-1002\tNut\t300\t20");
    expect(lines.map(({ quantity }) => quantity)).toEqual([null, null]);
    expect(doubts).toEqual(["No quantity is given for TL-1001.", "No quantity is given for TL-1002."]);
  });
});

test("a place of delivery and a day of it may bear the same label", () => {
  const { shipTo, requestedDate } = read(
    "Livraison : Mairie de Lorcy, 3 place de l'Église, 45490 Lorcy\nDate de livraison souhaitée : 2026-12-02",
  );
  expect(shipTo?.value).toMatchObject({ postalCode: "45490", city: "Lorcy" });
  expect(requestedDate?.value).toBe("2026-12-02");
});

test.each([
  ["Adres dostawy: Hurtownia, ul. Długa 5, 00-238 Warszawa", "00-238", "Warszawa", "PL"],
  ["Indirizzo di consegna: Via Emilia 120, 40133 Bologna (BO)", "40133", "Bologna", "IT"],
  ["Leveransadress: Storgatan 1, SE-111 22 Stockholm", "111 22", "Stockholm", null],
  ["Morada de entrega: Rua Augusta 10, 1100-053 Lisboa", "1100-053", "Lisboa", "PT"],
  ["Адрес доставки: ул. Садовая 12, 190000 Санкт-Петербург", "190000", null, null],
])("%j says where the goods go", (text, postalCode, city, country) => {
  expect(read(text).shipTo?.value).toMatchObject({ postalCode, ...(city === null ? {} : { city }), country });
});

test.each([
  ["decimal commas", "2 x TL-1001 à 12,50 EUR\nDate de livraison : 02/12/2026", "2026-12-02"],
  [
    "the country it goes to",
    "Ship to: 1 Elm St, Reno, NV 89501, USA\nDelivery date: 02/12/2026",
    "2026-02-12",
  ],
])("a slashed date is told by %s", (_, text, day) => {
  expect(read(text)).toMatchObject({ requestedDate: { value: day }, doubts: [] });
});

test("an order is named in the subject of a letter, too", () => {
  expect(read("Re: Our order HT/2026/88\n10 x TW-4401").poNumber?.value).toBe("HT/2026/88");
});

test("a number behind the person to ask is theirs and no part of the name", () => {
  const { contactName, phones } = read("Contact: Lars Holm Tel +45 33 55 01 20");
  expect(contactName?.value).toBe("Lars Holm");
  expect(phones.map(({ value }) => value)).toEqual(["+45 33 55 01 20"]);
});

test("words under a row are what the article is called, where no column says it", () => {
  expect(
    linesOf("Item no.  Quantity  Unit\nAB-1200  100  pcs\n          Blue pen\nAB-1300  60  pcs"),
  ).toEqual(["AB-1200 | Blue pen | 100 | pcs | -", "AB-1300 | - | 60 | pcs | -"]);
});

test.each([
  [
    "Officine Rossi Srl - Via Emilia 120 - 40133 Bologna\n\nOrdine n. 556/2026",
    "Officine Rossi Srl",
    "Bologna",
  ],
  ["Kranz GmbH\nHauptstraße 12 · 70563 Stuttgart\nBestellung\nIhre Nummer: 70012", "Kranz GmbH", "Stuttgart"],
  ["Nordic ApS\nVej 10, 1620 København V\nItem no.  Qty\nAB-1200  100", "Nordic ApS", "København V"],
])("the letterhead %j ends where the order begins", (text, name, city) => {
  const { customerName, address } = read(text);
  expect(customerName?.value).toBe(name);
  expect(address?.value).toMatchObject({ city });
  expect(address?.value.lines).toHaveLength(1);
});

test("a sender whose last name stands first is a person all the same", () => {
  const { customerName, contactName } = read(
    "From: Moser, Karin\n\n12 x SB-4410\n\nRegards\nKarin Moser\nMoser Bau AG",
  );
  expect([customerName?.value, contactName?.value]).toEqual(["Moser Bau AG", "Moser, Karin"]);
});

test("a currency of the North or the East is known beside a number", () => {
  expect(read("6 x KY-100 at NOK 890,00").currency?.value).toBe("NOK");
  expect(read("6 x KY-100 à 3,50 zł").currency?.value).toBe("PLN");
  expect(read("6 x KY-100, see the CAD drawing").currency).toBeNull();
});

describe("a table that is not all goods", () => {
  test("asks about an article without a count, and never takes its price for one", () => {
    const text =
      "SKU\tDescription\tQty\tPrice\nTL-1001\tNut\t12\t2.50\nTL-1002\tBolt\t\t1.50\nTL-1003\tPin\t7\t1.00";
    expect(linesOf(text)).toEqual([
      "TL-1001 | Nut | 12 | - | 2.5",
      "TL-1002 | Bolt | - | - | 1.5",
      "TL-1003 | Pin | 7 | - | 1",
    ]);
    expect(read(text).doubts).toEqual(["No quantity is given for TL-1002."]);
  });

  test.each([
    ["2026-12-04", "2026-12-04", []],
    ["2026-12-18", null, ["The text asks for more than one day of delivery: 2026-12-04, 2026-12-18."]],
  ])("says when its goods are wanted: %s", (day, found, doubts) => {
    const order = read(`SKU\tQty\tNeed by\nTL-1001\t12\t2026-12-04\nTL-1002\t7\t${day}`);
    expect(order.requestedDate?.value ?? null).toBe(found);
    expect(order.doubts).toEqual(doubts);
  });

  test("keeps the unit that stands behind a count, and thousands of it", () => {
    expect(linesOf("Qty\tPart No\n2 dz\t77-1003\n20 lfm\t77-1004")).toEqual([
      "77-1003 | - | 2 | dz | -",
      "77-1004 | - | 20 | lfm | -",
    ]);
    expect(linesOf("AA-1001\tNut\t12\tpcs\nAA-1002\tBolt\t1,200\tpcs\t0.50")[1]).toBe(
      "AA-1002 | Bolt | 1200 | pcs | 0.5",
    );
  });

  test("makes no goods of the orders that it sums up", () => {
    const text =
      "Order\tDate\tItems\tTotal\nWEB-6001\t2026-11-20\t2\t30.00\n\nSKU\tProduct\tQuantity\nTL-1001\tNut\t12";
    expect(linesOf(text)).toEqual(["TL-1001 | Nut | 12 | - | -"]);
  });

  test("finds the number of an article behind its name", () => {
    expect(linesOf("Product\tQuantity\nPaddle carbon (#KY-100)\t3\nSpray deck [SKU: 220044] red\t1")).toEqual(
      ["KY-100 | Paddle carbon | 3 | - | -", "220044 | Spray deck [SKU: 220044] red | 1 | - | -"],
    );
  });
});

test("a form without colons has its number beside the title and its parties side by side", () => {
  const { poNumber, shipTo } = read(
    "PURCHASE ORDER      PO Number   77120\n\nVendor              Ship To\nHub Supplies Inc.   Harrow Dental Clinic\n1 Main St           12 Ridge Avenue\nAustin, TX 78701    Skokie, IL 60076",
  );
  expect(poNumber?.value).toBe("77120");
  expect(shipTo?.value).toMatchObject({ lines: ["12 Ridge Avenue"], city: "Skokie", postalCode: "60076" });
});

describe("a place of delivery that is announced", () => {
  const mail = (place: string): OrderText =>
    read(`Dear all,\n10 x TL-1001\nShip to: ${place}\nRegards\nPetra Klein\nWerft Nord GmbH\n`);

  test.each(["our warehouse in Leeds", "Halle 7, Tor 3", "Leeds"])(
    "and is no address that can be read is asked about: %s",
    (place) => {
      const { shipTo, doubts } = mail(place);
      expect(shipTo).toBeNull();
      expect(doubts).toEqual([`Where the goods are to go could not be read as an address: "${place}".`]);
    },
  );

  test.each(["same as billing", "as above", "wie immer", "Werft Nord GmbH", "Petra Klein"])(
    "and is no other than ever is not: %s",
    (place) => expect(mail(place)).toMatchObject({ shipTo: null, doubts: [] }),
  );

  test("ends where somebody signs, also without a blank line", () => {
    expect(mail("4 Quay Street, Bristol BS1 4DJ")).toMatchObject({
      shipTo: { value: { lines: ["4 Quay Street"], city: "Bristol", postalCode: "BS1 4DJ" } },
      doubts: [],
    });
  });
});

describe("a row of goods", () => {
  test.each([
    ["TL-1001 - 10 pcs - 18.50", ["TL-1001 | - | 10 | pcs | 18.5"]],
    ["1) TL-1001 - Copper gasket - 10 pcs - 18.50", ["TL-1001 | Copper gasket | 10 | pcs | 18.5"]],
    ["TL-1002 – Nut - large – 5 – 2.95", ["TL-1002 | Nut - large | 5 | - | 2.95"]],
    ["TL-1001 ---- 10 pcs ---- 18.50", ["TL-1001 | - | 10 | pcs | 18.5"]],
  ])("may have dashes between its columns: %s", (text, expected) => {
    expect(linesOf(text)).toEqual(expected);
    expect(read(text).doubts).toEqual([]);
  });

  test.each([
    ["TL-1001 Bolt M8 x 30 100 2.50", ["TL-1001 | Bolt M8 x 30 | 100 | - | 2.5"]],
    ["TL-1001 Label x 30", ["TL-1001 | Label | 30 | - | -"]],
    ["TL-1001 Label × 30 18.50", ["TL-1001 | Label | 30 | - | -"]],
  ])("has a measure or its count behind the sign: %s", (text, expected) =>
    expect(linesOf(text)).toEqual(expected),
  );

  test.each(["10 x TL-1001 / 5 x TL-1002 / 3 x TL-1003", "10 TL-1001 | 5 TL-1002 | 3 TL-1003"])(
    "may be several: %s",
    (text) =>
      expect(linesOf(text)).toEqual([
        "TL-1001 | - | 10 | - | -",
        "TL-1002 | - | 5 | - | -",
        "TL-1003 | - | 3 | - | -",
      ]),
  );

  test("is not cut by the dot of its unit", () => {
    const text = "10 St. TL-1001 à 18,50 EUR; 5 St. TL-1002 à 2,95 EUR";
    expect(linesOf(text)).toEqual(["TL-1001 | - | 10 | St. | 18.5", "TL-1002 | - | 5 | St. | 2.95"]);
    expect(read(text).doubts).toEqual([]);
  });

  test.each(["Do not ship TL-1002 x 5 yet.", "Bitte nicht mehr liefern: 5 x TL-1002", "Cancel 5 x TL-1002."])(
    "that may not be wanted is asked about: %s",
    (said) =>
      expect(read(`10 x TL-1001\n${said}`).doubts).toEqual([`"${said}" may say that goods are not wanted.`]),
  );

  test("is not in doubt because something else is not wanted", () =>
    expect(read("Please do not split the delivery.\n10 x TL-1001").doubts).toEqual([]));
});

describe("a place that goods are sent to in a sentence", () => {
  test.each([
    ["Please send 10 x TL-1001 to 4 Quay Street, Bristol BS1 4DJ by Friday.", "4 Quay Street", "Bristol"],
    [
      "Please ship 10 x TL-1001 to Werft Nord Ltd, 4 Quay Street, Bristol BS1 4DJ.",
      "4 Quay Street",
      "Bristol",
    ],
    ["Bitte senden Sie 10 Stück TL-1001 an Am Kai 4, 28217 Bremen bis 15.12.2026.", "Am Kai 4", "Bremen"],
    ["Bitte 10 Stück TL-1001 an Am Kai 4, 28217 Bremen liefern.", "Am Kai 4", "Bremen"],
  ])("is where they go: %s", (text, street, city) => {
    expect(read(text).shipTo?.value).toMatchObject({ lines: [street], city });
  });

  test.each([
    "Please send the invoice to 4 Quay Street, Bristol BS1 4DJ.",
    "Please send 10 x TL-1001 to arrive by 12 December 2026.",
  ])("is none where no goods go or no place is named: %s", (text) => {
    expect(read(`${text}\n10 x TL-1001`).shipTo).toBeNull();
  });
});
