import { NO_ADDRESS, type StatedAddress, statedAddress } from "./addresses.js";
import type { Channel, ChannelName } from "./channels.js";
import { CHANNELS } from "./channels.js";
import { type Company, type Contact, isHan, type Phone, type Site } from "./company.js";
import { chance, pick, type Random, weighted } from "./dice.js";
import { mishap } from "./mishaps.js";
import { dialed } from "./phones.js";
import { romanized, traditional } from "./script.js";
import { misread, misreadDigits } from "./slips.js";
import { distorted, NOTHING, type Stated, stated } from "./stated.js";
import { nameFrom } from "./stated-name.js";
import { HAN_DEPARTMENTS } from "./words/han.js";
import { WESTERN_DEPARTMENTS } from "./words/western.js";

/** One record of a company, what a reader can learn from it, and how it was distorted. */
export interface Statement {
  readonly row: Readonly<Record<string, string>>;
  readonly facts: readonly string[];
  readonly noise: readonly string[];
}

/** How well a record must be told: a retry after an unfair one shows more fields and plays fewer tricks. */
export interface Telling {
  readonly channel: ChannelName;
  /** 0 for as it comes; each further try says more. */
  readonly effort: number;
  /** Another customer, whose code a careless agent may have typed. */
  readonly neighbor: Company | null;
}

export function statement(company: Company, telling: Telling, random: Random): Statement {
  const channel = CHANNELS[telling.channel];
  const shows = (field: keyof Channel["shows"]): boolean =>
    chance(random, 1 - (1 - channel.shows[field]) * 0.6 ** telling.effort);
  const site = siteOf(company, random);
  const name = nameFrom(company, telling, random);
  const isLatin = !/\p{Script=Han}/u.test(name.text);
  const contact = pick(random, company.contacts);
  const address = shows("address")
    ? scanAddress(statedAddress(site, isLatin, random), channel, company, random)
    : townOnly(site, isLatin, random);
  const phone = shows("phone")
    ? numberFrom(dialed(phoneOf(company, contact, random), isHan(company), random), channel, random)
    : NOTHING;
  const mobile =
    contact.phone !== null && shows("mobile")
      ? numberFrom(dialed(contact.phone, isHan(company), random), channel, random)
      : NOTHING;
  const email = shows("email") ? mailFrom(company, contact, random) : NOTHING;
  const code = shows("code") ? codeFrom(company, telling, channel, random) : NOTHING;
  const tax =
    company.taxId !== null && shows("tax")
      ? numberFrom(stated(company.taxId, [`tax:${company.taxId}`]), channel, random)
      : NOTHING;
  const person = shows("contact") ? contactFrom(contact, isHan(company), isLatin, random) : NOTHING;
  const department = shows("department") ? stated(departmentOf(company, isLatin, random)) : NOTHING;
  const values = {
    company: name,
    department,
    contact: person,
    phone,
    mobile,
    email,
    customer_code: code,
    tax_id: tax,
  };
  const told: Statement = {
    row: {
      channel: telling.channel,
      ...Object.fromEntries(Object.entries(values).map(([column, { text }]) => [column, text])),
      ...{ street: address.street, address_line: address.line, city: address.city, region: address.region },
      ...{ postcode: address.postcode, country: address.country },
    },
    facts: [...Object.values(values).flatMap(({ facts }) => facts), ...address.facts],
    noise: [
      ...new Set([
        ...Object.values(values).flatMap(({ noise }) => noise),
        ...address.noise,
        ...siteNoise(company, site, address),
      ]),
    ],
  };
  return chance(random, channel.mishaps) ? mishap(told, random) : told;
}

function siteOf({ head, branches, oldSite }: Company, random: Random): Site {
  const roll = random();
  if (oldSite !== null && roll < 0.35) return oldSite;
  return branches.length > 0 && roll > 0.7 ? pick(random, branches) : head;
}

const siteNoise = ({ head, oldSite }: Company, site: Site, { street }: StatedAddress): string[] =>
  street === "" || site === head ? [] : [site === oldSite ? "moved" : "address of a branch"];

function phoneOf({ phones }: Company, contact: Contact, random: Random): Phone {
  if (contact.phone !== null && chance(random, 0.25)) return contact.phone;
  return chance(random, 0.7) ? (phones[0] ?? pick(random, phones)) : pick(random, phones);
}

