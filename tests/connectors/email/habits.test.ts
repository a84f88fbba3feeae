import { describe, expect, test } from "vitest";
import { email } from "../../../src/connectors/email/index.js";
import { orderIn, readWith } from "../read-with.js";

const mail = (body: string, subject = "Order") =>
  `From: Dana Kowalski <dana@harbor.example>\r\nTo: orders@hub.example\r\nSubject: ${subject}\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <m1@harbor.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body.replaceAll("\n", "\r\n")}`;

const linesOf = async (body: string) =>
  (await orderIn(email, mail(body))).lines.map(({ sku, description, quantity, unit }) =>
    [quantity, unit, sku ?? description].filter((part) => part !== null).join(" "),
  );

const refusalOf = async (body: string, subject?: string) => {
  const result = await readWith(email, mail(body, subject));
  return result.ok ? result.documents.map(({ kind }) => kind) : result.issues.map(({ code }) => code);
};

describe("a count that is written out", () => {
  test.each([
    [
      "Please send us one pallet of TL-1001 and two boxes of TL-1002.",
      ["1 pallet TL-1001", "2 boxes TL-1002"],
    ],
    ["Please send half a dozen TL-1001 and a dozen rolls of TL-1002.", ["6 TL-1001", "12 rolls TL-1002"]],
    ["Wir bestellen zwei Handscanner TL-2001 und drei Stück TL-2002.", ["2 TL-2001", "3 Stück TL-2002"]],
    ["Nous voulons commander deux cartons de TL-1001 et trois TL-1002.", ["2 cartons TL-1001", "3 TL-1002"]],
    ["Queremos pedir dos cajas de TL-1001.", ["2 cajas TL-1001"]],
    ["Vorremmo ordinare due scatole di TL-1001.", ["2 scatole TL-1001"]],
    ["请发两箱 TL-1001 和十件 TL-1002。", ["2 箱 TL-1001", "10 件 TL-1002"]],
    ["我们订购TL-1001二十五箱。", ["25 箱 TL-1001"]],
    ["- two boxes TL-1001\n- ten TL-1002", ["2 boxes TL-1001", "10 TL-1002"]],
    ["Please send one pallet of thermal labels.", ["1 pallet thermal labels"]],
    ["We order three (3) boxes of TL-1001.", ["3 boxes TL-1001"]],
    ["Wir bestellen 2 (zwei) Stück TL-1001.", ["2 Stück TL-1001"]],
  ])("is one: %s", async (body, lines) => expect(await linesOf(body)).toEqual(lines));

  test.each([
    "We need one hundred and five TL-1001.",
    "We need twenty-five TL-1001.",
    "We need one or two TL-1001.",
    "We need two (3) boxes of TL-1001.",
    "Please ship the TL-1001 in one box.",
    "Please order Two Rivers labels TL-1001.",
    "Wir brauchen ein TL-1001 Datenblatt.",
  ])("is asked for where it may be none: %s", async (body) =>
    expect(await refusalOf(body)).toEqual(["QUANTITY_UNCLEAR"]),
  );

  test("is none in a name or an address", async () => {
    const { lines, shipTo } = await orderIn(
      email,
      mail("Please ship 5 x TL-1001 to:\nTwo Rivers GmbH\nOne Mill Lane 3\n12345 Berlin"),
    );
    expect(lines).toMatchObject([{ sku: "TL-1001", quantity: "5" }]);
    expect(shipTo).toMatchObject({
      recipient: "Two Rivers GmbH",
      lines: ["One Mill Lane 3"],
      city: "Berlin",
    });
  });
});

describe("what a colleague sends on", () => {
  const forwarded = (original: string) =>
    mail(
      `please enter this\n\nKim\n\n________________________________\nFrom: ${original}\nSent: Thursday, 19 November 2026 16:12\nTo: Kim Berg <kim@hub.example>\nSubject: PO HSB-7718\n\nPlease send 10 x TL-1001.\n\nHarbor Street Bakery Supply LLC`,
      "FW: PO HSB-7718",
    ).replace("Dana Kowalski <dana@harbor.example>", "Kim Berg <kim@hub.example>");

  test("comes from the customer who wrote it", async () => {
    const { buyer } = await orderIn(email, forwarded("Dana Kowalski <dana@harbor.example>"));
    expect(buyer).toMatchObject({ contactName: "Dana Kowalski", emails: ["dana@harbor.example"] });
  });

  test("and from the colleague, if nobody else is named by an address", async () => {
    const { buyer } = await orderIn(email, forwarded("Dana Kowalski"));
    expect(buyer.emails[0]).toBe("kim@hub.example");
  });
});

