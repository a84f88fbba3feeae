import { z } from "zod";
import { isGroup } from "../reading/json/tree-path.js";
import { optionalText } from "../reading/values/clean-text.js";
import { exactQuantity } from "../reading/values/exact-amounts.js";

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

const ADDRESS_PARTS = ["Street", "City", "State", "PostalCode", "Country"] as const;

/** Whoever asked for `ShippingAddress` as a whole has its parts in a group. Parts that stand by themselves win. */
function withAddressParts(said: unknown): unknown {
  if (!isGroup(said)) return said;
  const parts = ["Shipping", "Billing"].flatMap((prefix) =>
    ADDRESS_PARTS.map((part) => {
      const group = said[`${prefix}Address`];
      const name = `${prefix}${part}`;
      const within = isGroup(group) ? group[`${part.charAt(0).toLowerCase()}${part.slice(1)}`] : undefined;
      return [name, said[name] ?? within];
    }),
  );
  return { ...said, ...Object.fromEntries(parts) };
}

const orderFields = z.looseObject({
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

/** An order as a query answers with it, with its items below it. Fields that were not asked for may be there, too. */
export const salesforceOrder = z.preprocess(withAddressParts, orderFields);
export type SalesforceOrder = z.infer<typeof salesforceOrder>;
