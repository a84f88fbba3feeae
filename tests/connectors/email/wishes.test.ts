import { describe, expect, test } from "vitest";
import { email } from "../../../src/connectors/email/index.js";
import { orderIn, readWith } from "../read-with.js";

const mail = (body: string, subject: string) =>
  `From: Jo Rivera <jo@rivera.example>\r\nTo: orders@hub.example\r\nSubject: ${subject}\r\nDate: Thu, 26 Nov 2026 10:12:00 +0100\r\nMessage-ID: <m1@rivera.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body.replaceAll("\n", "\r\n")}`;

const codesOf = async (body: string, subject = "Hello") => {
  const result = await readWith(email, mail(body, subject));
  return result.ok ? result.documents.map(({ kind }) => kind) : result.issues.map(({ code }) => code);
};

describe("a wish about an order that is placed already", () => {
  test.each([
    ["on PO 88-1204 please make the TL-1001 five instead of three. Rest stays.", "PO 88-1204"],
    [
      "bei unserer Bestellung 4711 bitte Pos. 2 (TL-3001) streichen, dafür 20 Stück TL-3002 mitliefern.",
      "Unsere Bestellung",
    ],
    [
      "Looks good, but the price for TL-3001 should be 1.05, please correct.",
      "Re: Order confirmation SO-101001",
    ],
    [
      "订单PO20261125001的收货地址改为：浙江省杭州市余杭区文一西路969号3号楼，收货人王芳。\n另外TL-3001数量改为600卷。",
      "变更",
    ],
  ])("is no new order: %s", async (body, subject) =>
    expect(await codesOf(body, subject)).toEqual(["ORDER_CHANGE_UNCLEAR"]),
  );

  test.each([
    "PO 4711: please make sure to deliver 10 x TL-1001 by 4 December 2026.",
    "10 x TL-1001\n\nPlease add PO 4711 to the invoice.",
    "Drop ship PO 4711: 10 x TL-1001",
    "10 x TL-1001\n\nGoods received damaged will be returned. Correct any errors in price before you acknowledge.",
    "PO 4711 should be on every document.\n\n10 x TL-1001",
  ])("is not in a new order: %s", async (body) => expect(await codesOf(body, "PO 4711")).toEqual(["ORDER"]));

  test("who has moved says where the goods go now", async () => {
    const body =
      "Hello, I moved last week! My order W-5511 should go to:\n\nJo Rivera\n19 Birch Lane\nBoulder, CO 80301\n\nnot to the Denver address.\nThanks, Jo";
    const result = await readWith(email, mail(body, "Order W-5511"));
    expect(result).toMatchObject({
      ok: true,
      documents: [
        {
          kind: "ORDER_CHANGE",
          change: {
            order: { number: "W-5511" },
            targets: [{ kind: "SHIP_TO", shipTo: { lines: ["19 Birch Lane"], city: "Boulder" } }],
          },
        },
      ],
    });
  });
});

test("goods before a new address in the same sentence are ordered, and go there", async () => {
  const { lines, shipTo } = await orderIn(
    email,
    mail(
      "Please go ahead with 24 x TL-3001 and 6 x TL-4001. We've just moved, so note the new delivery address:\nShop & Co, 5 Mill Lane, York YO1 7AB\n\nKate",
      "restock",
    ),
  );
  expect(lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ["TL-3001", "24"],
    ["TL-4001", "6"],
  ]);
  expect(shipTo).toMatchObject({ city: "York", postalCode: "YO1 7AB" });
});

describe("goods that came broken or go back", () => {
  test.each([
    "the label printer TL-1001 from order #1022 arrived broken (display cracked). Can I send it back for a replacement?",
    "we would like to return 5 x TL-2001 of order 4711 for a refund.",
    "wir möchten 5 x TL-2001 aus Bestellung 4711 zurückschicken.",
    "5 x TL-2001 beschädigt, Bestellung 4711",
  ])("are no order: %s", async (body) => expect(await codesOf(body)).not.toContain("ORDER"));

  test("do not hide that an order is canceled", async () => {
    const body = "Please cancel order 4711 and refund what I have paid.";
    expect(await readWith(email, mail(body, "Hello"))).toMatchObject({
      documents: [{ kind: "ORDER_CHANGE", change: { targets: [{ kind: "CANCEL" }] } }],
    });
  });

  test("and the mail says so", async () =>
    expect(await codesOf("Our order 1022: the printer arrived damaged.")).toEqual(["RETURN_OR_COMPLAINT"]));

  test.each([
    "Please send 10 x TL-1001 and return the signed order confirmation.",
    "10 x TL-1001\n\nThis message may arrive late or incomplete; no refund of any kind is owed.",
    "Please send 2 x TL-1001, replacement parts for our old printer.",
  ])("and an order is one all the same: %s", async (body) => expect(await codesOf(body)).toEqual(["ORDER"]));
});

test("two orders in one mail are asked about, and so are their two places", async () => {
  const { doubts } = await orderIn(
    email,
    mail(
      "Order 5512\n10 x TL-1001\nship to: Eva GmbH, Ring 1, 10115 Berlin\n\nOrder 5513\n4 x TL-2001\nship to: Eva GmbH, Weg 2, 20095 Hamburg\n",
      "two orders",
    ),
  );
  expect(doubts).toEqual([
    "The text names more than one order: 5512, 5513.",
    "The text names 2 places of delivery; the order goes to the first.",
  ]);
});

test("a mailbox that sends for many is nobody's address", async () => {
  const message = mail("Order B2B-55102\n\nCustomer: Alpine Sports AG\n\n2 x TL-1001\n", "New order").replace(
    "Jo Rivera <jo@rivera.example>",
    "Shop <noreply@b2bportal.example>",
  );
  const { buyer } = await orderIn(email, message);
  expect([buyer.emails, buyer.contactName]).toEqual([[], null]);
});

describe("a wish for an offer", () => {
  test.each([
    "bitte senden Sie uns ein Angebot über 50 Stück TL-1001 und 200 Stück TL-3001.",
    "Could you send us your best price for 50 pcs TL-1001?",
    "Request for quotation: 50 pcs TL-1001",
    "Please send us a quote for:\n\n- 50 x TL-1001\n- 20 x TL-2001",
    "Merci de nous faire parvenir un devis pour 50 x TL-1001",
  ])("is no order: %s", async (body) => expect(await codesOf(body)).toEqual(["INQUIRY"]));

  test.each([
    "As per your quotation 4471 please send 50 pcs TL-1001.",
    "we would like to order 50 pcs TL-1001; please send us your offer for TL-2001, too.",
    "Wie in Ihrem Angebot 4471 vom 1.11. bestellen wir 50 Stück TL-1001.",
    "Please send 10 x TL-1001. Could you also send us your price for TL-9001?",
  ])("is not in an order that speaks of one: %s", async (body) =>
    expect(await codesOf(body)).toEqual(["ORDER"]),
  );
});
