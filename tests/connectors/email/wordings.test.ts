import { describe, expect, test } from "vitest";
import { email } from "../../../src/connectors/email/index.js";
import { codesSaid, orderIn, readWith } from "../read-with.js";

const mail = (body: string, subject = "Order") =>
  `From: John Carter <john@northwind.example>\r\nTo: orders@hub.example\r\nSubject: ${subject}\r\nDate: Tue, 06 Oct 2026 15:02:11 -0500\r\nMessage-ID: <m1@northwind.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body.replaceAll("\n", "\r\n")}`;

const orderOf = (body: string, subject?: string) => orderIn(email, mail(body, subject));

describe("a line of a mail", () => {
  test.each([
    [
      "- 24 ea of SKU TL-3001 (pallet wrap 500 mm) @ $7.40",
      { sku: "TL-3001", quantity: "24", unit: "ea", unitPrice: "7.4", description: "pallet wrap 500 mm" },
    ],
    [
      "- 2 boxes TL-1001, $18.50 each",
      { sku: "TL-1001", quantity: "2", unit: "boxes", unitPrice: "18.5", description: null },
    ],
    [
      "5 Karton TL-2001 Klebeband (7,20 EUR/Karton)",
      { sku: "TL-2001", quantity: "5", unit: "Karton", unitPrice: "7.2", description: "Klebeband" },
    ],
    [
      "Qty 5 - TL-1001 - Thermal label",
      { sku: "TL-1001", quantity: "5", unitPrice: null, description: "Thermal label" },
    ],
    [
      "- 12 cartons TL-1001, 18,50 € l'unité",
      { sku: "TL-1001", quantity: "12", unit: "cartons", unitPrice: "18.5" },
    ],
    ["25 cajas TL-2001", { sku: "TL-2001", quantity: "25", unit: "cajas" }],
    ["TL-6001 - 2 units", { sku: "TL-6001", quantity: "2", unit: "units", description: null }],
    ["We need 4 rolls of part TL-2001.", { sku: "TL-2001", quantity: "4", unit: "rolls" }],
  ])("%s", async (line, expected) => {
    const { lines, doubts } = await orderOf(
      `Hello,\n\nplease send against PO 88123:\n\n${line}\n\nJohn Carter`,
    );
    expect(lines).toMatchObject([expected]);
    expect(doubts).toEqual([]);
  });

  test("of a list that names an article is not passed over, whatever else it says", async () => {
    const order = await orderOf(
      "Please send against PO 88123:\n\n- 3 x TL-1001\n- whatever is left of TL-2001\n",
    );
    expect(order.lines).toMatchObject([{ sku: "TL-1001", quantity: "3" }]);
    expect(order.doubts.join(" ")).toContain("TL-2001");
  });
});

describe("who and where", () => {
  test("the attention of the delivery is not the person who has signed", async () => {
    const order = await orderOf(
      "Please send 3 x TL-1001 against PO 88123.\n\nShip to:\nNorthwind Traders\nAttn: Dock 4\n4110 Old Redmond Rd\nRedmond, WA 98052\n\nThanks,\nJohn Carter\nPurchasing Manager\n(206) 555-0100\n",
    );
    expect(order.buyer.contactName).toBe("John Carter");
    expect(order.shipTo).toMatchObject({ recipient: "Northwind Traders, Dock 4", city: "Redmond" });
  });

  test("the day of delivery behind an address is no part of it", async () => {
    const order = await orderOf(
      "Please send 3 x TL-1001, PO number SS-901, and deliver to Small Shop Ltd, 5 High Street, Oxford OX1 4AB, UK by 20 October 2026.\n",
    );
    expect(order).toMatchObject({
      requestedDate: "2026-10-20",
      shipTo: { recipient: "Small Shop Ltd", lines: ["5 High Street"], city: "Oxford", country: "GB" },
    });
  });

  test("a telephone number that is written into a Chinese address is none of the street's", async () => {
    const order = await orderOf(
      "请发货：TL-1001 30箱\n\n收货地址：广东省深圳市南山区高新南一道8号 云帆科技有限公司 李伟收 电话13800138000\n",
      "采购订单 YF-1",
    );
    expect(order.shipTo).toMatchObject({ lines: ["南山区高新南一道8号"], phone: "13800138000" });
  });
});

describe("a mail that was forwarded", () => {
  const below = (head: string) =>
    `FYI, please process.\n\n${head}\nFrom: Ann Lee <ann@contoso.example>\nSent: Thursday, October 8, 2026 4:00 PM\nTo: Sales Rep <rep@northwind.example>\nSubject: new order\n\nOrder number: C-100\n5 x TL-1001\n`;

  test.each(["-----Original Message-----", "---------- Forwarded message ----------", ""])(
    "is what the mail is about, under %j",
    async (head) => {
      expect(await orderOf(below(head), "Fw: new order")).toMatchObject({
        ...{ poNumber: "C-100", lines: [{ sku: "TL-1001", quantity: "5" }] },
        buyer: { contactName: "Ann Lee" },
      });
    },
  );

  test("is no order in an answer: it has been placed already", async () => {
    const answer = mail(below("-----Original Message-----"), "Re: new order");
    expect(await codesSaid(email, answer)).toEqual(["NOT_AN_ORDER"]);
  });
});

describe("a wish to change an order", () => {
  test.each([
    ["please change the quantity of TL-1001 on PO-5512 from 10 to 15."],
    // The article of forty units would be the order's number.
    ["regarding PO-5512: please increase line 2 to 40 units and remove line 3."],
    ["please change the delivery of PO-5512 and the quantity of line 2, to 5 November 2026."],
    ["please move the delivery of PO-5512 from 2026-11-01 to 2026-11-05."],
    ["please move the delivery of PO-5512 to next Friday and change line 2."],
  ])("that only a person can carry out goes to one as such: %s", async (wish) => {
    expect(await codesSaid(email, mail(`Hi,\n\n${wish}\n`, "Re: confirmation"))).toEqual([
      "ORDER_CHANGE_UNCLEAR",
    ]);
  });

  test.each([
    ["Please move the delivery of PO-5512 to 2026-11-05."],
    ["Bitte verschieben Sie die Lieferung unserer Bestellung PO-5512 auf den 05.11.2026."],
  ])("for another day is one, where it names the day: %s", async (wish) => {
    expect(await readWith(email, mail(`Hello,\n\n${wish}\n\nJohn Carter\n`, "PO-5512"))).toMatchObject({
      documents: [
        {
          kind: "ORDER_CHANGE",
          change: {
            ...{ order: { poNumber: "PO-5512" }, askedBy: "john@northwind.example" },
            targets: [{ kind: "DATE", requestedDate: "2026-11-05" }],
          },
        },
      ],
    });
  });
});

test("labeled lines say the unit with the quantity, and in other languages where the goods go", async () => {
  const order = await orderOf(
    "Pedido: P-77\n\nArticle No.: TL-6001\nQuantity: 3 pcs\nUnit Price: EUR 46.00\n\nEntrega en: Ferretería Sol S.L., Calle Mayor 5, 28013 Madrid\n",
  );
  expect(order).toMatchObject({
    ...{ poNumber: "P-77", lines: [{ sku: "TL-6001", quantity: "3", unit: "pcs", unitPrice: "46" }] },
    shipTo: { recipient: "Ferretería Sol S.L.", lines: ["Calle Mayor 5"], city: "Madrid" },
  });
});
