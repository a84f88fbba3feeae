import Big from "big.js";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { type ShopField, shopField } from "../reading/json/shop-field.js";
import { wantedDay, withAttention, withChoices } from "../reading/json/shop-words.js";
import { cleanText, distinct } from "../reading/values/clean-text.js";
import { readTime } from "../reading/values/zoned-time.js";
import { choiceOf, costNotes, isPickedUp, plain } from "./added.js";
import type { WooAddress, WooLineItem, WooMetaData, WooOrder } from "./payload.js";

/** An order of these states is one that nobody wants carried out any more. */
const CANCELED: ReadonlySet<string> = new Set(["cancelled", "refunded", "failed", "trash"]);
/** The shop still waits for its money. */
const UNPAID: ReadonlySet<string> = new Set(["pending", "on-hold"]);

export interface WooContext {
  readonly timeZone: string;
  readonly receivedAt: string;
  /** True for what the shop says it has deleted. */
  readonly isDeleted: boolean;
}

/** Turns one order of WooCommerce into ours, or into the reason why it is none. */
export function toOrder(payload: WooOrder, context: WooContext, warnings: Issue[]): CanonicalOrder | Issue {
  const status = payload.status?.toLowerCase().replace(/^wc-/, "") ?? "";
  if (status.endsWith("draft")) return notPlaced(status);
  const lines = linesOf(payload);
  if (lines.length === 0) return NO_LINES;
  const placedAt = momentOf(payload.date_created_gmt, payload.date_created, context, warnings);
  if (placedAt === null)
    return {
      code: "FIELD_MISSING",
      message: 'The order states no "date_created_gmt" that can be read.',
      at: "date_created_gmt",
    };
  noteMoney(payload, status, warnings);
  const buyer = buyerOf(payload);
  const isShipped = postalAddressOf(payload.shipping) !== null;
  const goesTo = isShipped ? payload.shipping : payload.billing;
  const shipTo = isPickedUp(payload) ? null : withAttention(postalAddressOf(goesTo), fullName(goesTo));
  const poNumber = metaValue(payload.meta_data, "PO_NUMBER");
  return {
    externalId: payload.id,
    externalNumber: payload.number ?? payload.id,
    poNumber,
    externalVersion: momentOf(payload.date_modified_gmt, payload.date_modified, context, []),
    placedAt,
    currency: payload.currency,
    buyer,
    shipTo,
    requestedDate: requestedDate(payload, context, warnings),
    lines,
    note: fittingNote(
      [payload.customer_note, ...costNotes(payload)].filter((part) => part !== null).join("\n") || null,
      warnings,
    ),
    canceled: context.isDeleted || CANCELED.has(status),
    doubts: [],
    provenance: takenFrom({
      "buyer.code": buyer.code === null ? null : "customer_id",
      "buyer.name": buyer.name === null ? null : "billing",
      shipTo: shipTo === null ? null : isShipped ? "shipping" : "billing",
      poNumber: poNumber === null ? null : "meta_data",
      lines: "line_items",
    }),
  };
}

const NO_LINES: Issue = { code: "ORDER_WITHOUT_LINES", message: "The order has no lines.", at: "line_items" };

const notPlaced = (status: string): Issue => ({
  code: "NOT_PLACED",
  message: `The order is a draft (${status}): nobody has placed it yet.`,
  at: "status",
});

function linesOf({ line_items: items }: WooOrder): CanonicalOrderLine[] {
  return items.flatMap((item) =>
    new Big(item.quantity).eq(0)
      ? []
      : [
          {
            lineNumber: item.id,
            sku: item.sku,
            description: withChoices(plain(item.name), item.meta_data.map(choiceOf)),
            quantity: new Big(item.quantity).toFixed(),
            unit: null,
            unitPrice: unitPrice(item),
          },
        ],
  );
}

const PRICE_PLACES = 6;
const AMOUNT = /^-?\d{1,15}(\.\d{1,10})?$/;

/** The price of one piece without tax. `price` is a float with the noise of one; the total is exact. */
function unitPrice({ total, price, quantity }: WooLineItem): string | null {
  if (total !== null && total !== undefined && AMOUNT.test(String(total))) {
    return new Big(total).div(quantity).round(PRICE_PLACES).toFixed();
  }
  const stated = String(price ?? "");
  return AMOUNT.test(stated) ? new Big(stated).round(PRICE_PLACES).toFixed() : null;
}

