import type { CanonicalDocument, MapResult } from "../../../src/connectors/connector.js";
import { ubl } from "../../../src/connectors/ubl/index.js";
import type { CanonicalOrder } from "../../../src/domain/order.js";

export const ENVELOPE = {
  id: "m",
  receivedAt: "2026-11-21T12:00:00Z",
  contentType: "application/xml",
  fileName: null,
  headers: {},
  deliveryId: null,
};

export async function readUbl(
  body: string | Uint8Array,
  settings: Record<string, unknown> = {},
): Promise<MapResult> {
  const parsed = ubl.settings.parse(settings);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return ubl.map(await ubl.decode({ ...ENVELOPE, body: bytes }, parsed), ENVELOPE, parsed);
}

export async function documentsOf(
  body: string | Uint8Array,
  settings?: Record<string, unknown>,
): Promise<readonly CanonicalDocument[]> {
  const result = await readUbl(body, settings);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.documents;
}

export async function orderFrom(body: string, settings?: Record<string, unknown>): Promise<CanonicalOrder> {
  const [document] = await documentsOf(body, settings);
  if (document?.kind !== "ORDER") throw new Error(`it is a ${document?.kind}`);
  return document.order;
}

/** A document of this kind around some elements, in the namespaces of UBL. */
export const ublDocument = (name: string, content: string): string =>
  `<${name} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${name}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>D-1</cbc:ID><cbc:IssueDate>2026-11-05</cbc:IssueDate>${content}</${name}>`;

export const BUYER =
  '<cac:BuyerCustomerParty><cac:Party><cbc:EndpointID schemeID="0088">7350012340007</cbc:EndpointID><cac:PartyName><cbc:Name>Region Lövsta</cbc:Name></cac:PartyName></cac:Party></cac:BuyerCustomerParty>';
export const ADDRESS =
  "<cac:Delivery><cac:DeliveryLocation><cac:Address><cbc:StreetName>Godsvägen 3</cbc:StreetName><cbc:CityName>Lövsta</cbc:CityName></cac:Address></cac:DeliveryLocation></cac:Delivery>";

/** An order line; `more` stands in its LineItem after the quantity. */
export const orderLine = (id: string, quantity: string, more = ""): string =>
  `<cac:OrderLine><cac:LineItem><cbc:ID>${id}</cbc:ID><cbc:Quantity unitCode="EA">${quantity}</cbc:Quantity>${more}<cac:Item><cbc:Name>Cable</cbc:Name><cac:SellersItemIdentification><cbc:ID>TL-1</cbc:ID></cac:SellersItemIdentification></cac:Item></cac:LineItem></cac:OrderLine>`;

/** A whole order around what a test is about. */
export const anOrder = (
  parts: { header?: string; buyer?: string; delivery?: string; lines?: string } = {},
): string =>
  ublDocument(
    "Order",
    [
      parts.header ?? "<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>",
      parts.buyer ?? BUYER,
      parts.delivery ?? ADDRESS,
      parts.lines ?? orderLine("1", "2"),
    ].join(""),
  );
