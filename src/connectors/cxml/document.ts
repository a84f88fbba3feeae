import type { CanonicalDocument, Issue } from "../connector.js";
import { find, type XmlElement } from "../reading/xml/element.js";
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
  const payload =
    find(root, "Request")?.children[0] ??
    find(root, "Message")?.children.find(({ name }) => name !== "Status");
  // Some senders put a status before what they ask for; what they ask for says more.
  if (response !== null && payload === undefined) return recognizeResponse(response);
  if (payload === undefined)
    return refused("CXML_EMPTY", "The document has neither a request nor a message in it.");
  const map = Object.hasOwn(REQUESTS, payload.name) ? REQUESTS[payload.name] : undefined;
  if (map !== undefined) return { ok: true, payload, map };
  return ofOtherKind(payload.name);
}

/** A bare status says whether a document of ours was taken; what answers more than that answers no document of ours. */
function recognizeResponse(response: XmlElement): Recognized {
  const more = response.children.find(({ name }) => name !== "Status");
  return more === undefined ? { ok: true, payload: response, map: mapStatus } : ofOtherKind(more.name);
}

const ofOtherKind = (name: string): Recognized =>
  refused(
    "NOT_AN_ORDER_DOCUMENT",
    `It is a cXML document of the kind "${name}"; the hub keeps orders and what is written about them, and none of this kind.`,
  );

const refused = (code: string, message: string): Recognized => ({
  ok: false,
  issue: { code, message, at: "line 1" },
});
