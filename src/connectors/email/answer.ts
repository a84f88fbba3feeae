import type { Acknowledgment, LineAcknowledgment } from "../../domain/acknowledgment.js";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder } from "../../domain/order.js";
import type { Asked, OutgoingDocument, Sending } from "../connector.js";
import { answerRecipient } from "./answer-recipient.js";
import { ANSWER_WORDS } from "./answer-words.js";
import type { EmailDocument } from "./decode.js";
import { mailLanguage } from "./mail-language.js";
import type { EmailSettings } from "./settings.js";
import { writeMail } from "./write-mail.js";

const LINES_MAX = 200;
const SUBJECT_CHARS_MAX = 150;
const REFERENCES_MAX = 10;
const MESSAGE_ID = /<[^<>\s]{3,250}>/g;

/**
 * The mail that answers an order: the lines as they were understood, in the language of the order, to its
 * author and in its thread. Null where no answer may be given (`answer-recipient.ts`) or none is wanted.
 */
export function answerByMail(
  acknowledgment: Acknowledgment,
  order: CanonicalOrder,
  sending: Sending,
  settings: EmailSettings,
  { document: mail, message }: Asked<EmailDocument>,
): OutgoingDocument | null {
  const { answerFrom } = settings;
  const to = answerRecipient(mail, message.headers, settings);
  if (to === null || answerFrom === null) return null;
  const { number } = acknowledgment.order;
  const headers = {
    From: answerFrom,
    To: to,
    Subject: `Re: ${mail.subject.replace(/^\s*re:\s*/i, "").slice(0, SUBJECT_CHARS_MAX)}`,
    Date: new Date(sending.at).toUTCString().replace("GMT", "+0000"),
    "Message-ID": `<answer-${sending.control}.${message.id}@${answerFrom.split("@")[1]}>`,
    ...threadOf(mail),
    "Auto-Submitted": "auto-replied",
    "X-Auto-Response-Suppress": "All",
  };
  return {
    fileName: `answer-${number ?? sending.control}.eml`,
    contentType: "message/rfc822",
    body: writeMail(headers, textOf(acknowledgment, order, mail)),
    recipient: to,
  };
}

/** By which mail programs show question and answer together. */
function threadOf({ messageId, headers }: EmailDocument): Record<string, string> {
  const [id] = messageId?.match(MESSAGE_ID) ?? [];
  if (id === undefined) return {};
  const earlier = (headers.references?.match(MESSAGE_ID) ?? []).slice(-REFERENCES_MAX);
  return { "In-Reply-To": id, References: [...earlier, id].join(" ") };
}

function textOf(acknowledgment: Acknowledgment, order: CanonicalOrder, mail: EmailDocument): string {
  const words = ANSWER_WORDS[mailLanguage(`${mail.subject}\n${mail.text ?? mail.html ?? ""}`)];
  const { code, currency, lines } = acknowledgment;
  const { number, poNumber } = acknowledgment.order;
  const descriptions = new Map(order.lines.map((line) => [line.lineNumber, line.description]));
  const listed = lines.slice(0, LINES_MAX).map((line) => {
    const description = line.lineNumber === null ? null : (descriptions.get(line.lineNumber) ?? null);
    return lineText(line, description, currency, words.at);
  });
  const left = lines.length - listed.length;
  const facts = [
    number === null ? null : `${words.ourNumber}: ${number}`,
    poNumber === null ? null : `${words.yourNumber}: ${poNumber}`,
    order.shipTo === null ? null : `${words.deliverTo}: ${addressText(order.shipTo)}`,
    order.requestedDate === null ? null : `${words.deliverOn}: ${order.requestedDate}`,
  ].filter((fact) => fact !== null);
  const more = left > 0 ? [`${words.more}: ${left}`] : [];
  const blocks = [
    [words.greeting],
    [words.verdict[code]],
    facts,
    [words.asUnderstood, ...listed, ...more],
    [words.closing],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function lineText(
  { lineNumber, quantity, unit, sku, unitPrice }: LineAcknowledgment,
  description: string | null,
  currency: string | null,
  at: string,
): string {
  const amount = [quantity, unit].filter((part) => part !== null).join(" ");
  const price = unitPrice === null ? null : `${at} ${unitPrice}${currency === null ? "" : ` ${currency}`}`;
  const parts = [lineNumber === null ? null : `${lineNumber}.`, `${amount} x`, sku, description, price];
  return oneLine(parts.filter((part) => part !== null).join(" "));
}

function addressText({ recipient, lines, postalCode, city, country }: PostalAddress): string {
  const place = [postalCode, city].filter((part) => part !== null).join(" ");
  return oneLine(
    [recipient, ...lines, place, country].filter((part) => part !== null && part !== "").join(", "),
  );
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
