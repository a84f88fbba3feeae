import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import { isOrderId } from "../../domain/order-reference.js";
import type { SapSettings } from "./settings.js";

/** How many characters SAP's fields take. What does not fit is refused, never cut: half of it would be something else. */
const CHARS = {
  ExternalItemID: 40,
  UnderlyingPurchaseOrderItem: 6,
  text: 40,
  name: 40,
  street: 60,
  city: 40,
} as const;
const ADDRESS_LINES_MAX = 3;

/** A day as OData 2 writes it. */
export const sapDate = (day: string): string => `/Date(${Date.parse(`${day}T00:00:00Z`)})/`;

/** Our id as it stands there: SAP's reference is one character shorter than a UUID with its dashes. */
export const referenceIn = (reference: string): string =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reference) ? reference.replaceAll("-", "") : reference;

/** The id that was written there as `referenceIn` does, or whole into a longer field; null for what is none of ours. */
export function orderIdIn(written: string): string | null {
  const [, ...parts] =
    /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(written) ?? [];
  const id = parts.length === 0 ? written : parts.join("-");
  return isOrderId(id) ? id : null;
}

/** Why SAP could not hold a line; null if it can. */
export function faultOfLine(
  { lineNumber, sku }: CanonicalOrderLine,
  { lineField }: SapSettings,
): string | null {
  if (sku === null) return `line ${lineNumber} names no article`;
  return lineNumber.length > CHARS[lineField]
    ? `line number ${lineNumber} is longer than ${lineField} takes`
    : null;
}

export const faultOfText = (text: string): string | null =>
  text.length > CHARS.text ? `"${text}" is longer than the ${CHARS.text} characters of an item's text` : null;

/** An item as SAP makes it. A description that is too long stays away: the material has one of its own. */
export function itemValues(
  line: CanonicalOrderLine,
  currency: string | null,
  day: string | null,
  settings: SapSettings,
) {
  const { lineNumber, sku, description, quantity, unit, unitPrice } = line;
  const sapUnit = unit === null ? undefined : settings.units[unit];
  const price = {
    ConditionType: settings.priceCondition,
    ConditionRateValue: unitPrice,
    ConditionQuantity: "1",
  };
  return {
    ...{ [settings.lineField]: lineNumber, Material: sku, RequestedQuantity: quantity },
    ...(sapUnit === undefined ? {} : { RequestedQuantityUnit: sapUnit }),
    ...(description === null || faultOfText(description) !== null ? {} : { SalesOrderItemText: description }),
    ...(unitPrice === null
      ? {}
      : { to_PricingElement: [{ ...price, ...(currency === null ? {} : { ConditionCurrency: currency }) }] }),
    ...(day === null
      ? {}
      : { to_ScheduleLine: [{ RequestedDeliveryDate: sapDate(day), ScheduleLineOrderQuantity: quantity }] }),
  };
}

/** Why SAP could not hold an address; null if it can. */
export function faultOfAddress({ recipient, lines, city, country }: PostalAddress): string | null {
  if (lines.length > ADDRESS_LINES_MAX) return `SAP takes up to ${ADDRESS_LINES_MAX} lines of address`;
  const long = [
    ...lines.filter((line) => line.length > CHARS.street),
    ...(city !== null && city.length > CHARS.city ? [city] : []),
    ...(recipient !== null && recipient.length > CHARS.name ? [recipient] : []),
  ];
  if (long[0] !== undefined) return `"${long[0]}" is longer than SAP takes`;
  return country === null || !/^[A-Z]{2}$/.test(country) ? "SAP needs the country as a code" : null;
}

/** Every part is stated, so that nothing of the old address stays. */
export function addressValues({
  recipient,
  department,
  lines,
  city,
  region,
  postalCode,
  country,
  phone,
}: PostalAddress) {
  const [street = "", second = "", third = ""] = lines;
  return {
    ...{
      OrganizationName1: recipient ?? "",
      OrganizationName2: department ?? "",
      StreetName: street,
      HouseNumber: "",
    },
    ...{
      StreetSuffixName: second,
      AdditionalStreetSuffixName: third,
      CityName: city ?? "",
      Region: region ?? "",
    },
    ...{ PostalCode: postalCode ?? "", Country: country ?? "", PhoneNumber: phone ?? "" },
  };
}
