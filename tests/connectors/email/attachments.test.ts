import { describe, expect, test } from "vitest";
import type { Attachment } from "../../../src/connectors/attachment.js";
import type { MapResult, StoredMessage } from "../../../src/connectors/connector.js";
import { attachedFormat } from "../../../src/connectors/email/attached-format.js";
import { email } from "../../../src/connectors/email/index.js";
import { composed, fixture, zipOf } from "./compose.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const PDF = bytes("%PDF-1.7\n%%EOF\n");
const ORDER_TEXT = "Hello,\n\nplease send us 5 x HB-100\n\nDana Kowalski";

interface Opened {
  readonly result: MapResult;
  readonly attached: readonly Attachment[];
  readonly doubts: readonly string[];
  bytesOf(part: string): Uint8Array | null;
}

async function open(
  mail: Parameters<typeof composed>[0],
  settings: Record<string, unknown> = {},
): Promise<Opened> {
  const message: StoredMessage = {
    ...{ id: "m-1", receivedAt: "2026-11-21T12:00:00.000Z", contentType: "message/rfc822" },
    ...{ fileName: null, headers: {}, deliveryId: null, body: await composed(mail) },
  };
  const parsed = email.settings.parse(settings);
  const document = await email.decode(message, parsed);
  const result = email.map(document, message, parsed);
  const documents = result.ok ? result.documents : [];
  return {
    result,
    attached: documents.flatMap((one) => (one.kind === "ATTACHMENT" ? [one.attachment] : [])),
    doubts: documents.flatMap((one) => (one.kind === "ORDER" ? one.order.doubts : [])),
    bytesOf: (part) => email.attachedBytes?.(document, part) ?? null,
  };
}

const file = (filename: string, content: Uint8Array, contentType = "application/octet-stream") => ({
  ...{ filename, content: Buffer.from(content), contentType },
});
const codesOf = (result: MapResult): string[] =>
  (result.ok ? result.warnings : result.issues).map((it) => it.code);

describe("what an attachment is, its content says", () => {
  test.each([
    ["x12", fixture("x12/850-order.edi")],
    ["edifact", fixture("edifact/orders-96a.edi")],
    ["edifact", fixture("edifact/orders-short-una.edi")],
    ["edifact", fixture("edifact/orders-without-unb.txt")],
    ["tradacoms", fixture("tradacoms/order-file.edi")],
    ["ubl", fixture("ubl/peppol-order.xml")],
    ["ubl", fixture("ubl/enveloped-order-utf16.xml")],
    ["ubl", fixture("ubl/oioubl-order-latin1.xml")],
    ["cxml", fixture("cxml/order-new.xml")],
    ["fax", fixture("fax/scan.pdf")],
    ["fax", fixture("fax/table-form.tif")],
    [null, fixture("email/plain.eml")],
    [null, bytes("ISABELLA ordered 5 rolls")],
    [null, bytes("UNBELIEVABLE offers")],
    [null, bytes("<!-- never closed")],
    [null, bytes("<?xml version='1.0'?><Order><Line/></Order>")],
    [null, new Uint8Array(0)],
    [null, new Uint8Array(500_000).fill(60)],
  ])("%s", (format, content) => {
    expect(attachedFormat(new Uint8Array(content))).toBe(format);
  });
});

