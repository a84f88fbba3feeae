import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";

/** Odoo writes `false` where there is nothing. */
const nothing = z.literal(false).transform(() => null);
const text = z.union([nothing, optionalText]);
/** Another record: its id with its name, its id alone, or none. */
const reference = z
  .union([
    nothing,
    z.tuple([z.int(), z.string()]).transform(([id, name]) => ({ id, name })),
    z.int().transform((id) => ({ id, name: "" })),
  ])
  .nullish()
  .transform((value) => value ?? null);

export const partnerRecord = z.object({
  id: z.int(),
  name: text,
  is_company: z.boolean().nullish(),
  commercial_partner_id: reference,
  commercial_company_name: text,
  ref: text,
  vat: text,
  email: text,
  phone: text,
  street: text,
  street2: text,
  zip: text,
  city: text,
  state_id: reference,
  country_id: reference,
  country_code: text,
});
export type OdooPartner = z.infer<typeof partnerRecord>;

const line = z.object({
  id: z.int(),
  display_type: text,
  is_downpayment: z.boolean().nullish(),
  product_id: reference,
  name: text,
  product_uom_qty: z.union([nothing, z.number()]),
  product_uom_id: reference,
  price_unit: z.union([nothing, z.number()]).nullish(),
  price_subtotal: z.union([nothing, z.number()]).nullish(),
  write_date: text,
});
const orderLine = z.object({ line, product: z.object({ default_code: text }).nullish() });
export type OdooLine = z.infer<typeof orderLine>;

/** A sales order with its lines and partners, which Odoo keeps as records of their own, as one document. */
export const odooOrder = z.object({
  order: z.object({
    id: z.int(),
    name: text,
    client_order_ref: text,
    state: text,
    date_order: text,
    commitment_date: text,
    currency_id: reference,
    write_date: text,
  }),
  /** What the field says that we keep our id in; other orders may have anything there. */
  reference: text.nullish(),
  lines: z.array(orderLine).max(10_000),
  partner: partnerRecord.nullish(),
  company: partnerRecord.nullish(),
  invoicePartner: partnerRecord.nullish(),
  shippingPartner: partnerRecord.nullish(),
});
export type OdooOrder = z.infer<typeof odooOrder>;
