import countries from "i18n-iso-countries";
import type { Acknowledgment } from "../../../domain/acknowledgment.js";
import type { PostalAddress } from "../../../domain/address.js";
import type { PartyStatement } from "../../../domain/party.js";
import type { AddressRole } from "../../../domain/vocabulary.js";
import { isCompany } from "../prose/order-words.js";
import { distinct } from "../values/clean-text.js";
import { countryOf, postalCodeFits } from "../values/countries.js";

/** Who gave out a code: one of the two partners, or an office such as `gln` or `duns`. */
export type CodeScheme = "buyer" | "seller" | (string & {});

/** A party as a message names it. */
export interface EdiParty {
  /** The message's own word for what the party is here: `BY`, `ST`, `DP`. */
  readonly role: string;
  readonly name: string | null;
  readonly department: string | null;
  readonly lines: readonly string[];
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly codes: readonly { readonly scheme: CodeScheme; readonly value: string }[];
  readonly taxId: string | null;
  readonly contact: EdiContact;
}

export interface EdiContact {
  readonly name: string | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

export const NO_CONTACT: EdiContact = { name: null, phones: [], emails: [] };

/** What a connection knows about the parties of its messages. */
export interface PartyContext {
  /** Which of the two partners wrote the message: a code it gave out itself is the sender's own. */
  readonly sender: "buyer" | "seller";
  /** Name of the system of ours that gave out the codes which partners quote as ours. */
  readonly codeSystem: string;
  /** Country of addresses that name none. */
  readonly country: string | null;
}

const VALUES_MAX = 20;
const PARTNERS: ReadonlySet<CodeScheme> = new Set(["buyer", "seller"]);

/** The party as a statement. `role` is what its address is for, where the message says. */
export function statementOf(
  party: EdiParty,
  role: AddressRole | null,
  context: PartyContext,
): PartyStatement {
  const own = party.codes.find(({ scheme }) => scheme === context.sender);
  // What the other partner gave out is ours, for the other partner is us.
  const others = party.codes
    .filter(({ scheme }) => scheme !== context.sender)
    .map(({ scheme, value }) => ({ system: PARTNERS.has(scheme) ? context.codeSystem : scheme, value }));
  const address = addressOf(party, context);
  return {
    code: own?.value ?? null,
    otherCodes: others.slice(0, VALUES_MAX),
    kind: kindOf(party, role),
    name: party.name,
    department: party.department,
    contactName: party.contact.name,
    emails: distinct(party.contact.emails).slice(0, VALUES_MAX),
    phones: distinct(party.contact.phones).slice(0, VALUES_MAX),
    taxId: party.taxId,
    address: address.lines.length > 0 || address.city !== null ? address : null,
    ...(role === null ? {} : { addressRole: role }),
  };
}

/** A buyer that trades by EDI is a company; whoever is merely delivered to may be anybody. */
function kindOf({ name }: EdiParty, role: AddressRole | null): PartyStatement["kind"] {
  return role !== "SHIPPING" || (name !== null && isCompany(name)) ? "ORGANIZATION" : null;
}

const LINES_MAX = 8;

/** The party's address as a label bears it. A recipient without a street has no lines. */
export function addressOf(party: EdiParty, context: Pick<PartyContext, "country">): PostalAddress {
  const { region, postalCode, country } = placed(party);
  const fallback =
    context.country !== null && (postalCode === null || postalCodeFits(context.country, postalCode))
      ? context.country
      : null;
  return {
    recipient: party.name,
    department: party.department,
    lines: party.lines.slice(0, LINES_MAX),
    city: party.city,
    region,
    postalCode,
    country: country === null ? fallback : countryCode(country),
    phone: party.contact.phones[0] ?? null,
  };
}

/** Some senders leave the region out and all after it stands one place too early. */
function placed({
  region,
  postalCode,
  country,
}: EdiParty): Pick<EdiParty, "region" | "postalCode" | "country"> {
  const isEarly = country === null && /^[A-Z]{2}$/.test(postalCode ?? "") && /\d/.test(region ?? "");
  return isEarly
    ? { region: null, postalCode: region, country: postalCode }
    : { region, postalCode, country };
}

/** The same, or null where the party is given by a code alone. */
export function statedAddressOf(
  party: EdiParty,
  context: Pick<PartyContext, "country">,
): PostalAddress | null {
  const address = addressOf(party, context);
  const isPlaced = address.recipient !== null || address.lines.length > 0 || address.city !== null;
  return isPlaced ? address : null;
}

/** Whom an answer to an order speaks of, as far as it does. Whoever is merely delivered to has not ordered. */
export function partiesOfAnswer(
  buyer: { readonly party: EdiParty; readonly addressRole: AddressRole | null } | null,
  shipTo: EdiParty | null,
  context: PartyContext,
): Pick<Acknowledgment, "buyer" | "shipTo" | "shipToCode"> {
  const address = shipTo === null ? null : statedAddressOf(shipTo, context);
  const [code] = shipTo?.codes ?? [];
  return {
    ...(buyer === null || buyer.addressRole === "SHIPPING"
      ? {}
      : { buyer: statementOf(buyer.party, buyer.addressRole, context) }),
    ...(address === null ? {} : { shipTo: address }),
    ...(code === undefined ? {} : { shipToCode: code.value }),
  };
}

function countryCode(text: string): string {
  if (/^[A-Z]{2}$/.test(text) && text !== "UK") return text;
  if (/^[A-Z]{3}$/.test(text)) return countries.alpha3ToAlpha2(text) ?? countryOf(text) ?? text;
  return countryOf(text) ?? text;
}

const MERGED_MAX = 10;

/** Merges what a message says of one party in several places; the first word on anything counts. */
export function mergedParty(first: EdiParty, more: readonly EdiParty[]): EdiParty {
  let merged = first;
  for (const next of more.slice(0, MERGED_MAX)) merged = joined(merged, next);
  return merged;
}

function joined(party: EdiParty, next: EdiParty): EdiParty {
  const isPlaced = party.lines.length > 0 || party.city !== null;
  const { lines, city, region, postalCode, country } = isPlaced ? party : next;
  const isNew = ({ scheme, value }: EdiParty["codes"][number]) =>
    !party.codes.some((code) => code.scheme === scheme && code.value === value);
  return {
    ...{ role: party.role, lines, city, region, postalCode, country },
    name: party.name ?? next.name,
    department: party.department ?? next.department,
    codes: [...party.codes, ...next.codes.filter(isNew)],
    taxId: party.taxId ?? next.taxId,
    contact: mergedContact(party.contact, next.contact),
  };
}

export const mergedContact = (first: EdiContact, next: EdiContact): EdiContact => ({
  name: first.name ?? next.name,
  phones: distinct([...first.phones, ...next.phones]),
  emails: distinct([...first.emails, ...next.emails]),
});

const SCHEME_NAMES: Readonly<Record<string, string>> = {
  gln: "GLN",
  duns: "DUNS",
  san: "SAN",
  buyer: "Code",
  seller: "Our code",
};

/** `GLN 4012345000009`: how a place is named that only has a code. */
export function codeName({ scheme, value }: EdiParty["codes"][number]): string {
  return `${SCHEME_NAMES[scheme] ?? scheme.toUpperCase()} ${value}`;
}
