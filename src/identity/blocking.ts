import { hash } from "node:crypto";
import type { PartyCode } from "./code.js";
import { NICKNAMES } from "./data/person-names.js";
import type { Features, OrganizationName, PersonName } from "./features.js";
import { soundOf } from "./sound.js";
import { withoutUmlautPairs } from "./text.js";

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

/** How telling each kind of key is. A key that too many records share is ignored by whoever looks up. */
const KEY_WEIGHTS = {
  tax: 10,
  code: 9,
  email: 8,
  phone: 8,
  tel: 4,
  street: 6,
  domain: 6,
  birth: 5,
  person: 6,
  core: 5,
  sounds: 4,
  post: 4,
  near: 3.5,
  zone: 3.5,
  token: 3,
  mailbox: 2.5,
  born: 2.4,
  year: 2.3,
  day: 2.2,
  acronym: 2,
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
  add("tax", features.taxId?.value ?? null);
  for (const code of codes.slice(0, CODES_MAX)) add("code", code.value);
  addContactKeys(features, add);
  addAddressKeys(features, add);
  addBirthKeys(features, add);
  if (features.organization !== null) addOrganizationKeys(features.organization, add);
  if (features.person !== null) addPersonKeys(features.person, features, add);
  return [...keys.values()].sort((a, b) => b.weight - a.weight).slice(0, KEYS_MAX);
}

type Add = (kind: KeyKind, value: string | null) => void;

function addContactKeys({ emails, phones }: Features, add: Add): void {
  for (const email of emails.slice(0, CONTACTS_MAX)) {
    if (email.local !== null) add("email", email.address);
    if (!email.free) add("domain", email.domain);
    if (email.local !== null && !email.role) add("mailbox", email.local);
  }
  for (const phone of phones.slice(0, CONTACTS_MAX)) {
    if (phone.country !== null) add("phone", phone.number);
    add("tel", phone.tail);
  }
}

function addAddressKeys({ address }: Features, add: Add): void {
  if (address === null) return;
  const { road, houseNumber, postcode } = address;
  if (road !== null && houseNumber !== null) add("street", `${road}|${houseNumber}`);
  if (postcode !== null && houseNumber !== null) add("post", `${postcode}|${houseNumber}`);
  else if (postcode !== null) add("post", postcode);
}

/** The day of birth; and what is left of it beside a place, for those whose name is written differently. */
function addBirthKeys({ birthDate, address }: Features, add: Add): void {
  if (birthDate === null) return;
  add("birth", birthDate);
  const [year = ""] = birthDate.split("-");
  const { city = null, postcode = null } = address ?? {};
  if (city !== null) add("born", `${year}|${city}`);
  if (postcode !== null) add("born", `${year}|${districtOf(postcode)}`);
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
 * A name alone is too common and a full name too brittle, so each word also stands, by its sound,
 * beside where and when: the place, the postal district, the year of birth, the day of birth.
 */
function addPersonKeys({ tokens, joined }: PersonName, features: Features, add: Add): void {
  const plain = tokens.map(withoutUmlautPairs);
  const short = plain.map((token) => NICKNAMES.get(token) ?? token);
  const sounds = [...new Set(short.map(soundOf))];
  add("sounds", [...sounds].sort().join("|"));
  const chosen = outerTokens(short);
  for (const token of chosen) add("token", token);
  if (tokens.length > 1) add("person", [...joined].map(withoutUmlautPairs).sort()[0] ?? null);
  const { city = null, postcode = null } = features.address ?? {};
  const [year = "", month = "", day = ""] = (features.birthDate ?? "").split("-");
  for (const sound of new Set([...chosen.slice(0, 1), ...chosen.slice(-1)].map(soundOf))) {
    if (city !== null) add("near", `${sound}|${city}`);
    if (postcode !== null) add("zone", `${sound}|${districtOf(postcode)}`);
    if (year !== "") add("year", `${sound.charAt(0)}|${year}`);
    if (day !== "") add("day", `${sound.charAt(0)}|${month}-${day}`);
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
