import { describe, expect, test } from "vitest";
import { type OrderText, readOrderText } from "../../../src/connectors/reading/prose/order-text.js";

const read = (text: string): OrderText =>
  readOrderText(text, { receivedAt: "2026-11-26T09:00:00.000Z", country: null, currency: null });

const linesOf = (text: string): (string | undefined)[][] =>
  read(text).lines.map(({ sku, description, quantity, unit, unitPrice }) => [
    ...[sku?.value, description?.value, quantity?.value, unit?.value, unitPrice?.value],
  ]);

describe("goods in sentences", () => {
  test.each<[text: string, line: (string | undefined)[]]>([
    ["- 3x label printer TL-1001", ["TL-1001", "label printer", "3", undefined, undefined]],
    ["Please send 2 hand scanner TL-2001", ["TL-2001", "hand scanner", "2", undefined, undefined]],
    [
      "vi ordiniamo 12 confezioni di rotoli termici 80mm (cod. TL-3001)",
      ["TL-3001", "rotoli termici 80mm", "12", "confezioni", undefined],
    ],
    [
      "ordiniamo carta e n. 2 stampanti TL-1001 a 310 euro l'una",
      ["TL-1001", "stampanti", "2", undefined, "310"],
    ],
    ["Pos 3: TL-3001 Thermorolle, 10 VE (à 12 Rollen)", ["TL-3001", "Thermorolle", "10", "VE", undefined]],
  ])("%s", (text, line) => expect(linesOf(`${text}\n`)).toEqual([line]));
});

test("rows with semicolons between their cells are rows of a table", () => {
  const rows = "TL-1001;Impressora de etiquetas;2;310,00\nTL-3001;Rolo térmico 80 mm;150;1,15\n";
  expect(linesOf(`Segue a nossa encomenda:\n\n${rows}`)).toEqual([
    ["TL-1001", "Impressora de etiquetas", "2", undefined, "310"],
    ["TL-3001", "Rolo térmico 80 mm", "150", undefined, "1.15"],
  ]);
});

describe("an order in Japanese", () => {
  const text = [
    "ノースウィンド株式会社",
    "営業部 御中",
    "",
    "下記の通り発注いたします。",
    "発注番号：SF-2611-03",
    "品番：TL-1001　ラベルプリンター　数量：3台",
    "希望納期：2026年12月10日",
    "納品先：〒105-0011 東京都港区芝公園4-2-8 さくら食品株式会社 物流センター",
    "",
    "よろしくお願いいたします。",
    "",
    "さくら食品株式会社",
    "購買部　小林 健",
    "TEL 03-1234-5678",
  ].join("\n");

  test("is that of whoever has signed it, and not of whom it is written to", () => {
    const { poNumber, customerName, department, contactName, phones } = read(text);
    expect([poNumber?.value, customerName?.value, department?.value, contactName?.value]).toEqual([
      ...["SF-2611-03", "さくら食品株式会社", "購買部", "小林健"],
    ]);
    expect(phones.map(({ value }) => value)).toEqual(["03-1234-5678"]);
  });

  test("has its goods, and a place from the large to the small", () => {
    expect(linesOf(text)).toEqual([["TL-1001", "ラベルプリンター", "3", "台", undefined]]);
    expect(read(text).shipTo?.value).toEqual({
      ...{ recipient: "さくら食品株式会社", department: null, lines: ["芝公園4-2-8", "物流センター"] },
      ...{ city: "港区", region: "東京都", postalCode: "105-0011", country: "JP", phone: null },
    });
  });
});

