import { z } from "zod";
import type { PostalAddress } from "../../domain/address.js";
import type { FulfillmentOrderStatus } from "../../domain/vocabulary.js";
import { optionalText } from "../reading/values/clean-text.js";
import { countryOf } from "../reading/values/countries.js";
import { exactDecimal, exactQuantity } from "../reading/values/exact-amounts.js";
import { unmarked } from "./line-mark.js";

const amount = z.union([z.string(), z.number()]).nullish();

const row = z.object({
  name: z.string(),
  item_code: optionalText,
  description: optionalText,
  qty: exactQuantity,
  rate: amount,
  uom: optionalText,
  conversion_factor: amount,
  delivery_date: optionalText,
});

/** A sales order as the site holds it now, as far as it can be changed. */
export const heldOrder = z.object({
  name: z.string(),
  docstatus: z.int(),
  modified: z.string(),
  status: optionalText,
  customer: optionalText,
  delivery_date: optionalText,
  shipping_address_name: optionalText,
  per_delivered: amount,
  per_picked: amount,
  items: z.array(row).max(10_000),
});
export type HeldOrder = z.infer<typeof heldOrder>;

/** Frappe's states of a document. */
export const DRAFT = 0;
export const SUBMITTED = 1;
export const CANCELED = 2;

/** How far it is, from ERPNext's status and percentages. */
export function statusOf(order: HeldOrder): FulfillmentOrderStatus {
  if (order.docstatus === CANCELED) return "CANCELED";
  const status = order.status?.toLowerCase() ?? "";
  if (status === "on hold") return "ON_HOLD";
  if (status === "closed" || status === "completed" || status === "to bill") return "CLOSED";
  const isUnderWay = Number(order.per_delivered ?? 0) > 0 || Number(order.per_picked ?? 0) > 0;
  return isUnderWay ? "IN_PROGRESS" : "OPEN";
}

/** The rows by our line numbers; a row without one bears its own name. */
export const linesOf = ({ items }: HeldOrder) =>
  items.map(({ name, item_code: sku, description, qty, rate }) => {
    const { text, lineNumber } = unmarked(description);
    return {
      ...{ lineNumber: lineNumber ?? name, sku, description: text },
      ...{ quantity: qty, unitPrice: exactDecimal(rate) },
    };
  });

/** The day of delivery if the order and its rows agree on one. */
export function dateOf({ delivery_date: day, items }: HeldOrder): string | null {
  const days = new Set([day, ...items.map((item) => item.delivery_date ?? day)]);
  return days.size === 1 ? day : null;
}

const heldAddress = z.object({
  address_title: optionalText,
  address_line1: optionalText,
  address_line2: optionalText,
  city: optionalText,
  state: optionalText,
  pincode: optionalText,
  country: optionalText,
  phone: optionalText,
});

export function addressIn(document: unknown): PostalAddress | null {
  const read = heldAddress.safeParse(document);
  if (!read.success) return null;
  const { address_title, address_line1, address_line2, city, state, pincode, country, phone } = read.data;
  return {
    ...{ recipient: address_title, department: null, city, region: state, postalCode: pincode, phone },
    lines: [address_line1, address_line2].filter((line) => line !== null),
    country: country === null ? null : (countryOf(country) ?? country),
  };
}
