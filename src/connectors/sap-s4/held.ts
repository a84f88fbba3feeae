import Big from "big.js";
import { z } from "zod";
import type { PostalAddress } from "../../domain/address.js";
import type { FulfillmentOrderStatus } from "../../domain/vocabulary.js";
import { optionalText } from "../reading/values/clean-text.js";
import { exactDecimal, exactQuantity, unitPriceOf } from "../reading/values/exact-amounts.js";
import { readDay } from "../reading/values/zoned-time.js";
import { entities } from "./payload.js";
import type { SapSettings } from "./settings.js";

const amount = z.union([z.string(), z.number()]).nullish();

const scheduleLine = z.object({ ScheduleLine: z.string(), RequestedDeliveryDate: optionalText });
const price = z.object({
  PricingProcedureStep: z.string(),
  PricingProcedureCounter: z.string(),
  ConditionType: optionalText,
  ConditionRateValue: amount,
  ConditionQuantity: amount,
});
const metadata = z.object({ etag: z.string().optional() }).optional();
const item = z.object({
  __metadata: metadata,
  SalesOrderItem: z.string(),
  ExternalItemID: optionalText,
  UnderlyingPurchaseOrderItem: optionalText,
  Material: optionalText,
  SalesOrderItemText: optionalText,
  RequestedQuantity: exactQuantity,
  NetAmount: amount,
  SalesDocumentRjcnReason: optionalText,
  DeliveryStatus: optionalText,
  to_ScheduleLine: entities(scheduleLine),
  to_PricingElement: entities(price),
});
export type HeldItem = z.infer<typeof item>;

const address = z.object({
  __metadata: metadata,
  AddressRepresentationCode: z.string().nullish(),
  AddresseeFullName: optionalText,
  OrganizationName1: optionalText,
  OrganizationName2: optionalText,
  StreetName: optionalText,
  HouseNumber: optionalText,
  StreetSuffixName: optionalText,
  AdditionalStreetSuffixName: optionalText,
  CityName: optionalText,
  Region: optionalText,
  PostalCode: optionalText,
  Country: optionalText,
  PhoneNumber: optionalText,
});
const partner = z.object({ PartnerFunction: optionalText, to_Address: entities(address) });

/** A sales order of S/4HANA with its items, schedule lines, prices and partners, as far as it can be changed. */
export const heldOrder = z.object({
  __metadata: z.object({ etag: z.string() }),
  SalesOrder: z.string(),
  RequestedDeliveryDate: optionalText,
  DeliveryBlockReason: optionalText,
  OverallSDProcessStatus: optionalText,
  OverallTotalDeliveryStatus: optionalText,
  OverallSDDocumentRejectionSts: optionalText,
  to_Item: entities(item),
  to_Partner: entities(partner),
});
export type HeldOrder = z.infer<typeof heldOrder>;

/** SAP's letters for how far something is: not at all, in part, wholly. */
const NOT_YET = "A";
const PARTLY = "B";
const WHOLLY = "C";

export const itemsOf = (order: HeldOrder): HeldItem[] => order.to_Item ?? [];
/** An item that is rejected is ordered no more. */
export const isRejected = ({ SalesDocumentRjcnReason: reason }: HeldItem): boolean => reason !== null;
/** True once a delivery was made for it: it goes where the delivery says. */
export const isUnderWay = ({ DeliveryStatus: status }: HeldItem): boolean =>
  status === PARTLY || status === WHOLLY;

export const isCanceled = (order: HeldOrder): boolean =>
  order.OverallSDDocumentRejectionSts === WHOLLY ||
  (itemsOf(order).length > 0 && itemsOf(order).every(isRejected));

export function statusOf(order: HeldOrder): FulfillmentOrderStatus {
  if (isCanceled(order)) return "CANCELED";
  if (order.DeliveryBlockReason !== null) return "ON_HOLD";
  if (order.OverallSDProcessStatus === WHOLLY || order.OverallTotalDeliveryStatus === WHOLLY) return "CLOSED";
  const isStarted =
    itemsOf(order).some(isUnderWay) || (order.OverallTotalDeliveryStatus ?? NOT_YET) === PARTLY;
  return isStarted ? "IN_PROGRESS" : "OPEN";
}

export const lineNumberOf = (held: HeldItem, { lineField }: SapSettings): string =>
  held[lineField] ?? held.SalesOrderItem;

/** The condition that the price was entered with, if it was. */
export const priceOf = ({ to_PricingElement: prices }: HeldItem, { priceCondition }: SapSettings) =>
  (prices ?? []).find(({ ConditionType: type }) => type === priceCondition);

export const linesOf = (order: HeldOrder, settings: SapSettings) =>
  itemsOf(order)
    .filter((held) => !isRejected(held) || isCanceled(order))
    .map((held) => {
      const entered = priceOf(held, settings);
      const per = exactDecimal(entered?.ConditionQuantity) ?? "1";
      return {
        ...{
          lineNumber: lineNumberOf(held, settings),
          sku: held.Material,
          description: held.SalesOrderItemText,
        },
        quantity: held.RequestedQuantity,
        unitPrice:
          entered === undefined || new Big(per).lte(0)
            ? unitPriceOf(held.NetAmount, held.RequestedQuantity)
            : unitPriceOf(entered.ConditionRateValue, per),
      };
    });

/** The wanted day if the order and the schedule lines of all that is still ordered agree on one. */
export function dateOf(order: HeldOrder): string | null {
  const head = order.RequestedDeliveryDate;
  const days = itemsOf(order)
    .filter((held) => !isRejected(held))
    .flatMap(({ to_ScheduleLine: lines }) =>
      (lines ?? []).map(({ RequestedDeliveryDate: day }) => day ?? head),
    );
  const all = new Set([head, ...days].map((day) => (day === null ? null : readDay(day, null))));
  const [only = null] = all;
  return all.size === 1 ? only : null;
}

export const shipToOf = (order: HeldOrder, { shipToFunction }: SapSettings) =>
  (order.to_Partner ?? []).find(({ PartnerFunction: role }) => role === shipToFunction)?.to_Address?.[0];

export function addressOf(held: z.infer<typeof address> | undefined): PostalAddress | null {
  if (held === undefined) return null;
  const street = [held.StreetName, held.HouseNumber].filter((part) => part !== null).join(" ");
  const lines = [street === "" ? null : street, held.StreetSuffixName, held.AdditionalStreetSuffixName];
  return {
    ...{ recipient: held.OrganizationName1 ?? held.AddresseeFullName, department: held.OrganizationName2 },
    ...{ lines: lines.filter((line) => line !== null), city: held.CityName, region: held.Region },
    ...{ postalCode: held.PostalCode, country: held.Country, phone: held.PhoneNumber },
  };
}
