import { z } from "zod";
import type { PostalAddress } from "../../domain/address.js";
import type { Tryton } from "./client.js";
import { refused } from "./fault.js";
import { firstId, found, madeId } from "./records.js";
import { link, stamp, text } from "./values.js";

const FIELDS = [
  ...["party", "party_name", "party.rec_name", "name", "street", "postal_code", "city"],
  ...["country", "country.code", "subdivision", "subdivision.name", "_timestamp"],
];
const addressRecord = z.object({
  ...{ id: z.int(), party_name: text, name: text, street: text, postal_code: text, city: text },
  ...{ country: link, subdivision: link, _timestamp: stamp },
  "party.": z.object({ rec_name: text }).nullish(),
  "country.": z.object({ code: text }).nullish(),
  "subdivision.": z.object({ name: text }).nullish(),
});
type AddressRecord = z.infer<typeof addressRecord>;

/** Addresses as they would be printed. A building's name is part of where the goods go, so it is a line. */
export async function addressesIn(tryton: Tryton, ids: readonly number[]) {
  const records = await found(tryton, "party.address", addressRecord, FIELDS, ids);
  return records.map((record) => ({ id: record.id, stamp: record._timestamp, address: addressOf(record) }));
}

const addressOf = (record: AddressRecord): PostalAddress => ({
  recipient: record.party_name ?? record["party."]?.rec_name ?? null,
  department: null,
  lines: [record.name ?? "", ...(record.street ?? "").split(/\r?\n/)].filter((line) => line !== ""),
  city: record.city,
  region: record["subdivision."]?.name ?? null,
  postalCode: record.postal_code,
  country: record["country."]?.code ?? null,
  phone: null,
});

/**
 * The party's address that says exactly this, made if there is none yet. No address is ever written over:
 * other orders go there, too.
 */
export async function addressFor(tryton: Tryton, party: number, wanted: PostalAddress): Promise<number> {
  const values = await addressThere(tryton, wanted);
  const domain = [
    ["party", "=", party],
    ...Object.entries(values).map(([field, value]) => [field, "=", value]),
  ];
  const known = await firstId(tryton, "party.address", domain);
  return known ?? madeId(await tryton.call("model.party.address.create", [[{ party, ...values }]]));
}

/** Tryton has no field for a department: it stands behind the name, where the label shows it. */
export async function addressThere(tryton: Tryton, wanted: PostalAddress) {
  const { recipient, department, lines, city, postalCode, country, region } = wanted;
  const countryId = country === null ? null : await countryFor(tryton, country);
  const name = [recipient, department].filter((part) => part !== null).join(", ");
  return {
    party_name: name === "" ? null : name,
    name: null,
    street: lines.join("\n"),
    postal_code: postalCode,
    city,
    country: countryId,
    subdivision:
      countryId === null || region === null ? null : await subdivisionFor(tryton, countryId, region),
  };
}

async function countryFor(tryton: Tryton, code: string): Promise<number> {
  const country = await firstId(tryton, "country.country", [["code", "=", code.toUpperCase()]]);
  if (country === null) throw refused("VALIDATION", `Tryton knows no country ${code}`);
  return country;
}

/** A region that Tryton does not know is left out: the postal code says where it is. */
function subdivisionFor(tryton: Tryton, country: number, region: string): Promise<number | null> {
  const names = [
    "OR",
    ["name", "ilike", region],
    ["code", "ilike", region],
    ["code", "ilike", `%-${region}`],
  ];
  return firstId(tryton, "country.subdivision", [["country", "=", country], names]);
}
