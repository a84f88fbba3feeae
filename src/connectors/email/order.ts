import type { PostalAddress } from "../../domain/address.js";
import { type CanonicalOrder, type CanonicalOrderLine, canonicalOrder } from "../../domain/order.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { CanonicalDocument, Issue, MapResult, StoredMessage } from "../connector.js";
import { fieldIssues } from "../reading/field-issues.js";
import {
  type OrderText,
  type OrderTextLine,
  readOrderText,
  type TextContext,
} from "../reading/order-text.js";
import { type AttachedOrders, readAttachments } from "./attached-orders.js";
import { whyAutomatic } from "./automatic.js";
import { readChange } from "./change.js";
import type { EmailDocument } from "./decode.js";
import { ownWords } from "./own-words.js";
import { referenceIn } from "./reference.js";
import type { EmailSettings } from "./settings.js";
import { buyerOf, placeOf, type SpokenPart, said } from "./statement.js";

type Envelope = Omit<StoredMessage, "body">;

/** The order, the orders or the wish for a change that a mail holds; or why it holds none. */
export function mapEmail(mail: EmailDocument, message: Envelope, settings: EmailSettings): MapResult {
  const automatic = whyAutomatic(mail);
  if (automatic !== null) return refused("NOT_AN_ORDER", `This mail is not an order. ${automatic}`);
  const context: TextContext = { receivedAt: message.receivedAt, country: settings.country };
  const body = bodyOf(mail, context);
  const attached = readAttachments(mail, settings, context);
  const change = readChange(body.words, body.text, mail, message.receivedAt, settings.country);
  if (attached.orders.length === 0) {
    if (change.kind === "change") return accepted([{ kind: "ORDER_CHANGE", change: change.change }], []);
    if (change.kind === "unclear") return { ok: false, issues: [change.issue] };
  }
  const lines = body.text.lines.filter(({ quantity }) => quantity !== null);
  if (attached.orders.length === 0 && lines.length === 0) return withoutLines(mail, body.text, attached);
  const parts: SpokenPart[] = [
    { part: body.part, text: body.text },
    { part: "subject", text: subjectOf(mail, context) },
  ];
  const orders =
    attached.orders.length > 0
      ? attached.orders.map((order, at) => attachedOrder(order, at, parts, mail, message, settings, lines))
      : [writtenOrder(lines, parts, mail, message, settings, attached)];
  return checked(orders, attached.warnings);
}

/** The subject is read for an order number only, and in a reply not even for that: it speaks of an older order. */
function subjectOf({ subject }: EmailDocument, context: TextContext): OrderText {
  const silent = readOrderText("", context);
  return /^\s*(?:re|aw|sv|回复|回覆|答复)\s*[:：]/iu.test(subject) ? silent : { ...silent, poNumber: referenceIn(subject) };
}

/** The body as plain text, unless only the HTML has the lines: both say the same when both are there. */
function bodyOf(mail: EmailDocument, context: TextContext) {
  const candidates = [
    { part: "body", words: ownWords(mail.text ?? "") },
    { part: "body:html", words: ownWords(mail.html ?? "") },
  ].map((candidate) => ({ ...candidate, text: readOrderText(candidate.words, context) }));
  const [plain, html] = candidates;
  const hasLines = (text: OrderText | undefined): boolean =>
    text?.lines.some(({ quantity }) => quantity !== null) ?? false;
  const best = hasLines(plain?.text) || !(hasLines(html?.text) || mail.text === null) ? plain : html;
  return best ?? { part: "body", words: "", text: readOrderText("", context) };
}

/** An order whose lines stand in the mail itself. */
function writtenOrder(
  lines: readonly OrderTextLine[],
  parts: readonly SpokenPart[],
  mail: EmailDocument,
  message: Envelope,
  settings: EmailSettings,
  attached: AttachedOrders,
): CanonicalOrder {
  const provenance: FieldProvenance[] = [];
  const poNumber = said(parts, "poNumber", "poNumber", provenance);
  const [body] = parts;
  const part = body?.part ?? "body";
  const buyer = buyerOf(parts, mail, settings.codeSystem, provenance);
  return {
    externalId: externalIdOf(poNumber, 0, mail, message),
    externalNumber: poNumber,
    poNumber,
    externalVersion: null,
    placedAt: placedAtOf(mail, message),
    currency: said(parts, "currency", "currency", provenance) ?? settings.currency,
    buyer,
    shipTo: handedTo(said(parts, "shipTo", "shipTo", provenance), buyer.name),
    requestedDate: said(parts, "requestedDate", "requestedDate", provenance),
    lines: numbered(lines),
    note: said(parts, "note", "note", provenance),
    canceled: false,
    doubts: [
      ...(body?.text.doubts ?? []),
      ...twoNumbers(parts),
      ...attached.issues.map(({ message: why, at }) => `The ${at ?? "attachment"} was left out: ${why}`),
    ],
    provenance: [...provenance, ...lines.flatMap((line, at) => lineProvenance(line, at, part))],
  };
}

/** The lines with their own numbers, or counted if not every one has a number of its own. */
function numbered(lines: readonly OrderTextLine[]): CanonicalOrderLine[] {
  const own = lines.map(({ lineNumber }) => lineNumber?.value ?? null);
  const isNumbered = !own.includes(null) && new Set(own).size === own.length;
  return lines.map((line, at) => ({
    lineNumber: isNumbered ? (own[at] ?? String(at + 1)) : String(at + 1),
    sku: line.sku?.value ?? null,
    description: line.description?.value ?? null,
    quantity: line.quantity?.value ?? "0",
    unit: line.unit?.value ?? null,
    unitPrice: line.unitPrice?.value ?? null,
  }));
}