/** Times in GMT carry no zone; those of the site are read as the connection's own where nothing else is there. */
function momentOf(
  gmt: string | null,
  local: string | null,
  { timeZone }: WooContext,
  warnings: Issue[],
): string | null {
  const sure =
    gmt === null ? null : readTime({ stamp: gmt, zone: "UTC" }, { timeZone: "UTC", dayFirst: null });
  if (sure?.kind === "time") return sure.at;
  const site = local === null ? null : readTime({ stamp: local }, { timeZone, dayFirst: null });
  if (site?.kind !== "time") return null;
  if (site.zoneUnknown) {
    const message = `The shop states its own time without a zone; it was read as ${timeZone}.`;
    warnings.push({ code: "ZONE_UNKNOWN", message, at: "date_created" });
  }
  return site.at;
}

/** What is open or has been paid back is the shop's business, and worth knowing before goods leave. */
function noteMoney({ refunds }: WooOrder, status: string, warnings: Issue[]): void {
  if (UNPAID.has(status)) {
    const message = `The shop has not been paid yet: the order is "${status}".`;
    warnings.push({ code: "PAYMENT_OPEN", message, at: "status" });
  }
  if (refunds.length > 0 && !CANCELED.has(status)) {
    const amounts = refunds.map(({ total }) => total ?? "an unknown amount").join(", ");
    const message = `The shop has paid back ${amounts.slice(0, 200)}; which goods that were for is in the refunds, not in the order.`;
    warnings.push({ code: "PARTLY_REFUNDED", message, at: "refunds" });
  }
}

function buyerOf({ customer_id: customerId, billing, shipping, meta_data: meta }: WooOrder): PartyStatement {
  const company = billing?.company ?? null;
  const person = fullName(billing) ?? fullName(shipping);
  const name = company ?? person;
  const code =
    customerId === null || customerId === undefined || String(customerId) === "0" ? null : String(customerId);
  return {
    code,
    otherCodes: [],
    kind: company !== null ? "ORGANIZATION" : person !== null ? "PERSON" : null,
    name,
    department: null,
    contactName: company === null ? null : person,
    emails: distinct([billing?.email]),
    phones: distinct([billing?.phone]),
    taxId: metaValue(meta, "TAX_ID"),
    ...billingAddress(billing),
  };
}

function billingAddress(billing: WooOrder["billing"]): Pick<PartyStatement, "address" | "addressRole"> {
  const address = postalAddressOf(billing);
  return address === null ? { address } : { address, addressRole: "BILLING" };
}

/** The address as the hub keeps it; null where the shop sends one without a place in it. */
function postalAddressOf(address: WooOrder["billing"]): PostalAddress | null {
  if (!address) return null;
  const { address_1: street, address_2: more, city, postcode, country, state } = address;
  if ([street, more, city, postcode].every((part) => part === null)) return null;
  return {
    recipient: address.company ?? fullName(address),
    department: null,
    lines: streetLines(address),
    city,
    region: state,
    postalCode: postcode,
    country,
    phone: address.phone,
  };
}

/** The street with its number, and what else leads to the door. */
function streetLines({ address_1: street, address_2: more, number, neighborhood }: WooAddress): string[] {
  const isNumbered = number === null || street === null || street.split(/[\s,]+/).includes(number);
  const numbered = isNumbered ? (street ?? number) : `${street} ${number}`;
  return [numbered, more, neighborhood].filter((line) => line !== null);
}

function fullName(party: WooAddress | null | undefined): string | null {
  const name = [party?.first_name, party?.last_name].filter((part) => part).join(" ");
  return name === "" ? null : name;
}

function metaValue(meta: WooMetaData, field: ShopField): string | null {
  for (const { key, value } of meta) {
    const text = typeof value === "string" || typeof value === "number" ? cleanText(String(value)) : null;
    if (text !== null && shopField(key, text) === field) return text.slice(0, 200);
  }
  return null;
}

function requestedDate(
  { meta_data: meta, billing }: WooOrder,
  { receivedAt }: WooContext,
  warnings: Issue[],
): string | null {
  const context = { receivedAt, country: billing?.country ?? null };
  return wantedDay(metaValue(meta, "DELIVERY_DATE"), "meta_data", context, warnings);
}
