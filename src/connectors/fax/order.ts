import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { MapResult, StoredMessage } from "../connector.js";
import { type OrderText, type OrderTextLine, readOrderText } from "../reading/prose/order-text.js";
import { otherPaper } from "../reading/prose/other-paper.js";
import { buyerOf, mailSender, type PhoneNumber, phonesOf } from "./buyer.js";
import type { FaxDocument } from "./document.js";
import { doubtsOf } from "./doubts.js";
import { textOf } from "./page-text.js";
import { placesOf } from "./places.js";
import type { FaxSettings } from "./settings.js";

/** Enough of the content's hash to tell any two faxes apart. */
const HASH_CHARACTERS = 16;

/** The order that a fax states. Every value says where on which page it stands and how surely it was read. */
export function mapFax(
  document: FaxDocument,
  message: Pick<StoredMessage, "receivedAt" | "headers">,
  settings: Pick<FaxSettings, "country" | "currency" | "codeSystem" | "ourNames">,
): MapResult {
  const placed = textOf(document.pages);
  const other = otherPaper(placed.text);
  if (other !== null) return { ok: false, issues: [...document.issues, noOrder(other)] };
  const { country, currency, ourNames } = settings;
  const read = readOrderText(placed.text, { receivedAt: message.receivedAt, country, currency, ourNames });
  if (read.lines.length === 0)
    return { ok: false, issues: [...document.issues, nothingOrdered(placed.text)] };

  const phones = phonesOf(read, document);
  const lineNumbers = numbersOf(read.lines);
  const places = placesOf(read, placed);
  const mailFrom = mailSender(message.headers, read);
  const poNumber = read.poNumber?.value ?? null;
  const order: CanonicalOrder = {
    // Never the printed number: anybody can write any number on a fax, and OCR can misread it. A second
    // fax must not change the first one's order before a person has compared the two.
    externalId: `fax:${document.sha256.slice(0, HASH_CHARACTERS)}`,
    externalNumber: poNumber,
    poNumber,
    externalVersion: null,
    placedAt: message.receivedAt,
    currency: read.currency?.value ?? settings.currency,
    buyer: buyerOf(read, phones, mailFrom, settings.codeSystem),
    shipTo: read.shipTo?.value ?? null,
    requestedDate: read.requestedDate?.value ?? null,
    lines: read.lines.map((line, index) => lineOf(line, lineNumbers[index] ?? String(index + 1))),
    note: read.note?.value ?? null,
    canceled: false,
    doubts: doubtsOf(document, read, places, lineNumbers),
    provenance: [
      ...places.map(({ provenance }) => provenance),
      ...phoneSources(phones, read),
      ...mailFrom.map((text) => ({
        path: `buyer.emails.${read.emails.length}`,
        rule: "sender of the mail that brought it",
        text,
      })),
    ],
  };
  return { ok: true, documents: [{ kind: "ORDER", order }], warnings: document.issues };
}

function noOrder({ name, words }: { readonly name: string; readonly words: string }) {
  const message = `The fax is no order but ${name}: it says "${words}".`;
  return { code: "NOT_AN_ORDER", message, at: null };
}

function nothingOrdered(text: string) {
  const seen = text.trim() === "" ? "No text was found on it." : "Its text names no article and no quantity.";
  return { code: "NO_ORDER_LINES", message: `The fax is no order that can be read. ${seen}`, at: null };
}

/** The numbers printed on the form where they tell the lines apart; else the lines are counted. */
function numbersOf(lines: readonly OrderTextLine[]): string[] {
  const printed = lines.flatMap((line) => line.lineNumber?.value ?? []);
  const tellApart = printed.length === lines.length && new Set(printed).size === lines.length;
  return tellApart ? printed : lines.map((_, index) => String(index + 1));
}

function lineOf(line: OrderTextLine, lineNumber: string): CanonicalOrderLine {
  return {
    lineNumber,
    sku: line.sku?.value ?? null,
    description: line.description?.value ?? null,
    // Nothing is shipped for an unread quantity, and a doubt names it.
    quantity: line.quantity?.value ?? "0",
    unit: line.unit?.value ?? null,
    unitPrice: line.unitPrice?.value ?? null,
  };
}

/** Where the phone numbers come from that are not in the text: they follow those that are. */
function phoneSources(phones: readonly PhoneNumber[], read: OrderText): FieldProvenance[] {
  return phones.flatMap(({ source }, index) =>
    index < read.phones.length || source === null ? [] : [{ ...source, path: `buyer.phones.${index}` }],
  );
}
