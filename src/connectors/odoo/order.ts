import Big from "big.js";
import { validate } from "uuid";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { takenFrom } from "../reading/json/order.js";
import { distinct } from "../reading/values/clean-text.js";
import { countryOf } from "../reading/values/countries.js";
import { exactDecimal, unitPriceOf } from "../reading/values/exact-amounts.js";
import { readTime } from "../reading/values/zoned-time.js";
import type { OdooLine, OdooOrder, OdooPartner } from "./payload.js";
import type { OdooSettings } from "./settings.js";

const KNOWN_STATES = new Set(["draft", "sent", "sale", "done", "cancel"]);

/** Turns a sales order of Odoo into ours, or into the reason why it is none. */
export function toOrder(payload: OdooOrder, { timeZone }: OdooSettings): CanonicalOrder | Issue {
  const { order, partner, shippingPartner } = payload;
  const lines = payload.lines.flatMap(lineOf);
  if (lines.length === 0) return NO_LINES;
  const placedAt = momentOf(order.date_order);
  if (placedAt === null)
    return { code: "FIELD_MISSING", message: "The order states no date.", at: "order.date_order" };
  const shipTo = shippingPartner ? shipToOf(shippingPartner) : null;
  const state = order.state ?? "";
  return {
    externalId: String(order.id),
    ...(isUuid(payload.reference) ? { reference: payload.reference } : {}),
    externalNumber: order.name,
    poNumber: order.client_order_ref,
    // Not the newest of its lines: that would step back when a line is deleted.
    externalVersion: momentOf(order.write_date),
    placedAt,
    currency: order.currency_id?.name || null,
    buyer: buyerOf(payload),
    shipTo,
    requestedDate: dayIn(order.commitment_date, timeZone),
    lines,
    // What an order has for a note in Odoo are our own terms and conditions.
    note: null,
    canceled: state === "cancel",
    doubts: KNOWN_STATES.has(state) ? [] : [`The order is in the state "${state}", which nobody knows here.`],
    provenance: takenFrom({
      "buyer.code": partner ? "partner.commercial_partner_id" : null,
      "buyer.name": payload.company ? "company.name" : partner ? "partner.name" : null,
      shipTo: shipTo === null ? null : "shippingPartner",
      requestedDate: order.commitment_date === null ? null : "order.commitment_date",
      lines: "lines",
    }),
  };
}

const isUuid = (text: string | null | undefined): text is string =>
  typeof text === "string" && validate(text);

const NO_LINES: Issue = {
  code: "ORDER_WITHOUT_LINES",
  message: "The order has no lines that order anything.",
  at: "lines",
};

/** Headings and notes are lines there, too; a confirmed line is not deleted but ordered zero times. */
function lineOf({ line, product }: OdooLine): CanonicalOrderLine[] {
  const quantity = exactDecimal(line.product_uom_qty);
  if (line.display_type !== null || line.is_downpayment === true || quantity === null) return [];
  if (new Big(quantity).eq(0)) return [];
  return [
    {
      lineNumber: String(line.id),
      sku: product?.default_code ?? null,
      description: line.name ?? line.product_id?.name ?? null,
      quantity,
      unit: line.product_uom_id?.name || null,
      unitPrice: unitPriceIn(line.price_unit, line.price_subtotal, quantity),
    },
  ];
}

const CENT = "0.01";

/**
 * What a piece costs after the discount and without taxes, which its stated price may include. The total is rounded
 * to cents, so the stated price counts where the two agree but for that.
 */
function unitPriceIn(price: unknown, subtotal: unknown, quantity: string): string | null {
  const [stated, total] = [exactDecimal(price), exactDecimal(subtotal)];
  if (stated === null || total === null) return stated ?? unitPriceOf(total, quantity);
  const isSame = new Big(stated).times(quantity).minus(total).abs().lt(CENT);
  return isSame ? stated : unitPriceOf(total, quantity);
}

/** The company buys, also where one of its people stands in the order. */
function buyerOf({ partner, company, invoicePartner }: OdooOrder): PartyStatement {
  const firm = company ?? (partner?.is_company ? partner : null);
  const isFirm = firm?.is_company === true;
  const person = partner && partner.id !== firm?.id ? partner : null;
  const companyName = isFirm ? firm.name : (partner?.commercial_company_name ?? null);
  const billing = invoicePartner ? addressOf(invoicePartner) : null;
  const own = firm ? addressOf(firm) : partner ? addressOf(partner) : null;
  const code = partner?.commercial_partner_id?.id ?? partner?.id ?? null;
  return {
    code: code === null ? null : String(code),
    otherCodes: [],
    kind: companyName !== null ? "ORGANIZATION" : partner?.name ? "PERSON" : null,
    name: companyName ?? partner?.name ?? null,
    department: null,
    contactName: companyName === null ? null : (person?.name ?? null),
    emails: distinct([person?.email, firm?.email, partner?.email]),
    phones: distinct([person?.phone, firm?.phone, partner?.phone]),
    taxId: firm?.vat ?? partner?.vat ?? null,
    ...(own === null && billing !== null
      ? { address: billing, addressRole: "BILLING" as const }
      : { address: own }),
  };
}

/** A delivery address may bear a name of its own below the company's: both stand on the label. */
export function shipToOf(partner: OdooPartner): PostalAddress | null {
  const address = addressOf(partner);
  const company = partner.is_company ? null : partner.commercial_company_name;
  return address === null || company === null || company === partner.name
    ? address
    : { ...address, recipient: company, department: partner.name };
}

/** An address with a place in it, or none. */
function addressOf(partner: OdooPartner): PostalAddress | null {
  const { street, street2, city, zip } = partner;
  if ([street, street2, city, zip].every((part) => part === null)) return null;
  const country = partner.country_code ?? partner.country_id?.name ?? null;
  return {
    recipient: partner.name,
    department: null,
    lines: [street, street2].filter((part) => part !== null),
    city,
    // Odoo shows a state with its country: "Hamburg (DE)".
    region: partner.state_id?.name.replace(/ \([A-Z]{2}\)$/, "") || null,
    postalCode: zip,
    country: country === null ? null : (countryOf(country) ?? country),
    phone: partner.phone,
  };
}

function momentOf(written: string | null): string | null {
  const time = written === null ? null : readTime({ stamp: written }, { timeZone: "UTC", dayFirst: null });
  return time?.kind === "time" ? time.at : null;
}

/** The day that a moment is at the place where it is meant. */
export function dayIn(written: string | null, timeZone: string): string | null {
  const moment = momentOf(written);
  // Sweden writes its dates as ISO does.
  return moment === null ? null : new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(moment));
}
