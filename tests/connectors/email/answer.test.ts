import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import type { OutgoingDocument, StoredMessage } from "../../../src/connectors/connector.js";
import { answerRecipient } from "../../../src/connectors/email/answer-recipient.js";
import { decodeEmail } from "../../../src/connectors/email/decode.js";
import { email } from "../../../src/connectors/email/index.js";
import { mailLanguage } from "../../../src/connectors/email/mail-language.js";
import { writeMail } from "../../../src/connectors/email/write-mail.js";
import type { Acknowledgment } from "../../../src/domain/acknowledgment.js";
import { composed } from "./compose.js";

const SENDING = { at: "2026-11-22T08:30:15.000Z", control: 7 };
const SETTINGS = { answerFrom: "orders@hub.example", currency: "EUR" };
const ORDER_TEXT = "Hello,\n\nplease send us\n\n5 x HB-100\n3 x HB-200\n\nPO number: PO-77\n\nDana Kowalski";

const line = (lineNumber: string, sku: string, quantity: string, unitPrice: string | null) => ({
  ...{ lineNumber, sku, quantity, unitPrice, unit: null, nativeCode: null, promisedDate: null },
  ...{ code: "ACCEPTED" as const, substituteSku: null, note: null },
});
const ACCEPTED: Acknowledgment = {
  ...{ level: "BUSINESS", externalId: "TL-1047", code: "ACCEPTED", nativeCode: null, issuedAt: null },
  order: { externalId: "bakery.example/PO-77", number: "TL-1047", poNumber: "PO-77" },
  control: { interchange: null, group: null, message: null },
  ...{ promisedDate: null, currency: "EUR", notes: [] },
  lines: [line("1", "HB-100", "5", "18.5"), line("2", "HB-200", "3", null)],
};

const stored = async (mail: Parameters<typeof composed>[0], headers = {}): Promise<StoredMessage> => ({
  ...{ id: "0195f000-0000-7000-8000-000000000001", receivedAt: "2026-11-21T12:00:00.000Z", headers },
  ...{ contentType: "message/rfc822", fileName: null, deliveryId: null, body: await composed(mail) },
});

async function answerTo(
  mail: Parameters<typeof composed>[0],
  acknowledgment = ACCEPTED,
  extra: Record<string, unknown> = {},
): Promise<OutgoingDocument | null> {
  const message = await stored({ text: ORDER_TEXT, ...mail });
  const settings = email.settings.parse({ ...SETTINGS, ...extra });
  const document = await email.decode(message, settings);
  const result = email.map(document, message, settings);
  const [first] = result.ok ? result.documents : [];
  if (first?.kind !== "ORDER") throw new Error("the mail is no order");
  return (
    email.answers?.order?.(acknowledgment, first.order, SENDING, settings, { document, message }) ?? null
  );
}
const parsedAnswer = async (mail: Parameters<typeof composed>[0], acknowledgment = ACCEPTED) => {
  const answer = await answerTo(mail, acknowledgment);
  if (answer === null) throw new Error("nothing was written");
  return {
    answer,
    raw: Buffer.from(answer.body).toString("latin1"),
    mail: await simpleParser(Buffer.from(answer.body)),
  };
};

