import { randomFrom } from "../../../src/identity/learning/shuffle.js";
import { type Company, hanCompany, westernCompany } from "./company.js";
import {
  chance,
  dialed,
  misheard,
  misread,
  mistyped,
  pick,
  type Random,
  romanized,
  traditional,
} from "./noise.js";
import { HAN_CONTACTS, HAN_DEPARTMENTS, WESTERN_CONTACTS, WESTERN_DEPARTMENTS } from "./words.js";

const SEED = 20_260_101;
const COMPANIES = 1_500;
const HAN_SHARE = 0.65;
const WRONG_CODE_SHARE = 0.005;

export type CompanyRow = Record<string, string>;
export interface Companies {
  readonly rows: CompanyRow[];
  /** Record id to company id. */
  readonly truth: Map<string, string>;
}

/**
 * Invented companies as five channels would state them, the same for the same seed. A third of them has
 * a neighbor that is easily taken for it: a sister in the same building behind the same switchboard,
 * a parent, or a namesake in another city.
 */
export function companies(seed = SEED, count = COMPANIES): Companies {
  const random = randomFrom(seed);
  const all: Company[] = [];
  while (all.length < count) {
    const make = chance(random, HAN_SHARE) ? hanCompany : westernCompany;
    const company = make(`company-${all.length + 1}`, random);
    all.push(company);
    if (chance(random, 0.33)) all.push(lookAlike(`company-${all.length + 1}`, company, random));
  }
  const rows: CompanyRow[] = [];
  const truth = new Map<string, string>();
  for (const company of all) {
    const records = 2 + Math.floor(random() * 6);
    for (let at = 0; at < records; at++) {
      const id = `r${rows.length + 1}`;
      rows.push({ record_id: id, ...stated(company, all, at, random) });
      truth.set(id, company.id);
    }
  }
  return { rows, truth };
}

function lookAlike(id: string, company: Company, random: Random): Company {
  const make = company.han ? hanCompany : westernCompany;
  const { core, place, addresses, phone, industry } = company;
  const other = make(id, random).industry;
  const group = company.han ? ["集团", "Group", "Group"] : ["Group", "Group"];
  switch (Math.floor(random() * 3)) {
    case 0:
      return make(id, random, {
        core,
        place,
        addresses,
        phone,
        industry: other[0] === industry[0] ? group : other,
      });
    case 1:
      return make(id, random, { core, place, industry: group });
    default: {
      const elsewhere = make(id, random).place;
      return elsewhere === place
        ? make(id, random, { core, place, industry: group })
        : make(id, random, { core, industry, place: elsewhere });
    }
  }
}

const CHANNELS = ["erp", "webshop", "fax", "mailbox", "hotline"] as const;

function stated(company: Company, all: readonly Company[], at: number, random: Random): CompanyRow {
  const channel = at === 0 ? "erp" : pick(random, CHANNELS);
  const latin = !company.han || (channel !== "erp" && chance(random, 0.25));
  const address = pick(random, company.addresses);
  const shows = (share: number): boolean => channel === "erp" || chance(random, share);
  const wrong = channel !== "erp" && chance(random, WRONG_CODE_SHARE);
  const code = wrong ? pick(random, all).code : company.code;
  const contacts =
    company.han && !latin ? HAN_CONTACTS : company.han ? HAN_CONTACTS.map(romanized) : WESTERN_CONTACTS;
  const departments = latin ? WESTERN_DEPARTMENTS : HAN_DEPARTMENTS;
  const heard = channel === "hotline";
  const withAddress = shows(heard ? 0.2 : 0.75);
  const withEmail = shows(channel === "mailbox" ? 1 : heard ? 0 : 0.4);
  const withPhone = shows(heard || !withEmail ? 1 : 0.6);
  return {
    channel,
    company: nameAs(company, channel, latin, random),
    department: channel !== "erp" && chance(random, 0.3) ? pick(random, departments) : "",
    contact: shows(0.5) ? pick(random, contacts) : "",
    street: withAddress ? (latin ? address.streetLatin : written(address.street, channel, random)) : "",
    city: withAddress || chance(random, 0.5) ? (latin ? address.cityLatin : address.city) : "",
    postcode: withAddress && chance(random, 0.8) ? address.postcode : "",
    country: withAddress ? address.country : "",
    phone: withPhone ? dialed(company.phone, random) : "",
    email: withEmail ? `${pick(random, ["purchasing", "sales", "info", "order"])}@${company.domain}` : "",
    customer_code: channel === "erp" || wrong || chance(random, 0.3) ? code : "",
    tax_id: company.taxId !== null && shows(0.15) ? company.taxId : "",
  };
}

function nameAs(company: Company, channel: string, latin: boolean, random: Random): string {
  const { core, coreLatin, industry, form, place } = company;
  if (latin) {
    const [full = "", short = full] = company.han ? industry.slice(1) : industry;
    const legal = company.han ? "Co., Ltd." : form;
    const name = pick(random, [
      `${coreLatin} ${full} ${legal}`,
      `${coreLatin} ${short}`,
      company.han ? `${romanized(place)} ${coreLatin} ${full} ${legal}` : `${coreLatin} ${full}`,
      `${coreLatin} ${full} ${legal}`.toUpperCase(),
    ]);
    return channel === "erp" || !chance(random, 0.15) ? name : mistyped(name, random);
  }
  const full = `${place}市${core}${industry[0]}${form}`;
  if (channel === "erp") return full;
  const name = pick(random, [
    full,
    full,
    `${place}${core}${industry[0]}${form}`,
    `${core}${industry[0]}`,
    `${core}${industry[0]}${form}`,
  ]);
  const spelled = chance(random, 0.12) ? traditional(name) : name;
  if (channel === "fax" && chance(random, 0.35)) return misread(spelled, random);
  return channel === "hotline" && chance(random, 0.35) ? misheard(spelled, random) : spelled;
}

const written = (street: string, channel: string, random: Random): string =>
  channel === "fax" && chance(random, 0.3) ? misread(street, random) : street;
