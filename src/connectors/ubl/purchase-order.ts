import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import type { AskedChange, PartnerOrders, PlacedOrder } from "../partner-orders.js";
import { byPartner } from "../reading/edi/executing-partner.js";
import { writeXml, type XmlPart } from "../reading/xml/write-xml.js";
import { addressPart } from "./address-part.js";
import type { UblSettings } from "./settings.js";
import { cac, cbc } from "./ubl-part.js";

/** `Order`, `OrderChange` and `OrderCancellation` as Peppol BIS 3 wants them. */
export const ublOrders: PartnerOrders<UblSettings> = { ...byPartner, place, change };

const TRANSACTION = "urn:fdc:peppol.eu:poacc:trns";
const ORDERING = "urn:fdc:peppol.eu:poacc:bis:ordering:3";
const ADVANCED_ORDERING = "urn:fdc:peppol.eu:poacc:bis:advanced_ordering:3";
/** "One", for a line without a unit: a quantity may not go without. */
const UNIT = "C62";

function place(order: PlacedOrder, _sending: Sending, settings: UblSettings): OutgoingDocument {
  const { number, placedAt, currency, note } = order;
  return written("Order", number, [
    cbc("CustomizationID", `${TRANSACTION}:order:3`),
    cbc("ProfileID", ORDERING),
    cbc("ID", number),
    ...issued(placedAt),
    cbc("OrderTypeCode", "220"),
    cbc("Note", note),
    cbc("DocumentCurrencyCode", currency),
    ...parties(settings),
    deliveryOf(order.shipTo, order.requestedDate, order.customerName),
    ...order.lines.map((line) => lineOf(line, null, currency)),
  ]);
}

function change(asked: AskedChange, sending: Sending, settings: UblSettings): OutgoingDocument | null {
  const { order, target, sequence } = asked;
  const { number, currency } = order;
  const id = `${number}-${sequence}`;
  if (target.kind === "CONTACT") return null;
  if (target.kind === "CANCEL") {
    return written("OrderCancellation", id, [
      cbc("CustomizationID", `${TRANSACTION}:order_cancellation:3`),
      cbc("ProfileID", ADVANCED_ORDERING),
      cbc("ID", id),
      ...issued(sending.at),
      cbc("CancellationNote", "The order is canceled"),
      cac("OrderReference", cbc("ID", number)),
      ...parties(settings),
    ]);
  }
  const shipTo = target.kind === "SHIP_TO" ? target.shipTo : null;
  const day = target.kind === "DATE" ? target.requestedDate : null;
  return written("OrderChange", id, [
    cbc("CustomizationID", `${TRANSACTION}:order_change:3`),
    cbc("ProfileID", ADVANCED_ORDERING),
    cbc("ID", id),
    ...issued(sending.at),
    cbc("SequenceNumberID", String(sequence)),
    cbc("DocumentCurrencyCode", currency),
    cac("OrderReference", cbc("ID", number)),
    ...parties(settings),
    deliveryOf(shipTo, day, order.customerName),
    ...changedLines(target, order),
  ]);
}

/** What is to become of a line (UNCL 1229). */
const ADDED = "1";
const REMOVED = "2";
const CHANGED = "3";

function changedLines(target: OrderChangeTarget, { lines, currency }: PlacedOrder): (XmlPart | null)[] {
  if (target.kind === "ADD_LINE") return [lineOf(target.line, ADDED, currency)];
  if (!("lineNumber" in target)) return [];
  const { lineNumber } = target;
  const known = lines.find((line) => line.lineNumber === lineNumber);
  if (target.kind === "REMOVE_LINE") return [lineOf(known ?? gone(lineNumber), REMOVED, currency)];
  return known === undefined ? [] : [lineOf(known, CHANGED, currency)];
}

/** A removed line is no longer in the order; its number is what counts. */
const gone = (lineNumber: string): CanonicalOrderLine => ({
  ...{ lineNumber, sku: null, description: null, quantity: "0", unit: null, unitPrice: null },
});

function lineOf(line: CanonicalOrderLine, status: string | null, currency: string | null): XmlPart | null {
  const { lineNumber, sku, description, quantity, unit, unitPrice } = line;
  return cac(
    "OrderLine",
    cac(
      "LineItem",
      cbc("ID", lineNumber),
      cbc("LineStatusCode", status),
      cbc("Quantity", quantity, { unitCode: unit ?? UNIT }),
      currency === null ? null : cac("Price", cbc("PriceAmount", unitPrice, { currencyID: currency })),
      cac(
        "Item",
        cbc("Description", description),
        cbc("Name", sku ?? description ?? `Line ${lineNumber}`),
        cac("SellersItemIdentification", cbc("ID", sku)),
      ),
    ),
  );
}

function deliveryOf(
  shipTo: PostalAddress | null,
  day: string | null,
  customerName: string | null,
): XmlPart | null {
  return cac(
    "Delivery",
    shipTo === null ? null : cac("DeliveryLocation", addressPart("Address", shipTo)),
    cac("RequestedDeliveryPeriod", cbc("StartDate", day), cbc("EndDate", day)),
    shipTo === null
      ? null
      : cac(
          "DeliveryParty",
          cac("PartyName", cbc("Name", shipTo.recipient ?? customerName)),
          cac("Contact", cbc("Name", shipTo.department), cbc("Telephone", shipTo.phone)),
        ),
  );
}

/** Here we buy, and the partner sells. */
function parties(settings: UblSettings): (XmlPart | null)[] {
  const { ourEndpointId, ourEndpointScheme, ourName, partnerEndpointId, partnerEndpointScheme } = settings;
  const party = (id: string | null, schemeID: string | null, name: string | null) =>
    cac(
      "Party",
      schemeID === null ? null : cbc("EndpointID", id, { schemeID }),
      cac("PartyLegalEntity", cbc("RegistrationName", name)),
    );
  return [
    cac("BuyerCustomerParty", party(ourEndpointId, ourEndpointScheme, ourName)),
    cac("SellerSupplierParty", party(partnerEndpointId, partnerEndpointScheme, partnerEndpointId)),
  ];
}

const issued = (instant: string): (XmlPart | null)[] => [
  cbc("IssueDate", instant.slice(0, 10)),
  cbc("IssueTime", `${instant.slice(11, 19)}Z`),
];

function written(name: string, id: string, content: readonly (XmlPart | null)[]): OutgoingDocument {
  const root: XmlPart = {
    name,
    attributes: {
      xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`,
      "xmlns:cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
      "xmlns:cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    },
    content: content.filter((part) => part !== null),
  };
  return {
    fileName: `${name}-${id.replace(/[^\w.-]+/g, "_")}.xml`,
    contentType: "application/xml",
    body: writeXml(root),
  };
}
