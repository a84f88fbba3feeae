import Big from "big.js";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { distinct } from "../reading/values/clean-text.js";
import { countryOf } from "../reading/values/countries.js";
import { exactDecimal, unitPriceOf } from "../reading/values/exact-amounts.js";
import { readDay, readTime } from "../reading/values/zoned-time.js";
import type { HubspotObject, HubspotOrder } from "./payload.js";

const CANCELED = /^(?:cancell?ed|refunded|voided)$/i;

/** Turns an order and what belongs to it into ours, or into the reason why it is none. */
export function toOrder(payload: HubspotOrder, warnings: Issue[]): CanonicalOrder | Issue {
  const { order, lineItems } = payload;
  const { properties: said } = order;
  const externalId = order.id ?? property(said, "hs_object_id");
  if (externalId === null)
    return {
      code: "FIELD_MISSING",
      message: "The order has no id: HubSpot has not kept it yet.",
      at: "order.id",
    };
  const lines = lineItems.flatMap(lineOf);
  if (lines.length === 0) return NO_LINES;
  const placedAt = momentOf(
    property(said, "hs_external_created_date") ?? property(said, "hs_createdate") ?? order.createdAt,
  );
  if (placedAt === null)
    return { code: "FIELD_MISSING", message: "The order states no date of creation.", at: "order.createdAt" };
  const people = payload.candidates?.contacts ?? 0;
  if (people > 1) warnings.push(severalContacts(people));
  const buyer = buyerOf(payload);
  const shipTo = addressOf(said, "hs_shipping_address");
  const status = property(said, "hs_external_order_status") ?? property(said, "hs_fulfillment_status") ?? "";
  return {
    externalId,
    externalNumber: property(said, "hs_external_order_id") ?? property(said, "hs_order_name"),
    poNumber: property(said, "hs_purchase_order_number"),
    // Not the newest of its line items: that would step back when one is deleted.
    externalVersion: momentOf(property(said, "hs_lastmodifieddate") ?? order.updatedAt),
    placedAt,
    currency: property(said, "hs_currency_code"),
    buyer,
    shipTo,
    requestedDate: dayOf(property(said, "hs_requested_delivery_date")),
    lines,
    note: fittingNote(property(said, "hs_order_note"), warnings),
    canceled: order.archived === true || CANCELED.test(status),
    doubts: doubtsOf(payload),
    provenance: takenFrom({
      "buyer.code": buyer.code === null ? null : payload.company ? "company.id" : "contact.id",
      "buyer.name":
        buyer.name === null ? null : payload.company ? "company.properties.name" : "contact.properties",
      shipTo: shipTo === null ? null : "order.properties.hs_shipping_address_street",
      lines: "lineItems",
    }),
  };
}

const NO_LINES: Issue = {
  code: "ORDER_WITHOUT_LINES",
  message:
    "The order comes without line items: HubSpot keeps them as objects of their own, which have to be fetched with it.",
  at: "lineItems",
};

const severalContacts = (people: number): Issue => ({
  code: "SEVERAL_CONTACTS",
  message: `${people} contacts belong to the order and none is primary; the oldest is taken.`,
  at: "contact",
});

type Properties = HubspotObject["properties"];

const property = (properties: Properties, name: string): string | null => properties[name] ?? null;

/** HubSpot leaves out what was not asked for, and quantities of one are often not written down. */
function doubtsOf({ lineItems, company, candidates }: HubspotOrder): string[] {
  const silent = lineItems.filter(
    ({ properties }) => exactDecimal(property(properties, "quantity")) === null,
  );
  const unstated = silent.map(
    ({ id }) => `Line item ${id ?? "without an id"} states no quantity; one is assumed.`,
  );
  const firms = candidates?.companies ?? 0;
  if (firms < 2) return unstated;
  const name = company?.properties.name ?? "one without a name";
  return [...unstated, `${firms} companies belong to the order and none is primary; ${name} is taken.`];
}

function lineOf({ id, properties }: HubspotObject, index: number): CanonicalOrderLine[] {
  const quantity = exactDecimal(property(properties, "quantity")) ?? "1";
  if (new Big(quantity).eq(0)) return [];
  const unitPrice =
    unitPriceOf(property(properties, "amount"), quantity) ?? exactDecimal(property(properties, "price"));
  return [
    {
      lineNumber: id ?? String(index + 1),
      sku: property(properties, "hs_sku"),
      description: property(properties, "name") ?? property(properties, "description"),
      quantity,
      unit: null,
      unitPrice,
    },
  ];
}

/** The company buys, and the contact is who asks for it; without a company, the contact is the buyer. */
function buyerOf({ order, contact, company }: HubspotOrder): PartyStatement {
  const person = contact?.properties ?? {};
  const firm = company?.properties ?? {};
  const fullName =
    [property(person, "firstname"), property(person, "lastname")].filter((part) => part).join(" ") || null;
  const companyName = property(firm, "name") ?? property(person, "company");
  const billing = addressOf(order.properties, "hs_billing_address");
  const own = company ? plainAddress(firm) : plainAddress(person);
  return {
    code: company?.id ?? contact?.id ?? null,
    otherCodes: [],
    kind: companyName !== null ? "ORGANIZATION" : fullName !== null ? "PERSON" : null,
    name: companyName ?? fullName,
    department: null,
    contactName: companyName === null ? null : fullName,
    emails: distinct([property(person, "email"), property(order.properties, "hs_billing_address_email")]),
    phones: distinct([property(person, "phone"), property(person, "mobilephone"), property(firm, "phone")]),
    taxId: null,
    ...(own === null && billing !== null
      ? { address: billing, addressRole: "BILLING" as const }
      : { address: own }),
  };
}

function addressOf(properties: Properties, prefix: string): PostalAddress | null {
  const part = (name: string): string | null => property(properties, `${prefix}_${name}`);
  return filled({
    recipient: part("name") ?? ([part("firstname"), part("lastname")].filter((one) => one).join(" ") || null),
    street: part("street"),
    city: part("city"),
    region: part("state"),
    postalCode: part("postal_code"),
    country: part("country"),
    phone: part("phone"),
  });
}

function plainAddress(properties: Properties): PostalAddress | null {
  const part = (name: string): string | null => property(properties, name);
  return filled({
    recipient: part("name"),
    street: part("address"),
    more: part("address2"),
    city: part("city"),
    region: part("state"),
    postalCode: part("zip"),
    country: part("country"),
    phone: null,
  });
}

interface AddressParts extends Omit<PostalAddress, "department" | "lines"> {
  readonly street: string | null;
  readonly more?: string | null;
}

/** An address with a place in it, or none. */
function filled({ street, more = null, ...rest }: AddressParts): PostalAddress | null {
  if ([street, rest.city, rest.postalCode].every((part) => part === null)) return null;
  const lines = [street, more].flatMap((line) => line?.split(/\r?\n/) ?? []).map((line) => line.trim());
  const country = rest.country === null ? null : (countryOf(rest.country) ?? rest.country);
  return { ...rest, country, department: null, lines: lines.filter((line) => line !== "").slice(0, 8) };
}

function momentOf(stamp: string | null): string | null {
  const time = stamp === null ? null : readTime({ stamp }, { timeZone: "UTC", dayFirst: null });
  return time?.kind === "time" ? time.at : null;
}

const dayOf = (text: string | null): string | null => (text === null ? null : readDay(text, null));
