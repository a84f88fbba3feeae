import { CHINESE_PLACES, type ChinesePlace } from "../../src/identity/data/chinese-places.js";
import { SURNAMES } from "../../src/identity/data/person-names.js";
import { hanCompany, type Place, westernCompany } from "../identity/calm-companies/company.js";
import { chance, pick, type Random, romanized } from "../identity/calm-companies/noise.js";
import { CORE_FIRST, CORE_SECOND, SECOND_STEMS } from "../identity/calm-companies/words.js";
import { wordsOf } from "../seed/words.js";
import { chanceOf, digits, pickSkewed } from "./drawing.js";

/** An invented customer: what it really is, before anybody writes it down. */
export interface Customer {
  readonly number: number;
  readonly han: boolean;
  readonly person: boolean;
  /** In full, as the sales desk keeps it; then in Latin letters, and shortened. */
  readonly names: { readonly full: string; readonly latin: string; readonly short: string };
  readonly address: Place;
  readonly phone: string;
  readonly email: string;
  readonly contact: string;
  readonly code: string;
  readonly taxId: string | null;
}

const HAN_COMPANIES = 0.35;
const WESTERN_COMPANIES = 0.25;
const HAN_PEOPLE = 0.2;
/** Customers that are easily taken for the one before: a sister, a namesake, somebody of the family. */
const LOOK_ALIKES = 0.1;
/** Customers behind an agent's telephone or in one of the big business parks: keys that say nothing. */
const SHARED_PHONES = 0.02;
const SHARED_PLACES = 0.04;
const AGENTS = 60;
const PARKS = 90;

const FREE_MAIL = ["qq.com", "163.com", "gmail.com", "126.com", "outlook.com", "gmx.de", "yahoo.com"];
const HAN_CITIES = CHINESE_PLACES.filter(({ areaCode }) => areaCode !== null);
const ROAD_ENDS = ["路", "大道", "街", "西路", "东路", "南路", "北路"];
const DISTRICTS = ["城关区", "新城区", "开发区", "东湖区", "西山区", "南郊区", "高新区", "鼓楼区"];
const FAMILY_NAMES = [...SURNAMES];
const GIVEN_HAN = [
  ..."伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建文辉玲红春梅志国海燕婷雪慧宇浩欣怡子轩梓涵佳琪思远俊鹏晓峰嘉豪雨桐",
];

/** The customer of this number, the same in every process. */
export function customerOf(number: number): Customer {
  const random = chanceOf(number, 0);
  if (number > 0 && chance(random, LOOK_ALIKES)) return lookAlike(originalOf(number - 1), number, random);
  return drawn(number, random);
}

/** Somebody who resembles this customer and is another. */
export function lookAlike(customer: Customer, number: number, random: Random): Customer {
  const other = drawn(number, random, customer);
  const { address, phone } = customer;
  // People of one household and sisters behind one switchboard; else a namesake elsewhere.
  return chance(random, 0.5) ? { ...other, address, phone } : { ...other, names: customer.names };
}

function originalOf(number: number): Customer {
  const random = chanceOf(number, 0);
  chance(random, LOOK_ALIKES);
  return drawn(number, random);
}

function drawn(number: number, random: Random, like?: Customer): Customer {
  const kind = random();
  const han = like?.han ?? (kind < HAN_COMPANIES || kind >= 1 - HAN_PEOPLE);
  const person = like?.person ?? kind >= HAN_COMPANIES + WESTERN_COMPANIES;
  const make = han ? (person ? hanPerson : hanFirm) : person ? westernPerson : westernFirm;
  const made = make(number, random);
  return {
    ...made,
    phone: chance(random, SHARED_PHONES) ? agentPhone(pick(random, AGENT_NUMBERS)) : made.phone,
    address: chance(random, SHARED_PLACES) ? park(pickSkewed(random, PARK_NUMBERS), han) : made.address,
  };
}

const AGENT_NUMBERS = Array.from({ length: AGENTS }, (_, at) => at);
const PARK_NUMBERS = Array.from({ length: PARKS }, (_, at) => at);
const agentPhone = (agent: number): string =>
  `+86 400 ${digits(chanceOf(agent, 1), 3)} ${digits(chanceOf(agent, 2), 4)}`;
const park = (number: number, han: boolean): Place => (han ? hanPlace : westernPlace)(chanceOf(number, 3));

function hanPlace(random: Random, city: ChinesePlace = pickSkewed(random, HAN_CITIES)): Place {
  const road = pick(random, CORE_FIRST) + pick(random, CORE_SECOND);
  const end = pick(random, ROAD_ENDS);
  const number = 1 + Math.floor(random() * 800);
  return {
    han: true,
    ...{ city: `${city.han}市`, cityLatin: titled(city.id), country: "CN" },
    street: `${pick(random, DISTRICTS)}${road}${end}${number}号`,
    streetLatin: `No. ${number}, ${romanized(road)} ${end === "街" ? "Street" : "Road"}`,
    postcode: `${100_000 + ((HAN_CITIES.indexOf(city) * 2_311) % 700_000) + Math.floor(random() * 60)}`,
  };
}

