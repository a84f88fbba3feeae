import type { Acknowledgment, AcknowledgmentCode } from "../../domain/acknowledgment.js";
import type { CanonicalOrder } from "../../domain/order.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import { writeXml, type XmlPart } from "../reading/xml/write-xml.js";
import { peppolScheme } from "./party-scheme.js";
import { promised } from "./promised-part.js";
import type { UblSettings } from "./settings.js";
import { cac, cbc } from "./ubl-part.js";
import { responseLines } from "./write-response-lines.js";

const NAMESPACES = {
  xmlns: "urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2",
  "xmlns:cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
  "xmlns:cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
};

const CODES: Record<AcknowledgmentCode, string> = {
  RECEIVED: "AB",
  ACCEPTED: "AP",
  ACCEPTED_WITH_CHANGE: "CA",
  PARTIALLY_ACCEPTED: "CA",
  REJECTED: "RE",
};

/**
 * An `OrderResponse` as Peppol BIS 3 wants it: lines only where the order is accepted with changes, and
 * then all of them. Elements stand in the order of the schema.
 */
export function writeOrderResponse(
  acknowledgment: Acknowledgment,
  order: CanonicalOrder,
  sending: Sending,
  settings: UblSettings,
): OutgoingDocument {
  const { externalId, code, notes } = acknowledgment;
  const number = acknowledgment.order.poNumber ?? order.poNumber ?? order.externalNumber;
  const root: XmlPart = {
    name: "OrderResponse",
    attributes: NAMESPACES,
    content: [
      cbc("CustomizationID", settings.responseCustomization),
      cbc("ProfileID", settings.responseProfile),
      cbc("ID", externalId),
      cbc("SalesOrderID", acknowledgment.order.number),
      cbc("IssueDate", sending.at.slice(0, 10)),
      cbc("IssueTime", `${sending.at.slice(11, 19)}Z`),
      cbc("OrderResponseCode", CODES[code]),
      cbc("Note", notes.join(" ") || null),
      cbc("DocumentCurrencyCode", order.currency ?? acknowledgment.currency),
      cac("OrderReference", cbc("ID", number)),
      cac("OrderChangeDocumentReference", cbc("ID", acknowledgment.control.message)),
      cac("SellerSupplierParty", sellerOf(settings)),
      cac("BuyerCustomerParty", buyerOf(order, settings)),
      cac("Delivery", promised(acknowledgment.promisedDate)),
      ...(CODES[code] === "CA" ? responseLines(acknowledgment, order) : []),
    ].filter((child) => child !== null),
  };
  return {
    fileName: `OrderResponse-${externalId.replace(/[^\w.-]+/g, "_")}.xml`,
    contentType: "application/xml",
    body: writeXml(root),
  };
}

export const sellerOf = ({ ourEndpointScheme, ourEndpointId, ourName }: UblSettings): XmlPart | null =>
  cac(
    "Party",
    cbc("EndpointID", ourEndpointId, { schemeID: ourEndpointScheme }),
    cac("PartyLegalEntity", cbc("RegistrationName", ourName)),
  );

/** The buyer, at the address that the order came from unless the settings name another. */
function buyerOf(order: CanonicalOrder, settings: UblSettings): XmlPart | null {
  const endpoint = buyerEndpoint(order, settings);
  return cac(
    "Party",
    endpoint === null ? null : cbc("EndpointID", endpoint.value, { schemeID: endpoint.scheme }),
    cac("PartyLegalEntity", cbc("RegistrationName", order.buyer.name)),
  );
}

/** The electronic address that answers go to; null where neither the order nor the settings tell it with its scheme. */
export function buyerEndpoint(
  order: CanonicalOrder,
  { partnerEndpointId, partnerEndpointScheme }: UblSettings,
): { readonly scheme: string; readonly value: string } | null {
  const own = addressOf(order);
  const value = partnerEndpointId ?? own?.value ?? null;
  const scheme = partnerEndpointScheme ?? own?.scheme ?? null;
  return value === null || scheme === null ? null : { scheme, value };
}

/** The id of an order begins with the address of its buyer; the buyer's codes tell its scheme. */
function addressOf({ externalId, buyer }: CanonicalOrder): { scheme: string; value: string } | null {
  const codes = buyer.otherCodes.map(({ system, value }) => ({ scheme: peppolScheme(system), value }));
  const [, scheme, value] = /^([\w:.-]{1,40}):([^/]+)/.exec(buyer.code ?? "") ?? [];
  const own = scheme === undefined || value === undefined ? [] : [{ scheme, value }];
  return [...codes, ...own].find((one) => externalId.startsWith(`${one.value}/`)) ?? null;
}
