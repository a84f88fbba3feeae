import { createHash } from "node:crypto";
import type { PartyCode } from "./code.js";
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
  acronym: 2,
  sounds: 4,
  near: 3,
  token: 2,
  post: 2,
  mailbox: 2,
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
  add("birth", features.birthDate);
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
}

function addOrganizationKeys(name: OrganizationName, add: Add): void {
  for (const reading of name.readings.slice(0, READINGS_MAX)) add("core", reading);
  if (name.script === "LATIN" && name.tokens.length > 1) {
    add("core", withoutUmlautPairs([...name.tokens].sort().join("")));
    add("token", withoutUmlautPairs(longest(name.tokens)));
  }
  add("acronym", name.acronym);
  if (name.core.length <= ACRONYM_LENGTH_MAX) add("acronym", name.readings[0] ?? null);
}

function addPersonKeys({ tokens, joined }: PersonName, features: Features, add: Add): void {
  const city = features.address?.city ?? null;
  const plain = tokens.map(withoutUmlautPairs);
  if (tokens.length > 1) add("person", [...joined].map(withoutUmlautPairs).sort()[0] ?? null);
  add("sounds", [...new Set(plain.map(soundOf))].sort().join("|"));
  for (const token of plain.slice(0, PERSON_TOKENS_MAX)) {
    add("token", token);
    if (city !== null) add("near", `${token}|${city}`);
  }
}

const longest = (words: readonly string[]): string =>
  words.reduce((best, word) => (word.length > best.length ? word : best), "");

/** A key as the signed 64-bit number the store keeps: the first eight bytes of its SHA-256. */
export function keyHash(key: string): bigint {
  return createHash("sha256").update(key).digest().readBigInt64BE(0);
}
