import { addressHistory, withPinnedAddresses } from "./address-history.js";
import { type Claim, chooseAll, chooseOne } from "./claims.js";
import { departmentsOf, pinnedDepartments } from "../normalizing/departments.js";
import type { GoldenRecord, GoldenValue } from "./golden-record.js";
import { STATED, type SurvivingRecord } from "./stated-values.js";
import type { GoldenAttribute } from "./survivorship-rules.js";

export type { SurvivingRecord } from "./stated-values.js";

/** What a steward has fixed: attribute name to value; a list for the attributes that are lists. */
export type Pins = Readonly<Record<string, unknown>>;

const OTHER_LETTER = /(?!\p{Script=Latin})\p{L}/u;

/**
 * Computes the golden record of a customer from its records and nothing else, so that taking a record
 * out again (unmerge) restores exactly what was there before it came. `leftOut` is how many older records
 * the caller did not hand in, and only noted down.
 */
export function survive(records: readonly SurvivingRecord[], pins: Pins = {}, leftOut = 0): GoldenRecord {
  const latin = STATED.names(records, (name) => !OTHER_LETTER.test(name));
  const local = STATED.names(records, (name) => OTHER_LETTER.test(name));
  const one = <T>(attribute: GoldenAttribute, of: readonly Claim<T>[]): GoldenValue<T> | null =>
    orPinned<T>(pins, attribute, chooseOne(attribute, of));
  const all = <T>(attribute: GoldenAttribute, of: readonly Claim<T>[]): GoldenValue<T>[] =>
    withPinned(pinnedList<T>(pins, attribute), chooseAll(attribute, of));
  return {
    kind: one("kind", STATED.kinds(records)),
    name: one("name", latin.length > 0 ? latin : local),
    localName: one("localName", latin.length > 0 ? local : []),
    taxId: one("taxId", STATED.taxIds(records)),
    emails: all("emails", STATED.emails(records)),
    phones: all("phones", STATED.phones(records)),
    addresses: withPinnedAddresses(pinnedList(pins, "addresses"), addressHistory(records)),
    departments: pinnedDepartments(pinnedList(pins, "departments"), departmentsOf(records)),
    contacts: all("contacts", STATED.contacts(records)),
    codes: all("codes", STATED.codes(records)),
    basis: { records: records.length, leftOut },
  };
}

/** The type of a pin was checked where it came in: a steward's form knows its attribute. */
function orPinned<T>(
  pins: Pins,
  attribute: GoldenAttribute,
  chosen: GoldenValue<T> | null,
): GoldenValue<T> | null {
  const value = pins[attribute];
  if (value === undefined || value === null) return chosen;
  if (chosen === null) return pinnedValue(value as T);
  const { strategy: _strategy, why: _why, losing, ...stated } = chosen;
  const beaten = [stated, ...losing].filter((one) => JSON.stringify(one.value) !== JSON.stringify(value));
  return { ...pinnedValue(value as T), losing: beaten };
}

function pinnedList<T>(pins: Pins, attribute: GoldenAttribute): GoldenValue<T>[] {
  const values = pins[attribute];
  return Array.isArray(values) ? values.map((value) => pinnedValue(value as T)) : [];
}

const pinnedValue = <T>(value: T): GoldenValue<T> => ({
  value,
  recordId: null,
  version: null,
  system: null,
  channel: null,
  statedAt: null,
  strategy: "PINNED",
  why: "a steward fixed it",
  losing: [],
});

/** Pinned values come first; what records state beside them stays. */
function withPinned<T>(pins: readonly GoldenValue<T>[], chosen: readonly GoldenValue<T>[]): GoldenValue<T>[] {
  const fixed = new Set(pins.map(({ value }) => JSON.stringify(value)));
  return [...pins, ...chosen.filter(({ value }) => !fixed.has(JSON.stringify(value)))];
}
