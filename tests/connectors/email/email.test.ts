import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { MapResult, StoredMessage } from "../../../src/connectors/connector.js";
import { email } from "../../../src/connectors/email/index.js";
import { canonicalOrder } from "../../../src/domain/order.js";

const DEMO = new URL("../../../examples/demo/email/", import.meta.url);
const RECEIVED_AT = "2026-11-21T12:00:00.000Z";

async function read(body: Uint8Array | string, settings: Record<string, unknown> = {}): Promise<MapResult> {
  const message: StoredMessage = {
    id: "m-1",
    receivedAt: RECEIVED_AT,
    body: typeof body === "string" ? new TextEncoder().encode(body.replace(/\n/g, "\r\n")) : body,
    contentType: "message/rfc822",
    fileName: null,
    headers: {},
    deliveryId: null,
  };
  const parsed = email.settings.parse(settings);
  return email.map(await email.decode(message, parsed), message, parsed);
}

const HEADERS = {
  From: "Dana Kowalski <dana@bakery.example>",
  To: "orders@hub.example",
  Date: "Mon, 16 Nov 2026 07:58:12 -0800",
  "Message-ID": "<m1@bakery.example>",
  Subject: "Order",
  "MIME-Version": "1.0",
  "Content-Type": "text/plain; charset=utf-8",
};
const mail = (body: string, headers: Partial<Record<string, string>> = {}): string =>
  `${Object.entries({ ...HEADERS, ...headers })
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")}\n\n${body}`;

function ordersOf(result: MapResult) {
  return result.ok
    ? result.documents.flatMap((document) => (document.kind === "ORDER" ? [document.order] : []))
    : [];
}
function changesOf(result: MapResult) {
  return result.ok
    ? result.documents.flatMap((document) => (document.kind === "ORDER_CHANGE" ? [document.change] : []))
    : [];
}
const codesOf = (result: MapResult): string[] => (result.ok ? [] : result.issues.map(({ code }) => code));
const linesOf = (result: MapResult): string[] =>
  ordersOf(result).flatMap(({ lines }) =>
    lines.map(({ sku, quantity, unitPrice }) => `${quantity} ${sku} ${unitPrice ?? "-"}`),
  );

describe("the customers' mails", () => {
  test.each<[string, string, string, string, readonly string[]]>([
    [
      "e1.eml",
      "Yunfan Tech",
      "li.wei@yunfan-tech.example",
      "yunfan-tech.example/YT-PO-1109",
      ["25 TL-1001 18.5", "2 TL-2001 129"],
    ],
    [
      "e2.eml",
      "Mueller & Soehne",
      "einkauf@mueller-soehne.example",
      "mueller-soehne.example/MS-4502",
      ["48 TL-3001 7.4", "6 TL-6001 46"],
    ],
    [
      "e3.eml",
      "Brightwater Medical Inc.",
      "supply@brightwater-medical.example",
      "brightwater-medical.example/BWM-20981",
      ["150 TL-4001 4.25", "12 TL-1001 18.5", "2 TL-5001 89"],
    ],
    [
      "e4.eml",
      "Nordlicht Elektronik AG",
      "bestellung@nordlicht-elektronik.example",
      "nordlicht-elektronik.example/NE-26-0903",
      ["24 TL-6001 46", "3 TL-2002 39.9"],
    ],
    [
      "e5.eml",
      "Jinghong Electronics Taiwan Ltd.",
      "buy@jinghong.example",
      "jinghong.example/JH-P-0417",
      ["8 TL-2001 129", "8 TL-2002 39.9"],
    ],
    [
      "e6.eml",
      "深圳市云帆物流有限公司",
      "warehouse@yunfan-tech.example",
      "yunfan-tech.example/YFWL-20261113",
      ["60 TL-3001 7.4", "144 TL-1002 2.95", "50 TL-4001 4.25"],
    ],
    [
      "e7.eml",
      "Harbor Street Bakery Supply LLC",
      "orders@harborstreetbakery.example",
      "harborstreetbakery.example/HSB-7733",
      ["48 TL-1002 -", "10 TL-4001 4.25"],
    ],
  ])("%s is an order of %s", async (name, company, from, externalId, lines) => {
    const result = await read(Uint8Array.from(readFileSync(new URL(name, DEMO))));
    expect(linesOf(result)).toEqual(lines);
    const [order] = ordersOf(result);
    expect(canonicalOrder.parse(order)).toEqual(order);
    expect(order).toMatchObject({
      externalId,
      buyer: { name: company, emails: [from] },
      shipTo: { city: expect.any(String) },
    });
    expect(order?.buyer.phones).toHaveLength(1);
    expect(order?.doubts).toEqual(
      name === "e7.eml" ? ['The requested day is not certain: "next Friday".'] : [],
    );
  });
});

