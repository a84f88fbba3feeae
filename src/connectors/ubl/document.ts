import type { CanonicalDocument, Issue } from "../connector.js";
import type { XmlElement } from "../reading/xml/element.js";
import { mapApplicationResponse } from "./application-response.js";
import { mapCancellation } from "./cancellation.js";
import { mapDespatch } from "./despatch.js";
import { mapInvoice } from "./invoice.js";
import { mapOrder } from "./order.js";
import { mapOrderChange } from "./order-change.js";
import type { UblReading } from "./reading.js";
import { mapReceipt } from "./receipt.js";
import { mapOrderResponse, mapSimpleResponse } from "./response.js";
import { mapTransportStatus } from "./transport-status.js";

type Mapper = (reading: UblReading) => CanonicalDocument[];

/** The documents that have a place in the hub, by the name of their outermost element. */
const MAPPERS: Readonly<Record<string, Mapper>> = {
  Order: mapOrder,
  OrderChange: mapOrderChange,
  OrderCancellation: mapCancellation,
  OrderResponse: mapOrderResponse,
  OrderResponseSimple: mapSimpleResponse,
  ApplicationResponse: mapApplicationResponse,
  DespatchAdvice: mapDespatch,
  ReceiptAdvice: mapReceipt,
  TransportationStatus: mapTransportStatus,
  Invoice: mapInvoice,
};

const UBL_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:";
/** The envelope that Peppol and GS1 put around a document. */
const ENVELOPE = "StandardBusinessDocument";
const ENVELOPE_HEADER = "StandardBusinessDocumentHeader";

export type Recognized =
  | { readonly ok: true; readonly root: XmlElement; readonly map: Mapper }
  | { readonly ok: false; readonly issue: Issue };

/** The UBL document in an XML document, and how it is read. */
export function recognize(outermost: XmlElement): Recognized {
  const root = withoutEnvelope(outermost);
  if (root === null) return refused("ENVELOPE_EMPTY", "The envelope holds no document.");
  if (!isUbl(root)) return refused("NOT_UBL", strangerWords(root));
  const map = Object.hasOwn(MAPPERS, root.name) ? MAPPERS[root.name] : undefined;
  if (map !== undefined) return { ok: true, root, map };
  return refused(
    "NOT_AN_ORDER_DOCUMENT",
    `It is a UBL document of the kind "${root.name}"; the hub keeps orders and what is written about them, and none of this kind.`,
  );
}

function withoutEnvelope(outermost: XmlElement): XmlElement | null {
  if (outermost.name !== ENVELOPE) return outermost;
  return outermost.children.find(({ name }) => name !== ENVELOPE_HEADER) ?? null;
}

/** Some senders forget the namespace of the outermost element; that of its children then speaks for it. */
function isUbl({ uri, children, name }: XmlElement): boolean {
  if (uri.startsWith(UBL_NAMESPACE)) return true;
  if (children.some((child) => child.uri.startsWith(UBL_NAMESPACE))) return true;
  const isBare = uri === "" && children.every((child) => child.uri === "");
  return isBare && Object.hasOwn(MAPPERS, name) && children.some((child) => child.name === "IssueDate");
}

function strangerWords({ name, uri }: XmlElement): string {
  if (name === "cXML") return "It is a cXML document; it belongs to a connection of the kind cxml.";
  const of = uri === "" ? "of no namespace" : `of ${uri.slice(0, 200)}`;
  return `It is no UBL document: its outermost element is "${name}" ${of}.`;
}

const refused = (code: string, message: string): Recognized => ({
  ok: false,
  issue: { code, message, at: "line 1" },
});
