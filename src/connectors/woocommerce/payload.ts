import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";

const id = z.union([z.int(), z.string().min(1)]).transform(String);
const amount = z.union([z.string(), z.number()]).nullish();

const address = z
  .object({
    first_name: optionalText,
    last_name: optionalText,
    company: optionalText,
    address_1: optionalText,
    address_2: optionalText,
    /** Where a plugin asks for them on their own, as shops in Brazil do. */
    number: optionalText,
    neighborhood: optionalText,
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
  .array(
    z.object({
      key: optionalText,
      value: z.unknown(),
      display_key: z.unknown().optional(),
      display_value: z.unknown().optional(),
    }),
  )
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
  meta_data: metaData,
});
export type WooLineItem = z.infer<typeof lineItem>;

/** What is added to the price of the goods. */
const costs = z
  .array(z.object({ name: optionalText, method_id: optionalText, method_title: optionalText, total: amount }))
  .nullish()
  .transform((entries) => entries ?? [])
  .catch([]);

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
  shipping_lines: costs,
  fee_lines: costs,
  refunds: z
    .array(z.object({ total: optionalText }))
    .nullish()
    .transform((refunds) => refunds ?? []),
  meta_data: metaData,
});
export type WooOrder = z.infer<typeof wooOrder>;
