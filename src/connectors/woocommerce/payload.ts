import { z } from "zod";
import { optionalText } from "../reading/clean-text.js";

const id = z.union([z.int(), z.string().min(1)]).transform(String);
const amount = z.union([z.string(), z.number()]).nullish();

const address = z
  .object({
    first_name: optionalText,
    last_name: optionalText,
    company: optionalText,
    address_1: optionalText,
    address_2: optionalText,
    city: optionalText,
    state: optionalText,
    postcode: optionalText,
    country: optionalText,
    email: optionalText,
    phone: optionalText,
  })
  // PHP writes an empty group as an empty list.
  .or(z.array(z.never()).transform(() => null))
  .nullish();
export type WooAddress = NonNullable<z.infer<typeof address>>;

/** Plugins keep what they like here, under names of their own; values may be of any kind. */
const metaData = z
  .array(z.object({ key: optionalText, value: z.unknown() }))
  .nullish()
  .transform((entries) => entries ?? []);
export type WooMetaData = z.infer<typeof metaData>;

const lineItem = z.object({
  id,
  name: optionalText,
  sku: optionalText,
  quantity: z.union([z.int(), z.string().regex(/^-?\d+(\.\d+)?$/), z.number()]).transform(String),
  /** What the line costs without tax, after discounts. */
  total: amount,
  price: amount,
});
export type WooLineItem = z.infer<typeof lineItem>;

/** The part of an order that we read, the same in webhooks and in the REST API (v1 to v3). */
export const wooOrder = z.object({
  id,
  number: optionalText,
  status: optionalText,
  currency: optionalText,
  date_created: optionalText,
  date_created_gmt: optionalText,
  date_modified: optionalText,
  date_modified_gmt: optionalText,
  customer_id: z.union([z.int(), z.string()]).nullish(),
  customer_note: optionalText,
  billing: address,
  shipping: address,
  line_items: z.array(lineItem).max(10_000),
  refunds: z
    .array(z.object({ total: optionalText }))
    .nullish()
    .transform((refunds) => refunds ?? []),
  meta_data: metaData,
});
export type WooOrder = z.infer<typeof wooOrder>;
