import type { CanonicalOrder } from "../../domain/order.js";
import type { ShipNotice } from "../../domain/ship-notice.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import { scacOf } from "../reading/edi/scac.js";
import { writeXml, type XmlPart } from "../reading/xml/write-xml.js";
import { addressPart } from "./address-part.js";
import type { UblSettings } from "./settings.js";
import { cac, cbc } from "./ubl-part.js";
import { buyerEndpoint, sellerOf } from "./write-order-response.js";

const NAMESPACES = {
  xmlns: "urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2",
  "xmlns:cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
  "xmlns:cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
};

/** "One", for an order that came without a unit: a quantity may not go without. */
const UNIT = "C62";
/** What Peppol wants where a number has to stand and there is none. */
const NO_NUMBER = "NA";

/**
 * A `DespatchAdvice` as Peppol BIS 3 wants it, its elements in the order of the schema; null if the partner wants
 * none. It has to have lines: where nobody knows what is in a parcel, UBL has no word for it.
 */
export function writeDespatchAdvice(
  notice: ShipNotice,
  order: CanonicalOrder,
  sending: Sending,
  settings: UblSettings,
): OutgoingDocument | null {
  const lines = notice.packages.flatMap((one) => one.lines);
  if (!settings.shipNotices || lines.length === 0) return null;
  const { externalId } = notice;
  const issuedAt = notice.issuedAt ?? sending.at;
  const poNumber = notice.orders[0]?.poNumber ?? order.poNumber ?? order.externalId;
  const root: XmlPart = {
    name: "DespatchAdvice",
    attributes: NAMESPACES,
    content: [
      cbc("CustomizationID", settings.noticeCustomization),
      cbc("ProfileID", settings.noticeProfile),
      cbc("ID", externalId),
      ...momentOf("Issue", issuedAt),
      cac("OrderReference", cbc("ID", poNumber)),
      cac("DespatchSupplierParty", sellerOf(settings)),
      receiverOf(notice, order, settings),
      buyerOf(order, settings),
      shipmentOf(notice),
      ...lines.map((line, at) => lineOf(String(at + 1), line)),
    ].filter((child) => child !== null),
  };
  return {
    fileName: `DespatchAdvice-${externalId.replace(/[^\w.-]+/g, "_")}.xml`,
    contentType: "application/xml",
    body: writeXml(root),
  };
}

const momentOf = (name: string, instant: string): (XmlPart | null)[] => [
  cbc(`${name}Date`, instant.slice(0, 10)),
  cbc(`${name}Time`, `${instant.slice(11, 19)}Z`),
];

/** Whoever receives the goods, at the electronic address that Peppol delivers the document to. */
function receiverOf({ shipTo }: ShipNotice, order: CanonicalOrder, settings: UblSettings): XmlPart | null {
  const endpoint = buyerEndpoint(order, settings);
  return cac(
    "DeliveryCustomerParty",
    cac(
      "Party",
      endpoint === null ? null : cbc("EndpointID", endpoint.value, { schemeID: endpoint.scheme }),
      // An address has to name its country.
      shipTo === null || shipTo.country === null ? null : addressPart("PostalAddress", shipTo),
      cac("PartyLegalEntity", cbc("RegistrationName", shipTo?.recipient ?? order.buyer.name)),
    ),
    cac("DeliveryContact", cbc("Name", shipTo?.department ?? null), cbc("Telephone", shipTo?.phone ?? null)),
  );
}

function buyerOf(order: CanonicalOrder, settings: UblSettings): XmlPart | null {
  const endpoint = buyerEndpoint(order, settings);
  return cac(
    "BuyerCustomerParty",
    cac(
      "Party",
      endpoint === null
        ? null
        : cac("PartyIdentification", cbc("ID", endpoint.value, { schemeID: endpoint.scheme })),
      cac("PartyName", cbc("Name", order.buyer.name)),
    ),
  );
}

function shipmentOf({
  carrier,
  trackingNumbers,
  dispatchedAt,
  estimatedDelivery,
}: ShipNotice): XmlPart | null {
  const consignment =
    carrier.name === null
      ? null
      : cac(
          "Consignment",
          cbc("ID", trackingNumbers[0] ?? NO_NUMBER),
          cac(
            "CarrierParty",
            // No scheme of its kind stands in Peppol's list: the code goes without one.
            cac("PartyIdentification", cbc("ID", scacOf(carrier.name))),
            cac("PartyName", cbc("Name", carrier.name)),
          ),
        );
  return cac(
    "Shipment",
    cbc("ID", NO_NUMBER),
    consignment,
    cac(
      "Delivery",
      cbc("TrackingID", trackingNumbers[0] ?? null),
      cac("EstimatedDeliveryPeriod", cbc("StartDate", estimatedDelivery), cbc("EndDate", estimatedDelivery)),
      cac("Despatch", ...(dispatchedAt === null ? [] : momentOf("ActualDespatch", dispatchedAt))),
    ),
  );
}

function lineOf(id: string, line: ShipNotice["packages"][number]["lines"][number]): XmlPart | null {
  const { lineNumber, sku, description, quantity, unit } = line;
  return cac(
    "DespatchLine",
    cbc("ID", id),
    cbc("DeliveredQuantity", quantity, { unitCode: unit ?? UNIT }),
    cac("OrderLineReference", cbc("LineID", lineNumber ?? NO_NUMBER)),
    cac(
      "Item",
      cbc("Name", description ?? sku ?? `Line ${id}`),
      cac("SellersItemIdentification", cbc("ID", sku)),
    ),
  );
}
