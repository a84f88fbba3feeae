import Big from "big.js";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { withAttention } from "../reading/json/shop-words.js";
import { distinct, sortableInstant } from "../reading/values/clean-text.js";
import { countryOf } from "../reading/values/countries.js";
import { exactDecimal } from "../reading/values/exact-amounts.js";
import { isoDay } from "../reading/values/iso-time.js";
import type { OrderItem, SalesforceOrder } from "./payload.js";
import type { SalesforceSettings } from "./settings.js";

const CANCELED = /^cancell?ed$/i;

/** Turns an order of Salesforce into ours, or into the reason why it is none. */
export function toOrder(
  said: SalesforceOrder,
  settings: SalesforceSettings,
  warnings: Issue[],
): CanonicalOrder | Issue {
  if (said.OrderItems?.done === false) return ITEMS_CUT_OFF;
  const items = said.OrderItems?.records ?? [];
  const lines = items.flatMap(lineOf);
  if (lines.length === 0) return NO_ITEMS;
  const placedAt = sortableInstant(said.CreatedDate);
  if (placedAt === null)
    return { code: "FIELD_MISSING", message: "The order states no date of creation.", at: "CreatedDate" };
  const shipTo = withAttention(addressOf(said, "Shipping"), said.ShipToContact?.Name ?? null);
  const { requestedDateField } = settings;
  const wanted = requestedDateField === null ? null : said[requestedDateField];
  return {
    externalId: said.Id,
    externalNumber: said.OrderNumber,
    poNumber: said.PoNumber,
    // Not the newest of its items: that would step back when an item is deleted.
    externalVersion: sortableInstant(said.SystemModstamp),
    placedAt,
    currency: said.CurrencyIsoCode ?? settings.currency,
    buyer: buyerOf(said, settings),
    shipTo,
    requestedDate: typeof wanted === "string" ? isoDay(wanted) : null,
    lines,
    note: fittingNote(said.Description, warnings),
    canceled: CANCELED.test(said.StatusCode ?? "") || CANCELED.test(said.Status ?? ""),
    doubts: [],
    provenance: takenFrom({
      "buyer.code": said.AccountId === null ? null : "AccountId",
      "buyer.name": said.Account?.Name ? "Account.Name" : null,
      shipTo: shipTo === null ? null : "ShippingAddress",
      lines: "OrderItems",
    }),
  };
}

const NO_ITEMS: Issue = {
  code: "ORDER_WITHOUT_LINES",
  message: "The order comes without order items: there is nothing to deliver.",
  at: "OrderItems",
};
const ITEMS_CUT_OFF: Issue = {
  code: "ITEMS_INCOMPLETE",
  message: "The list of order items goes on at another address, and the rest of it is not in this document.",
  at: "OrderItems",
};

function lineOf(item: OrderItem, index: number): CanonicalOrderLine[] {
  if (new Big(item.Quantity).eq(0)) return [];
  return [
    {
      lineNumber: item.OrderItemNumber ?? item.Id ?? String(index + 1),
      sku: item.Product2?.ProductCode ?? null,
      description: item.Description ?? item.Product2?.Name ?? null,
      quantity: item.Quantity,
      unit: item.Product2?.QuantityUnitOfMeasure ?? null,
      unitPrice: exactDecimal(item.UnitPrice),
    },
  ];
}

/** The account buys. Its number belongs to the system that the settings name, and to nobody if they name none. */
function buyerOf(said: SalesforceOrder, { accountNumberSystem }: SalesforceSettings): PartyStatement {
  const { Account: account, BillToContact: contact } = said;
  const number = account?.AccountNumber ?? null;
  const name = account?.Name ?? contact?.Name ?? null;
  const billing = addressOf(said, "Billing");
  return {
    code: said.AccountId,
    otherCodes:
      number === null || accountNumberSystem === null ? [] : [{ system: accountNumberSystem, value: number }],
    kind: account?.Name ? "ORGANIZATION" : name === null ? null : "PERSON",
    name,
    department: null,
    contactName: account?.Name ? (contact?.Name ?? null) : null,
    emails: distinct([contact?.Email]),
    phones: distinct([contact?.Phone, account?.Phone]),
    taxId: null,
    ...(billing === null ? { address: null } : { address: billing, addressRole: "BILLING" as const }),
  };
}

/** An address with a place in it, or none. The goods are handed to the account, or else to the contact. */
function addressOf(said: SalesforceOrder, prefix: "Shipping" | "Billing"): PostalAddress | null {
  const street = said[`${prefix}Street`];
  const [city, postalCode] = [said[`${prefix}City`], said[`${prefix}PostalCode`]];
  const written = said[`${prefix}Country`];
  if ([street, city, postalCode].every((part) => part === null)) return null;
  const contact = prefix === "Shipping" ? said.ShipToContact : said.BillToContact;
  const lines = (street ?? "").split(/\r?\n/).map((line) => line.trim());
  return {
    recipient: said.Account?.Name ?? contact?.Name ?? null,
    department: null,
    lines: lines.filter((line) => line !== "").slice(0, 8),
    city,
    region: said[`${prefix}State`],
    postalCode,
    country: written === null ? null : (countryOf(written) ?? written),
    phone: contact?.Phone ?? null,
  };
}
