import { z } from "zod";
import { isGroup } from "../reading/json/tree-path.js";
import { optionalText } from "../reading/values/clean-text.js";
import { exactQuantity } from "../reading/values/exact-amounts.js";

const amount = z.union([z.string(), z.number()]).nullish();

/** Associated entities: OData 2 wraps them in `results` and writes a link where they were not asked for. */
export function entities<Shape extends z.ZodType>(shape: Shape) {
  const bare = (value: unknown): unknown => {
    if (!isGroup(value)) return value ?? null;
    return "__deferred" in value ? null : (value.results ?? value);
  };
  return z.preprocess(bare, z.array(shape).max(10_000).nullable());
}

const partner = z.object({
  PartnerFunction: optionalText,
  Customer: optionalText,
  Supplier: optionalText,
  ContactPerson: optionalText,
  ReferenceBusinessPartner: optionalText,
  to_Address: entities(z.record(z.string(), z.unknown())),
  _Address: entities(z.record(z.string(), z.unknown())),
});
export type SapPartner = z.infer<typeof partner>;

const item = z.object({
  SalesOrderItem: optionalText,
  SalesOrderItemText: optionalText,
  Material: optionalText,
  Product: optionalText,
  MaterialByCustomer: optionalText,
  RequestedQuantity: exactQuantity,
  RequestedQuantityUnit: optionalText,
  RequestedQuantitySAPUnit: optionalText,
  NetAmount: amount,
  SalesDocumentRjcnReason: optionalText,
});
export type SapItem = z.infer<typeof item>;

/** A long text of the header, such as what the customer wants the driver to know. */
const text = z.object({ LongText: optionalText });

/** The part of `A_SalesOrder` (OData 2) and of `SalesOrder` (OData 4) that we read. */
export const sapOrder = z.object({
  __metadata: z.object({ etag: optionalText }).nullish(),
  "@odata.etag": optionalText,
  SalesOrder: optionalText,
  SoldToParty: optionalText,
  CreationDate: optionalText,
  CreationTime: optionalText,
  SalesOrderDate: optionalText,
  LastChangeDateTime: optionalText,
  PurchaseOrderByCustomer: optionalText,
  TransactionCurrency: optionalText,
  RequestedDeliveryDate: optionalText,
  DeliveryBlockReason: optionalText,
  HeaderBillingBlockReason: optionalText,
  OverallSDDocumentRejectionSts: optionalText,
  to_Item: entities(item),
  _Item: entities(item),
  to_Partner: entities(partner),
  _Partner: entities(partner),
  to_Text: entities(text),
  _Text: entities(text),
});
export type SapOrder = z.infer<typeof sapOrder>;
