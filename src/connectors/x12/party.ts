import type { AddressRole } from "../../domain/vocabulary.js";
import {
  type CodeScheme,
  type EdiContact,
  type EdiParty,
  mergedContact,
  mergedParty,
  NO_CONTACT,
} from "../reading/edi/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { element, type Loop, loopsOf, pairs, type Segment } from "./segment.js";

/** Who gave out the code of a party (N103). What is not listed is the sender's own affair. */
const SCHEMES: Readonly<Record<string, CodeScheme>> = {
  "1": "duns",
  "01": "duns",
  "9": "duns+4",
  "09": "duns+4",
  UL: "gln",
  "92": "buyer",
  "91": "seller",
  "93": "sender",
  "94": "buyer",
  "15": "san",
  "2": "scac",
  "21": "hin",
  "11": "dea",
  XX: "npi",
};

/** Qualifiers whose code is a tax number. */
const TAX_QUALIFIERS: ReadonlySet<string> = new Set(["FI", "24", "34"]);
const TAX_REFERENCES: ReadonlySet<string> = new Set(["TJ", "VX", "GT", "EI"]);

/** What follows an N1 and belongs to it. */
export const PARTY_SEGMENTS: ReadonlySet<string> = new Set([
  "N2",
  "N3",
  "N4",
  "NX2",
  "REF",
  "PER",
  "SI",
  "FOB",
  "TD1",
  "TD3",
  "TD4",
  "TD5",
  "PKG",
  "IN2",
]);

/** The parties of a section, in the order in which they stand, each with its segment. */
export function partiesOf(
  segments: readonly Segment[],
  sender: "buyer" | "seller",
): { readonly party: EdiParty; readonly segment: Segment }[] {
  return loopsOf(segments, "N1", PARTY_SEGMENTS).map((loop) => ({
    party: partyOf(loop, sender),
    segment: loop.head,
  }));
}

function partyOf({ head, body }: Loop, sender: "buyer" | "seller"): EdiParty {
  const qualifier = element(head, 3);
  const value = element(head, 4);
  const name = element(head, 2);
  const place = body.find(({ tag }) => tag === "N4");
  const isTax = qualifier !== null && TAX_QUALIFIERS.has(qualifier);
  const scheme = SCHEMES[qualifier ?? ""] ?? "sender";
  const more = body.filter(({ tag }) => tag === "N2").flatMap((n2) => [element(n2, 1), element(n2, 2)]);
  const names = distinct(more).filter((other) => other.toLowerCase() !== name?.toLowerCase());
  return {
    role: element(head, 1) ?? "",
    name,
    department: names.join(", ") || null,
    lines: body
      .filter(({ tag }) => tag === "N3")
      .flatMap((n3) => [element(n3, 1), element(n3, 2)])
      .filter((line) => line !== null),
    city: element(place, 1),
    region: element(place, 2),
    postalCode: element(place, 3),
    country: element(place, 4),
    codes: value === null || isTax ? [] : [{ scheme: scheme === "sender" ? sender : scheme, value }],
    taxId: isTax ? value : taxIdOf(body),
    contact: contactOf(body),
  };
}

/** The tax number among references. */
export function taxIdOf(segments: readonly Segment[]): string | null {
  const reference = segments.find(
    ({ tag, elements }) => tag === "REF" && TAX_REFERENCES.has(elements[1] ?? ""),
  );
  return element(reference, 2);
}

const PHONE_QUALIFIERS: ReadonlySet<string> = new Set(["TE", "CP", "WP", "AP", "HP", "NP", "BN", "DN"]);

const CONTACTS_MAX = 20;

/** Everybody who may be asked, as one contact: the first name, every number and address. */
export function contactOf(segments: readonly Segment[]): EdiContact {
  return segments
    .filter(({ tag }) => tag === "PER")
    .slice(0, CONTACTS_MAX)
    .map((per): EdiContact => {
      const ways = pairs(per, 3);
      return {
        name: nameIn(per),
        phones: ways.filter(([how]) => PHONE_QUALIFIERS.has(how)).map(([, number]) => number),
        emails: ways.filter(([how]) => how === "EM").map(([, address]) => address),
      };
    })
    .reduce(mergedContact, NO_CONTACT);
}

/** A name has a letter: some systems fill the element with a zero. */
function nameIn(per: Segment): string | null {
  const name = element(per, 2);
  return name !== null && /\p{L}/u.test(name) ? name : null;
}

/** Who stands for the buyer where nobody is called one, and what the address then is for. */
const BUYERS: readonly (readonly [role: string, address: AddressRole | null])[] = [
  ["BY", null], // Buying party
  ["OB", null], // Ordered by
  ["SO", null], // Sold to
  ["BT", "BILLING"],
  ["PR", "BILLING"], // Payer
  ["LW", null], // Customer: of a shop that is billed, it is the shop's own
  ["FR", null], // Message from
  ["ST", "SHIPPING"],
];

export interface FoundParty {
  readonly party: EdiParty;
  readonly segment: Segment;
  readonly addressRole: AddressRole | null;
}

/**
 * The buyer: the buying party, else who ordered, paid or is delivered to, in that order; null if nobody is
 * named. Where goods go to the buyer's own customer (a drop shipment), neither that customer nor whoever is
 * delivered to is asked.
 */
export function buyerIn(parties: ReturnType<typeof partiesOf>, isDropShipment: boolean): FoundParty | null {
  for (const [role, addressRole] of BUYERS) {
    if (isDropShipment && (addressRole === "SHIPPING" || role === "LW")) continue;
    const [first, ...more] = parties.filter(({ party }) => party.role === role);
    if (first === undefined) continue;
    const party = mergedParty(
      first.party,
      more.map((other) => other.party),
    );
    return { party, segment: first.segment, addressRole };
  }
  return null;
}

/** Goods for two places in one order: it keeps the first. */
export function placeDoubts(parties: ReturnType<typeof partiesOf>): string[] {
  const places = parties.filter(({ party }) => party.role === "ST").map(({ party }) => nameOf(party));
  const others = distinct(places).slice(1);
  const named = others.map((name) => name ?? "one without a name").slice(0, PLACES_SHOWN_MAX);
  return named.length === 0
    ? []
    : [`The order names several places of delivery and keeps the first; also ${named.join(", ")}.`];
}

const PLACES_SHOWN_MAX = 5;

const nameOf = ({ name, codes: [code] }: EdiParty): string | null => name ?? code?.value ?? null;

export const partyWith = (
  parties: ReturnType<typeof partiesOf>,
  roles: readonly string[],
): { readonly party: EdiParty; readonly segment: Segment } | null => {
  for (const role of roles) {
    const found = parties.find(({ party }) => party.role === role);
    if (found !== undefined) return found;
  }
  return null;
};