describe("the body of a mail", () => {
  const TABLE = "<table><tr><th>Item</th><th>Qty</th></tr><tr><td>TL-1001</td><td>3</td></tr></table>";
  const multipart = (...parts: readonly [type: string, body: string][]): string =>
    `${parts.map(([type, body]) => `--b\nContent-Type: ${type}\n\n${body}\n`).join("")}--b--\n`;

  test.each<[string, string]>([
    ["as plain text", mail("Please send 3 x TL-1001.")],
    [
      "in quoted-printable",
      mail("Please send 3 x =\nTL=2D1001.", { "Content-Transfer-Encoding": "quoted-printable" }),
    ],
    [
      "in base64",
      mail(Buffer.from("Please send 3 x TL-1001.").toString("base64"), {
        "Content-Transfer-Encoding": "base64",
      }),
    ],
    ["as HTML only", mail(TABLE, { "Content-Type": "text/html; charset=utf-8" })],
    [
      "twice, as text and as HTML",
      mail(multipart(["text/plain", "Item  Qty\nTL-1001  3\n"], ["text/html", TABLE]), {
        "Content-Type": "multipart/alternative; boundary=b",
      }),
    ],
    [
      "as HTML beside a text that says nothing",
      mail(multipart(["text/plain", "Your program cannot show HTML."], ["text/html", TABLE]), {
        "Content-Type": "multipart/alternative; boundary=b",
      }),
    ],
    [
      "without a closing boundary",
      mail(multipart(["text/plain", "Please send 3 x TL-1001."]).replace("--b--\n", ""), {
        "Content-Type": "multipart/mixed; boundary=b",
      }),
    ],
  ])("is read %s, once", async (_, raw) => {
    expect(linesOf(await read(raw))).toEqual(["3 TL-1001 -"]);
  });

  test.each([
    ["windows-1252", Uint8Array.of(0xfc)],
    ["iso-8859-1", Uint8Array.of(0xfc)],
    ["x-nobody-knows", Uint8Array.of(0xfc)],
    ["x-nobody-knows", Uint8Array.of(0xc3, 0xbc)],
    ["utf-8", Uint8Array.of(0xc3, 0xbc)],
  ])("keeps its umlauts in the character set %s", async (charset, umlaut) => {
    const [before = "", after = ""] = mail("Kunde: M*ller GmbH\n3 x TL-1001", {
      "Content-Type": `text/plain; charset=${charset}`,
      "Content-Transfer-Encoding": "8bit",
    }).split("*");
    const raw = Buffer.concat(
      [Buffer.from(before), Buffer.from(umlaut), Buffer.from(after)].map((part) => Uint8Array.from(part)),
    );
    const [order] = ordersOf(await read(Uint8Array.from(raw)));
    expect(order?.buyer.name).toBe("Müller GmbH");
  });

  test.each([
    "On Mon, Oct 12, 2026 at 9:12 AM Us <orders@hub.example> wrote:",
    "On Mon, Oct 12, 2026 at 9:12 AM Throughline Orders Department\n<orders@hub.example> wrote:",
    "Am 12.10.2026 um 09:12 schrieb Us <orders@hub.example>:",
    "Le lun. 12 oct. 2026 à 09:12, Us <orders@hub.example> a écrit :",
    "在 2026年10月12日 09:12，Us 写道：",
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "From: Us <orders@hub.example>\nSent: Monday, October 12, 2026 9:12 AM",
    "Von: Us\nGesendet: Montag, 12. Oktober 2026 09:12",
    "发件人: Us\n发送时间: 2026年10月12日 9:12",
  ])("ends where it repeats an older one: %j", async (head) => {
    expect(
      linesOf(await read(mail(`Please send 3 x TL-1001.\n\n${head}\n\nPlease send 99 x TL-2001.`))),
    ).toEqual(["3 TL-1001 -"]);
    expect(linesOf(await read(mail("> please send 99 x TL-2001\n\nMake that 3 x TL-1001.")))).toEqual([
      "3 TL-1001 -",
    ]);
  });

  test("that is forwarded is the message itself", async () => {
    const raw = mail(
      "FYI\n\n---------- Forwarded message ---------\nFrom: Li Wei <li.wei@yunfan-tech.example>\nDate: Mon, 9 Nov 2026\n\nPlease send 3 x TL-1001.",
    );
    expect(linesOf(await read(raw))).toEqual(["3 TL-1001 -"]);
  });

  test("says from where in it each value was read, and how surely", async () => {
    const [order] = ordersOf(await read(mail("PO No.: HSB-1\nPlease send 3 x TL-1001.")));
    expect(order?.provenance).toContainEqual({
      path: "poNumber",
      part: "body",
      range: [8, 13],
      confidence: 0.95,
      rule: "label poNumber",
      text: "HSB-1",
    });
    expect(order?.provenance).toContainEqual(
      expect.objectContaining({ path: "lines.0.quantity", range: [26, 27], confidence: 0.75 }),
    );
    expect(order?.provenance).toContainEqual({
      path: "buyer.emails.0",
      part: "header:from",
      rule: "sender",
      text: "dana@bakery.example",
    });
  });
});

