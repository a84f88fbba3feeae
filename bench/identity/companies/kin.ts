import { type Company, type Contact, isHan, type Likeness, type Phone } from "./company.js";
import { chance, pick, type Random, weighted } from "./dice.js";
import { coinedName, hanCompany } from "./han-company.js";
import type { Part } from "./parts.js";
import { westernCompany } from "./western-company.js";
import { HAN_CITIES, HAN_TRADES } from "./words/han.js";
import { WESTERN_CITIES, WESTERN_TRADES } from "./words/western.js";

/** How a company is easily taken for another one that it is not. */
export type Kinship =
  | "sister behind one switchboard"
  | "sister elsewhere"
  | "parent"
  | "namesake in another city"
  | "namesake in another trade"
  | "subsidiary of another name"
  | "neighbor in the building"
  | "served by one agent"
  | "franchise of one brand"
  | "contact changed employer";

const SHARES: Readonly<Record<Kinship, number>> = {
  ...{ "sister behind one switchboard": 3, "sister elsewhere": 1, parent: 2, "namesake in another city": 2 },
  ...{ "namesake in another trade": 1.5, "subsidiary of another name": 1.5, "neighbor in the building": 1.5 },
  ...{ "served by one agent": 1, "franchise of one brand": 1, "contact changed employer": 1 },
};

export const someKinship = (random: Random): Kinship => weighted(random, SHARES);

export const newCompany = (
  id: string,
  random: Random,
  part: Part,
  like: Likeness & { readonly han: boolean },
): Company => (like.han ? hanCompany(id, random, part, like) : westernCompany(id, random, part, like));

/** A company that is not `first`, but looks like it. */
export function lookAlike(id: string, first: Company, kinship: Kinship, random: Random, part: Part): Company {
  return newCompany(id, random, part, {
    han: isHan(first),
    market: first.market,
    ...likeness(first, kinship, random, part),
  });
}

function likeness(first: Company, kinship: Kinship, random: Random, part: Part): Likeness {
  const { core, coreLatin, trade, place, head, phones, domain, contacts, style } = first;
  const elsewhere = otherCity(first, random);
  const shared = phones.slice(0, 1).filter(({ isShared }) => isShared);
  const group = domain === null ? {} : { domain, sharesDomain: true };
  const named = { core, coreLatin };
  switch (kinship) {
    case "sister behind one switchboard":
      return { ...named, ...group, trade: otherTrade(first, random), place, head, phones: shared, style };
    case "sister elsewhere":
      return { ...named, ...group, trade: otherTrade(first, random), place: elsewhere, style };
    case "parent":
      return {
        ...named,
        ...group,
        place,
        holding: true,
        ...(chance(random, 0.5) ? { head, phones: shared } : {}),
      };
    case "namesake in another city":
      return {
        ...named,
        trade: trade === null || elsewhere === place ? otherTrade(first, random) : trade,
        place: elsewhere,
        style: isHan(first) ? "cityShi" : style,
      };
    case "namesake in another trade":
      return { ...named, trade: otherTrade(first, random), place, style };
    case "subsidiary of another name":
      return { ...group, place, ...(chance(random, 0.5) ? { head, phones: shared } : {}) };
    case "neighbor in the building":
      return {
        place,
        head: {
          ...head,
          floor: String(Number(head.floor || "1") + 1),
          room: `${Number(head.floor || "1") + 1}08`,
          house: head.house,
        },
      };
    case "served by one agent":
      return { place, phones: shared };
    case "franchise of one brand":
      return {
        brand: first.brand ?? coinedName(random, part),
        trade: trade ?? otherTrade(first, random),
        place: elsewhere,
      };
    case "contact changed employer":
      return { contacts: [withoutOffice(pick(random, contacts), domain)] };
  }
}

/** Whoever changes employer takes along the mobile phone and a mailbox of their own, not the office's. */
const withoutOffice = (contact: Contact, domain: string | null): Contact =>
  domain !== null && contact.email?.endsWith(`@${domain}`) ? { ...contact, email: null } : contact;

/** Kinships in which both answer the first company's main number. */
export const sharesPhone = (kinship: Kinship): boolean =>
  ["sister behind one switchboard", "parent", "subsidiary of another name", "served by one agent"].includes(
    kinship,
  );
export const sharesCore = (kinship: Kinship): boolean =>
  kinship === "parent" || kinship.startsWith("sister") || kinship.startsWith("namesake");
export const sharesDomain = (kinship: Kinship): boolean =>
  ["sister behind one switchboard", "sister elsewhere", "parent", "subsidiary of another name"].includes(
    kinship,
  );

const otherTrade = ({ trade, market }: Company, random: Random): readonly string[] =>
  pick(
    random,
    (isHan({ market }) ? HAN_TRADES : WESTERN_TRADES).filter((row) => row[0] !== trade?.[0]),
  );

function otherCity({ market, place }: Company, random: Random): string {
  const rows = market === "CN" ? HAN_CITIES : WESTERN_CITIES.filter(([country]) => country === market);
  const others = [...new Set(rows.map((row) => row[1] ?? ""))].filter((city) => city !== place);
  return others.length === 0 ? place : pick(random, others);
}

/** The main number of a company whose look-alikes answer it too. */
export const asShared = (phone: Phone): Phone => ({ ...phone, isShared: true });
