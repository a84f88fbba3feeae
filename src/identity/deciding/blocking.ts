import { hash } from "node:crypto";
import { NICKNAMES } from "../data/person-names.js";
import type { PartyCode } from "../normalizing/code.js";
import type { Features, OrganizationName, PersonName, TaxId } from "../normalizing/features.js";
import { soundOf } from "../normalizing/sound.js";
import { transcribedOf } from "../normalizing/spoken.js";
import { withoutUmlautPairs } from "../normalizing/text.js";

/** A value that records which may be the same customer share; `weight` is how telling it is. */
export interface BlockingKey {
  readonly key: string;
  readonly weight: number;
}

const KEYS_MAX = 14;
const CODES_MAX = 3;
const CONTACTS_MAX = 2;
const READINGS_MAX = 3;
const PERSON_TOKENS_MAX = 3;
const ORGANIZATION_TOKENS_MAX = 3;
const ACRONYM_LENGTH_MAX = 4;
const FRONT_LENGTH = 4;

/**
 * How telling each kind of key is, which also decides what is left out of more than 14. The weak kinds were
 * chosen by search: no others of some sixty tried let more pairs of one person meet who share little.
 * A key that too many records share is ignored by whoever looks up.
 */
const KEY_WEIGHTS = {
  tax: 10,
  code: 9,
  email: 8,
  phone: 8,
  street: 6,
  domain: 6,
  person: 6,
  birth: 5,
  core: 5,
  tel: 4,
  sounds: 4,
  spoken: 3.8,
  post: 4,
  trade: 1.8,
  sound: 1.75,
  mailbox: 1.7,
  town: 1.65,
  host: 1.6,
  year: 1.55,
  token: 3,
  front: 1.45,
  zone: 1.4,
  day: 1.35,
  end: 1.3,
  letters: 1.25,
  born: 1.2,
  near: 1.15,
  decade: 1.1,
  acronym: 2,
  place: 0.95,
} as const;
type KeyKind = keyof typeof KEY_WEIGHTS;

/**
 * The keys under which a record is kept and looked up. The same strings count how many records share a
 * value, which is what `compare` asks for by its `frequency` argument. At most 14, most telling first.
 */
export function blockingKeys(features: Features, codes: readonly PartyCode[]): BlockingKey[] {
  const keys = new Map<string, BlockingKey>();
  const add = (kind: KeyKind, value: string | null): void => {
    const key = `${kind}:${value}`;
    if (value !== null && value !== "") keys.set(key, { key, weight: KEY_WEIGHTS[kind] });
  };
  for (const { value } of taxIdsOf(features)) add("tax", value);
  for (const code of codes.slice(0, CODES_MAX)) add("code", code.value);
  addContactKeys(features, add);
  addAddressKeys(features, add);
  addBirthKeys(features, add);
  if (features.organization !== null) addOrganizationKeys(features.organization, add);
  if (features.person !== null) addPersonKeys(features.person, features, add);
  return [...keys.values()].sort((a, b) => b.weight - a.weight).slice(0, KEYS_MAX);
}

type Add = (kind: KeyKind, value: string | null) => void;

const taxIdsOf = ({ taxId, otherTaxIds }: Features): readonly TaxId[] =>
  taxId === null ? [] : [taxId, ...otherTaxIds.slice(0, CODES_MAX - 1)];

function addContactKeys({ emails, phones, organization }: Features, add: Add): void {
  for (const email of emails.slice(0, CONTACTS_MAX)) {
    if (email.local !== null) add("email", email.address);
    if (!email.free) add("domain", email.domain);
    if (!email.free && organization === null) add("host", email.domain.slice(0, FRONT_LENGTH));
    if (email.local !== null && !email.role) add("mailbox", lettersOf(email.local).slice(0, FRONT_LENGTH));
  }
  for (const phone of phones.slice(0, CONTACTS_MAX)) {
    if (phone.country !== null) add("phone", phone.number);
    add("tel", phone.tail);
  }
}

const lettersOf = (text: string): string => text.replace(/[^\p{L}]/gu, "");

