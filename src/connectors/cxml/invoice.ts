import type { Invoice } from "../../domain/invoice.js";
import type { OrderReference } from "../../domain/order-reference.js";
import type { PartyStatement } from "../../domain/party.js";
import type { CanonicalDocument } from "../connector.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { addressOf, phonesIn } from "./address.js";
import { dayIn } from "./moment.js";
import { currencyIn, numberOf, unitPriceIn } from "./money.js";
import { articleOf } from "./order-lines.js";
import type { CxmlReading } from "./reading.js";
import { referenceOf } from "./reference.js";

const DESCRIPTION_CHARS_MAX = 2000;
const REACHES_MAX = 20;

/** An `InvoiceDetailRequest`. */
export function mapInvoice(request: XmlElement, reading: CxmlReading): CanonicalDocument[] {
  const { findings } = reading;
  const header = find(request, "InvoiceDetailRequestHeader");
  const externalId = attributeOf(header, "invoiceID");
  const purpose = attributeOf(header, "purpose") ?? "standard";
  if (externalId === null)
    addFinding(findings.issues, "NUMBER_MISSING", "The invoice has no number (invoiceID).", request);
  if (purpose !== "standard" || attributeOf(header, "operation") === "delete") {
    const message = `It is no plain invoice: its purpose is ${quoted(purpose)}, its operation ${quoted(attributeOf(header, "operation") ?? "new")}.`;
    addFinding(findings.issues, "NOT_AN_INVOICE", message, header ?? request);
  }
  if (externalId === null || findings.issues.length > 0) return [];
  const orders = findAll(request, "InvoiceDetailOrder");
  const summary = find(request, "InvoiceDetailSummary");
  const total = totalIn(summary);
  const currency = currencyIn(total);
  const invoice: Invoice = {
    externalId,
    order: orderOf(orders, request, reading),
    issueDate: dayIn(header, "invoiceDate", reading),
    currency,
    buyer: buyerOf(header),
    lines: orders.flatMap((order) =>
      findAll(order, "InvoiceDetailItem").map((item) => lineOf(item, currency, reading)),
    ),
    total: numberOf(textOf(total, "Money")),
  };
  return [{ kind: "INVOICE", invoice }];
}

/** The amounts that may be the sum of an invoice; some senders leave one empty and fill another. */
const TOTALS = ["NetAmount", "DueAmount", "GrossAmount"] as const;

function totalIn(summary: XmlElement | null): XmlElement | null {
  const stated = TOTALS.map((name) => find(summary, name));
  return (
    stated.find((one) => numberOf(textOf(one, "Money")) !== null) ??
    stated.find((one) => one !== null) ??
    null
  );
}

/** The order that is billed, if it is one. */
function orderOf(
  orders: readonly XmlElement[],
  request: XmlElement,
  { root, findings }: CxmlReading,
): OrderReference {
  const named = orders.flatMap((order) => {
    const info = find(order, "InvoiceDetailOrderInfo");
    const reference = referenceOf(find(info, "OrderReference") ?? find(info, "OrderIDInfo"), root);
    return reference.poNumber === null ? [] : [reference];
  });
  const [only] = named;
  if (only !== undefined && new Set(named.map(({ poNumber }) => poNumber)).size === 1) return only;
  const message = only === undefined ? unnamed(orders) : `The invoice bills ${named.length} orders.`;
  addFinding(findings.warnings, only === undefined ? "ORDER_NOT_NAMED" : "SEVERAL_ORDERS", message, request);
  return { externalId: null, number: null, poNumber: null };
}

/** Some senders name an order only by the document that placed it, whose id we have never given. */
function unnamed(orders: readonly XmlElement[]): string {
  const documents = orders.flatMap((order) => {
    const reference = find(order, "InvoiceDetailOrderInfo", "OrderReference", "DocumentReference");
    return attributeOf(reference, "payloadID") ?? [];
  });
  return documents.length === 0
    ? "The invoice names no order."
    : `The invoice names no order by its number, only by the document ${quoted(documents.join(", "))}.`;
}

/** Whom it bills: the sold-to party, else whoever it is addressed to. */
function buyerOf(header: XmlElement | null): PartyStatement | null {
  const contacts = findAll(header, "InvoicePartner", "Contact");
  const ofRole = (role: string) =>
    contacts.find((one) => attributeOf(one, "role")?.toLowerCase() === role.toLowerCase());
  const party = ofRole("soldTo") ?? ofRole("billTo") ?? null;
  const name = textOf(party, "Name");
  if (party === null || name === null) return null;
  return {
    code: attributeOf(party, "addressID"),
    otherCodes: [],
    kind: "ORGANIZATION",
    name,
    department: null,
    contactName: null,
    emails: textsOf(party, "Email").slice(0, REACHES_MAX),
    phones: phonesIn(party).slice(0, REACHES_MAX),
    taxId: null,
    address: addressOf(party),
  };
}

function lineOf(item: XmlElement, currency: string | null, reading: CxmlReading): Invoice["lines"][number] {
  const reference = find(item, "InvoiceDetailItemReference");
  const lineNumber = attributeOf(reference, "lineNumber") ?? attributeOf(item, "invoiceLineNumber");
  return {
    lineNumber,
    sku: articleOf(find(reference, "ItemID")),
    description: fittingText(
      textOf(reference, "Description"),
      DESCRIPTION_CHARS_MAX,
      "The description of an item",
      reading.findings,
      item,
    ),
    quantity: numberOf(attributeOf(item, "quantity")),
    unit: textOf(item, "UnitOfMeasure"),
    unitPrice: unitPriceIn(item, lineNumber ?? "without a number", currency, reading),
  };
}
