import type { PostalAddress } from "../../../domain/address.js";
import { readAddress } from "../values/address-text.js";
import { countryOf, postalCodeFits } from "../values/countries.js";
import type { TableOrder, TableValue } from "./shape.js";

/** Where only the street is called that of the delivery, and there is no other, the town beside it is its own. */
export function townOfShipTo(head: TableOrder["head"]): Town {
  const {
    shipToCity: city,
    shipToRegion: region,
    shipToPostalCode: postalCode,
    shipToCountry: country,
  } = head;
  const isBare = [city, region, postalCode, country].every((value) => value === undefined);
  return isBare && head.address === undefined ? head : { city, region, postalCode, country };
}

/** What is beside the street. */
export interface Town {
  readonly city?: TableValue | undefined;
  readonly region?: TableValue | undefined;
  readonly postalCode?: TableValue | undefined;
  readonly country?: TableValue | undefined;
}

/** An address in one cell is read as text; one in several columns is taken as it stands. */
export function addressOf(
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

const textOf = (value: TableValue | undefined): string | null => value?.value ?? null;