describe("who takes the goods in", () => {
  test.each([
    "收货人：李雷\n电话：13800138000\n地址：深圳市南山区科技园路12号",
    "收货人：李雷 电话：13800138000 地址：深圳市南山区科技园路12号",
    "收货人：李雷\n电话：13800138000\n收货地址：深圳市南山区科技园路12号",
  ])("stands above where they go, with a number that is not the buyer's: %s", async (place) => {
    const { shipTo, buyer } = await orderIn(
      email,
      mail(`请发货：\nTL-1001 10箱\nTL-1002 4箱\n\n${place}\n\n谢谢`),
    );
    expect(shipTo).toMatchObject({ recipient: "李雷", city: "深圳市", phone: "13800138000" });
    expect(buyer).toMatchObject({ address: null, phones: [] });
  });

  test("and goods below an address are none of it", async () => {
    const { lines, shipTo } = await orderIn(
      email,
      mail("Bitte senden Sie die Ware an:\nHarbor GmbH\nMühlenweg 3\n12345 Berlin\n\n5 Stück TL-1001"),
    );
    expect(lines).toMatchObject([{ sku: "TL-1001", quantity: "5", unit: "Stück" }]);
    expect(shipTo).toMatchObject({ recipient: "Harbor GmbH", lines: ["Mühlenweg 3"], city: "Berlin" });
  });

  test("and the country stands last, in the language of the letter", async () => {
    const { shipTo } = await orderIn(
      email,
      mail("Queremos pedir 10 x TL-1001.\n\nEnviar a:\nHarbor SL\nCalle Mayor 3\n28013 Madrid\nEspaña"),
    );
    expect(shipTo).toMatchObject({ lines: ["Calle Mayor 3"], city: "Madrid", country: "ES" });
  });
});

describe("tables of goods", () => {
  test.each([
    [
      "품번\t품명\t수량\t단위\t단가\nTL-1001\t라벨\t10\t박스\t18.50\nTL-1002\t리본\t4\t롤\t7.20",
      "박스",
      "롤",
    ],
    [
      "Ürün Kodu\tÜrün Adı\tMiktar\tBirim\tBirim Fiyatı\nTL-1001\tEtiket\t10\tkutu\t18.50\nTL-1002\tŞerit\t4\trulo\t7.20",
      "kutu",
      "rulo",
    ],
  ])("are read in their language: %s", async (table, first, second) =>
    expect(await linesOf(table)).toEqual([`10 ${first} TL-1001`, `4 ${second} TL-1002`]),
  );

  test.each([
    ["TL-1001 10개, TL-1002 4박스 주문합니다.", ["10 개 TL-1001", "4 박스 TL-1002"]],
    ["10 adet TL-1001 ve 4 kutu TL-1002 sipariş ediyoruz.", ["10 adet TL-1001", "4 kutu TL-1002"]],
  ])("and so are sentences: %s", async (sentence, lines) => expect(await linesOf(sentence)).toEqual(lines));
});

describe("two wishes about one order", () => {
  const place =
    "Order W-5511 should go to:\nHarbor Tools\n12 Mill Lane\nLeeds LS1 4AB\nUnited Kingdom\n\nAlso, please ";
  test("are both changes of it, if both can be read", async () => {
    const result = await readWith(email, mail(`${place}move the delivery to 15 December 2026.`, "W-5511"));
    expect(result).toMatchObject({
      documents: [
        {
          change: {
            targets: [
              { kind: "SHIP_TO", shipTo: { city: "Leeds" } },
              { kind: "DATE", requestedDate: "2026-12-15" },
            ],
          },
        },
      ],
    });
  });

  test.each(["move the delivery to next week.", "change the quantity of TL-3001 to 600."])(
    "are for a person with their words, if one cannot: %s",
    async (wish) => {
      const result = await readWith(email, mail(place + wish, "Order W-5511"));
      expect(result).toMatchObject({
        ok: false,
        issues: [{ code: "ORDER_CHANGE_UNCLEAR", message: expect.stringContaining(wish) }],
      });
    },
  );
});

