import type { PartyStatement } from "../../domain/party.js";
import type { CustomerKind } from "../../domain/vocabulary.js";
import { comparableValues } from "../golden/other-values.js";
import { parseAddress } from "./address.js";
import { parseBirthDate } from "./birth-date.js";
import { countryCode } from "./country.js";
import { parseEmail } from "./email.js";
import { FEATURES_VERSION, type Features, type OrganizationName, type TaxId } from "./features.js";
import { departmentId, parseOrganizationName } from "./organization-name.js";
import { looksLikeHanPerson, parsePersonName } from "./person-name.js";
import { parsePhone } from "./phone.js";
import { placeOfWords } from "./place.js";
import { parseTaxId } from "./tax-id.js";
import { clean, hasHan, wordsOf } from "./text.js";

/** What some sources know of a party beyond a party statement. */
export interface StatedDetails {
  readonly birthDate?: string | null;
  /** Further names of the party: a trade name, the same name in its own script. */
  readonly otherNames?: readonly string[];
  /** Ids of several offices, each with the name of its register; instead of the one of the statement. */
  readonly taxIds?: readonly { readonly register: string; readonly value: string }[];
  /** Anything comparable, by the name of its field: category, occupation, birth place. */
  readonly other?: Readonly<Record<string, string>>;
}

/**
 * Makes of a statement everything that comparison needs, once. Nothing is guessed that the statement
 * does not say; the same statement always gives the same features of a version.
 */
export function normalize(stated: PartyStatement, details: StatedDetails = {}): Features {
  const party = withMisplaced(stated);
  const address = parseAddress(party.address);
  const country = address?.country ?? countryOfTaxId(party.taxId);
  const phones = [...party.phones, party.address?.phone ?? ""];
  const { kind, organization, person } = readName(party);
  const [taxId = null, ...otherTaxIds] = readTaxIds(party, details);
  return {
    version: FEATURES_VERSION,
    kind,
    organization,
    person,
    alsoNamed: otherNames({ kind, organization, person }, party, details),
    contact: party.contactName === null ? null : parsePersonName(party.contactName),
    department: departmentId(party.department) ?? organization?.department ?? null,
    emails: uniqueBy(party.emails.map(parseEmail), (email) => email.address),
    phones: uniqueBy(
      phones.map((phone) => parsePhone(phone, country)),
      (phone) => phone.number,
    ),
    taxId,
    otherTaxIds,
    address,
    birthDate: parseBirthDate(details.birthDate ?? null),
    other: comparableValues(details.other ?? {}),
  };
}

const PHONE_ONLY = /^[\s+()\d./-]{7,}(?:\s*(?:x|ext\.?|转|分机)\s*\d+)?$/iu;
const isPhone = (text: string | null): text is string => text !== null && PHONE_ONLY.test(clean(text));
const isMailbox = (text: string | null): text is string =>
  text?.includes("@") === true && parseEmail(text) !== null;

/** People type into the next field: a phone number or a mailbox where a department or a contact should be. */
function withMisplaced(party: PartyStatement): PartyStatement {
  const misplaced = [party.department, party.contactName];
  const phones = misplaced.filter(isPhone);
  const emails = misplaced.filter(isMailbox);
  if (phones.length + emails.length === 0) return party;
  const kept = (text: string | null): string | null => (isPhone(text) || isMailbox(text) ? null : text);
  return {
    ...party,
    phones: [...party.phones, ...phones],
    emails: [...party.emails, ...emails],
    department: kept(party.department),
    contactName: kept(party.contactName),
  };
}

interface Name {
  readonly kind: CustomerKind | null;
  readonly organization: OrganizationName | null;
  readonly person: Features["person"];
}

/** Where the kind is not stated the name may betray it; where it does not, both readings are kept. */
function readName(party: PartyStatement): Name {
  const name = party.name ?? "";
  const stated = party.kind;
  const organization = stated === "PERSON" ? null : parseOrganizationName(name);
  const kind = stated ?? kindOf(name, organization);
  if (kind === "ORGANIZATION") return { kind, organization, person: null };
  const person = parsePersonName(clean(name) === "" ? (party.contactName ?? "") : name);
  return kind === "PERSON" ? { kind, organization: null, person } : { kind, organization, person };
}

/** A legal form, an industry, a department or a branch makes a company; so do Han names that begin with no surname. */
function kindOf(name: string, organization: OrganizationName | null): CustomerKind | null {
  if (organization === null) return null;
  const { legalForm, industries, department, branch, place } = organization;
  if (legalForm !== null || industries.length > 0 || department !== null || branch !== null)
    return "ORGANIZATION";
  if (!hasHan(name)) return null;
  return place === null && looksLikeHanPerson(clean(name)) ? null : "ORGANIZATION";
}

/** A name may carry a second one in brackets, or an explanation: `Hajah Maimunah (Jln Pisang)`. */
const BRACKETED = /[(（[【][^)）\]】]*[)）\]】]/gu;

/** Every further name of the party, read as what the party is. */
function otherNames(
  { kind, organization, person }: Name,
  party: PartyStatement,
  { otherNames: stated = [] }: StatedDetails,
): Features["alsoNamed"] {
  const name = party.name ?? "";
  const bare = name.replace(BRACKETED, (added) => (isPlace(added) ? added : " ")).trim();
  const names = bare === "" || bare === name ? stated : [...stated, bare];
  const mayBe = (one: CustomerKind): boolean => kind === null || kind === one;
  return {
    organizations: mayBe("ORGANIZATION")
      ? uniqueBy(names.map(parseOrganizationName), textOf).filter(({ text }) => text !== organization?.text)
      : [],
    persons: mayBe("PERSON")
      ? uniqueBy(names.map(parsePersonName), textOf).filter(({ text }) => text !== person?.text)
      : [],
  };
}

/** `(Sweden)`: that is which of the group it is. */
const isPlace = (bracketed: string): boolean => {
  const content = clean(bracketed.slice(1, -1));
  return countryCode(content) !== null || placeOfWords(wordsOf(content), 0) !== null;
};

const textOf = ({ text }: { readonly text: string }): string => text;

function readTaxIds(party: PartyStatement, { taxIds }: StatedDetails): TaxId[] {
  const stated = taxIds ?? [{ register: null, value: party.taxId }];
  return uniqueBy(
    stated.map(({ register, value }) => parseTaxId(value, register)),
    ({ value }) => value,
  );
}

/** A VAT number begins with its country; a Chinese credit code can be nothing else. */
function countryOfTaxId(taxId: string | null): string | null {
  const parsed = parseTaxId(taxId);
  if (parsed?.kind === "USCC") return "CN";
  return parsed?.kind === "VAT" ? countryCode(parsed.value.slice(0, 2)) : null;
}

function uniqueBy<T>(values: readonly (T | null)[], key: (value: T) => string): T[] {
  const found = new Map<string, T>();
  for (const value of values) if (value !== null && !found.has(key(value))) found.set(key(value), value);
  return [...found.values()];
}
