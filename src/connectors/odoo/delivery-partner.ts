import type { PostalAddress } from "../../domain/address.js";
import type { Talk } from "../execution-client.js";
import { type Called, call, searchRead } from "./call.js";
import { idIn } from "./compose.js";
import type { OdooSettings } from "./settings.js";

/**
 * The delivery address of a customer that says this, made if there is none. Addresses are partners of their own that
 * other orders use, too: none is ever changed. One that was made in vain is found again.
 */
export async function deliveryPartner(
  settings: OdooSettings,
  talk: Talk,
  address: PostalAddress,
  customer: number,
): Promise<Called> {
  const values = await valuesOf(settings, talk, address);
  const domain = Object.entries(values).map(([field, value]) => [field, "=", value] as const);
  const known = await searchRead(
    settings,
    talk.look,
    "res.partner",
    [...domain, ["parent_id", "=", customer]],
    ["name"],
  );
  const id = idIn(known[0], "id");
  if (id !== null) return { ok: true, value: id };
  const made = await call(settings, talk, "res.partner/create", {
    vals_list: [{ ...values, parent_id: customer, is_company: false }],
  });
  return made.ok ? { ok: true, value: firstId(made.value) } : made;
}

/** `create` answers with a list of ids. */
export const firstId = (value: unknown): number | null => {
  const id = Array.isArray(value) ? value[0] : value;
  return typeof id === "number" ? id : null;
};

async function valuesOf(settings: OdooSettings, talk: Talk, address: PostalAddress) {
  const { recipient, department, lines, city, region, postalCode, country, phone } = address;
  const [street, ...rest] = lines;
  const isCode = country !== null && /^[A-Z]{2}$/.test(country);
  const countries = isCode
    ? await searchRead(settings, talk.look, "res.country", [["code", "=", country]], ["name"])
    : [];
  const countryId = idIn(countries[0], "id");
  const states =
    region === null || countryId === null
      ? []
      : await searchRead(
          settings,
          talk.look,
          "res.country.state",
          [["country_id", "=", countryId]],
          ["code", "name"],
        );
  const state = states.find((one) => {
    const { code, name } = one as { code?: unknown; name?: unknown };
    return [code, name].some(
      (text) => typeof text === "string" && text.toLowerCase() === region?.toLowerCase(),
    );
  });
  return {
    ...{ type: "delivery", name: department ?? recipient ?? street ?? false, street: street ?? false },
    ...{
      street2: rest.length === 0 ? false : rest.join(", "),
      zip: postalCode ?? false,
      city: city ?? false,
    },
    ...{ state_id: idIn(state, "id") ?? false, country_id: countryId ?? false, phone: phone ?? false },
  };
}