describe("the words of a template", () => {
  test("are no values, and a person hears of them", async () => {
    const form =
      "Customer: [Company Name]\nContact: <Your name>\nDelivery address: 12 Mill Lane, Leeds LS1 4AB\nPO Number: XXXX\nDepartment: n/a\n\n5 x TL-1001";
    const { buyer, shipTo, poNumber, doubts } = await orderIn(email, mail(form));
    expect(buyer).toMatchObject({ name: null, contactName: "Dana Kowalski", department: null });
    expect(shipTo).toMatchObject({ recipient: null, lines: ["12 Mill Lane"] });
    expect(poNumber).toBeNull();
    expect(doubts).toEqual([
      'The name of the customer is not filled in: "[Company Name]".',
      'The name of the contact is not filled in: "<Your name>".',
      'The order number is not filled in: "XXXX".',
    ]);
  });
});

describe("what is wanted as before", () => {
  test("is no part of what is written, and asked for", async () => {
    const { doubts } = await orderIn(email, mail("Same as last time please, plus 5 x TL-1001."));
    expect(doubts).toEqual(['It asks for what an earlier order had: "Same as last time please".']);
  });

  test("may be the place alone", async () => {
    expect((await orderIn(email, mail("5 x TL-1001. Same address as last time."))).doubts).toEqual([]);
  });
});

test("goods between others are no customer, and keep their size", async () => {
  const { lines, buyer } = await orderIn(email, mail("Please send:\n3 x 2.5 kg bag of cement\n5 x TL-1001"));
  expect(lines).toMatchObject([
    { quantity: "3", description: "2.5 kg bag of cement" },
    { quantity: "5", sku: "TL-1001" },
  ]);
  expect(buyer.name).toBeNull();
});

test.each([
  ["Bitte 10 x TL-1001 liefern, am 3.12. bitte.", "2026-12-03", []],
  ["Necesitamos 20 cajas de TL-1001 para el 15 de diciembre.", "2026-12-15", []],
  ["Please send 10 x TL-1001, delivery date 24/7/27.", "2027-07-24", []],
  [
    "Please send 10 x TL-1001, delivery date 12/7/27.",
    null,
    ['The requested day is not certain: "12/7/27".'],
  ],
  ["Please send 10 x TL-1001 by end of week.", null, ['The requested day is not certain: "end of week".']],
])("a day behind the goods is not lost: %s", async (body, requestedDate, doubts) =>
  expect(await orderIn(email, mail(body))).toMatchObject({
    requestedDate,
    doubts,
    lines: [{ description: null }],
  }),
);

test("who is to quote has no order yet", async () =>
  expect(await refusalOf("Could you quote us for 5 x TL-1001 please?")).toEqual(["INQUIRY"]));

test("a name printed again under the address of a signature is no line of it", async () => {
  const body =
    "Please send 5 x TL-1001.\n\nDana Kowalski\nHarbor Tools Ltd\n12 Mill Lane\nLeeds LS1 4AB\nDana Kowalski\n+44 113 496 0000";
  expect((await orderIn(email, mail(body))).buyer.address?.lines).toEqual(["12 Mill Lane"]);
});

test("goods ahead of a label in one line are ordered", async () => {
  const body =
    "We order 20 cartons TL-1001 and 5 pcs. TL-1002. Delivery address: 12 Mill Lane, Leeds LS1 4AB";
  const { lines, shipTo } = await orderIn(email, mail(body));
  expect(lines).toMatchObject([
    { sku: "TL-1001", quantity: "20" },
    { sku: "TL-1002", quantity: "5" },
  ]);
  expect(shipTo).toMatchObject({ lines: ["12 Mill Lane"], city: "Leeds" });
});

test("no item of a list is passed over", async () =>
  expect(await linesOf("- 12 A4 paper 80g\n- 5 x TL-1001\n- a dozen pens")).toEqual([
    "12 A4 paper 80g",
    "5 TL-1001",
    "12 pens",
  ]));

test("in a table of cases and units prices say which is ordered", async () => {
  const rows =
    "PO 4711\n\nSKU\tDescription\tCases\tUnits\tPrice\tAmount\nTL-1001\tLabels\t2\t24\t10.00\t20.00";
  expect(await linesOf(rows)).toEqual(["2 TL-1001"]);
});

test("a sentence below an address is no line of it", async () => {
  const body =
    "Order W-5511 should go to:\n12 Mill Lane\nLeeds LS1 4AB\nPlease correct your records. Shipping costs remain unchanged.";
  const result = await readWith(email, mail(body, "W-5511"));
  expect(result).toMatchObject({
    documents: [{ change: { targets: [{ shipTo: { lines: ["12 Mill Lane"] } }] } }],
  });
});

test("the same place as ever is no address", async () =>
  expect(
    (await orderIn(email, mail("Ship to the same place as last time, 5 x TL-1001, usual price."))).shipTo,
  ).toBeNull());
