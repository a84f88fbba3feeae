import { z } from "zod";
import { isGroup, valuesAt } from "../reading/json/tree-path.js";
import { optionalText } from "../reading/values/clean-text.js";
import type { OrderPayload } from "./payload.js";

const GID = /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/;
const ORDER_GID = "gid://shopify/Order/";

/** The number that webhooks know an object by: 1047 of `gid://shopify/Order/1047`; the text itself if it is none. */
export const numberOfGid = (gid: string): string => GID.exec(gid)?.[1] ?? gid;

/** Where orders stand in what the GraphQL API answers, and the order by itself. */
const PLACES = ["data.orders.nodes", "data.orders.edges.node", "data.order", "data.node", ""];

/** The orders of a document in the shape of the GraphQL API; none if it has another shape. */
export function graphqlOrdersIn(document: unknown): readonly unknown[] {
  // One that is no order among others that are is taken for a broken one: nothing is left out unsaid.
  return PLACES.map((path) => valuesAt(document, path)).find((orders) => orders.some(isGraphqlOrder)) ?? [];
}

const isGraphqlOrder = (value: unknown): boolean =>
  isGroup(value) && typeof value.id === "string" && value.id.startsWith(ORDER_GID);

const gid = z.string().regex(GID, "is not an id of the shop").transform(numberOfGid);
const instant = z.iso.datetime({ offset: true });
const money = z.object({
  shopMoney: z.object({ amount: z.union([z.string(), z.number()]).transform(String) }),
});

const address = z
  .object({
    firstName: optionalText,
    lastName: optionalText,
    name: optionalText,
    company: optionalText,
    address1: optionalText,
    address2: optionalText,
    city: optionalText,
    province: optionalText,
    provinceCode: optionalText,
    zip: optionalText,
    country: optionalText,
    countryCode: optionalText,
    countryCodeV2: optionalText,
    phone: optionalText,
  })
  .transform(({ firstName, lastName, provinceCode, countryCode, countryCodeV2, ...rest }) => ({
    ...rest,
    first_name: firstName,
    last_name: lastName,
    province_code: provinceCode,
    country_code: countryCodeV2 ?? countryCode,
  }))
  .nullish();

const customer = z
  .object({
    id: gid,
    firstName: optionalText,
    lastName: optionalText,
    defaultEmailAddress: z.object({ emailAddress: optionalText }).nullish(),
    defaultPhoneNumber: z.object({ phoneNumber: optionalText }).nullish(),
    defaultAddress: address,
  })
  .transform((party) => ({
    id: party.id,
    first_name: party.firstName,
    last_name: party.lastName,
    email: party.defaultEmailAddress?.emailAddress ?? null,
    phone: party.defaultPhoneNumber?.phoneNumber ?? null,
    default_address: party.defaultAddress,
  }))
  .nullish();

/** What the API calls the variant of an article that has none; a webhook leaves it out. */
const NO_VARIANT = "Default Title";

const lineItem = z
  .object({
    id: gid,
    sku: optionalText,
    title: optionalText,
    name: optionalText,
    variantTitle: optionalText,
    quantity: z.int().nonnegative(),
    currentQuantity: z.int().nonnegative(),
    originalUnitPriceSet: money,
    customAttributes: z.array(z.object({ key: optionalText, value: optionalText })).nullish(),
    discountAllocations: z.array(z.object({ allocatedAmountSet: money })).nullish(),
    taxLines: z.array(z.object({ priceSet: money })).nullish(),
  })
  .transform(({ id, sku, title, name, quantity, ...line }) => ({
    ...{ id, sku, title, name, quantity },
    variant_title: line.variantTitle === NO_VARIANT ? null : line.variantTitle,
    current_quantity: line.currentQuantity,
    properties: line.customAttributes?.map(({ key, value }) => ({ name: key, value })),
    price: line.originalUnitPriceSet.shopMoney.amount,
    discount_allocations: (line.discountAllocations ?? []).map(({ allocatedAmountSet }) => ({
      amount: allocatedAmountSet.shopMoney.amount,
    })),
    tax_lines: line.taxLines?.map(({ priceSet }) => ({ price: priceSet.shopMoney.amount })),
  }));

/** A query may ask for the lines themselves or for the edges that lead to them. */
const withNodes = (list: unknown): unknown =>
  isGroup(list) && list.nodes === undefined && Array.isArray(list.edges)
    ? { ...list, nodes: list.edges.map((edge: unknown) => (isGroup(edge) ? edge.node : edge)) }
    : list;

const lineItemNodes = z.object({
  nodes: z.array(lineItem).max(10_000),
  pageInfo: z
    .object({ hasNextPage: z.boolean() })
    .nullish()
    .refine((page) => page?.hasNextPage !== true, "the order has more lines than the document"),
});

const lineItems = z.preprocess(withNodes, lineItemNodes);

/**
 * An order of the Admin GraphQL API as the webhook would have sent it, so that both are the same order.
 * Where a value was taken from is told by the webhook's names.
 */
export const graphqlOrder = z
  .object({
    id: gid,
    name: optionalText,
    poNumber: optionalText,
    createdAt: instant,
    updatedAt: instant,
    cancelledAt: instant.nullish(),
    currencyCode: optionalText,
    email: optionalText,
    phone: optionalText,
    note: optionalText,
    test: z.boolean().nullish(),
    taxesIncluded: z.boolean().nullish(),
    shippingLine: z.object({ title: optionalText, originalPriceSet: money.nullish() }).nullish(),
    customAttributes: z.array(z.object({ key: optionalText, value: optionalText })).nullish(),
    customer,
    billingAddress: address,
    shippingAddress: address,
    lineItems,
  })
  .transform(
    (order): OrderPayload => ({
      ...{ id: order.id, name: order.name, order_number: null, po_number: order.poNumber },
      ...{
        created_at: order.createdAt,
        updated_at: order.updatedAt,
        cancelled_at: order.cancelledAt ?? null,
      },
      ...{ currency: order.currencyCode, email: order.email, contact_email: null, phone: order.phone },
      ...{ note: order.note, test: order.test, customer: order.customer },
      taxes_included: order.taxesIncluded,
      shipping_lines: [order.shippingLine ?? []].flat().map(({ title, originalPriceSet }) => ({
        ...{ title, price: originalPriceSet?.shopMoney.amount, is_removed: null },
      })),
      note_attributes: order.customAttributes?.map(({ key, value }) => ({ name: key, value })),
      billing_address: order.billingAddress,
      shipping_address: order.shippingAddress,
      line_items: order.lineItems.nodes,
    }),
  );
