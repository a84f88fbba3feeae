import type { MapResult } from "../../../src/connectors/connector.js";
import { cxml } from "../../../src/connectors/cxml/index.js";
import type { Acknowledgment } from "../../../src/domain/acknowledgment.js";
import type { CanonicalOrder } from "../../../src/domain/order.js";

export const ENVELOPE = {
  id: "m",
  receivedAt: "2026-11-21T12:00:00Z",
  contentType: "text/xml",
  fileName: null,
  headers: {},
  deliveryId: null,
};
export const SECRET = "lantern-7";

export async function readCxml(
  body: string | Uint8Array,
  settings: Record<string, unknown> = {},
): Promise<MapResult> {
  const parsed = cxml.settings.parse(settings);
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return cxml.map(await cxml.decode({ ...ENVELOPE, body: bytes }, parsed), ENVELOPE, parsed);
}

export async function orderFrom(body: string, settings?: Record<string, unknown>): Promise<CanonicalOrder> {
  const result = await readCxml(body, settings);
  const [document] = result.ok ? result.documents : [];
  if (document?.kind !== "ORDER") throw new Error(JSON.stringify(result));
  return document.order;
}

export async function acknowledgmentFrom(body: string | Uint8Array): Promise<Acknowledgment> {
  const result = await readCxml(body);
  const [document] = result.ok ? result.documents : [];
  if (document?.kind !== "ACKNOWLEDGMENT") throw new Error(JSON.stringify(result));
  return document.acknowledgment;
}

const credential = (identity: string, rest = ""): string =>
  `<Credential domain="NetworkId"><Identity>${identity}</Identity>${rest}</Credential>`;

/** A document from Brightwell around what it asks for. */
export const cxmlDocument = (content: string, parts: { from?: string; timestamp?: string } = {}): string =>
  `<?xml version="1.0"?><!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.060/cXML.dtd"><cXML payloadID="1.2@brightwell.example" timestamp="${parts.timestamp ?? "2026-11-10T09:00:00-06:00"}"><Header><From>${parts.from ?? credential("AN01000200301")}</From><To>${credential("AN01000999999")}</To><Sender>${credential("AN01000200301", `<SharedSecret>${SECRET}</SharedSecret>`)}<UserAgent>Brightwell</UserAgent></Sender></Header>${content}</cXML>`;

export const address = (name: string, street: string, attributes = ""): string =>
  `<Address${attributes}><Name xml:lang="en">${name}</Name><PostalAddress><DeliverTo>Dana Ortiz</DeliverTo><DeliverTo>Dock B</DeliverTo><Street>${street}</Street><City>Peoria</City><State>IL</State><PostalCode>61605</PostalCode><Country isoCountryCode="US">United States</Country></PostalAddress></Address>`;

export const itemOut = (line: string, quantity: string, more = "", attributes = ""): string =>
  `<ItemOut lineNumber="${line}" quantity="${quantity}"${attributes}><ItemID><SupplierPartID>TL-1</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="USD">4.00</Money></UnitPrice><Description xml:lang="en">Cable</Description><UnitOfMeasure>EA</UnitOfMeasure></ItemDetail>${more}</ItemOut>`;

/** A whole order around what a test is about. */
export const anOrder = (
  parts: {
    attributes?: string;
    header?: string;
    items?: string;
    request?: string;
    from?: string;
    timestamp?: string;
  } = {},
): string =>
  cxmlDocument(
    `<Request${parts.request ?? ""}><OrderRequest><OrderRequestHeader orderID="PO-1" orderDate="2026-11-10T08:59:00-06:00" ${parts.attributes ?? 'type="new"'}>${parts.header ?? `<ShipTo>${address("Plant 7", "400 River Street")}</ShipTo>`}</OrderRequestHeader>${parts.items ?? itemOut("1", "2")}</OrderRequest></Request>`,
    parts,
  );
