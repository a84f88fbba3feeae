import type { PostalAddress } from "../../domain/address.js";
import { countryOf } from "../reading/values/countries.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";

const LINES_MAX = 8;

/**
 * An `Address` or a `Contact` with one: a company's name, the persons or units it is delivered to, the
 * street. Null if it leads nowhere.
 */
export function addressOf(element: XmlElement | null): PostalAddress | null {
  const postal = find(element, "PostalAddress");
  if (element === null || postal === null) return null;
  const name = textOf(element, "Name");
  const deliverTo = [...new Set(textsOf(postal, "DeliverTo"))].filter((one) => one !== name);
  const streets = textsOf(postal, "Street");
  const address: PostalAddress = {
    recipient: name ?? deliverTo[0] ?? null,
    department: (name === null ? deliverTo.slice(1) : deliverTo).join(", ") || null,
    lines:
      streets.length > LINES_MAX
        ? [...streets.slice(0, LINES_MAX - 1), streets.slice(LINES_MAX - 1).join(", ")]
        : streets,
    city: textOf(postal, "City") ?? textOf(postal, "Municipality"),
    region: textOf(postal, "State"),
    postalCode: textOf(postal, "PostalCode"),
    country: countryIn(find(postal, "Country")) ?? attributeOf(element, "isoCountryCode"),
    phone: phonesIn(element)[0] ?? extrinsicOf(postal, "phone"),
  };
  const { lines, city, postalCode } = address;
  return lines.length > 0 || city !== null || postalCode !== null ? address : null;
}

function countryIn(country: XmlElement | null): string | null {
  const code = attributeOf(country, "isoCountryCode");
  if (code !== null) return code.toUpperCase();
  const name = textOf(country);
  return name === null ? null : (countryOf(name) ?? name);
}

/** Telephone numbers, put together from their parts: `+1 800 5551212 ext. 12`. */
export function phonesIn(element: XmlElement | null): string[] {
  return findAll(element, "Phone", "TelephoneNumber").flatMap((number) => {
    const own = textOf(number, "Number");
    if (own === null) return [];
    const country = dialCodeOf(find(number, "CountryCode"));
    const extension = textOf(number, "Extension");
    const parts = [
      country === null ? null : `+${country}`,
      textOf(number, "AreaOrCityCode"),
      own,
      extension === null ? null : `ext. ${extension}`,
    ];
    return [parts.filter((part) => part !== null).join(" ")];
  });
}

/** The number that is dialed for a country; some senders write it where the country's name belongs, and the other way round. */
function dialCodeOf(country: XmlElement | null): string | null {
  const stated = [textOf(country), attributeOf(country, "isoCountryCode")];
  return stated.flatMap((text) => /^\+?(\d{1,4})$/.exec(text ?? "")?.[1] ?? [])[0] ?? null;
}

/** A value that the sender has added under a name of its own. */
export function extrinsicOf(element: XmlElement | null, name: string): string | null {
  const found = findAll(element, "Extrinsic").find(
    (one) => attributeOf(one, "name")?.toLowerCase() === name.toLowerCase(),
  );
  return textOf(found);
}
