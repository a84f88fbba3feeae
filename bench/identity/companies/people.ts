import type { Contact, Market, Phone } from "./company.js";
import { chance, digits, pick, type Random } from "./dice.js";
import { type Part, wordsFor } from "./parts.js";
import { plain, romanized, transcribed } from "./script.js";
import { HAN_GIVEN, HAN_SURNAMES } from "./words/han.js";
import { FAMILY_NAMES, FIRST_NAMES } from "./words/western.js";

const HAN_FREE_MAIL = ["qq.com", "163.com", "126.com", "foxmail.com", "sina.com"];
const WESTERN_FREE_MAIL = ["gmail.com", "outlook.com", "yahoo.com", "gmx.de", "btinternet.com", "orange.fr"];
const HAN_MOBILE = ["135", "136", "138", "139", "150", "151", "158", "177", "186", "188", "189", "199"];
const WESTERN_MOBILE: Readonly<Record<string, string>> = {
  ...{ GB: "+44 7700 ######", US: "+1 917 ### ####", DE: "+49 171 #######", FR: "+33 6 ## ## ## ##" },
  ...{
    NL: "+31 6 ########",
    ES: "+34 612 ### ###",
    IT: "+39 347 ### ####",
    SE: "+46 70 ### ## ##",
    DK: "+45 20 ## ## ##",
  },
};

export function hanContact(random: Random, part: Part, domain: string | null): Contact {
  const signs = wordsFor(part, HAN_GIVEN);
  const family = pick(random, HAN_SURNAMES);
  const given = pick(random, signs) + (chance(random, 0.65) ? pick(random, signs) : "");
  const phone: Phone | null = chance(random, 0.6)
    ? {
        international: `+86 ${pick(random, HAN_MOBILE)} ${digits(random, 4)} ${digits(random, 4)}`,
        kind: "mobile",
        isShared: false,
      }
    : null;
  return { given, family, phone, email: mailbox(random, romanized(given), romanized(family), domain, true) };
}

export function westernContact(random: Random, part: Part, market: Market, domain: string | null): Contact {
  const given = pick(random, FIRST_NAMES[market] ?? FIRST_NAMES.GB ?? []);
  const family = pick(random, wordsFor(part, FAMILY_NAMES[market] ?? FAMILY_NAMES.GB ?? []));
  const pattern = WESTERN_MOBILE[market] ?? "";
  const number = pattern.replace(/#/g, () => digits(random, 1));
  const phone: Phone | null = chance(random, 0.4)
    ? { international: number, kind: "mobile", isShared: false }
    : null;
  return { given, family, phone, email: mailbox(random, given, family, domain, false) };
}

function mailbox(
  random: Random,
  given: string,
  family: string,
  domain: string | null,
  isHan: boolean,
): string | null {
  const [first, last] = [given, family].map((name) =>
    plain(transcribed(name))
      .toLowerCase()
      .replace(/[^a-z]/g, ""),
  ) as [string, string];
  const free = domain === null || chance(random, 0.15);
  if (free && domain !== null && !chance(random, 0.7)) return null;
  if (free && isHan && chance(random, 0.5)) return `${digits(random, 9)}@qq.com`;
  const at = free ? pick(random, isHan ? HAN_FREE_MAIL : WESTERN_FREE_MAIL) : domain;
  const local = pick(random, [
    `${first}.${last}`,
    `${first.charAt(0)}.${last}`,
    `${last}${first.charAt(0)}`,
    `${first}${last}`,
  ]);
  return `${local}${free ? digits(random, 2) : ""}@${at}`;
}
