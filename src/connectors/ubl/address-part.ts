import type { PostalAddress } from "../../domain/address.js";
import type { XmlPart } from "../reading/xml/write-xml.js";
import { cac, cbc } from "./ubl-part.js";

/** An address of ours, under the name that its place in the document has for it. */
export function addressPart(
  name: "Address" | "PostalAddress",
  { lines, city, postalCode, region, country }: PostalAddress,
): XmlPart | null {
  const [street = null, second = null, ...rest] = lines;
  return cac(
    name,
    cbc("StreetName", street),
    cbc("AdditionalStreetName", second),
    cbc("CityName", city),
    cbc("PostalZone", postalCode),
    cbc("CountrySubentity", region),
    cac("AddressLine", cbc("Line", rest.length === 0 ? null : rest.join(", "))),
    cac("Country", cbc("IdentificationCode", country)),
  );
}