function addAddressKeys({ address, organization }: Features, add: Add): void {
  if (address === null) return;
  const { road, houseNumber, postcode, city } = address;
  if (road !== null && houseNumber !== null) add("street", `${road}|${houseNumber}`);
  if (postcode !== null && houseNumber !== null) add("post", `${postcode}|${houseNumber}`);
  else if (postcode !== null) add("post", postcode);
  if (organization !== null) return;
  // People move less than firms cluster: a town may be all that two statements of one person share.
  if (city !== null) add("town", soundOf(city));
  if (postcode !== null) add("zone", districtOf(postcode));
}

/** The day of birth, and what is left of it where a digit or the whole year is wrong. */
function addBirthKeys({ birthDate, address }: Features, add: Add): void {
  if (birthDate === null) return;
  add("birth", birthDate);
  const [year = "", month = "", day = ""] = birthDate.split("-");
  add("decade", `${year.slice(0, -1)}|${month}-${day}`);
  add("day", `${month}-${day}`);
  const city = address?.city ?? null;
  if (city !== null) add("born", `${year}|${city}`);
}

function addOrganizationKeys(name: OrganizationName, add: Add): void {
  for (const reading of name.readings.slice(0, READINGS_MAX)) add("core", reading);
  if (name.script === "LATIN" && name.tokens.length > 1) {
    add("core", withoutUmlautPairs([...name.tokens].sort().join("")));
  }
  if (name.script === "LATIN")
    for (const token of longestFirst(name.tokens).slice(0, ORGANIZATION_TOKENS_MAX))
      add("token", withoutUmlautPairs(token));
  add("acronym", name.acronym);
  if (name.core.length <= ACRONYM_LENGTH_MAX) add("acronym", name.readings[0] ?? null);
}

/**
 * A name alone is too common and a full name too brittle, so each word stands by its sound, its front, its
 * end and its letters, alone where a set is small, and beside where and when: the place, the year of
 * birth, the trade.
 */
function addPersonKeys({ tokens, joined }: PersonName, features: Features, add: Add): void {
  const plain = tokens.map(withoutUmlautPairs);
  const words = plain.map((token) => NICKNAMES.get(token) ?? token);
  add("sounds", [...new Set(words.map(soundOf))].sort().join("|"));
  // Two scripts have no letters in common; what is left of both in transcription meets here.
  if (tokens.length > 1) add("spoken", tokens.map(transcribedOf).sort().join("|"));
  if (tokens.length > 1) add("person", [...joined].map(withoutUmlautPairs).sort()[0] ?? null);
  const chosen = outerTokens(words);
  const ends = [...chosen.slice(0, 1), ...chosen.slice(-1)];
  const { city = null, postcode = null } = features.address ?? {};
  const year = features.birthDate?.split("-")[0] ?? null;
  // Of whatever else is known, the longest says most: a trade rather than a gender.
  const [trade = null] = Object.values(features.other).sort((a, b) => b.length - a.length);
  for (const word of ends) {
    if (trade !== null) add("trade", `${soundOf(word)}|${trade}`);
    add("sound", soundOf(word));
    if (year !== null) add("year", `${word.charAt(0)}|${year}`);
    add("letters", [...new Set(word)].sort().join(""));
  }
  for (const word of chosen) {
    add("front", word.slice(0, 3));
    add("end", word.slice(-3));
    if (city !== null) add("near", `${soundOf(word)}|${city}`);
    if (city !== null) add("place", `${word.slice(0, 2)}|${city}`);
    if (postcode !== null) add("place", `${word.slice(0, 2)}|${districtOf(postcode)}`);
  }
}

/** Given and family name stand at the ends of a name, in either order. */
const outerTokens = (tokens: readonly string[]): readonly string[] =>
  tokens.length <= PERSON_TOKENS_MAX
    ? tokens
    : [...tokens.slice(0, 1), ...tokens.slice(1 - PERSON_TOKENS_MAX)];

/** The part of a postcode that names a district: `tq13` of `tq13 8df`, three digits of a number. */
const districtOf = (postcode: string): string =>
  /^\d+$/.test(postcode) ? postcode.slice(0, 3) : postcode.slice(0, -3);

const longestFirst = (words: readonly string[]): string[] => words.toSorted((a, b) => b.length - a.length);

/** A key as the signed 64-bit number the store keeps: the first eight bytes of its SHA-256. */
export function keyHash(key: string): bigint {
  return hash("sha256", key, "buffer").readBigInt64BE(0);
}
