import type { OrderReference } from "../../domain/order-reference.js";
import type { Asked } from "../connector.js";
import { attributeOf, find, type XmlElement } from "../reading/xml/element.js";
import type { XmlDocument } from "../reading/xml/read-xml.js";
import { emptyPart, type XmlPart } from "../reading/xml/write-xml.js";
import { credentialsOf } from "./credential.js";
import { orderId } from "./order.js";

/** The order that an `OrderReference` or an `OrderIDInfo` names: it is the receiver's, whose number it bears. */
export function referenceOf(reference: XmlElement | null, root: XmlElement): OrderReference {
  const poNumber =
    attributeOf(reference, "orderID") ?? attributeOf(find(reference, "OrderIDInfo"), "orderID");
  const buyer = credentialsOf(root, "To")[0]?.identity ?? null;
  return { externalId: poNumber === null ? null : orderId(buyer, poNumber), number: null, poNumber };
}

/** Names the document that is answered by its sender's id of it. */
export const documentReference = ({ document }: Asked<XmlDocument>): XmlPart =>
  emptyPart("DocumentReference", { payloadID: (document.ok ? payloadIdOf(document.root) : null) ?? "" });

/** The sender's id of the document, new each time it sends. */
export const payloadIdOf = (root: XmlElement): string | null => attributeOf(root, "payloadID");
