import type { PostalAddress } from "../../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../../domain/order.js";
import type { PartyStatement } from "../../../domain/party.js";
import type { FieldProvenance } from "../../../domain/provenance.js";
import { isCompany } from "../prose/order-words.js";
import { readAddress } from "../values/address-text.js";
import { isoInstant } from "../values/iso-time.js";
import { addressOf, townOfShipTo } from "./address.js";
import type { OrderColumn } from "./columns.js";
import { currencyInHeader } from "./columns.js";
import type { TableOrder, TableValue } from "./shape.js";

export interface TableOrderContext {
  readonly externalId: string;
  /** ISO instant that stands in where the table has no order date. */
  readonly placedAt: string;
  readonly currency: string | null;
  readonly country: string | null;
  /** Name of the system that gave out the customer codes. */
  readonly codeSystem: string;
  /** The part of the message that a row is, for provenance. */
  partOf(row: number): string;
}

type Head = TableOrder["head"];

/** The hub's order for one order of a table, each value with the cell it came from. */
export function orderFromTable(order: TableOrder, context: TableOrderContext): CanonicalOrder {
  const { head } = order;
  const priceHeader = order.lines.find(({ values }) => values.unitPrice)?.values.unitPrice?.header ?? "";
  const shipTo = shipToOf(head, context.country);
  return {
    externalId: context.externalId,
    externalNumber: textOf(head.orderNumber),
    poNumber: textOf(head.poNumber),
    externalVersion: null,
    placedAt: placedAtOf(head.orderDate) ?? context.placedAt,
    currency:
      textOf(head.currency) ?? currencyInHeader(priceHeader) ?? currencyInPrices(order) ?? context.currency,
    buyer: buyerOf(head, context),
    shipTo,
    requestedDate: textOf(head.requestedDate),
    lines: order.lines.map(
      ({ values }, at): CanonicalOrderLine => ({
        lineNumber: values.lineNumber?.value ?? String(at + 1),
        sku: textOf(values.sku),
        description: describedBy(textOf(values.description), textOf(values.variant)),
        quantity: values.quantity?.value ?? "0",
        unit: textOf(values.unit),
        unitPrice: textOf(values.unitPrice),
      }),
    ),
    note: textOf(head.note),
    canceled: order.canceled,
    doubts: [...order.doubts, ...placelessTown(head, shipTo)],
    provenance: provenanceOf(order, context),
  };
}

/** A town to ship to and no street in it is no address; that it was stated is not forgotten. */
function placelessTown(head: Head, shipTo: PostalAddress | null): string[] {
  const { shipToCity, shipToRegion, shipToPostalCode, shipToCountry } = head;
  const stated = [shipToCity, shipToRegion, shipToPostalCode, shipToCountry].flatMap(
    (value) => textOf(value) ?? [],
  );
  if (shipTo !== null || (shipToCity === undefined && shipToPostalCode === undefined)) return [];
  return [`No street is given to ship to: ${stated.join(", ")}.`];
}

/** The currency that the prices themselves are written in, if all of them are. */
function currencyInPrices({ lines }: TableOrder): string | null {
  const stated = new Set(
    lines.flatMap(({ values: { unitPrice } }) =>
      unitPrice === undefined ? [] : [currencyInHeader(unitPrice.text)],
    ),
  );
  const [only = null] = stated;
  return stated.size === 1 ? only : null;
}

const textOf = (value: TableValue | undefined): string | null => value?.value ?? null;

/** The moment where the cell states one with its offset; else the day. */
function placedAtOf(date: TableValue | undefined): string | null {
  if (date === undefined) return null;
  const stated = isoInstant(date.text.replace(OFFSET_APART, "$1"), null, "UTC");
  return stated === null || stated.zoneUnknown ? `${date.value}T00:00:00Z` : stated.instant;
}

/** `10:01:00 +0000`, as shops write it. */
const OFFSET_APART = /\s+(Z|[+-]\d{2}:?\d{2})$/i;

/** What the article is, and in which of its kinds. */
function describedBy(description: string | null, variant: string | null): string | null {
  if (description === null || variant === null) return description ?? variant;
  return description.includes(variant) ? description : `${description} ${variant}`;
}

/** A company is who buys; the person beside it is whom to ask. */
function buyerOf(head: Head, { codeSystem, country }: TableOrderContext): PartyStatement {
  const code = textOf(head.customerCode);
  const { name: stated, below } = nameAndAddress(head);
  const person = fullName(head.firstName, head.lastName);
  const company = textOf(head.company);
  const named = isOneParty(head.customerCode, head.contactName) ? null : textOf(head.contactName);
  const name = company ?? stated ?? person ?? (named === null ? textOf(head.contactName) : null);
  const isOrganization =
    company !== null ||
    (name !== null && isCompany(name)) ||
    head.taxId !== undefined ||
    head.department !== undefined;
  return {
    code,
    otherCodes: code === null ? [] : [{ system: codeSystem, value: code }],
    kind: isOrganization ? "ORGANIZATION" : null,
    name,
    department: textOf(head.department),
    contactName: named ?? otherThan(name, textOf(head.contactName) ?? stated ?? person),
    emails: listed(head.email),
    phones: listed(head.phone),
    taxId: textOf(head.taxId),
    address: addressOf(
      below ?? [head.address, head.address2],
      { city: head.city, region: head.region, postalCode: head.postalCode, country: head.country },
      { recipient: name, department: null, phone: null },
      country,
    ),
  };
}