function westernPlace(random: Random): Place {
  const [city = "", postcode = "", country = ""] = pickSkewed(random, wordsOf("city")).split(",");
  const road = `${pick(random, wordsOf("stem"))}${pick(random, wordsOf("ending"))}`;
  const number = 1 + Math.floor(random() * 200);
  const german = ["DE", "AT", "BE"].includes(country);
  const street = german
    ? `${road}${chance(random, 0.5) ? "straße" : "weg"} ${number}`
    : `${number} ${road} Road`;
  // The seed knows one code a city; people live in many districts of it.
  const own = postcode.replace(/\d(?=\D*$)/, () => String(Math.floor(random() * 10)));
  return { han: false, city, cityLatin: city, street, streetLatin: street, postcode: own, country };
}

const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function hanFirm(number: number, random: Random): Customer {
  const city = pickSkewed(random, HAN_CITIES);
  const core =
    pick(random, CORE_FIRST) +
    pick(random, CORE_SECOND) +
    (chance(random, 0.5) ? pick(random, CORE_SECOND) : "");
  const { industry, form, taxId } = hanCompany(`c${number}`, random, { core });
  const [han = "", full = "", short = ""] = industry;
  const latin = romanized(core);
  return {
    ...{ number, han: true, person: false, code: `D-${100_000 + number}`, taxId },
    names: {
      full: `${city.han}市${core}${han}${form}`,
      latin: `${latin} ${full} Co., Ltd.`,
      short: `${core}${han}`,
    },
    address: hanPlace(random, city),
    phone: `+86 ${city.areaCode} ${digits(random, 4)} ${digits(random, 4)}`,
    email: `${pick(random, ["sales", "info", "caigou"])}@${latin.toLowerCase()}${short.toLowerCase()}${number % 7_919}.cn`,
    contact: hanName(random),
  };
}

function westernFirm(number: number, random: Random): Customer {
  const family = `${pickSkewed(random, wordsOf("stem"))}${pick(random, wordsOf("ending"))}`;
  const core = chance(random, 0.4) ? `${family} ${pick(random, SECOND_STEMS)}` : family;
  const { industry, form } = westernCompany(`c${number}`, random, { core });
  const address = westernPlace(random);
  const [trade = ""] = industry;
  return {
    ...{ number, han: false, person: false, code: `D-${100_000 + number}`, taxId: null, address },
    names: { full: `${core} ${trade} ${form}`, latin: `${core} ${trade} ${form}`, short: `${core} ${trade}` },
    phone: dialing(address, random),
    email: `${pick(random, ["orders", "info", "purchasing"])}@${family.toLowerCase()}-${trade.toLowerCase()}${number % 7_919}.example`,
    contact: westernName(random),
  };
}

const hanName = (random: Random): string =>
  pickSkewed(random, FAMILY_NAMES) +
  pick(random, GIVEN_HAN) +
  (chance(random, 0.7) ? pick(random, GIVEN_HAN) : "");
const westernName = (random: Random): string =>
  `${pickSkewed(random, wordsOf("given"))} ${pickSkewed(random, wordsOf("stem"))}${pickSkewed(random, wordsOf("ending"))}`;

const DIALING: Readonly<Record<string, string>> = {
  DE: "+49 821",
  GB: "+44 113",
  US: "+1 503",
  FR: "+33 4",
  NL: "+31 10",
};
const dialing = ({ country }: Place, random: Random): string =>
  `${DIALING[country] ?? "+49 40"} ${digits(random, 3)} ${digits(random, 4)}`;

function hanPerson(number: number, random: Random): Customer {
  const name = hanName(random);
  const latin = `${romanized(name.slice(0, 1))} ${romanized(name.slice(1))}`;
  return {
    ...{ number, han: true, person: true, code: `D-${100_000 + number}`, taxId: null, contact: name },
    names: { full: name, latin, short: name },
    address: hanPlace(random),
    phone: `+86 1${pick(random, ["38", "39", "50", "86", "77"])} ${digits(random, 4)} ${digits(random, 4)}`,
    email: mailbox(latin, number, random),
  };
}

function westernPerson(number: number, random: Random): Customer {
  const name = westernName(random);
  const [given = "", family = ""] = name.split(" ");
  const address = westernPlace(random);
  return {
    ...{
      number,
      han: false,
      person: true,
      code: `D-${100_000 + number}`,
      taxId: null,
      contact: name,
      address,
    },
    names: { full: name, latin: name, short: `${given.charAt(0)}. ${family}` },
    phone: dialing(address, random),
    email: mailbox(name, number, random),
  };
}

const mailbox = (name: string, number: number, random: Random): string =>
  `${name.toLowerCase().replace(" ", ".")}${number % 10_007}@${pickSkewed(random, FREE_MAIL)}`;
