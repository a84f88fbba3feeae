import type { Invoice } from "../../domain/invoice.js";
import type { OrderReference } from "../../domain/order-reference.js";
import type { CanonicalDocument } from "../connector.js";
import { exactDecimal } from "../reading/values/exact-decimal.js";
import { isoDay } from "../reading/values/iso-time.js";
import { attributeOf, find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding } from "../reading/xml/findings.js";
import { currencyOf } from "./header.js";
import { articleOf, descriptionOf } from "./item.js";
import { partyOf } from "./party.js";
import { unitPriceIn } from "./price.js";
import type { UblReading } from "./reading.js";
import { numberIn, ordersIn } from "./reference.js";

const CREDIT_NOTES: ReadonlySet<string> = new Set(["81", "83", "381", "396", "532"]);

/** An `Invoice`. */
export function mapInvoice(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const externalId = textOf(root, "ID");
  const type = textOf(root, "InvoiceTypeCode");
  if (externalId === null) addFinding(findings.issues, "NUMBER_MISSING", "The invoice has no number.", root);
  if (type !== null && CREDIT_NOTES.has(type)) {
    addFinding(
      findings.issues,
      "NOT_AN_INVOICE",
      `It says that it is a credit note (${type}), not an invoice.`,
      root,
    );
  }
  if (externalId === null || findings.issues.length > 0) return [];
  const buyer = find(root, "BuyerCustomerParty") ?? find(root, "AccountingCustomerParty");
  const currency = currencyOf(reading);
  const invoice: Invoice = {
    externalId,
    order: orderOf(buyer, reading),
    issueDate: isoDay(textOf(root, "IssueDate")),
    currency,
    buyer: buyer === null ? null : partyOf(buyer, reading),
    lines: findAll(root, "InvoiceLine").map((line) => lineOf(line, currency, reading)),
    total: totalOf(root),
  };
  return [{ kind: "INVOICE", invoice }];
}

/** The order that is billed, if it is one; an invoice over several names them line by line. */
function orderOf(buyer: XmlElement | null, { root, findings }: UblReading): OrderReference {
  const { orders } = ordersIn(root, "InvoiceLine", buyer);
  const [only] = orders;
  if (only !== undefined && orders.length === 1) return only;
  const message =
    orders.length === 0 ? "The invoice names no order." : `The invoice bills ${orders.length} orders.`;
  addFinding(findings.warnings, orders.length === 0 ? "ORDER_NOT_NAMED" : "SEVERAL_ORDERS", message, root);
  return { externalId: null, number: null, poNumber: null };
}

function lineOf(line: XmlElement, currency: string | null, reading: UblReading): Invoice["lines"][number] {
  const invoiced = find(line, "InvoicedQuantity");
  const quantity = exactDecimal(textOf(invoiced))?.value ?? null;
  const item = find(line, "Item");
  return {
    lineNumber: numberIn(line, "OrderLineReference", "LineID") ?? textOf(line, "ID"),
    sku: articleOf(item)?.sku ?? null,
    description: descriptionOf(item, [], reading.findings),
    quantity,
    unit: attributeOf(invoiced, "unitCode"),
    unitPrice: unitPriceIn(line, quantity ?? "1", currency, reading),
  };
}

/** What the goods cost with tax; what has been paid in advance makes no difference to that. */
function totalOf(root: XmlElement): string | null {
  const total = find(root, "LegalMonetaryTotal");
  return exactDecimal(textOf(total, "TaxInclusiveAmount") ?? textOf(total, "PayableAmount"))?.value ?? null;
}
