import { addressLine, deliveryPointKey } from "../../domain/address.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { fittingText } from "../reading/xml/findings.js";
import { addressOf } from "./address.js";
import { nameOf, personOf, unitNameOf } from "./party.js";
import { nameOfLine } from "./price.js";
import type { UblReading } from "./reading.js";
import { numberIn } from "./reference.js";

const NOTE_CHARS_MAX = 2000;

/** All that a person has to know and the order has no field for, one thought a line. */
export function orderNoteOf(
  wishes: readonly string[],
  delivery: XmlElement | null,
  reading: UblReading,
): string | null {
  const { root, findings } = reading;
  const note = [
    ...textsOf(root, "Note"),
    kindOf(root),
    labeled("Your reference", textOf(root, "CustomerReference")),
    labeled("Refers to order", textOf(root, "OrderDocumentReference", "ID")),
    labeled("Quotation", textOf(root, "QuotationDocumentReference", "ID")),
    labeled("Requisition", textOf(root, "OriginatorDocumentReference", "ID")),
    labeled("Contract", textOf(root, "Contract", "ID")),
    labeled("Project", textOf(root, "ProjectReference", "ID")),
    accountOf(root),
    ...findAll(root, "PaymentTerms")
      .flatMap((terms) => textsOf(terms, "Note"))
      .map((note) => `Payment: ${note}`),
    ...findAll(root, "AdditionalDocumentReference").map(attachedTo),
    ...wishes,
    ...deliveryNotes(delivery),
    ...findAll(root, "DeliveryTerms").flatMap(termsOf),
    ...findAll(root, "AllowanceCharge").map((one) => adjustmentOf(one, "")),
    ...findAll(root, "OrderLine").flatMap(lineNotes),
    wholeLines(root),
  ].filter((part) => part !== null);
  const text = [...new Set(note)].join("\n");
  return text === "" ? null : fittingText(text, NOTE_CHARS_MAX, "The note", findings, root);
}

/** Kinds of orders (UNCL 1001) that are delivered like any other, and mean something else to whoever bills them. */
const KINDS: Readonly<Record<string, string>> = {
  "224": "It is a rush order.",
  "226": "It is a call-off order.",
  "227": "It is a consignment order.",
  "228": "It is an order of samples.",
};

const kindOf = (root: XmlElement): string | null => {
  const code = textOf(root, "OrderTypeCode") ?? "";
  return Object.hasOwn(KINDS, code) ? (KINDS[code] ?? null) : null;
};

/** The account that the buyer books the goods to, and wants to see again on the invoice. */
const accountOf = (element: XmlElement): string | null =>
  labeled("Accounting cost", textOf(element, "AccountingCost") ?? textOf(element, "AccountingCostCode"));

const labeled = (label: string, text: string | null): string | null =>
  text === null ? null : `${label}: ${text}`;

/** What comes with the order and is not read: a drawing, a specification, or where to find it. */
export function attachedTo(reference: XmlElement): string | null {
  const attachment = find(reference, "Attachment");
  const fileName = attributeOf(find(attachment, "EmbeddedDocumentBinaryObject"), "filename");
  const place = textOf(attachment, "ExternalReference", "URI");
  const names = [textOf(reference, "DocumentType"), fileName ?? textOf(reference, "ID"), place];
  return labeled("See", names.filter((name) => name !== null).join(" ") || null);
}

function deliveryNotes(delivery: XmlElement | null): (string | null)[] {
  const location = find(delivery, "DeliveryLocation");
  return [
    labeled("Delivery location", numberIn(location, "ID")),
    ...textsOf(location, "Description"),
    ...textsOf(location, "Conditions"),
    ...textsOf(delivery, "RequestedDeliveryPeriod", "Description"),
    labeled("To be brought to", lastStopOf(delivery)),
  ];
}

/** The address of whoever receives the goods, where the order has them driven to another. */
function lastStopOf(delivery: XmlElement | null): string | null {
  const gate =
    addressOf(find(delivery, "DeliveryLocation", "Address")) ?? addressOf(find(delivery, "DeliveryAddress"));
  const party = find(delivery, "DeliveryParty");
  const stop = addressOf(find(party, "PostalAddress"));
  if (gate === null || stop === null || deliveryPointKey(gate) === deliveryPointKey(stop)) return null;
  return [unitNameOf(party), addressLine(stop)].filter((part) => part !== null).join(", ");
}

function termsOf(terms: XmlElement): (string | null)[] {
  const codes = [textOf(terms, "ID"), textOf(terms, "LossRiskResponsibilityCode")].filter(
    (code) => code !== null,
  );
  return [labeled("Delivery terms", codes.join(" ") || null), ...textsOf(terms, "SpecialTerms")];
}

/** A discount or a charge, as in `Discount 100 SEK: loyalty`. */
export function adjustmentOf(one: XmlElement, prefix: string): string | null {
  const amount = find(one, "Amount");
  const value = textOf(amount);
  if (value === null || Number(value) === 0) return null;
  const kind = textOf(one, "ChargeIndicator") === "true" ? "Charge" : "Discount";
  const reason = textOf(one, "AllowanceChargeReason") ?? textOf(one, "AllowanceChargeReasonCode");
  const currency = amount?.attributes.currencyID ?? "";
  return `${prefix}${kind} ${value} ${currency}`.trimEnd() + (reason === null ? "" : `: ${reason}`);
}

function lineNotes(orderLine: XmlElement): (string | null)[] {
  const line = find(orderLine, "LineItem");
  if (line === null) return [];
  const prefix = `Line ${nameOfLine(line)}: `;
  const asking = find(line, "OriginatorParty");
  const account = accountOf(line);
  const notes = [
    ...textsOf(orderLine, "Note"),
    ...textsOf(line, "Note"),
    ...(account === null ? [] : [account]),
  ];
  const substitutes = textsOf(orderLine, "BuyerProposedSubstituteLineItem", "Item", "Name");
  return [
    ...notes.map((note) => prefix + note),
    ...[nameOf(asking).name ?? personOf(asking)].flatMap((name) =>
      name === null ? [] : [`${prefix}for ${name}`],
    ),
    ...substitutes.map((name) => `${prefix}may be substituted by ${name}`),
    ...findAll(line, "AllowanceCharge").map((one) => adjustmentOf(one, prefix)),
  ];
}

/** Which lines have to be delivered as a whole. */
function wholeLines(root: XmlElement): string | null {
  const lines = findAll(root, "OrderLine", "LineItem");
  const whole = lines.filter((line) => textOf(line, "PartialDeliveryIndicator") === "false");
  if (whole.length === 0) return null;
  return whole.length === lines.length
    ? "No partial deliveries."
    : `No partial delivery of line ${whole.map(nameOfLine).join(", ")}.`;
}
