import { chance, pick, type Random, romanized } from "./noise.js";
import {
  CITIES,
  CORE_FIRST,
  CORE_SECOND,
  HAN_FORMS,
  INDUSTRIES,
  ROADS,
  SECOND_STEMS,
  STEMS,
  WESTERN_CITIES,
  WESTERN_FORMS,
  WESTERN_INDUSTRIES,
  WESTERN_ROADS,
} from "./words.js";

export interface Place {
  readonly han: boolean;
  readonly city: string;
  readonly cityLatin: string;
  readonly street: string;
  readonly streetLatin: string;
  readonly postcode: string;
  readonly country: string;
}

/** An invented company: what it really is, before anybody writes it down. */
export interface Company {
  readonly id: string;
  readonly han: boolean;
  readonly place: string;
  readonly core: string;
  readonly coreLatin: string;
  readonly industry: readonly string[];
  readonly form: string;
  readonly addresses: readonly Place[];
  readonly phone: string;
  readonly domain: string;
  readonly code: string;
  readonly taxId: string | null;
}

const MOVED_SHARE = 0.08;
const USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join("");

/** A unified social credit code whose check digit is right. */
function socialCreditCode(random: Random): string {
  const body = `91${digits(random, 6)}MA${digits(random, 7)}`;
  const sum = [...body].reduce(
    (total, letter, at) => total + USCC_LETTERS.indexOf(letter) * (3 ** at % 31),
    0,
  );
  return body + (USCC_LETTERS[(31 - (sum % 31)) % 31] ?? "0");
}

function hanPlace(city: readonly string[], random: Random): Place {
  const [name = "", latin = "", , postcode = "", districts = "", districtsLatin = ""] = city;
  const which = Math.floor(random() * 3);
  const [road = "", roadLatin = ""] = pick(random, ROADS);
  const number = 1 + Math.floor(random() * 300);
  const district = districts.split(",")[which] ?? "";
  return {
    han: true,
    city: `${name}市`,
    cityLatin: latin,
    street: `${district}${road}${number}号`,
    streetLatin: `No. ${number}, ${roadLatin}, ${districtsLatin.split(",")[which]} District`,
    postcode: `${postcode}${digits(random, 2)}`,
    country: "CN",
  };
}

export function hanCompany(id: string, random: Random, like: Partial<Company> = {}): Company {
  const city = CITIES.find(([name]) => name === like.place) ?? pick(random, CITIES);
  const core = like.core ?? pick(random, CORE_FIRST) + pick(random, CORE_SECOND);
  const industry = like.industry ?? pick(random, INDUSTRIES);
  const home = like.addresses?.[0] ?? hanPlace(city, random);
  const latin = romanized(core);
  return {
    ...{
      id,
      han: true,
      place: city[0] ?? "",
      core,
      coreLatin: latin,
      industry,
      form: pick(random, HAN_FORMS),
    },
    addresses: chance(random, MOVED_SHARE) ? [home, hanPlace(city, random)] : [home],
    phone: like.phone ?? `+86 ${city[2]} ${digits(random, 4).replace(/^0/, "8")} ${digits(random, 4)}`,
    domain: `${latin.toLowerCase()}-${(industry[2] ?? "").toLowerCase()}${id.replace(/\D/g, "")}.cn`,
    code: `C${digits(random, 6)}`,
    taxId: socialCreditCode(random),
  };
}

function westernPlace(city: readonly string[], random: Random): Place {
  const [name = "", postcode = "", country = ""] = city;
  const number = 1 + Math.floor(random() * 200);
  const road = `${pick(random, WESTERN_ROADS)} ${country === "DE" ? "Straße" : "Street"}`;
  const street = country === "DE" ? `${road} ${number}` : `${number} ${road}`;
  return { han: false, city: name, cityLatin: name, street, streetLatin: street, postcode, country };
}

export function westernCompany(id: string, random: Random, like: Partial<Company> = {}): Company {
  const city = WESTERN_CITIES.find(([name]) => name === like.place) ?? pick(random, WESTERN_CITIES);
  const second = chance(random, 0.4) ? ` ${pick(random, SECOND_STEMS)}` : "";
  const core = like.core ?? pick(random, STEMS) + second;
  const industry = like.industry ?? pick(random, WESTERN_INDUSTRIES);
  const home = like.addresses?.[0] ?? westernPlace(city, random);
  const [name = "", , country = "", dial = ""] = city;
  return {
    ...{ id, han: false, place: name, core, coreLatin: core, industry },
    form: pick(random, WESTERN_FORMS[country] ?? ["Ltd"]),
    addresses: chance(random, MOVED_SHARE) ? [home, westernPlace(city, random)] : [home],
    phone: like.phone ?? `${dial} ${digits(random, 3).replace(/^[01]/, "5")} ${digits(random, 4)}`,
    domain: `${core.replaceAll(" ", "").toLowerCase()}-${(industry[0] ?? "").toLowerCase()}${id.replace(/\D/g, "")}.example`,
    code: `C${digits(random, 6)}`,
    taxId: null,
  };
}
