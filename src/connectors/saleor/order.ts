import type { PostalAddress } from "../../domain/address.js";
import { decimal } from "../../domain/decimal.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { type ShopField, shopField } from "../reading/json/shop-field.js";
import { wantedDay, withAttention } from "../reading/json/shop-words.js";
import { cleanText, distinct } from "../reading/values/clean-text.js";
import { exactDecimal } from "../reading/values/exact-amounts.js";
import { readTime } from "../reading/values/zoned-time.js";
import type { SaleorAddress, SaleorLine, SaleorOrder } from "./payload.js";

const CANCELED: ReadonlySet<string> = new Set(["canceled", "cancelled", "expired"]);

/** Turns one order of Saleor into ours, or into the reason why it is none. */
export function toOrder(payload: SaleorOrder, warnings: Issue[]): CanonicalOrder | Issue {
  const status = payload.status?.toLowerCase().replaceAll(" ", "_") ?? "";
  if (status === "draft") return NOT_PLACED;
  const lines = payload.lines.filter(({ quantity }) => quantity !== 0).map(lineOf);
  if (lines.length === 0) return NO_LINES;
  const placedAt = momentOf(payload.created) ?? momentOf(payload.createdAt);
  if (placedAt === null)
    return {
      code: "FIELD_MISSING",
      message: 'The order states no "created" that can be read.',
      at: "created",
    };
  const buyer = buyerOf(payload);
  const shipTo = withAttention(postalAddressOf(payload.shippingAddress), fullName(payload.shippingAddress));
  const poNumber = metaValue(payload, "PO_NUMBER");
  return {
    externalId: payload.id,
    externalNumber: payload.number,
    poNumber,
    externalVersion: momentOf(payload.updatedAt) ?? momentOf(payload.meta?.issuedAt ?? null),
    placedAt,
    currency: currencyOf(payload),
    buyer,
    shipTo,
    requestedDate: requestedDate(payload, warnings),
    lines,
    note: fittingNote(noteOf(payload), warnings),
    canceled: CANCELED.has(status),
    doubts:
      status === "unconfirmed"
        ? ["The shop has not confirmed this order itself: its state is UNCONFIRMED."]
        : [],
    provenance: takenFrom({
      "buyer.code": buyer.code === null ? null : "user.id",
      "buyer.name": buyer.name === null ? null : "billingAddress",
      shipTo: shipTo === null ? null : "shippingAddress",
      poNumber: poNumber === null ? null : "metadata",
      lines: "lines",
    }),
  };
}

const NO_LINES: Issue = { code: "ORDER_WITHOUT_LINES", message: "The order has no lines.", at: "lines" };
const NOT_PLACED: Issue = {
  code: "NOT_PLACED",
  message: "The order is a draft: nobody has placed it yet.",
  at: "status",
};

function lineOf(line: SaleorLine): CanonicalOrderLine {
  const { productName, variantName, variant, unitPrice } = line;
  const price =
    unitPrice?.net?.amount ??
    line.unitPriceNetAmount ??
    unitPrice?.gross?.amount ??
    line.unitPriceGrossAmount;
  return {
    lineNumber: line.id,
    sku: line.productSku ?? variant?.sku ?? null,
    description: [productName, variantName ?? variant?.name].filter((part) => part).join(" - ") || null,
    quantity: String(line.quantity),
    unit: null,
    unitPrice: price === null || price === undefined ? null : amountOf(price),
  };
}

/** As written, and rounded only where it has more places than the hub keeps. */
function amountOf(price: string | number): string {
  const text = String(price);
  return decimal.safeParse(text).success ? text : (exactDecimal(price) ?? text);
}

/** What the customer says, and the place where the goods are fetched, if they are. */
const noteOf = ({ customerNote, collectionPointName: place }: SaleorOrder): string | null =>
  [customerNote, place === null ? null : `To be picked up: ${place}`]
    .filter((part) => part !== null)
    .join("\n") || null;

function requestedDate(payload: SaleorOrder, warnings: Issue[]): string | null {
  const place = payload.shippingAddress ?? payload.billingAddress;
  const ordered = payload.created ?? payload.createdAt ?? "";
  const context = { receivedAt: ordered, country: place?.country ?? null };
  return wantedDay(metaValue(payload, "DELIVERY_DATE"), "metadata", context, warnings);
}

function currencyOf({ currency, total, lines }: SaleorOrder): string | null {
  const [first] = lines;
  return (
    currency ??
    total?.gross?.currency ??
    total?.currency ??
    first?.unitPrice?.gross?.currency ??
    first?.unitPrice?.net?.currency ??
    first?.currency ??
    null
  );
}

function buyerOf(payload: SaleorOrder): PartyStatement {
  const { user, billingAddress: billing, shippingAddress: shipping } = payload;
  const company = billing?.companyName ?? null;
  const person = fullName(billing) ?? fullName(user) ?? fullName(shipping);
  const address = postalAddressOf(billing);
  return {
    code: user?.id ?? null,
    otherCodes: [],
    kind: company !== null ? "ORGANIZATION" : person !== null ? "PERSON" : null,
    name: company ?? person,
    department: null,
    contactName: company === null ? null : person,
    emails: distinct([payload.userEmail, user?.email, payload.email]),
    phones: distinct([billing?.phone]),
    taxId: metaValue(payload, "TAX_ID"),
    ...(address === null ? { address } : { address, addressRole: "BILLING" as const }),
  };
}

function postalAddressOf(address: SaleorAddress): PostalAddress | null {
  if (!address || Object.values(address).every((value) => value === null)) return null;
  return {
    recipient: address.companyName ?? fullName(address),
    department: null,
    lines: [address.streetAddress1, address.streetAddress2, address.cityArea].filter((line) => line !== null),
    city: address.city,
    region: address.countryArea,
    postalCode: address.postalCode,
    country: address.country,
    phone: address.phone,
  };
}

function fullName(
  party: { firstName: string | null; lastName: string | null } | null | undefined,
): string | null {
  const name = [party?.firstName, party?.lastName].filter((part) => part).join(" ");
  return name === "" ? null : name;
}

function momentOf(stamp: string | null): string | null {
  const time = stamp === null ? null : readTime({ stamp }, { timeZone: "UTC", dayFirst: null });
  return time?.kind === "time" ? time.at : null;
}

function metaValue({ metadata }: SaleorOrder, field: ShopField): string | null {
  for (const { key, value } of metadata) {
    const text = typeof value === "string" ? cleanText(value) : null;
    if (text !== null && shopField(key, text) === field) return text.slice(0, 200);
  }
  return null;
}
