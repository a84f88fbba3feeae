import Big from "big.js";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { takenFrom } from "../reading/json/order.js";
import { textFromHtml } from "../reading/prose/html-text.js";
import { readAddress } from "../reading/values/address-text.js";
import { cleanText, distinct } from "../reading/values/clean-text.js";
import { exactDecimal } from "../reading/values/exact-amounts.js";
import { readDay, readTime } from "../reading/values/zoned-time.js";
import type { ErpnextItem, SalesOrder } from "./payload.js";

export interface ErpnextContext {
  readonly timeZone: string;
  readonly country: string | null;
  /** Stands for the number of a document that has none. */
  readonly fallbackId: string;
}

/** Frappe's states of a document: 0 is a draft, 1 is submitted, 2 is canceled. */
const DRAFT = "0";
const CANCELED = "2";

/** Turns one sales order of ERPNext into ours, or into the reason why it is none. */
export function toOrder(
  payload: SalesOrder,
  context: ErpnextContext,
  warnings: Issue[],
): CanonicalOrder | Issue {
  const lines = payload.items.flatMap(lineOf);
  if (lines.length === 0)
    return { code: "ORDER_WITHOUT_LINES", message: "The order has no items with a quantity.", at: "items" };
  const placedAt = momentOf(payload.creation, context) ?? momentOf(payload.transaction_date, context);
  if (placedAt === null)
    return {
      code: "FIELD_MISSING",
      message: 'The order states no "transaction_date" that can be read.',
      at: "transaction_date",
    };
  const shipTo =
    displayed(payload.shipping_address, payload, context) ??
    displayed(payload.address_display, payload, context);
  const docstatus = String(payload.docstatus ?? "");
  return {
    externalId: payload.name ?? context.fallbackId,
    externalNumber: payload.name,
    poNumber: payload.po_no,
    externalVersion: momentOf(payload.modified, context),
    placedAt,
    currency: payload.currency,
    buyer: buyerOf(payload, context),
    shipTo,
    requestedDate: requestedDate(payload, warnings),
    lines,
    note: null,
    canceled: docstatus === CANCELED || payload.status?.toLowerCase() === "cancelled",
    doubts: doubtsOf(payload, docstatus, shipTo),
    provenance: takenFrom({
      "buyer.code": payload.customer === null ? null : "customer",
      "buyer.name": payload.customer_name === null ? null : "customer_name",
      shipTo:
        shipTo === null ? null : payload.shipping_address === null ? "address_display" : "shipping_address",
      lines: "items",
    }),
  };
}

function buyerOf(payload: SalesOrder, context: ErpnextContext): PartyStatement {
  const billed = displayed(payload.address_display, payload, context);
  return {
    code: payload.customer,
    otherCodes: [],
    kind: null,
    name: payload.customer_name ?? payload.customer,
    department: null,
    contactName: payload.contact_display,
    emails: distinct([payload.contact_email]),
    phones: distinct([payload.contact_mobile, payload.contact_phone]),
    taxId: payload.tax_id,
    ...(billed === null ? { address: billed } : { address: billed, addressRole: "BILLING" as const }),
  };
}

function doubtsOf(
  { name, status, shipping_address_name: named }: SalesOrder,
  docstatus: string,
  shipTo: PostalAddress | null,
): string[] {
  const doubts: string[] = [];
  if (name === null)
    doubts.push(
      "ERPNext has given the order no number yet: saved there, it would come again as another one.",
    );
  if (docstatus === DRAFT && name !== null)
    doubts.push("The order is a draft in ERPNext: nobody has submitted it.");
  if (status?.toLowerCase() === "on hold") doubts.push("ERPNext holds this order (On Hold).");
  if (shipTo === null && named !== null) {
    doubts.push(`The order names its shipping address (${named}) without saying what it is.`);
  }
  return doubts;
}

function lineOf(item: ErpnextItem, index: number): CanonicalOrderLine[] {
  const quantity = item.qty;
  if (new Big(quantity).eq(0)) return [];
  return [
    {
      lineNumber: item.name ?? String(item.idx ?? index + 1),
      sku: item.item_code,
      description: item.item_name ?? plain(item.description),
      quantity,
      unit: item.uom ?? item.stock_uom,
      unitPrice: exactDecimal(item.rate),
    },
  ];
}

/** The day of the order, or that of its items where they agree. */
function requestedDate({ delivery_date: date, items }: SalesOrder, warnings: Issue[]): string | null {
  if (date !== null) return readDay(date, null);
  const days = new Set(items.flatMap((item) => item.delivery_date ?? []));
  const [only] = days;
  if (days.size > 1) {
    const message = "The items of the order are wanted on different days; the order as a whole has none.";
    warnings.push({ code: "DATES_DIFFER", message, at: "items" });
  }
  return days.size === 1 && only !== undefined ? readDay(only, null) : null;
}

const plain = (html: string | null): string | null => (html === null ? null : cleanText(textFromHtml(html)));

/** ERPNext shows an address as lines of HTML, and keeps the parts in another document. */
function displayed(
  html: string | null,
  { customer_name: name }: SalesOrder,
  { country }: ErpnextContext,
): PostalAddress | null {
  const lines = (plain(html) ?? "").split(/\r?\n/).map((line) => line.trim());
  const places = lines.filter(
    (line) => line !== "" && !/^(?:phone|email|fax|gstin|state code)\b/i.test(line),
  );
  if (places.length === 0) return null;
  const address = readAddress(places, country);
  return address === null
    ? { ...BLANK, recipient: name, lines: places.slice(0, 8) }
    : { ...address, recipient: address.recipient ?? name };
}

const BLANK: PostalAddress = {
  ...{ recipient: null, department: null, lines: [], city: null },
  ...{ region: null, postalCode: null, country: null, phone: null },
};

function momentOf(stamp: string | null, { timeZone }: ErpnextContext): string | null {
  const time = stamp === null ? null : readTime({ stamp }, { timeZone, dayFirst: null });
  return time?.kind === "time" ? time.at : null;
}
