import type { PartyStatement } from "../../src/domain/party.js";
import {
  chance,
  dialed,
  misheard,
  misread,
  mistyped,
  type Random,
  traditional,
} from "../identity/calm-companies/noise.js";
import type { Customer } from "./customers.js";
import { pickSkewed } from "./drawing.js";

/** The systems that state customers; the first keeps them in full and gives the codes. */
export const SYSTEMS = [
  { id: "sales-desk", connector: "order-file", side: "SALES_DESK" },
  { id: "partner-shop", connector: "standard-webhooks", side: "WEB" },
  { id: "mailbox", connector: "email", side: "EMAIL" },
  { id: "fax-line", connector: "fax", side: "FAX" },
  { id: "call-center", connector: "call-center", side: "CALL_CENTER" },
] as const;
export type System = (typeof SYSTEMS)[number];

const [SALES_DESK, ...DOORS] = SYSTEMS;

export interface Stated {
  readonly system: System;
  readonly party: PartyStatement;
}

/** The first record of a customer is the sales desk's own, and mostly complete. */
export function firstStatement(customer: Customer, random: Random): Stated {
  return { system: SALES_DESK, party: partyAs(customer, SALES_DESK, random) };
}

/** A later record: any door, written as people write, read and hear. */
export function laterStatement(customer: Customer, random: Random): Stated {
  const system = pickSkewed(random, DOORS);
  return { system, party: partyAs(customer, system, random) };
}

function partyAs(customer: Customer, { id }: System, random: Random): PartyStatement {
  const own = id === "sales-desk";
  const shows = (share: number): boolean => own || chance(random, share);
  const { person, code, contact, email, phone, taxId } = customer;
  const latin = !customer.han || (!own && chance(random, 0.15));
  const name = nameAs(customer, id, latin, random);
  const withEmail = id === "fax-line" || id === "call-center" ? chance(random, 0.2) : shows(0.85);
  return {
    code: own ? code : id === "partner-shop" ? `PS-${Math.floor(random() * 1e9)}` : null,
    otherCodes: !own && chance(random, 0.2) ? [{ system: "sales-desk", value: code }] : [],
    kind: own || chance(random, 0.4) ? (person ? "PERSON" : "ORGANIZATION") : null,
    name,
    department: null,
    contactName: !person && shows(0.4) ? contact : null,
    emails: withEmail ? [email] : [],
    phones: shows(withEmail ? 0.6 : 1) ? [own ? phone : written(phone, random)] : [],
    taxId: taxId !== null && shows(0.15) ? taxId : null,
    address: shows(id === "call-center" ? 0.5 : 0.85) ? addressAs(customer, latin, id, random) : null,
  };
}

/** Mobile numbers have no area that could be put in brackets. */
const written = (phone: string, random: Random): string =>
  phone.startsWith("+86 1") ? (chance(random, 0.5) ? phone : phone.slice(4)) : dialed(phone, random);

function nameAs({ names, han }: Customer, system: string, latin: boolean, random: Random): string {
  if (system === "sales-desk") return names.full;
  const chosen = latin ? names.latin : chance(random, 0.7) ? names.full : names.short;
  if (latin || !han) {
    const cased = chance(random, 0.2) ? chosen.toUpperCase() : chosen;
    return chance(random, 0.12) ? mistyped(cased, random) : cased;
  }
  if (system === "fax-line" && chance(random, 0.35)) return misread(chosen, random);
  if (system === "call-center" && chance(random, 0.35)) return misheard(chosen, random);
  return chance(random, 0.08) ? traditional(chosen) : chosen;
}

function addressAs(
  { address, names }: Customer,
  latin: boolean,
  system: string,
  random: Random,
): PartyStatement["address"] {
  const street = latin ? address.streetLatin : address.street;
  return {
    ...{ recipient: names.full, department: null, region: null, phone: null },
    lines: [system === "fax-line" && chance(random, 0.3) ? misread(street, random) : street],
    city: latin ? address.cityLatin : address.city,
    postalCode: system === "sales-desk" || chance(random, 0.8) ? address.postcode : null,
    country: address.country,
  };
}