describe("a mail that brings its order along", () => {
  test("hands business documents on, whatever they are called, with their bytes untouched", async () => {
    const order = fixture("x12/850-order.edi");
    const { result, attached, bytesOf } = await open({
      attachments: [file("order.pdf", order), file("po.txt", fixture("cxml/order-new.xml"), "text/plain")],
    });
    expect(attached).toEqual([
      {
        ...{ part: "1", fileName: "order.pdf", contentType: "application/pdf", connector: "x12" },
        ...{ connectionId: null, headers: { "mail-from": "dana@bakery.example" } },
      },
      expect.objectContaining({ part: "2", fileName: "po.txt", connector: "cxml" }),
    ]);
    expect(codesOf(result)).toEqual([]);
    expect(Buffer.from(bytesOf("1") ?? []).equals(order)).toBe(true);
    expect(bytesOf("3")).toBeNull();
  });

  test("hands a scan on where the mail itself orders nothing", async () => {
    const { attached } = await open({ attachments: [file("order.pdf", PDF, "application/pdf")] });
    expect(attached.map(({ connector, fileName }) => [connector, fileName])).toEqual([["fax", "order.pdf"]]);
  });

  test("keeps a scan back where the mail itself says what is ordered, and says so", async () => {
    const { result, attached, doubts } = await open({
      text: ORDER_TEXT,
      attachments: [file("terms.pdf", PDF)],
    });
    expect(attached).toEqual([]);
    expect(doubts).toEqual([]);
    expect(codesOf(result)).toEqual(["ATTACHMENT_NOT_READ"]);
  });

  test("doubts its own order beside a business document: it may be the same", async () => {
    const attachments = [file("po.edi", fixture("edifact/orders-96a.edi"))];
    const { attached, doubts } = await open({ text: ORDER_TEXT, attachments });
    expect(attached.map(({ connector }) => connector)).toEqual(["edifact"]);
    expect(doubts).toEqual([
      "The mail brings po.edi as well, which is read by itself: is it the same order?",
    ]);
  });

  test("reads a table of its own and hands the rest on", async () => {
    const csv = "sku,quantity\nHB-1,4\n";
    const attachments = [file("list.csv", bytes(csv)), file("po.edi", fixture("x12/850-order.edi"))];
    const { result, attached, doubts } = await open({ attachments });
    expect(result.ok ? result.documents.map(({ kind }) => kind) : []).toEqual(["ORDER", "ATTACHMENT"]);
    expect(attached).toHaveLength(1);
    expect(doubts).toHaveLength(1);
  });

  test("hands on a change that only its document explains, but leaves a scan of one to a person", async () => {
    const text = "Hello,\n\nplease change our order PO-77 as attached.\n\nDana";
    const exact = await open({ text, attachments: [file("po.edi", fixture("x12/860-change.edi"))] });
    expect(exact.attached.map(({ connector }) => connector)).toEqual(["x12"]);
    const scan = await open({ text, attachments: [file("change.pdf", PDF)] });
    expect(codesOf(scan.result)).toEqual(["ORDER_CHANGE_UNCLEAR"]);
  });

  test("names the connection that is to read it, if one is set", async () => {
    const attachments = [file("po.edi", fixture("x12/850-order.edi"))];
    const { attached } = await open({ attachments }, { attachmentConnections: { x12: "partner-edi" } });
    expect(attached[0]?.connectionId).toBe("partner-edi");
  });

  test("says nothing more than before where nothing of use is attached", async () => {
    const { result } = await open({ attachments: [file("notes.docx", bytes("PK.."))] });
    expect(codesOf(result)).toEqual(["ATTACHMENT_NOT_READ"]);
  });

  test("is no order if a machine has sent it as a reply, whatever is attached", async () => {
    const headers = { "Auto-Submitted": "auto-replied" };
    const attachments = [file("po.edi", fixture("x12/850-order.edi"))];
    expect(codesOf((await open({ headers, attachments })).result)).toEqual(["NOT_AN_ORDER"]);
  });
});

