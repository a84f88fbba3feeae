import type { PostalAddress } from "../../domain/address.js";
import type { AddressRole } from "../../domain/vocabulary.js";
import { addressKeys } from "../normalizing/address-keys.js";
import type { Claim } from "./claims.js";
import { codesOf, type PartyCode } from "../normalizing/code.js";
import type { Features } from "../normalizing/features.js";
import type { StatedParty } from "../record.js";

/** A record of the customer, as stored: the statement and what normalization made of it. */
export interface SurvivingRecord extends StatedParty {
  readonly features: Features;
  /** Which statement under its source key it is; left out where nobody counts them. */
  readonly version?: number;
}
type Records = readonly SurvivingRecord[];

/** A long word in capitals, as forms and family-name conventions have it. */
const SHOUTED = /\p{Lu}{5,}/u;

/** Per attribute: what the records state of it, how much each statement says, and which say the same. */
export const STATED = {
  kinds: (records: Records) => claims(records, ({ features }) => listed(features.kind)),
  names: (records: Records, accept: (name: string) => boolean) =>
    claims(records, ({ party }) => listed(party.name?.trim()).filter(accept), nameSays),
  taxIds: (records: Records) =>
    claims(
      records,
      ({ features }) => listed(features.taxId?.value),
      ({ features }) => Number(features.taxId?.checked ?? false),
    ),
  emails: (records: Records) =>
    claims(records, ({ features }) =>
      features.emails.filter(({ local }) => local !== null).map(({ address }) => address),
    ),
  phones: (records: Records) => {
    const whole = wholeNumbers(records);
    return claims(
      records,
      ({ features }) => features.phones.map(({ number }) => number),
      (_record, number) => Number(whole.has(number)),
      (_record, number) => wholeOf(number, whole),
    );
  },
  addresses: (records: Records) => {
    const keys = addressKeys(records);
    return claims(
      records,
      ({ party }) => listed(party.address).filter(saysWhere),
      ({ features }) => Object.values(features.address ?? {}).filter((part) => part !== null).length,
      ({ recordId }) => keys.get(recordId) ?? null,
    );
  },
  departments: (records: Records) =>
    claims(
      records,
      ({ party, features }) => listed(party.department ?? features.department),
      undefined,
      ({ features }) => features.department,
    ),
  contacts: (records: Records) =>
    claims(
      records,
      ({ party }) => listed(party.contactName?.trim()),
      ({ features }) => features.contact?.tokens.length ?? 0,
      ({ features }) => [...(features.contact?.joined ?? [])].sort()[0] ?? null,
    ),
  codes: (records: Records): Claim<PartyCode>[] =>
    claims(records, ({ system, party }) => codesOf(system, party)),
};

/** What the record's address is for, as far as it says. */
export const addressRoleOf = ({ party }: SurvivingRecord): AddressRole => party.addressRole ?? "GENERAL";

const listed = <T>(value: T | null | undefined): T[] =>
  value === null || value === undefined || value === "" ? [] : [value];

/** Numbers that are known with their country. */
const wholeNumbers = (records: Records): ReadonlySet<string> =>
  new Set(
    records.flatMap(({ features }) =>
      features.phones.flatMap(({ number, country }) => (country === null ? [] : number)),
    ),
  );

/** Fewer digits are an extension's, and end many a number. */
const NATIONAL_DIGITS_MIN = 7;

/** The number that this one is without its country, if only one is: dialed at home it is the same. */
function wholeOf(number: string, whole: ReadonlySet<string>): string | null {
  const national = number.replace(/^0+/, "");
  if (whole.has(number) || national.length < NATIONAL_DIGITS_MIN) return null;
  const [only, ...others] = [...whole].filter((one) => one.endsWith(national));
  return only !== undefined && others.length === 0 ? only : null;
}

/** One claim per value that a record states. `says` tells how much it says; `same` what it shares with its like. */
function claims<T>(
  records: Records,
  valuesOf: (record: SurvivingRecord) => readonly T[],
  says: (record: SurvivingRecord, value: T) => number = () => 0,
  same: (record: SurvivingRecord, value: T) => string | null = () => null,
): Claim<T>[] {
  return records.flatMap((record) =>
    valuesOf(record).map((value) => ({
      value,
      key: same(record, value) ?? (typeof value === "string" ? value : JSON.stringify(value)),
      completeness: says(record, value),
      recordId: record.recordId,
      version: record.version ?? null,
      system: record.system,
      channel: record.channel,
      statedAt: record.statedAt,
    })),
  );
}

/** A full registered name says more than a short one, a name with a department no more than its company's. */
function nameSays({ party, features }: SurvivingRecord): number {
  const { organization, person } = features;
  const written = SHOUTED.test(party.name ?? "") ? 0 : 0.5;
  if (organization === null) return (person?.tokens.filter(({ length }) => length > 1).length ?? 0) + written;
  const { place, industries, legalForm, department, branch } = organization;
  const appended = department !== null || branch !== null;
  return (
    Number(place !== null) +
    Number(industries.length > 0) +
    Number(legalForm !== null) +
    written -
    Number(appended)
  );
}

const saysWhere = ({ lines, city, postalCode }: PostalAddress): boolean =>
  lines.length > 0 || city !== null || postalCode !== null;
