import { chooseAll } from "../golden/claims.js";
import type { GoldenDepartment, GoldenValue } from "../golden/golden-record.js";
import { STATED, type SurvivingRecord } from "../golden/stated-values.js";

/** The departments of a customer, the most often stated first, each with what the records that name it say. */
export function departmentsOf(records: readonly SurvivingRecord[]): GoldenDepartment[] {
  const claims = STATED.departments(records);
  const keyOf = new Map(claims.map(({ recordId, key }) => [recordId, key]));
  return chooseAll("departments", claims).map((name) => {
    const key = keyOf.get(name.recordId ?? "");
    return { ...name, ...knownOf(records.filter(({ recordId }) => keyOf.get(recordId) === key)) };
  });
}

/** Departments that a steward named come first; what records say of the same name stays with it. */
export function pinnedDepartments(
  pinned: readonly GoldenValue<string>[],
  stated: readonly GoldenDepartment[],
): GoldenDepartment[] {
  const byName = new Map(stated.map((one) => [one.value, one]));
  const fixed = new Set(pinned.map(({ value }) => value));
  const shown = pinned.map((one) => ({ ...knownOf([]), ...byName.get(one.value), ...one }));
  return [...shown, ...stated.filter(({ value }) => !fixed.has(value))];
}

function knownOf(records: readonly SurvivingRecord[]): Omit<GoldenDepartment, keyof GoldenValue<string>> {
  const values = <T>(list: readonly GoldenValue<T>[]): T[] => list.map(({ value }) => value);
  return {
    contacts: values(chooseAll("contacts", STATED.contacts(records))),
    phones: values(chooseAll("phones", STATED.phones(records))),
    emails: values(chooseAll("emails", STATED.emails(records))),
    addresses: values(chooseAll("addresses", STATED.addresses(records))),
    recordIds: records.map(({ recordId }) => recordId).sort(),
  };
}
