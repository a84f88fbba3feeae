import type { PostalAddress } from "../../domain/address.js";
import type { Talk } from "../execution-client.js";
import { firstText } from "../reading/json/tree-path.js";
import type { ErpnextSettings } from "./settings.js";
import { type Acted, type Filter, listOf, makeDocument } from "./site.js";

/**
 * The name of the address document that says this, made if there is none. Addresses are documents of their own
 * that other orders use, too: none is ever changed. One that was made in vain does no harm, and is found again.
 */
export async function addressNamed(
  settings: ErpnextSettings,
  talk: Talk,
  address: PostalAddress,
  customer: string,
): Promise<Acted> {
  const country = await countryNamed(settings, talk, address.country);
  const values = valuesOf(address, country);
  const stated = Object.entries(values).filter(([, value]) => value !== "");
  const filters: Filter[] = [
    // What it does not say, the other must not say either.
    ...Object.entries(values).map(
      ([field, value]): Filter => (value === "" ? [field, "is", "not set"] : [field, "=", value]),
    ),
    ["Dynamic Link", "link_name", "=", customer],
  ];
  const [known] = await listOf(settings, talk.look, "Address", filters, ["name"]);
  const name = firstText(known, ["name"]);
  if (name !== null) return { ok: true, value: name };
  const links = [{ link_doctype: "Customer", link_name: customer }];
  const made = await makeDocument(settings, talk, "Address", { ...Object.fromEntries(stated), links });
  return made.ok ? { ok: true, value: firstText(made.value, ["name"]) } : made;
}

function valuesOf(
  { recipient, department, lines, city, region, postalCode, phone }: PostalAddress,
  country: string,
) {
  const [first = "", ...rest] = lines;
  const title = [recipient, department].filter((part) => part !== null).join(", ");
  return {
    ...{ address_title: title === "" ? first : title, address_type: "Shipping", address_line1: first },
    ...{ address_line2: rest.join(", "), city: city ?? "", state: region ?? "", pincode: postalCode ?? "" },
    ...{ country, phone: phone ?? "" },
  };
}

/** ERPNext names countries in English and keeps their codes in lower case. */
async function countryNamed(settings: ErpnextSettings, talk: Talk, country: string | null): Promise<string> {
  const code = country ?? settings.country;
  if (code === null || !/^[A-Z]{2}$/.test(code)) return code ?? "";
  const filters: Filter[] = [["code", "=", code.toLowerCase()]];
  const [found] = await listOf(settings, talk.look, "Country", filters, ["name"]);
  return firstText(found, ["name"]) ?? code;
}
