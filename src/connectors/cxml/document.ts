import type { CanonicalDocument, Issue } from "../connector.js";
import { find, type XmlElement } from "../reading/xml-element.js";
import { mapConfirmation } from "./confirmation.js";
import { mapInvoice } from "./invoice.js";
import { mapOrderRequest } from "./order.js";
import type { CxmlReading } from "./reading.js";
import { mapShipNotice } from "./ship-notice.js";
import { mapStatus } from "./status.js";

type Mapper = (payload: XmlElement, reading: CxmlReading) => CanonicalDocument[];

/** The requests that have a place in the hub, by the name of the element within `Request`. */
const REQUESTS: Readonly<Record<string, Mapper>> = {
  OrderRequest: mapOrderRequest,
  ConfirmationRequest: mapConfirmation,
  ShipNoticeRequest: mapShipNotice,
  StatusUpdateRequest: mapStatus,
  InvoiceDetailRequest: mapInvoice,
};

export type Recognized =
  | { readonly ok: true; readonly payload: XmlElement; readonly map: Mapper }
  | { readonly ok: false; readonly issue: Issue };

/** What a cXML document asks for or answers, and how it is read. */
export function recognize(root: XmlElement): Recognized {
  if (root.name !== "cXML") {
    return refused("NOT_CXML", `It is no cXML document: its outermost element is "${root.name}".`);
  }
  const response = find(root, "Response");
  if (response !== null) return { ok: true, payload: response, map: mapStatus };
  const payload =
    find(root, "Request")?.children[0] ??
    find(root, "Message")?.children.find(({ name }) => name !== "Status");
  if (payload === undefined)
    return refused("CXML_EMPTY", "The document has neither a request nor a message in it.");
  const map = Object.hasOwn(REQUESTS, payload.name) ? REQUESTS[payload.name] : undefined;
  if (map !== undefined) return { ok: true, payload, map };
  return refused(
    "NOT_AN_ORDER_DOCUMENT",
    `It is a cXML document of the kind "${payload.name}", which is not about an order; the hub keeps no such documents.`,
  );
}

const refused = (code: string, message: string): Recognized => ({
  ok: false,
  issue: { code, message, at: "line 1" },
});
