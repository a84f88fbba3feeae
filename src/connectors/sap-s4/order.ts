import Big from "big.js";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { Issue } from "../connector.js";
import { fittingNote, takenFrom } from "../reading/json/order.js";
import { firstText } from "../reading/json/tree-path.js";
import { distinct } from "../reading/values/clean-text.js";
import { unitPriceOf } from "../reading/values/exact-amounts.js";
import { readDay, readTime } from "../reading/values/zoned-time.js";
import type { SapItem, SapOrder, SapPartner } from "./payload.js";

/** Functions of partners, as English and as German systems call them. */
const SHIP_TO: ReadonlySet<string> = new Set(["SH", "WE"]);
const SOLD_TO: ReadonlySet<string> = new Set(["SP", "AG"]);
/** All lines of such an order were rejected. */
const ALL_REJECTED = "C";

/** Turns one sales order of S/4HANA into ours, or into the reason why it is none. */
export function toOrder(payload: SapOrder, warnings: Issue[]): CanonicalOrder | Issue {
  const externalId = payload.SalesOrder;
  if (externalId === null)
    return {
      code: "FIELD_MISSING",
      message: '"SalesOrder" is missing: the order has no number.',
      at: "SalesOrder",
    };
  const items = payload.to_Item ?? payload._Item;
  if (items === null) return NOT_EXPANDED;
  const wanted = items.filter(({ SalesDocumentRjcnReason: rejected }) => rejected === null);
  const isCanceled =
    payload.OverallSDDocumentRejectionSts === ALL_REJECTED || (items.length > 0 && wanted.length === 0);
  const lines = (isCanceled ? items : wanted).flatMap(lineOf);
  if (lines.length === 0) return NO_ITEMS;
  const placedAt = placed(payload);
  if (placedAt === null)
    return {
      code: "FIELD_MISSING",
      message: 'The order states no "CreationDate" that can be read.',
      at: "CreationDate",
    };
  if (payload.DeliveryBlockReason !== null) {
    const message = `The order is blocked for delivery in the ERP (${payload.DeliveryBlockReason}).`;
    warnings.push({ code: "DELIVERY_BLOCKED", message, at: "DeliveryBlockReason" });
  }
  const partners = payload.to_Partner ?? payload._Partner ?? [];
  const shipTo = addressOf(partners.find(({ PartnerFunction: role }) => SHIP_TO.has(role ?? "")));
  return {
    externalId,
    externalNumber: externalId,
    poNumber: payload.PurchaseOrderByCustomer,
    externalVersion: versionOf(payload),
    placedAt,
    currency: payload.TransactionCurrency,
    buyer: buyerOf(payload, partners),
    shipTo,
    requestedDate:
      payload.RequestedDeliveryDate === null ? null : readDay(payload.RequestedDeliveryDate, null),
    lines,
    note: fittingNote(textsOf(payload), warnings),
    canceled: isCanceled,
    doubts: [],
    provenance: takenFrom({
      "buyer.code": payload.SoldToParty === null ? null : "SoldToParty",
      shipTo: shipTo === null ? null : "to_Partner",
      lines: "to_Item",
    }),
  };
}

const textsOf = ({ to_Text: texts, _Text: newer }: SapOrder): string | null =>
  [...new Set((texts ?? newer ?? []).flatMap(({ LongText: words }) => words ?? []))].join("\n") || null;

const NO_ITEMS: Issue = {
  code: "ORDER_WITHOUT_LINES",
  message: "The order has no items with a quantity.",
  at: "to_Item",
};
const NOT_EXPANDED: Issue = {
  code: "ORDER_WITHOUT_LINES",
  message: "The order comes without its items: it has to be read with $expand=to_Item.",
  at: "to_Item",
};

function lineOf(item: SapItem, index: number): CanonicalOrderLine[] {
  const quantity = item.RequestedQuantity;
  if (new Big(quantity).eq(0)) return [];
  return [
    {
      lineNumber: item.SalesOrderItem ?? String(index + 1),
      sku: item.Material ?? item.Product ?? item.MaterialByCustomer,
      description: item.SalesOrderItemText,
      quantity,
      unit: item.RequestedQuantityUnit ?? item.RequestedQuantitySAPUnit,
      unitPrice: unitPriceOf(item.NetAmount, quantity),
    },
  ];
}

function placed({ CreationDate: day, CreationTime: time, SalesOrderDate: ordered }: SapOrder): string | null {
  const stamp = day ?? ordered;
  return stamp === null ? null : momentOf(stamp, durationClock(time));
}

/** OData 2 writes a time of day as a duration: `PT10H05M00S`. */
function durationClock(time: string | null): string | null {
  const [found, hours = "0", minutes = "0", seconds = "0"] =
    /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})S)?$/.exec(time ?? "") ?? [];
  if (found === undefined) return time;
  return [hours, minutes, seconds].map((part) => part.padStart(2, "0")).join(":");
}

/** The moment of the last change, or that which is hidden in the ETag: `W/"datetimeoffset'2016-09-02T06%3A15…'"`. */
function versionOf(payload: SapOrder): string | null {
  if (payload.LastChangeDateTime !== null) return momentOf(payload.LastChangeDateTime, null);
  const etag = payload.__metadata?.etag ?? payload["@odata.etag"] ?? "";
  const [, inside = ""] = /'([\dTZ:.%A-Fa-f+-]{10,60})'/.exec(etag) ?? [];
  return momentOf(inside.replace(/%3A/gi, ":"), null);
}

function momentOf(stamp: string, clock: string | null): string | null {
  const day = clock === null ? stamp : (readDay(stamp, null) ?? stamp);
  const time = readTime({ stamp: day, clock, zone: "UTC" }, { timeZone: "UTC", dayFirst: null });
  return time?.kind === "time" ? time.at : null;
}

function buyerOf({ SoldToParty: code }: SapOrder, partners: readonly SapPartner[]): PartyStatement {
  const partner = partners.find(({ PartnerFunction: role }) => SOLD_TO.has(role ?? ""));
  const [entity] = partner?.to_Address ?? partner?._Address ?? [];
  const address = addressOf(partner);
  return {
    code,
    otherCodes: [],
    kind: null,
    name: nameIn(entity),
    department: null,
    contactName: null,
    emails: distinct([firstText(entity, ["EmailAddress"])]),
    phones: distinct([firstText(entity, ["PhoneNumber", "MobilePhoneNumber"])]),
    taxId: null,
    address,
  };
}

const nameIn = (entity: unknown): string | null =>
  firstText(entity, [
    "OrganizationName1",
    "BusinessPartnerName1",
    "AddresseeFullName",
    "FullName",
    "PersonFullName",
  ]);

function addressOf(partner: SapPartner | undefined): PostalAddress | null {
  const [entity] = partner?.to_Address ?? partner?._Address ?? [];
  if (entity === undefined) return null;
  const street = firstText(entity, ["StreetName", "StreetPrefixName"]);
  const house = firstText(entity, ["HouseNumber"]);
  return {
    recipient: nameIn(entity),
    department: firstText(entity, ["OrganizationName2", "BusinessPartnerName2"]),
    lines: [[street, house].filter((part) => part !== null).join(" ")].filter((line) => line !== ""),
    city: firstText(entity, ["CityName"]),
    region: firstText(entity, ["Region"]),
    postalCode: firstText(entity, ["PostalCode"]),
    country: firstText(entity, ["Country"]),
    phone: firstText(entity, ["PhoneNumber"]),
  };
}