describe("an attachment", () => {
  const withCsv = (body: string, csv: string): string =>
    mail(
      `--b\nContent-Type: text/plain\n\n${body}\n--b\nContent-Type: text/csv; name="order.csv"\nContent-Disposition: attachment; filename="order.csv"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(csv).toString("base64")}\n--b--\n`,
      { "Content-Type": "multipart/mixed; boundary=b" },
    );

  test("has the lines, and the mail around it has the rest", async () => {
    const result = await read(
      withCsv(
        "Our order, PO No. HSB-1.\n\nRegards\nDana Kowalski\nHarbor Street Bakery Supply LLC",
        "SKU,Qty\nTL-1001,3\n",
      ),
    );
    expect(linesOf(result)).toEqual(["3 TL-1001 -"]);
    const [order] = ordersOf(result);
    expect(order).toMatchObject({
      poNumber: "HSB-1",
      buyer: { name: "Harbor Street Bakery Supply LLC" },
      doubts: [],
    });
    expect(order?.provenance).toContainEqual({
      path: "lines.0.sku",
      part: "attachment:order.csv row:2",
      rule: 'column "SKU"',
      text: "TL-1001",
    });
  });

  test("beside goods in the body is a question for a person", async () => {
    const [order] = ordersOf(await read(withCsv("Please send 5 x TL-2001.", "SKU,Qty\nTL-1001,3\n")));
    expect(order?.lines.map(({ sku }) => sku)).toEqual(["TL-1001"]);
    expect(order?.doubts.join()).toContain("5 x TL-2001");
  });

  test("with several orders gives each of them", async () => {
    const result = await read(
      withCsv("See attached.", "PO Number,SKU,Qty\nHSB-1,TL-1001,3\nHSB-2,TL-1002,4\n"),
    );
    expect(ordersOf(result).map(({ externalId }) => externalId)).toEqual([
      "bakery.example/HSB-1",
      "bakery.example/HSB-2",
    ]);
  });

  test("that cannot be read quarantines the mail, or is a doubt where the body has the goods", async () => {
    const csv = "Was,Wieviel\nTL-1001,3\n";
    expect(codesOf(await read(withCsv("See attached.", csv)))).toEqual(["UNKNOWN_COLUMNS"]);
    const [order] = ordersOf(await read(withCsv("Please send 5 x TL-2001.", csv)));
    expect(order?.doubts.join()).toContain("attachment order.csv");
  });
});

describe("what is no order", () => {
  test.each<[string, string]>([
    ["an automatic reply", mail("3 x TL-1001", { "Auto-Submitted": "auto-replied" })],
    ["an out-of-office note", mail("3 x TL-1001", { Subject: "Out of office: 3 x TL-1001" })],
    ["a German one", mail("3 x TL-1001", { Subject: "Abwesenheitsnotiz: Urlaub" })],
    ["a bounce", mail("3 x TL-1001", { From: "MAILER-DAEMON@mx.example" })],
    [
      "a delivery report",
      mail("--b\n\n3 x TL-1001\n--b--", { "Content-Type": "multipart/report; boundary=b" }),
    ],
    ["a chat", mail("Shall we meet on Friday at 3 pm?")],
    ["an empty mail", mail("")],
  ])("%s is turned away with a reason", async (_, raw) => {
    const result = await read(raw);
    expect(codesOf(result)).toEqual(["NOT_AN_ORDER"]);
  });

  test("a wish for goods without any number is kept for a person", async () => {
    expect(codesOf(await read(mail("Please send us some TL-1001.")))).toEqual(["QUANTITY_UNCLEAR"]);
  });
});

