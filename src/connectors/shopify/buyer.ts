import type { PostalAddress } from "../../domain/address.js";
import type { PartyStatement } from "../../domain/party.js";
import { distinct } from "../reading/values/clean-text.js";
import type { OrderPayload, ShopifyAddress } from "./payload.js";

type Customer = OrderPayload["customer"];

/** Who bought, as the shop states it, and which field the name was taken from. */
export function buyerOf(payload: OrderPayload): { buyer: PartyStatement; nameField: string | null } {
  const { customer, billing_address: billing, shipping_address: shipping } = payload;
  const home = customer?.default_address;
  // The customer's own record says best who they are; a shipping address may be somebody else's door.
  const company = firstOf([
    ["customer.default_address.company", home?.company],
    ["billing_address.company", billing?.company],
    ["shipping_address.company", shipping?.company],
  ]);
  const person = firstOf([
    ["customer.first_name", fullName(customer)],
    ["billing_address.name", billing && personOn(billing)],
    ["customer.default_address.name", home && personOn(home)],
    ["shipping_address.name", shipping && personOn(shipping)],
  ]);
  const name = company ?? person;
  const buyer: PartyStatement = {
    code: customer?.id ?? null,
    otherCodes: [],
    kind: company !== null ? "ORGANIZATION" : person !== null ? "PERSON" : null,
    name: name?.value ?? null,
    department: null,
    contactName: company === null ? null : (person?.value ?? null),
    emails: distinct([payload.email, payload.contact_email, customer?.email]),
    // The number on the parcel is the buyer's own only where the order names nobody else.
    phones: distinct([payload.phone, customer?.phone, home?.phone, (billing ?? shipping)?.phone]),
    taxId: null,
    ...addressOf(home, billing, shipping),
  };
  return { buyer, nameField: name?.field ?? null };
}

/** The first address there is, and what it is for: a default address is for whatever comes. */
function addressOf(
  home: ShopifyAddress | null | undefined,
  billing: ShopifyAddress | null | undefined,
  shipping: ShopifyAddress | null | undefined,
): Pick<PartyStatement, "address" | "addressRole"> {
  const general = postalAddressOf(home);
  if (general !== null) return { address: general };
  const billed = postalAddressOf(billing);
  if (billed !== null) return { address: billed, addressRole: "BILLING" };
  const shipped = postalAddressOf(shipping);
  return shipped === null ? { address: null } : { address: shipped, addressRole: "SHIPPING" };
}

/** Countries whose labels carry the code of the state, `OR`, and not its name. */
const REGION_BY_CODE: ReadonlySet<string> = new Set(["US", "CA", "AU", "BR", "MX"]);

/** The address as the hub keeps it; null where the shop sends an address with nothing in it. */
export function postalAddressOf(address: ShopifyAddress | null | undefined): PostalAddress | null {
  if (!address || Object.values(address).every((value) => value === null)) return null;
  const country = address.country_code ?? address.country;
  const byCode = country !== null && REGION_BY_CODE.has(country);
  return {
    recipient: address.company ?? personOn(address),
    department: null,
    lines: [address.address1, address.address2].filter((line) => line !== null),
    city: address.city,
    region: byCode
      ? (address.province_code ?? address.province)
      : (address.province ?? address.province_code),
    postalCode: address.zip,
    country,
    phone: address.phone,
  };
}

export function personOn(address: ShopifyAddress): string | null {
  return fullName(address) ?? address.name;
}

function fullName(party: Customer | ShopifyAddress): string | null {
  const name = [party?.first_name, party?.last_name].filter((part) => part).join(" ");
  return name === "" ? null : name;
}

function firstOf(choices: readonly (readonly [string, string | null | undefined])[]) {
  for (const [field, value] of choices) {
    if (value !== null && value !== undefined) return { field, value };
  }
  return null;
}
