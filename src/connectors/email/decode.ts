import { type HeaderLines, type ParsedMail, simpleParser } from "mailparser";
import { HubError, messageOf } from "../../domain/errors.js";
import type { StoredMessage } from "../connector.js";
import { textFromHtml } from "../reading/prose/html-text.js";
import { cleanMailText } from "./clean-mail-text.js";
import { type MailAttachment, openAttachment } from "./open-attachment.js";
import type { EmailSettings } from "./settings.js";

export interface MailAddress {
  readonly address: string;
  readonly name: string | null;
}

/** A mail, taken apart. */
export interface EmailDocument {
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  /** ISO instant of the Date header. */
  readonly date: string | null;
  readonly messageId: string | null;
  /** Lower-case headers that tell a person from a machine, as far as they are there. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  /** The HTML part as text; rows of its tables are lines with tabs. */
  readonly html: string | null;
  readonly attachments: readonly MailAttachment[];
  /** Mails that are attached, as some programs forward them. */
  readonly brought: readonly EmailDocument[];
}

/** Set on a mail of which only the headers are here: how large the whole is. */
export const LEFT_OUT_HEADER = "left-out-bytes";

const ATTACHMENTS_MAX = 50;
const BROUGHT_MAX = 5;
const HTML_BYTES_MAX = 5 * 1024 * 1024;

/** Headers by which automatic mail gives itself away, and those that an answer repeats. */
const KEPT_HEADERS = [
  "auto-submitted",
  "content-type",
  "in-reply-to",
  "list-id",
  "precedence",
  "references",
  "return-path",
  "x-auto-response-suppress",
  "x-autoreply",
  "x-autorespond",
  "x-failed-recipients",
];

/** Takes a mail apart: MIME, character sets, tables that are attached. */
export async function decodeEmail(
  { body, headers }: StoredMessage,
  { faxGateways }: EmailSettings,
): Promise<EmailDocument> {
  assertWhole(headers);
  return takenApart(body, faxGateways, "");
}

/** `inside` is where an attached mail lies in the one around it: the numbers of its parts begin with that. */
async function takenApart(
  body: Uint8Array,
  faxGateways: EmailSettings["faxGateways"],
  inside: string,
): Promise<EmailDocument> {
  const mail = await parsed(body);
  const html = typeof mail.html === "string" ? textFromHtml(mail.html) : null;
  return {
    from: addressesOf(mail.from)[0] ?? null,
    to: [mail.to ?? [], mail.cc ?? []].flat().flatMap(addressesOf),
    subject: cleanMailText(mail.subject ?? ""),
    date: mail.date === undefined || Number.isNaN(mail.date.getTime()) ? null : mail.date.toISOString(),
    messageId: mail.messageId ?? null,
    headers: keptHeaders(mail.headerLines, [
      ...KEPT_HEADERS,
      ...faxGateways.map(({ numberIn }) => numberIn.toLowerCase()),
    ]),
    text: textOrNull(mail.text ?? null),
    html: textOrNull(html),
    attachments: await attachmentsOf(mail, inside),
    brought: await broughtBy(mail, faxGateways, inside),
  };
}

async function attachmentsOf({ attachments }: ParsedMail, inside: string): Promise<MailAttachment[]> {
  const opened: MailAttachment[] = [];
  for (const [at, attachment] of attachments.slice(0, ATTACHMENTS_MAX).entries()) {
    opened.push(...(await openAttachment(attachment, `${inside}${at + 1}`)));
  }
  return opened.slice(0, ATTACHMENTS_MAX);
}

/** A mail in a mail is opened; one in that, which nobody writes, is not. */
async function broughtBy(
  { attachments }: ParsedMail,
  faxGateways: EmailSettings["faxGateways"],
  inside: string,
): Promise<EmailDocument[]> {
  const mails = attachments
    .map((attachment, at) => ({ ...attachment, at }))
    .filter(
      ({ contentType, filename }) => contentType === "message/rfc822" || /\.eml$/i.test(filename ?? ""),
    );
  if (inside !== "") return [];
  return Promise.all(
    mails
      .slice(0, BROUGHT_MAX)
      .map(({ content, at }) => takenApart(new Uint8Array(content), faxGateways, `${at + 1}.`)),
  );
}

/** A mailbox gives only the headers of a mail that is larger than the hub takes. */
function assertWhole(headers: StoredMessage["headers"]): void {
  const size = headers[LEFT_OUT_HEADER];
  if (size === undefined) return;
  throw new HubError(
    "MAIL_TOO_LARGE",
    `The mail has ${size} bytes, more than is taken; it was left in its mailbox.`,
    {
      mend: "Open it in the mailbox and take the order from there, or raise `sizeBytesMax`.",
    },
  );
}

const PARSING = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  maxHtmlLengthToParse: HTML_BYTES_MAX,
  // A mail in a mail stays one, and does not run on in the text of the other.
  ignoreEmbedded: true,
};

async function parsed(body: Uint8Array): Promise<ParsedMail> {
  try {
    return await simpleParser(Buffer.from(withKnownCharsets(body)), PARSING);
  } catch (error) {
    throw new HubError("UNREADABLE_MAIL", `The mail cannot be taken apart: ${messageOf(error)}`, {
      mend: "Open the message as it was received and take the order from there.",
      cause: error,
    });
  }
}

/** A character set nobody knows would cost every umlaut; what the bytes look like decides instead. */
function withKnownCharsets(body: Uint8Array): Uint8Array {
  const raw = Buffer.from(body).toString("latin1");
  const mended = raw.replace(/charset\s*=\s*"?([\w.:-]+)"?/gi, (whole, name: string) =>
    isKnownCharset(name) ? whole : `charset=${isUtf8(body) ? "utf-8" : "windows-1252"}`,
  );
  return mended === raw ? body : new Uint8Array(Buffer.from(mended, "latin1"));
}

function isKnownCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== "";
  } catch {
    return /^(?:us-)?ascii$|^ansi_x3|^utf-?7|^iso-2022|^cp\d+$|^ks_c/i.test(name);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function addressesOf(header: ParsedMail["from"]): MailAddress[] {
  return (header?.value ?? []).flatMap(({ address, name, group }) => {
    const members = group?.map((member) => ({ address: member.address, name: member.name })) ?? [
      { address, name },
    ];
    return members.flatMap((one) =>
      one.address === undefined || one.address === ""
        ? []
        : [{ address: one.address.toLowerCase(), name: textOrNull(one.name) }],
    );
  });
}

function keptHeaders(lines: HeaderLines, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { key, line } of lines) {
    if (names.includes(key)) kept[key] = cleanMailText(line.slice(line.indexOf(":") + 1)).trim();
  }
  return kept;
}

function textOrNull(text: string | null | undefined): string | null {
  const cleaned = cleanMailText(text ?? "");
  return cleaned.trim() === "" ? null : cleaned;
}
