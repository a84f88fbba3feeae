import Big from "big.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { OrderReference } from "../../domain/order-reference.js";
import type { CanonicalDocument } from "../connector.js";
import { takenFrom } from "../reading/json/order.js";
import { distinct, sortableInstant } from "../reading/values/clean-text.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addDoubt, addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { buyerOf } from "./buyer.js";
import { credentialsOf } from "./credential.js";
import { deliveryOf } from "./delivery.js";
import { momentIn } from "./moment.js";
import { currencyIn, numberOf } from "./money.js";
import { orderLinesOf } from "./order-lines.js";
import { orderNoteOf } from "./order-note.js";
import type { CxmlReading } from "./reading.js";

const REASON_CHARS_MAX = 2000;

/**
 * An `OrderRequest`. One of the type "update" states the whole order again and is its later version; one
 * of the type "delete" cancels it.
 */
export function mapOrderRequest(request: XmlElement, reading: CxmlReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const header = find(request, "OrderRequestHeader");
  const number = attributeOf(header, "orderID");
  if (number === null) {
    addFinding(
      findings.issues,
      "ORDER_NUMBER_MISSING",
      "The order has no number (orderID).",
      header ?? request,
    );
    return [];
  }
  const reference = { externalId: idOfOrder(number, root), number: null, poNumber: number };
  if (attributeOf(header, "type")?.toLowerCase() === "delete") return [canceling(header, reference, reading)];
  const order = orderOf(request, header, reference, reading);
  return [{ kind: "ORDER", order }];
}

/** The id of an order, unique among all that send over one connection. */
export const orderId = (identity: string | null, number: string): string =>
  identity === null ? number : `${identity}/${number}`;

/** The id of the order that its sender has given this number. */
export const idOfOrder = (number: string, root: XmlElement): string =>
  orderId(credentialsOf(root, "From")[0]?.identity ?? null, number);

function orderOf(
  request: XmlElement,
  header: XmlElement | null,
  { externalId, poNumber }: OrderReference,
  reading: CxmlReading,
): CanonicalOrder {
  const { root, findings, receivedAt } = reading;
  const items = findAll(request, "ItemOut");
  const currency = currencyOf(header, items);
  raiseDoubts(header, reading);
  const lines = orderLinesOf(items, currency, reading);
  if (lines.length === 0 && findings.issues.length === 0) {
    addFinding(
      findings.issues,
      "ORDER_WITHOUT_LINES",
      "The order has no items that order anything.",
      request,
    );
  }
  const { shipTo, requestedDate, notes } = deliveryOf(header, items, reading);
  checkTotal(header, lines, reading);
  const sentAt = momentIn(root, "timestamp", reading) ?? receivedAt;
  return {
    externalId: externalId ?? "",
    externalNumber: poNumber,
    poNumber,
    externalVersion: versionOf(attributeOf(header, "orderVersion"), sentAt),
    placedAt: momentIn(header, "orderDate", reading) ?? sentAt,
    currency,
    buyer: buyerOf(root, header),
    shipTo,
    requestedDate,
    lines,
    note: orderNoteOf(header, items, notes, reading),
    canceled: false,
    doubts: distinct(findings.doubts),
    provenance: takenFrom({
      "buyer.code": "Header/From/Credential/Identity",
      shipTo: shipTo === null ? null : "ShipTo/Address",
      requestedDate: requestedDate === null ? null : "requestedDeliveryDate",
      lines: "ItemOut",
    }),
  };
}

const VERSION_DIGITS = 6;

/** Sortable as text: the version that the buyer counts, and within it the moment that it was sent. */
function versionOf(version: string | null, sentAt: string): string {
  const number = /^\d{1,6}$/.test(version ?? "") ? (version ?? "") : "";
  return `${number.padStart(VERSION_DIGITS, "0")}/${sortableInstant(sentAt) ?? sentAt}`;
}

/** The currency of the total, or the one that all prices are in. */
function currencyOf(header: XmlElement | null, items: readonly XmlElement[]): string | null {
  const total = currencyIn(find(header, "Total"));
  if (total !== null) return total;
  const used = new Set(items.flatMap((item) => currencyIn(find(item, "ItemDetail", "UnitPrice")) ?? []));
  const [only] = used;
  return used.size === 1 && only !== undefined ? only : null;
}

function raiseDoubts(header: XmlElement | null, { root, findings }: CxmlReading): void {
  if (attributeOf(find(root, "Request"), "deploymentMode")?.toLowerCase() === "test") {
    addDoubt(findings, "The sender marks the order as a test; nobody may want the goods.");
  }
  const kind = attributeOf(header, "orderType")?.toLowerCase();
  if (kind === "blanket") addDoubt(findings, "This is a blanket order: the goods are called off one by one.");
  const type = attributeOf(header, "type")?.toLowerCase() ?? "new";
  if (type !== "new" && type !== "update")
    addDoubt(findings, `This is an order of the type ${quoted(type)}, whatever that means.`);
}

/** The total of an order is that of its items, before shipping and tax; it is only ever a check. */
function checkTotal(
  header: XmlElement | null,
  lines: readonly CanonicalOrderLine[],
  { findings }: CxmlReading,
): void {
  const total = find(header, "Total");
  const stated = numberOf(textOf(total, "Money"));
  if (total === null || stated === null || lines.some(({ unitPrice }) => unitPrice === null)) return;
  const sum = lines.reduce(
    (all, line) => all.plus(new Big(line.quantity).times(line.unitPrice ?? "0")),
    new Big(0),
  );
  if (sum.minus(stated).abs().gt("0.01")) {
    const message = `The items come to ${sum.round(2).toFixed()}, but the order says ${stated}.`;
    addFinding(findings.warnings, "TOTAL_DIFFERS", message, total);
  }
}

function canceling(
  header: XmlElement | null,
  order: OrderReference,
  reading: CxmlReading,
): CanonicalDocument {
  const { root, findings, receivedAt } = reading;
  const buyer = buyerOf(root, header);
  const words = textsOf(header, "Comments").join("\n") || null;
  return {
    kind: "ORDER_CHANGE",
    change: {
      order,
      askedBy: buyer.emails[0] ?? buyer.phones[0] ?? null,
      requestedAt: momentIn(root, "timestamp", reading) ?? receivedAt,
      reason: fittingText(words, REASON_CHARS_MAX, "The reason", findings, header ?? root),
      targets: [{ kind: "CANCEL" }],
    },
  };
}
