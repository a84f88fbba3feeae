import type { AddressRole } from "../../domain/vocabulary.js";
import {
  type CodeScheme,
  type EdiContact,
  type EdiParty,
  mergedContact,
  mergedParty,
  NO_CONTACT,
} from "../reading/edi/party.js";
import { readAddress } from "../reading/values/address-text.js";
import { component, components, continued, type Group, groupsOf, type Segment } from "./segment.js";

/** Who gave out the code of a party (element 3055). What is not listed is the sender's own affair. */
const AGENCIES: Readonly<Record<string, CodeScheme>> = {
  "9": "gln",
  "16": "duns",
  "31B": "san",
  "91": "seller",
  "92": "buyer",
  "10": "odette",
  "182": "scac",
};

/** References of a party (RFF): its tax number. */
const TAX_REFERENCES: ReadonlySet<string> = new Set(["VA", "AHP", "FC"]);

/** Segments that end the parties of a heading. */
const AFTER_PARTIES: ReadonlySet<string> = new Set([
  "TAX",
  "CUX",
  "PAT",
  "TDT",
  "TOD",
  "PAC",
  "EQD",
  "SCC",
  "APR",
  "ALC",
  "LIN",
  "UNS",
  "CPS",
  "CNI",
  "STS",
  "GID",
]);

export interface PlacedParty {
  readonly party: EdiParty;
  readonly segment: Segment;
}

/** The parties of a section, in the order in which they stand; last the place that one of them has goods sent to. */
export function partiesOf(segments: readonly Segment[], sender: "buyer" | "seller"): PlacedParty[] {
  const groups = groupsOf(segments, "NAD", AFTER_PARTIES);
  const parties = groups.map((group) => ({ party: partyOf(group, sender), segment: group.head }));
  return [...parties, ...groups.flatMap(({ body }) => placesOfDelivery(body, sender).slice(0, 1))];
}

/** `LOC+7+<code>` beside a party or in a line: where the goods go, as some write it who know no delivery party. */
export function placesOfDelivery(body: readonly Segment[], sender: "buyer" | "seller"): PlacedParty[] {
  const locs = body.filter((segment) => segment.tag === "LOC" && component(segment, 1) === "7");
  return locs.flatMap((loc): PlacedParty[] => {
    const code = component(loc, 2, 1);
    if (code === null) return [];
    const scheme = AGENCIES[component(loc, 2, 3) ?? ""] ?? sender;
    const party: EdiParty = {
      ...{ role: "LOC", name: component(loc, 2, 4), department: null, lines: [], city: null, region: null },
      ...{ postalCode: null, country: null, taxId: null, contact: NO_CONTACT },
      codes: [{ scheme, value: code }],
    };
    return [{ party, segment: loc }];
  });
}

/** NAD: role, code, unstructured address, name, street, town, region, postal code, country. */
function partyOf({ head, body }: Group, sender: "buyer" | "seller"): EdiParty {
  const code = component(head, 2, 1);
  const scheme = AGENCIES[component(head, 2, 3) ?? component(head, 2, 2) ?? ""] ?? sender;
  const named = continued(components(head, 4).slice(0, PARTS_MAX), NAME_CHARS);
  const unstructured = components(head, 3);
  const [name = null, ...more] = named.length > 0 ? named : unstructured.slice(0, 1);
  const rest = named.length > 0 ? unstructured : unstructured.slice(1);
  const street = components(head, 5);
  const isPlaced = street.length > 0 || component(head, 6) !== null || component(head, 8) !== null;
  // Some write the whole label into the parts of the name.
  const label = rest.length > 0 ? rest : more;
  const written = isPlaced ? null : readAddress(label, null);
  const below = written !== null && label === more ? [] : more;
  return {
    role: component(head, 1) ?? "",
    name,
    department: [...below, written?.recipient, written?.department].filter(Boolean).join(", ") || null,
    lines: written?.lines ?? [...street, ...rest],
    city: component(head, 6) ?? written?.city ?? null,
    region: component(head, 7, 4) ?? component(head, 7, 1) ?? written?.region ?? null,
    postalCode: component(head, 8) ?? written?.postalCode ?? null,
    country: component(head, 9) ?? written?.country ?? null,
    codes: code === null ? [] : [{ scheme, value: code }],
    taxId: referenceIn(body, TAX_REFERENCES),
    contact: contactOf(body),
  };
}

/** A name has up to five parts; a sixth component says in which order they are read. */
const PARTS_MAX = 5;
const NAME_CHARS = 35;

export function referenceIn(segments: readonly Segment[], qualifiers: ReadonlySet<string>): string | null {
  const rff = segments.find((one) => one.tag === "RFF" && qualifiers.has(component(one, 1, 1) ?? ""));
  return component(rff, 1, 2);
}

const CONTACT_SEGMENTS_MAX = 20;
const PHONES: ReadonlySet<string> = new Set(["TE", "AL", "CA"]);

/** Everybody who may be asked (CTA, COM), as one contact. */
function contactOf(segments: readonly Segment[]): EdiContact {
  const contacts = segments.filter(({ tag }) => tag === "CTA" || tag === "COM");
  return contacts
    .map((segment): EdiContact => {
      if (segment.tag === "CTA") {
        return { ...NO_CONTACT, name: component(segment, 2, 2) ?? component(segment, 2, 1) };
      }
      const ways = segment.elements.map((_, at) => [
        component(segment, at + 1, 1),
        component(segment, at + 1, 2),
      ]);
      const by = (isWanted: (how: string) => boolean) =>
        ways.flatMap(([value, how]) => (value && isWanted(how ?? "") ? [value] : []));
      return { name: null, phones: by((how) => PHONES.has(how)), emails: by((how) => how === "EM") };
    })
    .slice(0, CONTACT_SEGMENTS_MAX)
    .reduce(mergedContact, NO_CONTACT);
}

/** Who stands for the buyer where nobody is called one, and what the address then is for. */
const BUYERS: readonly (readonly [role: string, address: AddressRole | null])[] = [
  ["BY", null], // Buyer
  ["OB", null], // Ordered by
  ["OY", null], // Ordering customer
  ["BO", null], // Broker or sales office that buys
  ["IV", "BILLING"], // Invoicee
  ["PR", "BILLING"], // Payer
  ["DP", "SHIPPING"], // Delivery party
  ["CN", "SHIPPING"], // Consignee
];

export interface FoundParty extends PlacedParty {
  readonly addressRole: AddressRole | null;
}

/** The buyer, else who ordered, is invoiced, pays or is delivered to, in that order; null if nobody is named. */
export function buyerIn(parties: readonly PlacedParty[]): FoundParty | null {
  for (const [role, addressRole] of BUYERS) {
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

/** Where the goods go: the delivery party, else the consignee, else a place of delivery. */
export function shipToIn(parties: readonly PlacedParty[]): PlacedParty | null {
  for (const role of ["DP", "CN", "ST", "UC", "LOC"]) {
    const found = parties.find(({ party }) => party.role === role);
    if (found !== undefined) return found;
  }
  return null;
}
