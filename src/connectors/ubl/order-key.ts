import { find, textOf, type XmlElement } from "../reading/xml/element.js";
import type { XmlDocument } from "../reading/xml/read-xml.js";
import { recognize } from "./document.js";
import { idOfOrder, referenceOf } from "./reference.js";

const KEY_CHARS_MAX = 200;

/** Which order a document wants something for, told even where it cannot be read further; null if none. */
export function orderKeyOf(document: XmlDocument): string | null {
  const recognized = document.ok ? recognize(document.root) : null;
  if (recognized === null || !recognized.ok) return null;
  const { root } = recognized;
  const key = keyIn(root);
  return key !== null && key.length <= KEY_CHARS_MAX ? key : null;
}

function keyIn(root: XmlElement): string | null {
  if (root.name === "OrderChange" || root.name === "OrderCancellation") {
    return referenceOf(find(root, "OrderReference"), find(root, "BuyerCustomerParty")).externalId;
  }
  const number = root.name === "Order" ? textOf(root, "ID") : null;
  return number === null ? null : idOfOrder(number, root);
}