describe("an archive", () => {
  test("becomes what lies in it", async () => {
    const zip = zipOf({
      "a/po.xml": fixture("ubl/peppol-order.xml"),
      "readme.txt": bytes("hello"),
      "a/": bytes(""),
    });
    const { attached, bytesOf } = await open({ attachments: [file("orders.zip", zip)] });
    expect(attached.map(({ part, fileName, connector }) => [part, fileName, connector])).toEqual([
      ["1.1", "orders.zip/a/po.xml", "ubl"],
    ]);
    expect(Buffer.from(bytesOf("1.1") ?? []).equals(fixture("ubl/peppol-order.xml"))).toBe(true);
  });

  test("of tables is read like tables", async () => {
    const zip = zipOf({ "list.csv": bytes("sku,quantity\nHB-1,4\n") });
    const { result } = await open({ attachments: [file("orders.zip", zip)] });
    expect(result.ok ? result.documents.map(({ kind }) => kind) : []).toEqual(["ORDER"]);
  });

  test.each([
    [
      "that would unpack to too much",
      zipOf({ "big.txt": new Uint8Array(60 * 1024 * 1024) }),
      "FILE_TOO_LARGE",
    ],
    [
      "of too many files",
      zipOf(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}.txt`, bytes("x")]))),
      "FILE_TOO_LARGE",
    ],
    ["with a password", zipOf({ "po.edi": fixture("x12/850-order.edi") }, 1), "UNREADABLE_FILE"],
    [
      "that is cut off",
      zipOf({ "po.edi": fixture("x12/850-order.edi") }).subarray(0, 300),
      "UNREADABLE_FILE",
    ],
  ])("%s is told to a person", async (_, zip, code) => {
    expect(codesOf((await open({ attachments: [file("orders.zip", zip)] })).result)).toEqual([code]);
  });
});

describe("a fax gateway", () => {
  const settings = {
    faxGateways: [
      { from: "gateway@fax.example", numberIn: "subject" },
      { from: "@otherfax.example", numberIn: "X-Fax-From" },
      { from: "body@fax.example", numberIn: "body" },
    ],
  };
  const attachments = [file("fax.tif", fixture("fax/table-form.tif"), "image/tiff")];
  const numberOf = async (mail: Parameters<typeof composed>[0]) =>
    (await open({ attachments, ...mail }, settings)).attached.map(({ headers }) => headers["fax-sender"]);

  test.each([
    ["Fax from +49 40 5550-123 (2 pages), 2026-11-20 08:15", "+49 40 5550-123"],
    ["2026-11-20 08:15 New fax to 040 555 99 from 040 555 0123", "040 555 0123"],
    ["20.11.2026 Fax von 0405550123", "0405550123"],
    ["来自 +86 21 5550 0123 的传真", "+86 21 5550 0123"],
    ["Fax received", undefined],
  ])("says in the subject %j that %s has called", async (subject, number) => {
    expect(await numberOf({ from: "gateway@fax.example", subject })).toEqual([number]);
  });

  test("may say it in a header or in the text", async () => {
    const headers = { "X-Fax-From": "+1 555 010 0199" };
    expect(await numberOf({ from: "robot@otherfax.example", headers })).toEqual(["+1 555 010 0199"]);
    const text = "Pages: 2\nCaller ID: 0405550123\nJob 20261120\n";
    expect(await numberOf({ from: "body@fax.example", text })).toEqual(["0405550123"]);
  });

  test("is told from a person who writes about a fax, and does not lend its address to the buyer", async () => {
    const person = await open({ subject: "Fax from +49 40 5550-123", attachments }, settings);
    expect(person.attached[0]?.headers).toEqual({ "mail-from": "dana@bakery.example" });
    const machine = await open({ from: "gateway@fax.example", subject: "Fax", attachments }, settings);
    expect(machine.attached[0]?.headers).toEqual({});
    expect(codesOf(machine.result)).toEqual(["FAX_NUMBER_MISSING"]);
  });

  test("that brings no fax is told to a person", async () => {
    const { result } = await open({ from: "gateway@fax.example", subject: "Daily report" }, settings);
    expect(codesOf(result)).toEqual(["FAX_MISSING"]);
  });
});

const linesIn = (result: MapResult): string[] =>
  result.ok
    ? result.documents.flatMap((document) =>
        document.kind === "ORDER"
          ? document.order.lines.map(({ sku, quantity }) => `${quantity} x ${sku}`)
          : [document.kind],
      )
    : result.issues.map(({ code }) => code);

describe("a mail whose order lies in another mail", () => {
  const inner = (mail: Parameters<typeof composed>[0]): Promise<Uint8Array> =>
    composed({ from: "Karin Moser <k.moser@moser.example>", text: "Please send 5 pcs AB-1234", ...mail });

  test("is that other one, and its order is of who wrote it", async () => {
    const { result } = await open({
      attachments: [file("Order 771.eml", await inner({ subject: "Order 771" }), "message/rfc822")],
    });
    expect(linesIn(result)).toEqual(["5 x AB-1234"]);
    expect(result.ok && result.documents[0]).toMatchObject({
      order: { buyer: { contactName: "Karin Moser", emails: ["k.moser@moser.example"] } },
    });
  });

  test("hands on what is attached to that", async () => {
    const order = fixture("x12/850-order.edi");
    const { attached, bytesOf } = await open({
      attachments: [
        file("logo.png", bytes("x"), "image/png"),
        file(
          "a.eml",
          await inner({ text: "see below", attachments: [file("po.edi", order)] }),
          "message/rfc822",
        ),
      ],
    });
    expect(attached.map(({ part, connector }) => [part, connector])).toEqual([["2.1", "x12"]]);
    expect(Buffer.from(bytesOf("2.1") ?? []).equals(order)).toBe(true);
  });

  test("is left to a person where it brings several, and is itself where it orders", async () => {
    const mails = [1, 2].map(async (at) => file(`${at}.eml`, await inner({}), "message/rfc822"));
    const both = { attachments: await Promise.all(mails) };
    expect(linesIn((await open(both)).result)).toEqual(["ATTACHMENT_NOT_READ"]);
    expect(linesIn((await open({ ...both, text: ORDER_TEXT })).result)).toEqual(["5 x HB-100"]);
  });
});

test("a text file with the headings of a table is one; any other is not read", async () => {
  const table = file("order.txt", bytes("PO\tItem\tQty\nP-1\tHB-1\t4\n"), "text/plain");
  const letter = file("letter.txt", bytes("Dear all,\nhello\n"), "text/plain");
  expect(linesIn((await open({ attachments: [table] })).result)).toEqual(["4 x HB-1"]);
  expect(linesIn((await open({ attachments: [letter] })).result)).toEqual(["ATTACHMENT_NOT_READ"]);
});

describe("plain text and HTML of one mail", () => {
  const html = (rows: string): string =>
    `<p>Please send</p><table><tr><th>SKU</th><th>Qty</th></tr>${rows}</table><p>Dana Kowalski</p>`;
  const row = (sku: string, count: string): string => `<tr><td>${sku}</td><td>${count}</td></tr>`;
  const text = "Please send\n\nSKU  Qty\nHB-100  9\nHB-200  4\n\nDana Kowalski";

  test("that say the same need no question", async () => {
    const { result, doubts } = await open({ text, html: html(row("HB-100", "9") + row("HB-200", "4")) });
    expect(linesIn(result)).toEqual(["9 x HB-100", "4 x HB-200"]);
    expect(doubts).toEqual([]);
  });

  test("that differ are read as the writer has seen them, and asked about", async () => {
    const struck = row("HB-100", "<s>9</s> 6") + row("<s>HB-200</s>", "<s>4</s>");
    const { result, doubts } = await open({ text, html: html(struck) });
    expect(linesIn(result)).toEqual(["6 x HB-100"]);
    expect(doubts).toEqual(["The plain text of the mail names other goods: 9 x hb-100, 4 x hb-200."]);
  });
});