describe("where the goods go, in a sentence", () => {
  test.each([
    ["Consegna presso Trattoria da Marco, Via Garibaldi 14, 40121 Bologna (BO).", "Bologna"],
    ["Entrega até 12/12/2026 na morada: Padaria Central Lda, Rua Augusta 25, 1100-048 Lisboa.", "Lisboa"],
  ])("%s", (text, city) => expect(read(`10 x TL-1001\n${text}\n`).shipTo?.value.city).toBe(city));

  test("is asked about if it is two places", () => {
    const { shipTo, doubts } = read(
      "40 x TL-5102\n\nPlease deliver 20 of each to our hotel in Kiel (Hafenstr. 1, 24103 Kiel) and the rest to Lübeck (An der Untertrave 9, 23552 Lübeck).\n",
    );
    expect(shipTo).toBeNull();
    expect(doubts).toEqual([expect.stringMatching(/^Where the goods are to go could not be read/)]);
  });
});

test.each([
  ["Consegna entro il 5 dicembre.", "2026-12-05"],
  ["Entrega el 12 de diciembre de 2026.", "2026-12-12"],
  ["Dostawa do 8 grudnia 2026.", "2026-12-08"],
  ["Levering op 3 december 2026.", "2026-12-03"],
])("a day of delivery: %s", (text, day) =>
  expect(read(`10 x TL-1001\n${text}\n`).requestedDate?.value).toBe(day),
);

test("who signs right under a sentence, without a farewell", () => {
  const { customerName, contactName, phones } = read(
    "10 x TL-1001\n\nConfirm within 24 hours.\nKaren Boyd\nSr. Buyer\nLumenTech Inc.\n(512) 555-0142\n",
  );
  expect([contactName?.value, customerName?.value, phones[0]?.value]).toEqual([
    ...["Karen Boyd", "LumenTech Inc.", "(512) 555-0142"],
  ]);
});

test("a number behind the name that is called the customer's", () => {
  const { customerName, customerCode } = read(
    "Customer: Alpine Sports AG (Customer no. 20417)\n\n10 x TL-1001\n",
  );
  expect([customerName?.value, customerCode?.value]).toEqual(["Alpine Sports AG", "20417"]);
});

describe("prices and currencies of other countries", () => {
  test.each([
    ["1. TL-1001 drukarka etykiet – 2 szt. – 1 290,00 zł/szt.", "1290", "PLN"],
    ["Item\tQty\tRate (INR)\nTL-1001\t2\t24,500.00", "24500", "INR"],
    ["10 dozen thermische rollen TL-3001 à € 13,80 per doos", "13.8", "EUR"],
  ])("%s", (text, price, currency) => {
    const { lines, currency: found } = read(`${text}\n`);
    expect([lines[0]?.unitPrice?.value, found?.value]).toEqual([price, currency]);
  });
});

describe("names ahead of the number of an article", () => {
  test.each([
    ["- 15 rouleaux thermiques réf TL-3001", ["TL-3001", "thermiques", "15", "rouleaux", undefined]],
    ["10 dozen thermische rollen TL-3001", ["TL-3001", "thermische rollen", "10", "dozen", undefined]],
    ["1、标签打印机 TL-1001，3台，单价2480元", ["TL-1001", "标签打印机", "3", "台", "2480"]],
  ])("%s", (text, line) => expect(linesOf(`${text}\n`)).toEqual([line]));
});

describe("an order in Chinese", () => {
  const text = [
    "我司需订购以下产品：",
    "TL-1001，3台",
    "",
    "收货人：李娜，电话：139-1234-5678",
    "收货地址：广东省佛山市南海区桂城街道海八路18号恒达大厦3楼",
    "合同号：HD-2026-1126",
    "请于12月5日前送达。",
    "",
    "佛山市恒达电器有限公司",
    "采购部 李娜",
    "2026年11月26日",
  ].join("\n");

  test("goes where the address is, to whoever is named beside it", () =>
    expect(read(text).shipTo?.value).toMatchObject({
      ...{ recipient: "李娜", region: "广东省", city: "佛山市", phone: "139-1234-5678" },
    }));

  test("is signed below without a farewell, and wanted by a day", () => {
    const { customerName, department, contactName, requestedDate, poNumber } = read(text);
    expect([customerName?.value, department?.value, contactName?.value]).toEqual([
      ...["佛山市恒达电器有限公司", "采购部", "李娜"],
    ]);
    expect([requestedDate?.value, poNumber?.value]).toEqual(["2026-12-05", "HD-2026-1126"]);
  });
});

