import type { CanonicalOrder } from "../../domain/order.js";
import type { CanonicalDocument, Issue, MapResult } from "../connector.js";
import { unfitIn } from "../reading/checks/order-check.js";
import { type OrderText, readOrderText, type TextContext } from "../reading/prose/order-text.js";
import { linesOf } from "../reading/prose/text-lines.js";
import { titleNumber } from "../reading/prose/title-number.js";
import { withAttached } from "./attached-documents.js";
import { orderFromAttachment } from "./attached-order.js";
import { type AttachedOrders, readAttachments } from "./attached-orders.js";
import { whyAutomatic } from "./automatic.js";
import { type ChangeReading, readChange } from "./change.js";
import type { EmailDocument } from "./decode.js";
import { faxFromGateway } from "./fax-gateway.js";
import { bodyOf } from "./mail-body.js";
import { type Envelope, type MailContext, placedAtOf } from "./mail-context.js";
import { referenceIn } from "./reference.js";
import type { EmailSettings } from "./settings.js";
import type { SpokenPart } from "./statement.js";
import { orderFromText } from "./written-order.js";

/** The order, the orders or the wish for a change that a mail holds or brings along; or why there is none. */
export function mapEmail(mail: EmailDocument, message: Envelope, settings: EmailSettings): MapResult {
  const fax = faxFromGateway(mail, settings);
  if (fax !== null) return fax;
  const automatic = whyAutomatic(mail);
  if (automatic !== null) return refused("NOT_AN_ORDER", `This mail is not an order. ${automatic}`);
  const result = withAttached(mapMail(mail, message, settings), mail, settings);
  const [brought, ...more] = mail.brought;
  // A mail without an order of its own that brings one other along is that other, forwarded.
  const isCover = !result.ok && result.issues.every(({ code }) => OF_A_COVER.has(code));
  return isCover && brought !== undefined && more.length === 0
    ? mapEmail(brought, message, settings)
    : result;
}

const OF_A_COVER: ReadonlySet<string> = new Set(["NOT_AN_ORDER", "ATTACHMENT_NOT_READ"]);

/** What the mail itself says: in its text, and in tables that are attached. */
function mapMail(mail: EmailDocument, message: Envelope, settings: EmailSettings): MapResult {
  const { country, currency, ourNames } = settings;
  const context: TextContext = { receivedAt: message.receivedAt, country, currency, ourNames };
  const body = bodyOf(mail, context);
  const attached = readAttachments(mail, settings, context);
  const change = readChange(body.words, body.text, mail, placedAtOf({ mail, message }), settings.country);
  const hasAttached = attached.orders.length > 0;
  if (!hasAttached && change.kind === "change")
    return accepted([{ kind: "ORDER_CHANGE", change: change.change }], []);
  if (!hasAttached && change.kind === "unclear") return { ok: false, issues: [change.issue] };
  const lines = body.text.lines.filter(({ quantity }) => quantity !== null);
  if (!hasAttached && lines.length === 0) return withoutLines(mail, body.text, attached);
  const parts: SpokenPart[] = [
    { part: body.part, text: body.text },
    { part: "subject", text: subjectOf(mail, context) },
  ];
  const known: MailContext = { mail, message, settings, parts, lines, attached };
  const orders = hasAttached
    ? attached.orders.map((_, at) => orderFromAttachment(known, at))
    : [orderFromText(known)];
  const doubts = [...unreadableIn(body.words), ...(hasAttached ? besideChange(change) : [])];
  return checked(
    orders.map((order) => ({ ...order, doubts: [...new Set([...order.doubts, ...doubts])] })),
    attached.warnings,
  );
}

/** The subject is read for an order number only, and in a reply not even for that: it speaks of an older order. */
function subjectOf({ subject }: EmailDocument, context: TextContext): OrderText {
  const silent = readOrderText("", context);
  const isReply = /^\s*(?:re|aw|sv|回复|回覆|答复)\s*[:：]/iu.test(subject);
  return isReply ? silent : { ...silent, poNumber: referenceIn(subject) ?? titleNumber(linesOf(subject)) };
}

function unreadableIn(words: string): string[] {
  const count = words.split("\ufffd").length - 1;
  return count === 0 ? [] : [`${count} characters of the mail could not be read.`];
}

/** An attached order in a mail that asks for a change may be the changed order and no new one. */
function besideChange(change: ChangeReading): string[] {
  if (change.kind === "none") return [];
  return ["The mail asks to change an earlier order; the order attached to it may replace that one."];
}

/** Pictures are logos and signatures far more often than orders. */
const PICTURE = /\.(?:png|gif|jpe?g|bmp|webp|svg|ics|vcf|p7s|asc)$/i;

function withoutLines(mail: EmailDocument, text: OrderText, attached: AttachedOrders): MapResult {
  if (attached.issues.length > 0) return { ok: false, issues: attached.issues };
  if (text.lines.length > 0) {
    return refused(
      "QUANTITY_UNCLEAR",
      `The mail asks for goods and gives no certain quantity. ${text.doubts.join(" ")}`,
    );
  }
  const unread = mail.attachments.map(({ fileName }) => fileName).filter((name) => !PICTURE.test(name));
  if (unread.length === 0) {
    return refused("NOT_AN_ORDER", "This mail is not an order: no goods with quantities were found in it.");
  }
  const names = unread.slice(0, NAMES_MAX).join(", ");
  return refused(
    "ATTACHMENT_NOT_READ",
    `No goods were found in the text of this mail, and its attachments are not read here: ${names}.`,
  );
}

const NAMES_MAX = 10;

/** The last look before the hub: two orders of one key would be two versions of one order. */
function checked(orders: readonly CanonicalOrder[], warnings: readonly Issue[]): MapResult {
  const issues = unfitIn(orders);
  const ids = new Set(orders.map(({ externalId }) => externalId));
  if (ids.size < orders.length) {
    issues.push({
      code: "DUPLICATE_ORDER",
      message: "Two attachments hold the same order number.",
      at: null,
    });
  }
  if (issues.length > 0) return { ok: false, issues };
  return accepted(
    orders.map((order) => ({ kind: "ORDER", order })),
    warnings,
  );
}

function accepted(documents: readonly CanonicalDocument[], warnings: readonly Issue[]): MapResult {
  return { ok: true, documents, warnings };
}

function refused(code: string, message: string): MapResult {
  return { ok: false, issues: [{ code, message, at: null }] };
}
