import type { PostalAddress } from "../domain/address.js";
import { type Claim, chooseAll, chooseOne } from "./claims.js";
import { codesOf, type PartyCode } from "./code.js";
import type { Features } from "./features.js";
import type { GoldenAddress, GoldenRecord, GoldenValue } from "./golden-record.js";
import type { StatedParty } from "./record.js";
import type { GoldenAttribute } from "./survivorship-rules.js";

/** A record of the customer, as stored: the statement and what normalization made of it. */
export interface SurvivingRecord extends StatedParty {
  readonly features: Features;
}

/** What a steward has fixed: attribute name to value; a list for the attributes that are lists. */
export type Pins = Readonly<Record<string, unknown>>;

/** A long word in capitals, as forms and family-name conventions have it. */
const SHOUTED = /\p{Lu}{5,}/u;
const OTHER_LETTER = /(?!\p{Script=Latin})\p{L}/u;

/**
 * Computes the golden record of a customer from its records and nothing else, so that taking a record
 * out again (unmerge) restores exactly what was there before it came.
 */
export function survive(records: readonly SurvivingRecord[], pins: Pins = {}): GoldenRecord {
  const latin = STATED.names(records, (name) => !OTHER_LETTER.test(name));
  const local = STATED.names(records, (name) => OTHER_LETTER.test(name));
  const one = <T>(attribute: GoldenAttribute, of: readonly Claim<T>[]): GoldenValue<T> | null =>
    pinned<T>(pins, attribute) ?? chooseOne(attribute, of);
  const all = <T>(attribute: GoldenAttribute, of: readonly Claim<T>[]): GoldenValue<T>[] =>
    withPinned(pinnedList<T>(pins, attribute), chooseAll(attribute, of));
  return {
    kind: one("kind", STATED.kinds(records)),
    name: one("name", latin.length > 0 ? latin : local),
    localName: one("localName", latin.length > 0 ? local : []),
    taxId: one("taxId", STATED.taxIds(records)),
    emails: all("emails", STATED.emails(records)),
    phones: all("phones", STATED.phones(records)),
    addresses: withRoles(all("addresses", STATED.addresses(records))),
    departments: all("departments", STATED.departments(records)),
    contacts: all("contacts", STATED.contacts(records)),
    codes: all("codes", STATED.codes(records)),
  };
}

type Records = readonly SurvivingRecord[];

/** Per attribute: what the records state of it, how much each statement says, and which say the same. */
const STATED = {
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
  phones: (records: Records) =>
    claims(records, ({ features }) => features.phones.map(({ number }) => number)),
  addresses: (records: Records) =>
    claims(
      records,
      ({ party }) => listed(party.address).filter(saysWhere),
      ({ features }) => Object.values(features.address ?? {}).filter((part) => part !== null).length,
      ({ features: { address } }) =>
        address?.road == null ? null : `${address.road}|${address.houseNumber}|${address.city}`,
    ),
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

const listed = <T>(value: T | null | undefined): T[] =>
  value === null || value === undefined || value === "" ? [] : [value];

/** One claim per value that a record states. `says` tells how much it says; `same` what it shares with its like. */
function claims<T>(
  records: readonly SurvivingRecord[],
  valuesOf: (record: SurvivingRecord) => readonly T[],
  says: (record: SurvivingRecord) => number = () => 0,
  same: (record: SurvivingRecord) => string | null = () => null,
): Claim<T>[] {
  return records.flatMap((record) =>
    valuesOf(record).map((value) => ({
      value,
      key: same(record) ?? (typeof value === "string" ? value : JSON.stringify(value)),
      completeness: says(record),
      recordId: record.recordId,
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

const withRoles = (values: readonly GoldenValue<PostalAddress>[]): GoldenAddress[] =>
  values.map((value, at) => ({ ...value, role: at === 0 ? "CURRENT" : "EARLIER" }));

/** The type of a pin was checked where it came in: a steward's form knows its attribute. */
function pinned<T>(pins: Pins, attribute: GoldenAttribute): GoldenValue<T> | null {
  const value = pins[attribute];
  return value === undefined || value === null ? null : pinnedValue(value as T);
}

function pinnedList<T>(pins: Pins, attribute: GoldenAttribute): GoldenValue<T>[] {
  const values = pins[attribute];
  return Array.isArray(values) ? values.map((value) => pinnedValue(value as T)) : [];
}

const pinnedValue = <T>(value: T): GoldenValue<T> => ({
  value,
  recordId: null,
  system: null,
  statedAt: null,
  strategy: "PINNED",
  losing: [],
});

/** Pinned values come first; what records state beside them stays. */
function withPinned<T>(pins: readonly GoldenValue<T>[], chosen: readonly GoldenValue<T>[]): GoldenValue<T>[] {
  const fixed = new Set(pins.map(({ value }) => JSON.stringify(value)));
  return [...pins, ...chosen.filter(({ value }) => !fixed.has(JSON.stringify(value)))];
}