function lineProvenance(line: OrderTextLine, at: number, part: string): FieldProvenance[] {
  return Object.entries(line).flatMap(([field, found]) =>
    found === null ? [] : [placeOf(found, `lines.${at}.${field}`, part)],
  );
}

/** An order from an attached table. What the table does not say, the mail around it does. */
function attachedOrder(
  attached: AttachedOrders["orders"][number],
  at: number,
  around: readonly SpokenPart[],
  mail: EmailDocument,
  message: Envelope,
  settings: EmailSettings,
  linesInBody: readonly OrderTextLine[],
): CanonicalOrder {
  const parts = [...attached.above, ...around];
  const provenance: FieldProvenance[] = [];
  const spokenBuyer = buyerOf(parts, mail, settings.codeSystem, provenance);
  const spokenNumber = said(parts, "poNumber", "poNumber", provenance);
  const order = attached.orderWith({ placedAt: placedAtOf(mail, message) });
  const { buyer } = order;
  const poNumber = order.poNumber ?? order.externalNumber ?? spokenNumber;
  const doubts = [...order.doubts, ...parts.flatMap(({ text }) => text.doubts)];
  if (linesInBody.length > 0) {
    const listed = linesInBody.map(
      ({ sku, description, quantity }) =>
        `${quantity?.value ?? ""} x ${sku?.value ?? description?.value ?? ""}`,
    );
    doubts.push(
      `The mail lists goods (${listed.join(", ")}) beside those in the attachment, which were taken.`,
    );
  }
  return {
    ...order,
    externalId: externalIdOf(poNumber, at, mail, message),
    externalNumber: order.externalNumber ?? poNumber,
    poNumber,
    currency: order.currency ?? said(parts, "currency", "currency", provenance) ?? settings.currency,
    buyer: {
      ...spokenBuyer,
      otherCodes: buyer.otherCodes.length > 0 ? buyer.otherCodes : spokenBuyer.otherCodes,
      kind: buyer.kind ?? spokenBuyer.kind,
      name: buyer.name ?? spokenBuyer.name,
      department: buyer.department ?? spokenBuyer.department,
      contactName: buyer.contactName ?? spokenBuyer.contactName,
      emails: [...new Set([...spokenBuyer.emails, ...buyer.emails])].slice(0, 20),
      phones: [...new Set([...buyer.phones, ...spokenBuyer.phones])].slice(0, 20),
      taxId: buyer.taxId ?? spokenBuyer.taxId,
      address: buyer.address ?? spokenBuyer.address,
    },
    shipTo: handedTo(order.shipTo ?? said(parts, "shipTo", "shipTo", provenance), buyer.name ?? spokenBuyer.name),
    requestedDate: order.requestedDate ?? said(parts, "requestedDate", "requestedDate", provenance),
    note: order.note ?? said(parts, "note", "note", provenance),
    doubts: [...new Set(doubts)],
    provenance: [
      ...order.provenance,
      ...provenance.filter(({ path }) => !order.provenance.some((known) => known.path === path)),
    ],
  };
}

/** A delivery address without a name is the buyer's own. */
function handedTo(shipTo: PostalAddress | null, name: string | null): PostalAddress | null {
  return shipTo === null ? null : { ...shipTo, recipient: shipTo.recipient ?? name };
}

/** A purchase order number is unique at its sender; without one the mail itself is the key. */
function externalIdOf(poNumber: string | null, at: number, mail: EmailDocument, message: Envelope): string {
  const domain = mail.from?.address.split("@")[1];
  if (poNumber !== null && domain !== undefined) return `${domain}/${poNumber}`.slice(0, 200);
  const own = mail.messageId ?? message.id;
  return `${own.slice(0, 190)}${at === 0 ? "" : `#${at + 1}`}`;
}

/** A clock that is ahead of ours would make of an old mail the newest. */
function placedAtOf({ date }: EmailDocument, { receivedAt }: Envelope): string {
  return date !== null && Date.parse(date) <= Date.parse(receivedAt) ? date : receivedAt;
}

function twoNumbers(parts: readonly SpokenPart[]): string[] {
  const numbers = new Set(parts.flatMap(({ text }) => (text.poNumber === null ? [] : [text.poNumber.value])));
  return numbers.size > 1
    ? [`Subject and text name different order numbers: ${[...numbers].join(", ")}.`]
    : [];
}

function withoutLines(mail: EmailDocument, text: OrderText, attached: AttachedOrders): MapResult {
  if (attached.issues.length > 0) return { ok: false, issues: attached.issues };
  if (text.lines.length > 0)
    return refused(
      "QUANTITY_UNCLEAR",
      `The mail asks for goods and gives no certain quantity. ${text.doubts.join(" ")}`,
    );
  const unread = mail.attachments.map(({ fileName }) => fileName).join(", ");
  const hint = unread === "" ? "" : ` Its attachments are not read here: ${unread}.`;
  return refused(
    "NOT_AN_ORDER",
    `This mail is not an order: no goods with quantities were found in it.${hint}`,
  );
}

/** The last look before the hub: what does not fit its model is named, not passed on. */
function checked(orders: readonly CanonicalOrder[], warnings: readonly Issue[]): MapResult {
  const issues = orders.flatMap((order) => {
    const result = canonicalOrder.safeParse(order);
    return result.success ? [] : fieldIssues(result.error, order);
  });
  const ids = new Set(orders.map(({ externalId }) => externalId));
  if (ids.size < orders.length)
    issues.push({
      code: "DUPLICATE_ORDER",
      message: "Two attachments hold the same order number.",
      at: null,
    });
  return issues.length > 0
    ? { ok: false, issues }
    : accepted(
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