/** `BuyerId` beside `BuyerName`: the name is whose the code is, and not that of somebody to ask. */
function isOneParty(code: TableValue | undefined, name: TableValue | undefined): boolean {
  if (code === undefined || name === undefined) return false;
  const wordsOf = (header: string, last: RegExp): string =>
    header
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, "")
      .replace(last, "");
  return wordsOf(code.header, /(?:id|no|nr|number|code)$/) === wordsOf(name.header, /name$/);
}

/** A single "Bill to" column may hold the name and, below it, the address. */
function nameAndAddress(head: Head): { readonly name: string | null; readonly below: TableValue[] | null } {
  const { customerName } = head;
  const [name = "", ...rest] = (customerName?.value ?? "").split("\n");
  if (customerName === undefined || rest.length === 0 || head.address !== undefined)
    return { name: textOf(customerName), below: null };
  return { name: name.trim(), below: [{ ...customerName, value: rest.join("\n") }] };
}

function fullName(first: TableValue | undefined, last: TableValue | undefined): string | null {
  return [textOf(first), textOf(last)].filter((part) => part !== null).join(" ") || null;
}

const otherThan = (known: string | null, text: string | null): string | null =>
  text === known ? null : text;

/** Several addresses or numbers in one cell are separated by semicolons, commas or lines. */
function listed(value: TableValue | undefined): string[] {
  return (value?.value ?? "")
    .split(/\s*[;,、\n]\s*/)
    .filter((one) => one !== "")
    .slice(0, 20);
}

function shipToOf(head: Head, country: string | null): PostalAddress | null {
  const person = textOf(head.shipToName) ?? fullName(head.shipToFirstName, head.shipToLastName);
  const company = textOf(head.shipToCompany);
  const name = company ?? person;
  const attention = textOf(head.shipToContact) ?? otherThan(name, person);
  const handed = [textOf(head.shipToDepartment), attention === null ? null : `attn. ${attention}`]
    .filter((part) => part !== null)
    .join(", ");
  // A single "Ship to" column holds the whole address.
  const whole =
    name !== null && (head.shipToAddress === undefined || name.includes("\n"))
      ? readAddress(name.split("\n"), country)
      : null;
  if (whole !== null && (head.shipToCity === undefined || name?.includes("\n")))
    return { ...whole, phone: whole.phone ?? textOf(head.shipToPhone) };
  // "Deliver to" beside the only address, with nobody else it could be of.
  const isOnly =
    head.shipToAddress === undefined && name !== null && textOf(head.customerName ?? head.company) === null;
  return addressOf(
    isOnly ? [head.address, head.address2] : [head.shipToAddress, head.shipToAddress2],
    isOnly ? head : townOfShipTo(head),
    {
      recipient: name ?? textOf(head.company) ?? nameAndAddress(head).name,
      department: handed || null,
      phone: textOf(head.shipToPhone),
    },
    country,
  );
}

/** The place of each order column in the hub's order. */
const PATHS: Partial<Readonly<Record<OrderColumn, string>>> = {
  orderNumber: "externalNumber",
  poNumber: "poNumber",
  orderDate: "placedAt",
  requestedDate: "requestedDate",
  status: "canceled",
  canceledAt: "canceled",
  currency: "currency",
  note: "note",
  customerCode: "buyer.code",
  customerName: "buyer.name",
  company: "buyer.name",
  department: "buyer.department",
  contactName: "buyer.contactName",
  email: "buyer.emails",
  phone: "buyer.phones",
  taxId: "buyer.taxId",
  address: "buyer.address",
  shipToName: "shipTo.recipient",
  shipToDepartment: "shipTo.department",
  shipToAddress: "shipTo",
  shipToPhone: "shipTo.phone",
};

function provenanceOf(order: TableOrder, { partOf }: TableOrderContext): FieldProvenance[] {
  const at = (path: string, value: TableValue): FieldProvenance => ({
    path,
    part: partOf(value.row),
    rule: `column "${value.header}"`,
    text: value.text,
  });
  const head = (Object.entries(PATHS) as [OrderColumn, string][]).flatMap(([column, path]) => {
    const value = order.head[column];
    return value === undefined ? [] : [at(path, value)];
  });
  const lines = order.lines.flatMap(({ values }, index) =>
    Object.entries(values).map(([column, value]) => at(`lines.${index}.${column}`, value)),
  );
  return [...head, ...lines];
}