describe("a change of an earlier order", () => {
  const NEW_PLACE = { lines: ["27 Otley Road"], postalCode: "LS6 3AA", city: "Leeds" };

  test.each([
    "Please deliver order HSB-7718 to the following address instead: 27 Otley Road, Leeds LS6 3AA",
    "Please deliver our order HSB-7718 to the following address instead:\n\n27 Otley Road\nLeeds LS6 3AA\n\nThanks",
    "Please change the delivery address of PO HSB-7718.\n\nNew delivery address:\n27 Otley Road\nLeeds LS6 3AA",
    "Bitte ändern Sie die Lieferadresse unserer Bestellung HSB-7718:\n27 Otley Road\nLeeds LS6 3AA",
    "订单号 HSB-7718 请改送到以下地址：\n27 Otley Road, Leeds LS6 3AA",
  ])("is understood in %j", async (body) => {
    expect(changesOf(await read(mail(body)))).toMatchObject([
      {
        order: { externalId: "bakery.example/HSB-7718", number: "HSB-7718", poNumber: "HSB-7718" },
        askedBy: "dana@bakery.example",
        requestedAt: "2026-11-16T15:58:12.000Z",
        targets: [{ kind: "SHIP_TO", shipTo: NEW_PLACE }],
      },
    ]);
  });

  test("can name its order in the subject", async () => {
    const raw = mail("Please ship to our new address: 27 Otley Road, Leeds LS6 3AA", {
      Subject: "Order HSB-7718",
    });
    expect(changesOf(await read(raw))).toMatchObject([
      { order: { number: "HSB-7718" }, targets: [{ kind: "SHIP_TO", shipTo: NEW_PLACE }] },
    ]);
  });

  test.each([
    "Please cancel our order HSB-7718.",
    "Bitte stornieren Sie die Bestellung HSB-7718.",
    "请取消订单 HSB-7718。",
  ])("is a cancellation in %j", async (body) => {
    expect(changesOf(await read(mail(body)))).toMatchObject([
      { order: { number: "HSB-7718" }, targets: [{ kind: "CANCEL" }] },
    ]);
  });

  test.each([
    "Please deliver it to the following address instead: 27 Otley Road, Leeds LS6 3AA",
    "Please deliver order HSB-7718 to our new address.",
    "Please change our order HSB-7718: we need 5 x TL-1001 instead of 3.",
    "Please change order HSB-7718 to the blue ones.",
  ])("goes to a person where it is not certain: %j", async (body) => {
    expect(codesOf(await read(mail(body)))).toEqual(["ORDER_CHANGE_UNCLEAR"]);
  });

  test("is not seen in an order that is only to be sent to a new place", async () => {
    const [order] = ordersOf(
      await read(
        mail(
          "PO No.: HSB-9\n3 x TL-1001\n\nPlease note our new delivery address:\n27 Otley Road\nLeeds LS6 3AA",
        ),
      ),
    );
    expect(order).toMatchObject({ poNumber: "HSB-9", shipTo: NEW_PLACE });
  });
});

describe("the key of an order", () => {
  test("is the sender's own number, or the mail", async () => {
    const idOf = async (raw: string): Promise<string | undefined> => ordersOf(await read(raw))[0]?.externalId;
    expect(await idOf(mail("PO No.: HSB-1\n3 x TL-1001"))).toBe("bakery.example/HSB-1");
    expect(await idOf(mail("3 x TL-1001", { Subject: "Purchase order HSB-2" }))).toBe("bakery.example/HSB-2");
    expect(await idOf(mail("3 x TL-1001", { Subject: "Re: order HSB-3" }))).toBe("<m1@bakery.example>");
  });

  test("a sender's clock that is ahead does not make an order newer", async () => {
    const [order] = ordersOf(await read(mail("3 x TL-1001", { Date: "Mon, 16 Nov 2099 07:58:12 -0800" })));
    expect(order?.placedAt).toBe(RECEIVED_AT);
  });
});
