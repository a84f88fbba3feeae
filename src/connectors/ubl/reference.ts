import type { OrderReference } from "../../domain/order-reference.js";
import { attributeOf, find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { keyOf } from "./party.js";

/** A document named by its number, its day and its issuer in one text, as the Italian hub for orders wants it. */
export interface NamedDocument {
  readonly id: string;
  readonly issuer: string | null;
  /** What it is to this document: `Cancelled`, `Revised`, `Invoice`. */
  readonly relation: string | null;
}

/** `110#2018-01-30#QLHCFC` and `110#2018-01-30#QLHCFC#Revised`. */
const TRIPLE = /^(.{1,150})#\d{4}-\d{2}-\d{2}#([^#]{1,60})(?:#(\w{1,30}))?$/;

export function namedDocument(text: string): NamedDocument {
  const [, id, issuer, relation] = TRIPLE.exec(text) ?? [];
  return id === undefined || issuer === undefined
    ? { id: text, issuer: null, relation: null }
    : { id, issuer, relation: relation ?? null };
}

/** The earlier document that an `Order` names. */
export function earlierOf(root: XmlElement): NamedDocument | null {
  const reference = textOf(root, "OrderDocumentReference", "ID");
  return reference === null ? null : namedDocument(reference);
}

/**
 * The id of the order that an `Order` with this number is about. One that replaces an earlier order is its
 * later version, and one that cancels it brings none of its own: both name the first.
 */
export function idOfOrder(number: string, root: XmlElement): string {
  const key = keyOf(find(root, "BuyerCustomerParty"));
  const earlier = earlierOf(root);
  return earlier?.relation === "Revised" || earlier?.relation === "Cancelled"
    ? orderId(earlier.issuer ?? key, earlier.id)
    : orderId(key, number);
}

/** Words that stand where a number has to stand and there is none. */
const NO_NUMBER: ReadonlySet<string> = new Set(["NA", "N/A", "N.A.", "NONE", "-"]);

/** The id of an order, unique among all customers of a connection. */
export const orderId = (customerKey: string | null, number: string): string =>
  customerKey === null ? number : `${customerKey}/${number}`;

/** Italian invoices say `#NO#` and `#MULTI#` where they bill no order, or several. */
const IS_WORD = /^#[A-Z]+#$/i;

/** Where there is no order, builders put the number of the project or of the account there, and say so. */
const OF_SOMETHING_ELSE: ReadonlySet<string> = new Set(["PROJECTREFERENCE", "ACCOUNTINGCOST"]);

/** The number that an `OrderReference`, an `OrderLineReference` or their like holds; null if it says there is none. */
export function numberIn(element: XmlElement | null, ...path: readonly string[]): string | null {
  const found = find(element, ...path);
  const text = textOf(found);
  if (text === null || NO_NUMBER.has(text.toUpperCase()) || IS_WORD.test(text)) return null;
  return OF_SOMETHING_ELSE.has(attributeOf(found, "schemeID")?.toUpperCase() ?? "") ? null : text;
}

/** The order that a reference names, as the customer in `customer` has sent it. */
export function referenceOf(reference: XmlElement | null, customer: XmlElement | null): OrderReference {
  const stated = numberIn(reference, "ID");
  const named = stated === null ? null : namedDocument(stated);
  return {
    externalId: named === null ? null : orderId(named.issuer ?? keyOf(customer), named.id),
    number: numberIn(reference, "SalesOrderID"),
    poNumber: named?.id ?? null,
  };
}

/** The orders of a document that speaks of several. */
export interface OrderList {
  readonly orders: readonly OrderReference[];
  /** The place of each in the list. */
  readonly places: ReadonlyMap<string, number>;
  readonly customer: XmlElement | null;
}

/** The orders that a document and its lines speak of, each once, in the order they come up. */
export function ordersIn(root: XmlElement, lineName: string, customer: XmlElement | null): OrderList {
  const references = [
    ...findAll(root, "OrderReference"),
    ...findAll(root, lineName, "OrderLineReference", "OrderReference"),
  ].map((reference) => referenceOf(reference, customer));
  const named = references.filter(({ poNumber, number }) => poNumber !== null || number !== null);
  const distinct = new Map(named.map((one) => [placeKey(one), one]));
  return {
    orders: [...distinct.values()],
    places: new Map([...distinct.keys()].map((key, place) => [key, place])),
    customer,
  };
}

const placeKey = ({ externalId, number }: OrderReference): string => `${externalId}|${number}`;

/** The place of a line's order in the list; null if the line names none and there are several. */
export function orderOfLine(
  lineReference: XmlElement | null,
  { orders, places, customer }: OrderList,
): number | null {
  const own = find(lineReference, "OrderReference");
  if (own === null) return orders.length === 1 ? 0 : null;
  return places.get(placeKey(referenceOf(own, customer))) ?? null;
}
