import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";

const id = z.union([z.int(), z.string().min(1)]).transform(String);
const amount = z.union([z.string(), z.number()]).nullish();
const money = z.object({ amount, currency: optionalText }).nullish();
const taxedMoney = z.object({ net: money, gross: money, currency: optionalText }).nullish();

/** The code alone in old payloads, code and name in subscriptions. */
const country = z
  .union([z.string(), z.object({ code: optionalText }).transform(({ code }) => code)])
  .nullish()
  .transform((value) => value || null);

const address = z
  .object({
    firstName: optionalText,
    lastName: optionalText,
    companyName: optionalText,
    streetAddress1: optionalText,
    streetAddress2: optionalText,
    city: optionalText,
    cityArea: optionalText,
    postalCode: optionalText,
    countryArea: optionalText,
    country,
    phone: optionalText,
  })
  .nullish();
export type SaleorAddress = z.infer<typeof address>;

const line = z.object({
  id,
  productName: optionalText,
  variantName: optionalText,
  productSku: optionalText,
  productVariantId: optionalText,
  variant: z.object({ sku: optionalText, name: optionalText }).nullish(),
  quantity: z.int(),
  currency: optionalText,
  unitPrice: taxedMoney,
  unitPriceNetAmount: amount,
  unitPriceGrossAmount: amount,
});
export type SaleorLine = z.infer<typeof line>;

/** A group of texts in old payloads, a list of pairs in subscriptions. */
const metadata = z
  .union([
    z.array(z.object({ key: optionalText, value: z.unknown() })),
    z
      .record(z.string(), z.unknown())
      .transform((group) => Object.entries(group).map(([key, value]) => ({ key, value }))),
  ])
  .nullish()
  .transform((pairs) => pairs ?? []);

/** The part of an order that we read, its names in camel case whichever payload it comes from. */
export const saleorOrder = z.object({
  id,
  number: optionalText,
  status: optionalText,
  created: optionalText,
  createdAt: optionalText,
  updatedAt: optionalText,
  meta: z.object({ issuedAt: optionalText }).nullish(),
  currency: optionalText,
  total: taxedMoney,
  totalGrossAmount: amount,
  email: optionalText,
  userEmail: optionalText,
  user: z
    .object({ id: optionalText, email: optionalText, firstName: optionalText, lastName: optionalText })
    .nullish(),
  customerNote: optionalText,
  collectionPointName: optionalText,
  billingAddress: address,
  shippingAddress: address,
  lines: z.array(line).max(10_000),
  metadata,
});
export type SaleorOrder = z.infer<typeof saleorOrder>;
