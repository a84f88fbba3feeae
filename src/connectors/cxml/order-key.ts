import { attributeOf, find } from "../reading/xml/element.js";
import type { XmlDocument } from "../reading/xml/read-xml.js";
import { idOfOrder } from "./order.js";

const KEY_CHARS_MAX = 200;

/** Which order a request wants something for, told even where it cannot be read further; null if none. */
export function orderKeyOf(document: XmlDocument): string | null {
  if (!document.ok) return null;
  const header = find(document.root, "Request", "OrderRequest", "OrderRequestHeader");
  const number = attributeOf(header, "orderID");
  const key = number === null ? null : idOfOrder(number, document.root);
  return key !== null && key.length <= KEY_CHARS_MAX ? key : null;
}
