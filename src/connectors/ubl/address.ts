import type { PostalAddress } from "../../domain/address.js";
import { countryOf } from "../reading/values/countries.js";
import { find, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";

type Addressee = Partial<Pick<PostalAddress, "recipient" | "department" | "phone">>;

/** Countries whose house numbers stand before the street. */
const NUMBER_FIRST: ReadonlySet<string> = new Set([
  "AU",
  "CA",
  "FR",
  "GB",
  "IE",
  "IN",
  "LU",
  "MY",
  "NZ",
  "SG",
  "US",
  "ZA",
]);
const LINES_MAX = 8;

/** An address as the hub keeps it; null if the element is missing or holds nothing that leads anywhere. */
export function addressOf(element: XmlElement | null, addressee: Addressee = {}): PostalAddress | null {
  if (element === null) return null;
  const country = countryFrom(element);
  const address: PostalAddress = {
    recipient: addressee.recipient ?? null,
    department: addressee.department ?? textOf(element, "Department"),
    lines: linesOf(element, country),
    city: textOf(element, "CityName"),
    region: textOf(element, "CountrySubentity") ?? textOf(element, "CountrySubentityCode"),
    postalCode: textOf(element, "PostalZone"),
    country,
    phone: addressee.phone ?? null,
  };
  const { lines, city, postalCode } = address;
  return lines.length > 0 || city !== null || postalCode !== null ? address : null;
}

function countryFrom(element: XmlElement): string | null {
  const country = find(element, "Country");
  const stated = textOf(country, "IdentificationCode") ?? textOf(country, "Name");
  if (stated === null || /^[A-Z]{2}$/.test(stated)) return stated === "UK" ? "GB" : stated;
  return countryOf(stated) ?? countryOf(stated.toUpperCase()) ?? stated;
}

function linesOf(element: XmlElement, country: string | null): string[] {
  const street = [textOf(element, "StreetName"), textOf(element, "BuildingNumber")];
  if (country !== null && NUMBER_FIRST.has(country)) street.reverse();
  const lines = [
    textOf(element, "BuildingName"),
    street.filter((part) => part !== null).join(" "),
    textOf(element, "AdditionalStreetName"),
    textOf(element, "BlockName"),
    labeled("Floor", textOf(element, "Floor")),
    labeled("Room", textOf(element, "Room")),
    labeled("PO Box", textOf(element, "Postbox")),
    ...textsOf(element, "AddressLine", "Line"),
    textOf(element, "CitySubdivisionName"),
  ].filter((line) => line !== null);
  const distinct = [...new Set(lines)].filter((line) => line !== "");
  if (distinct.length <= LINES_MAX) return distinct;
  return [...distinct.slice(0, LINES_MAX - 1), distinct.slice(LINES_MAX - 1).join(", ")];
}

/** A bare number says nothing on a label; a text says itself what it is. */
const labeled = (label: string, text: string | null): string | null =>
  text !== null && /^\d+\p{L}?$/u.test(text) ? `${label} ${text}` : text;