test("a sentence behind an address is no part of it", () =>
  expect(
    read(
      "10 x TL-1001\n\nAfleveradres: Drukkerij De Pers, Industrieweg 40, 5482 TC Schijndel. Levering graag uiterlijk 4 december.\n",
    ).shipTo?.value,
  ).toMatchObject({ city: "Schijndel", postalCode: "5482 TC" }));

test.each([
  ["Please deliver by mardi 1er décembre.", "2026-12-01", []],
  ["Delivery: within 10 days", undefined, ['The requested day is not certain: "within 10 days".']],
  ["Not before: 12/02/2026\nNot after: 12/19/2026", "2026-12-19", []],
])("when: %s", (text, day, doubts) => {
  const { requestedDate, doubts: found } = read(`10 x TL-1001\n\n${text}\n`);
  expect([requestedDate?.value, found]).toEqual([day, doubts]);
});

test("what somebody is called in a signature is no company", () => {
  const { customerName, contactName } = read(
    "10 x TL-1001\n\nRegards,\nPriya Nair\nSr. Executive - Purchase\nDeccan Labs Pvt Ltd\nMob: +91 98480 22338\n",
  );
  expect([contactName?.value, customerName?.value]).toEqual(["Priya Nair", "Deccan Labs Pvt Ltd"]);
});

describe("in the North and the East", () => {
  test("prices without their tax have a column, and weeks are no days", () => {
    const { lines, doubts } = read(
      "Varenr\tBeskrivelse\tAntall\tPris eks. mva\nTL-1001\tEtikettskriver\t3 stk\tkr 3 450,00\n\nØnsket levering: uke 50\n",
    );
    expect(lines[0]?.unitPrice?.value).toBe("3450");
    expect(doubts).toEqual(['The requested day is not certain: "uke 50".']);
  });

  test("goods and their place stand in one sentence", () => {
    const { lines, shipTo, taxId } = read(
      "Proszę o 3 szt TL-1001 i 20 rolek TL-3001 na adres: Sklep Foto, ul. Długa 8/2, 31-146 Kraków. Faktura na NIP 6771234567.\n",
    );
    expect(lines.map(({ sku, quantity, unit }) => [sku?.value, quantity?.value, unit?.value])).toEqual([
      ["TL-1001", "3", "szt"],
      ["TL-3001", "20", "rolek"],
    ]);
    expect([shipTo?.value.city, shipTo?.value.lines, taxId?.value]).toEqual([
      ...["Kraków", ["Sklep Foto", "ul. Długa 8/2"], "6771234567"],
    ]);
  });
});

test("articles in the plural are articles", () =>
  expect(linesOf("Can we get another 2 of the TL-1001s?\n")).toEqual([
    ["TL-1001", undefined, "2", undefined, undefined],
  ]));

test("who signs in one line", () => {
  const { customerName, contactName, phones } = read(
    "10 x TL-1001\n\nZoe Marsh | Studio Manager | Marsh & Vale Ltd\n20 Kiln Lane, Leeds LS6 3AA | 0113 496 0044\n",
  );
  expect([contactName?.value, customerName?.value, phones[0]?.value]).toEqual([
    ...["Zoe Marsh", "Marsh & Vale Ltd", "0113 496 0044"],
  ]);
});

test("the day behind a place, and the person who takes the goods in there", () => {
  const { requestedDate, shipTo, address } = read(
    "150 pcs LN-2200\n\nDeliver to: Messe Nord, Halle 7, Hafenallee 3, 20097 Hamburg, attn. Nora Lind, no later than 10 December 2026.\nInvoice to: Lind Events GmbH, Kurze Str. 9, 20357 Hamburg, VAT DE812345678\n",
  );
  expect([requestedDate?.value, shipTo?.value.recipient, address?.value.lines]).toEqual([
    ...["2026-12-10", "Nora Lind", ["Kurze Str. 9"]],
  ]);
});