describe("the answer to an order by mail", () => {
  test("lists the lines as they were understood, in the thread of the order, and says it is automatic", async () => {
    const { answer, mail } = await parsedAnswer({
      subject: "Order",
      references: ["<a@x.example>", "<b@x.example>"],
    });
    expect(answer).toMatchObject({ contentType: "message/rfc822", recipient: "dana@bakery.example" });
    expect(mail).toMatchObject({
      subject: "Re: Order",
      inReplyTo: "<m1@bakery.example>",
      references: ["<a@x.example>", "<b@x.example>", "<m1@bakery.example>"],
      messageId: "<answer-7.0195f000-0000-7000-8000-000000000001@hub.example>",
      date: new Date(SENDING.at.replace(".000", "")),
    });
    expect(mail.from?.value[0]?.address).toBe("orders@hub.example");
    expect(mail.headers.get("auto-submitted")).toBe("auto-replied");
    expect(mail.text).toBe(
      [
        "Hello,",
        "",
        "thank you for your order. We confirm it as listed here.",
        "",
        "Our number: TL-1047",
        "Your number: PO-77",
        "",
        "This is what we have understood:",
        "1. 5 x HB-100 at 18.5 EUR",
        "2. 3 x HB-200",
        "",
        "This mail was written automatically. If something is not right, just reply to it.",
        "",
      ].join("\n"),
    );
  });

  test.each<[string, string, string]>([
    [
      "de",
      "Guten Tag,\n\nbitte liefern Sie uns\n\n5 x HB-100\n\nMit freundlichen Grüßen",
      "vielen Dank, Ihre Bestellung ist angekommen.",
    ],
    ["zh", "您好,我们需要订购以下产品:\n\n5 x HB-100\n\n请尽快发货,谢谢", "感谢您的来信,订单已收到。"],
  ])("is written in the language of the order: %s", async (_, text, words) => {
    const { mail } = await parsedAnswer({ text }, { ...ACCEPTED, code: "RECEIVED" });
    expect(mail.text).toContain(words);
  });

  test("survives any subject: nothing in it becomes a header of its own", async () => {
    const subject = `${"订单 ".repeat(60)}\r\nBcc: everybody@world.example`;
    const { raw, mail } = await parsedAnswer({ subject });
    expect(mail.bcc).toBeUndefined();
    expect(raw).not.toMatch(/^Bcc/im);
    for (const written of raw.split("\r\n")) expect(written.length).toBeLessThanOrEqual(78);
    expect(mail.subject?.startsWith("Re: 订单 订单")).toBe(true);
  });

  test("is the same for the same order, and short for a long one", async () => {
    expect(await answerTo({})).toEqual(await answerTo({}));
    const lines = Array.from({ length: 5_000 }, (_, at) => line(String(at + 1), "HB-1", "1", null));
    const { mail } = await parsedAnswer({}, { ...ACCEPTED, lines });
    expect(mail.text).toContain("Further lines: 4800");
  });

  test("is not written where no address is set to write it from", async () => {
    expect(await answerTo({}, ACCEPTED, { answerFrom: null })).toBeNull();
  });

  test("is no order to anybody: a mailbox of ours that gets it lays it aside", async () => {
    const { answer } = await parsedAnswer({});
    const message = { ...(await stored({})), body: answer.body };
    const settings = email.settings.parse(SETTINGS);
    const result = email.map(await email.decode(message, settings), message, settings);
    expect(result).toMatchObject({ ok: false, issues: [{ code: "NOT_AN_ORDER" }] });
  });
});

describe("nobody is answered", () => {
  const recipient = async (mail: Parameters<typeof composed>[0], envelope: Record<string, string> = {}) => {
    const settings = email.settings.parse({ ...SETTINGS, recipients: ["@hub.example"] });
    const message = await stored({ text: ORDER_TEXT, ...mail }, envelope);
    return answerRecipient(await decodeEmail(message, settings), envelope, settings);
  };

  test("but a person", async () => {
    expect(await recipient({})).toBe("dana@bakery.example");
    expect(await recipient({ headers: { "Auto-Submitted": "no" } })).toBe("dana@bakery.example");
  });

  test.each<[string, Parameters<typeof composed>[0]]>([
    ["who is a program", { headers: { "Auto-Submitted": "auto-generated" } }],
    ["who is away", { headers: { "Auto-Submitted": "auto-replied" } }],
    ["who is a mailing list", { headers: { "List-Id": "<buyers.example>" } }],
    ["who writes to many", { headers: { Precedence: "bulk" } }],
    ["who asks for no answer", { headers: { "X-Auto-Response-Suppress": "All" } }],
    ["who has sent it with no way back", { headers: { "Return-Path": "<>" } }],
    ["who reads no mail", { from: "no-reply@bakery.example" }],
    ["who is a mail server", { from: "MAILER-DAEMON@bakery.example" }],
    ["who is us", { from: "orders@hub.example" }],
    ["who is one of us", { from: "sales@hub.example" }],
  ])("%s", async (_, mail) => {
    expect(await recipient(mail)).toBeNull();
  });

  test("whose envelope names no sender", async () => {
    expect(await recipient({}, { "envelope-from": "" })).toBeNull();
  });
});

test.each([
  ["Dear team, please find 5 x A-1", "en"],
  ["Bitte liefern Sie uns 5 Stück", "de"],
  ["Order for Und GmbH", "en"],
  ["我们需要订购以下产品", "zh"],
  ["Order for 云帆", "en"],
  ["", "en"],
])("the language of %j is %s", (text, language) => {
  expect(mailLanguage(text)).toBe(language);
});

test("a mail is plain ASCII on the wire", () => {
  const raw = Buffer.from(writeMail({ Subject: "Grüße 您好" }, "Grüße\n您好")).toString("latin1");
  expect(raw).toMatch(/^[\t\r\n -~]*$/);
});
