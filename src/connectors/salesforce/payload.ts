import { z } from "zod";
import { optionalText } from "../reading/clean-text.js";
import { exactQuantity } from "../reading/exact-amounts.js";

const contact = z.object({ Name: optionalText, Email: optionalText, Phone: optionalText }).nullish();

const orderItem = z.object({
  Id: optionalText,
  OrderItemNumber: optionalText,
  Quantity: exactQuantity,
  UnitPrice: optionalText,
  Description: optionalText,
  SystemModstamp: optionalText,
  Product2: z
    .object({ ProductCode: optionalText, Name: optionalText, QuantityUnitOfMeasure: optionalText })
    .nullish(),
});
export type OrderItem = z.infer<typeof orderItem>;

/** An order as a query answers with it, with its items below it. Fields that were not asked for may be there, too. */
export const salesforceOrder = z.looseObject({
  Id: z.string(),
  OrderNumber: optionalText,
  PoNumber: optionalText,
  Status: optionalText,
  StatusCode: optionalText,
  Description: optionalText,
  CreatedDate: optionalText,
  SystemModstamp: optionalText,
  CurrencyIsoCode: optionalText,
  ShippingStreet: optionalText,
  ShippingCity: optionalText,
  ShippingState: optionalText,
  ShippingPostalCode: optionalText,
  ShippingCountry: optionalText,
  BillingStreet: optionalText,
  BillingCity: optionalText,
  BillingState: optionalText,
  BillingPostalCode: optionalText,
  BillingCountry: optionalText,
  AccountId: optionalText,
  Account: z.object({ Name: optionalText, AccountNumber: optionalText, Phone: optionalText }).nullish(),
  BillToContact: contact,
  ShipToContact: contact,
  OrderItems: z.object({ done: z.boolean().nullish(), records: z.array(orderItem).max(10_000) }).nullish(),
});
export type SalesforceOrder = z.infer<typeof salesforceOrder>;
