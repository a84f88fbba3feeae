import Big from "big.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { Issue } from "../connector.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { type ShopField, shopField } from "../reading/json/shop-field.js";
import { wantedDay, withAttention, withChoices } from "../reading/json/shop-words.js";
import { cleanText, sortableInstant } from "../reading/values/clean-text.js";
import { buyerOf, personOn, postalAddressOf } from "./buyer.js";
import type { OrderPayload, ShopifyLineItem } from "./payload.js";

/** Turns one order webhook into an order, or into the reason why it is none. */
export function toOrder(payload: OrderPayload, warnings: Issue[]): CanonicalOrder | Issue {
  const canceled = payload.cancelled_at !== null;
  const lines = linesOf(payload, canceled);
  if (lines.length === 0) return NO_LINES;
  const { buyer, nameField } = buyerOf(payload);
  const { shipping_address: shipping } = payload;
  const shipTo = withAttention(postalAddressOf(shipping), shipping ? personOn(shipping) : null);
  const poNumber = payload.po_number ?? attribute(payload, "PO_NUMBER");
  const changedAt = payload.updated_at ?? payload.created_at;
  return {
    externalId: payload.id,
    externalNumber: payload.name ?? payload.order_number,
    poNumber,
    externalVersion: sortableInstant(changedAt),
    placedAt: payload.created_at,
    currency: payload.currency,
    buyer: { ...buyer, taxId: attribute(payload, "TAX_ID") },
    shipTo,
    requestedDate: requestedDate(payload, warnings),
    lines,
    note: fittingNote(noteOf(payload), warnings),
    canceled,
    doubts: payload.test === true ? ["The shop marks this as a test order; nobody has paid for it."] : [],
    provenance: takenFrom({
      "buyer.code": buyer.code === null ? null : "customer.id",
      "buyer.name": nameField,
      shipTo: shipTo === null ? null : "shipping_address",
      poNumber: poNumber === null ? null : payload.po_number === null ? "note_attributes" : "po_number",
      lines: "line_items",
    }),
  };
}

const NO_LINES: Issue = {
  code: "ORDER_WITHOUT_LINES",
  message: "The order has no lines left, but the shop has not canceled it. Cancel it there, or add a line.",
  at: "line_items",
};

/** A canceled order keeps the lines it had: Shopify sets what is left of them to nothing. */
function linesOf(
  { line_items: items, taxes_included: isTaxed }: OrderPayload,
  canceled: boolean,
): CanonicalOrderLine[] {
  return items.flatMap((item) => {
    const quantity = canceled ? item.quantity : (item.current_quantity ?? item.quantity);
    if (quantity === 0) return [];
    return [
      {
        lineNumber: item.id,
        sku: item.sku,
        description: withChoices(
          [item.title ?? item.name, item.variant_title].filter((part) => part).join(" - ") || null,
          item.properties ?? [],
        ),
        quantity: String(quantity),
        unit: null,
        unitPrice: netUnitPrice(item, isTaxed === true),
      },
    ];
  });
}

const PRICE_PLACES = 6;
const AMOUNT = /^-?\d{1,15}(\.\d{1,6})?$/;

/** The price of one piece after this line's discounts, without the tax that is in it; as written where there is neither. */
function netUnitPrice(
  { price, quantity, discount_allocations: discounts, tax_lines: taxes }: ShopifyLineItem,
  isTaxed: boolean,
): string {
  const amounts = [
    ...(discounts ?? []).map(({ amount }) => amount),
    ...(isTaxed ? (taxes ?? []) : []).map(({ price: tax }) => tax),
  ];
  if (quantity === 0 || ![price, ...amounts].every((amount) => AMOUNT.test(amount))) return price;
  const rest = amounts.reduce((sum, amount) => sum.plus(amount), new Big(0));
  return rest.eq(0) ? price : new Big(price).minus(rest.div(quantity)).round(PRICE_PLACES).toFixed();
}

/**
 * What the customer says, and what was asked on the way to the order, such as a wish for the wrapping. Names that
 * begin with `_` are the shop's own, and what has a field of its own is not said again.
 */
function noteOf(payload: OrderPayload): string | null {
  const { note, note_attributes: attributes } = payload;
  const answers = (attributes ?? []).flatMap(({ name, value }) =>
    name === null || value === null || name.startsWith("_") || shopField(name, value) !== null
      ? []
      : [`${name}: ${value}`],
  );
  return [note, ...answers, ...shippingNotes(payload)].filter((part) => part !== null).join("\n") || null;
}

/** How the goods are to travel, if that is paid for, and where they are fetched: no address tells that. */
function shippingNotes({
  shipping_lines: ways,
  shipping_address: address,
  currency,
}: OrderPayload): string[] {
  return (ways ?? []).flatMap(({ title, price, is_removed: isRemoved }) => {
    if (isRemoved === true || title === null) return [];
    const isPaid = price !== null && price !== undefined && AMOUNT.test(price) && !new Big(price).eq(0);
    if (isPaid)
      return [`${["Shipping", price, currency].filter((part) => part !== null).join(" ")}: ${title}`];
    return postalAddressOf(address) === null ? [`Shipping: ${title}`] : [];
  });
}

function attribute(payload: OrderPayload, field: ShopField): string | null {
  const found = payload.note_attributes?.find(({ name, value }) => shopField(name, value ?? "") === field);
  return found?.value ? cleanText(found.value) : null;
}

function requestedDate(payload: OrderPayload, warnings: Issue[]): string | null {
  const place = payload.shipping_address ?? payload.billing_address;
  const context = { receivedAt: payload.created_at, country: place?.country_code ?? null };
  return wantedDay(attribute(payload, "DELIVERY_DATE"), "note_attributes", context, warnings);
}