function numberFrom(value: Stated, { distorts }: Channel, random: Random): Stated {
  if (!chance(random, distorts.number)) return value;
  const text =
    distorts.how === "scanned"
      ? misreadDigits(value.text, random)
      : value.text.replace(/(\d)(\d)(?=\D*\d\D*$)/, "$2$1");
  return distorted(value, text, "wrong digit", () => false);
}

function scanAddress(
  address: StatedAddress,
  { distorts }: Channel,
  { part }: Company,
  random: Random,
): StatedAddress {
  if (distorts.how !== "scanned" || !chance(random, distorts.name)) return address;
  return { ...address, street: misread(address.street, random, part) };
}

const townOnly = (site: Site, isLatin: boolean, random: Random): StatedAddress =>
  chance(random, 0.25)
    ? { ...NO_ADDRESS, city: isLatin ? site.cityLatin : site.city, facts: [`place:${site.city}`] }
    : NO_ADDRESS;

function mailFrom({ domain, sharesDomain, mailboxes }: Company, contact: Contact, random: Random): Stated {
  const personal = contact.email === null || (domain !== null && chance(random, 0.45)) ? null : contact.email;
  const own = domain === null ? null : `${pick(random, mailboxes)}@${domain}`;
  const address = personal ?? own;
  if (address === null) return NOTHING;
  const isOwn = domain !== null && address.endsWith(`@${domain}`);
  const facts = [`${isOwn && personal === null && sharesDomain ? "sharedMail" : "mail"}:${address}`];
  return stated(
    chance(random, 0.1) ? address.toUpperCase() : address,
    isOwn ? [...facts, `${sharesDomain ? "sharedDomain" : "domain"}:${domain}`] : facts,
  );
}

function codeFrom(company: Company, { neighbor }: Telling, channel: Channel, random: Random): Stated {
  const system = weighted(random, channel.quotes);
  const usual = company.codes[system].length > 0 ? system : system === "edi" ? "erp" : system;
  const codes = company.codes[usual];
  if (codes.length === 0) return NOTHING;
  const [wrong] = neighbor?.codes[usual] ?? [];
  if (wrong !== undefined && chance(random, channel.wrongCode))
    return stated(wrong, [], ["another customer's code"]);
  const at = codes.length > 1 && chance(random, 0.4) ? 1 : 0;
  const code = codes[at] ?? "";
  const noise = at === 0 ? [] : [usual === "web" ? "second web account" : "second customer code"];
  const spelled = pick(random, [
    code,
    code,
    code,
    code.replace("-", ""),
    code.toLowerCase(),
    code.replace("-", " "),
  ]);
  return numberFrom(stated(spelled, [`code:${code}`], noise), channel, random);
}

function contactFrom(
  { given, family }: Contact,
  isChinese: boolean,
  isLatin: boolean,
  random: Random,
): Stated {
  const facts = [`contact:${family}${given}`];
  if (!isChinese)
    return stated(
      pick(random, [
        `${given} ${family}`,
        `${given} ${family}`,
        `${family}, ${given}`,
        `${given.charAt(0)}. ${family}`,
        `Mr ${family}`,
        `${family} ${given}`,
      ]),
      facts,
    );
  if (!isLatin)
    return stated(
      pick(random, [
        family + given,
        family + given,
        family + given,
        `${family}${given}先生`,
        `${family}经理`,
        traditional(family + given),
      ]),
      facts,
    );
  const [first, last] = [romanized(given), romanized(family)];
  return stated(
    pick(random, [
      `${last} ${first}`,
      `${first} ${last}`,
      `${last.toUpperCase()} ${first}`,
      `Mr. ${last}`,
      `${first}.${last}`,
    ]),
    facts,
  );
}

function departmentOf({ market }: Company, isLatin: boolean, random: Random): string {
  const chinese = pick(random, HAN_DEPARTMENTS);
  const isChinese = market === "CN" || market === "TW" || market === "HK";
  if (isChinese) return pick(random, isLatin ? (chinese[1] ?? "").split(",") : (chinese[0] ?? "").split(" "));
  return pick(random, WESTERN_DEPARTMENTS[market] ?? WESTERN_DEPARTMENTS.GB ?? []);
}
