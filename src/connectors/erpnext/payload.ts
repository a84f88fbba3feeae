import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";
import { exactQuantity } from "../reading/values/exact-amounts.js";

const amount = z.union([z.string(), z.number()]).nullish();

const item = z.object({
  name: optionalText,
  idx: z.union([z.int(), z.string()]).nullish(),
  item_code: optionalText,
  item_name: optionalText,
  description: optionalText,
  qty: exactQuantity,
  uom: optionalText,
  stock_uom: optionalText,
  rate: amount,
  delivery_date: optionalText,
});
export type ErpnextItem = z.infer<typeof item>;

/** The part of a sales order that we read. Numbers are doubles, times are the server's own without a zone. */
export const salesOrder = z.object({
  name: optionalText,
  docstatus: z.union([z.int(), z.string()]).nullish(),
  status: optionalText,
  customer: optionalText,
  customer_name: optionalText,
  transaction_date: optionalText,
  creation: optionalText,
  modified: optionalText,
  delivery_date: optionalText,
  currency: optionalText,
  po_no: optionalText,
  tax_id: optionalText,
  contact_display: optionalText,
  contact_email: optionalText,
  contact_mobile: optionalText,
  contact_phone: optionalText,
  customer_address: optionalText,
  address_display: optionalText,
  shipping_address_name: optionalText,
  shipping_address: optionalText,
  dispatch_address: optionalText,
  items: z.array(item).max(10_000),
});
export type SalesOrder = z.infer<typeof salesOrder>;
