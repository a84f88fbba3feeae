import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";

const id = z.union([z.int(), z.string().min(1)]).transform(String);
/** Missing, null and empty all say that it has not happened. */
const optionalInstant = z.preprocess((value) => value || null, z.iso.datetime({ offset: true }).nullable());
const money = z.union([z.string(), z.number()]).transform(String);

const address = z
  .object({
    first_name: optionalText,
    last_name: optionalText,
    name: optionalText,
    company: optionalText,
    address1: optionalText,
    address2: optionalText,
    city: optionalText,
    province: optionalText,
    province_code: optionalText,
    zip: optionalText,
    country: optionalText,
    country_code: optionalText,
    phone: optionalText,
  })
  .nullish();
export type ShopifyAddress = NonNullable<z.infer<typeof address>>;

const customer = z
  .object({
    id: id.nullish(),
    first_name: optionalText,
    last_name: optionalText,
    email: optionalText,
    phone: optionalText,
    default_address: address,
  })
  .nullish();

const lineItem = z.object({
  id,
  sku: optionalText,
  title: optionalText,
  name: optionalText,
  variant_title: optionalText,
  quantity: z.int().nonnegative(),
  /** What is left after edits and refunds; API versions before 2020-10 do not have it. */
  current_quantity: z.int().nonnegative().nullish(),
  price: money,
  /** What the customer has chosen for this article, such as an engraving. */
  properties: z
    .array(z.object({ name: optionalText, value: optionalText }))
    .nullish()
    .catch(null),
  discount_allocations: z.array(z.object({ amount: money })).nullish(),
  /** For the whole line, after its discounts. */
  tax_lines: z.array(z.object({ price: money })).nullish(),
});
export type ShopifyLineItem = z.infer<typeof lineItem>;

/** The part of Shopify's order webhook that we read. Fields not listed may change without notice. */
export const orderPayload = z.object({
  id,
  name: optionalText,
  order_number: optionalText,
  po_number: optionalText,
  created_at: z.iso.datetime({ offset: true }),
  updated_at: optionalInstant,
  cancelled_at: optionalInstant,
  currency: optionalText,
  email: optionalText,
  contact_email: optionalText,
  phone: optionalText,
  note: optionalText,
  note_attributes: z.array(z.object({ name: optionalText, value: optionalText })).nullish(),
  test: z.boolean().nullish(),
  /** Whether the prices of the lines have their tax in them, as shops in Europe show them. */
  taxes_included: z.boolean().nullish(),
  shipping_lines: z
    .array(z.object({ title: optionalText, price: money.nullish(), is_removed: z.boolean().nullish() }))
    .nullish()
    .catch(null),
  customer,
  billing_address: address,
  shipping_address: address,
  line_items: z.array(lineItem).max(10_000),
});
export type OrderPayload = z.infer<typeof orderPayload>;
