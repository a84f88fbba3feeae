import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import { readAddress } from "./address-text.js";
import type { OrderColumn } from "./columns.js";
import { currencyInHeader } from "./columns.js";
import { countryOf, postalCodeFits } from "./countries.js";
import { isCompany } from "./order-words.js";
import type { TableOrder, TableValue } from "./table-shape.js";

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
  return {
    externalId: context.externalId,
    externalNumber: textOf(head.orderNumber),
    poNumber: textOf(head.poNumber),
    externalVersion: null,
    placedAt: head.orderDate === undefined ? context.placedAt : `${head.orderDate.value}T00:00:00Z`,
    currency: textOf(head.currency) ?? currencyInHeader(priceHeader) ?? context.currency,
    buyer: buyerOf(head, context),
    shipTo: shipToOf(head, context.country),
    requestedDate: textOf(head.requestedDate),
    lines: order.lines.map(
      ({ values }, at): CanonicalOrderLine => ({
        lineNumber: values.lineNumber?.value ?? String(at + 1),
        sku: textOf(values.sku),
        description: textOf(values.description),
        quantity: values.quantity?.value ?? "0",
        unit: textOf(values.unit),
        unitPrice: textOf(values.unitPrice),
      }),
    ),
    note: textOf(head.note),
    canceled: order.canceled,
    doubts: [...order.doubts],
    provenance: provenanceOf(order, context),
  };
}

const textOf = (value: TableValue | undefined): string | null => value?.value ?? null;

function buyerOf(head: Head, { codeSystem, country }: TableOrderContext): PartyStatement {
  const code = textOf(head.customerCode);
  const name = textOf(head.customerName);
  const isOrganization =
    (name !== null && isCompany(name)) || head.taxId !== undefined || head.department !== undefined;
  return {
    code,
    otherCodes: code === null ? [] : [{ system: codeSystem, value: code }],
    kind: isOrganization ? "ORGANIZATION" : null,
    name,
    department: textOf(head.department),
    contactName: textOf(head.contactName),
    emails: listed(head.email),
    phones: listed(head.phone),
    taxId: textOf(head.taxId),
    address: addressOf(
      [head.address, head.address2],
      { city: head.city, region: head.region, postalCode: head.postalCode, country: head.country },
      { recipient: name, department: null, phone: null },
      country,
    ),
  };
}

/** Several addresses or numbers in one cell are separated by semicolons, commas or lines. */
function listed(value: TableValue | undefined): string[] {
  return (value?.value ?? "")
    .split(/\s*[;,、\n]\s*/)
    .filter((one) => one !== "")
    .slice(0, 20);
}

function shipToOf(head: Head, country: string | null): PostalAddress | null {
  const name = textOf(head.shipToName);
  // A single "Ship to" column holds the whole address.
  const whole =
    head.shipToAddress === undefined && name !== null ? readAddress(name.split("\n"), country) : null;
  if (whole !== null && head.shipToCity === undefined)
    return { ...whole, phone: whole.phone ?? textOf(head.shipToPhone) };
  return addressOf(
    [head.shipToAddress, head.shipToAddress2],
    {
      city: head.shipToCity,
      region: head.shipToRegion,
      postalCode: head.shipToPostalCode,
      country: head.shipToCountry,
    },
    {
      recipient: name ?? textOf(head.customerName),
      department: textOf(head.shipToDepartment),
      phone: textOf(head.shipToPhone),
    },
    country,
  );
}

interface Town {
  readonly city: TableValue | undefined;
  readonly region: TableValue | undefined;
  readonly postalCode: TableValue | undefined;
  readonly country: TableValue | undefined;
}

/** An address in one cell is read as text; one in several columns is taken as it stands. */
function addressOf(
  street: readonly (TableValue | undefined)[],
  town: Town,
  handed: Pick<PostalAddress, "recipient" | "department" | "phone">,
  fallback: string | null,
): PostalAddress | null {
  const lines = street
    .flatMap((value) => (value === undefined ? [] : value.value.split("\n")))
    .filter((line) => line.trim() !== "");
  if (lines.length === 0) return null;
  const stated = town.country === undefined ? null : (countryOf(town.country.value) ?? town.country.value);
  const read =
    town.city === undefined && town.postalCode === undefined ? readAddress(lines, stated ?? fallback) : null;
  if (read !== null) {
    return {
      ...read,
      recipient: read.recipient ?? handed.recipient,
      department: read.department ?? handed.department,
      phone: read.phone ?? handed.phone,
      country: stated ?? read.country,
    };
  }
  const postalCode = textOf(town.postalCode);
  const assumed =
    fallback !== null && (postalCode === null || postalCodeFits(fallback, postalCode)) ? fallback : null;
  return {
    ...handed,
    lines: lines.slice(0, 8),
    city: textOf(town.city),
    region: textOf(town.region),
    postalCode,
    country: stated ?? assumed,
  };
}

/** The place of each order column in the hub's order. */
const PATHS: Partial<Readonly<Record<OrderColumn, string>>> = {
  orderNumber: "externalNumber",
  poNumber: "poNumber",
  orderDate: "placedAt",
  requestedDate: "requestedDate",
  status: "canceled",
  currency: "currency",
  note: "note",
  customerCode: "buyer.code",
  customerName: "buyer.name",
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
