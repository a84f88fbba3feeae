import { withoutUmlautPairs } from "../normalizing/text.js";
import type { ComparableRecord } from "../record.js";
import { chancesOf } from "./chance.js";

/** How common values are in a set of records: what makes sharing a rare one prove more (Winkler 1989, Splink). */
export interface TermStatistics {
  /** How many records state the value, by the key under which comparison shares it. */
  readonly count: (key: string) => number;
  readonly counts: ReadonlyMap<string, number>;
  /** By kind of value, the logarithm of the chance that two records share one by accident. */
  readonly chance: Readonly<Record<string, number>>;
  readonly records: number;
}

/** Counts the values of a whole set. */
export function countTerms(records: readonly ComparableRecord[]): TermStatistics {
  const counts = new Map<string, number>();
  for (const record of records)
    for (const term of new Set(termsOf(record))) counts.set(term, (counts.get(term) ?? 0) + 1);
  return {
    count: (key) => counts.get(key) ?? 0,
    counts,
    chance: chancesOf(counts),
    records: records.length,
  };
}

/** Every value whose commonness matters, by the key that a finding names when two records share it. */
export function termsOf({ codes, features }: ComparableRecord): string[] {
  const { organization, person, phones, emails, address, birthDate, other } = features;
  return [
    ...codes.map(({ value }) => `code:${value}`),
    ...(organization?.readings.map((reading) => `core:${reading}`) ?? []),
    ...(person?.tokens.map((token) => `token:${withoutUmlautPairs(token)}`) ?? []),
    ...phones.flatMap(({ number, tail }) => [`phone:${number}`, `tel:${tail}`]),
    ...emails.flatMap(({ address: mail, local, domain }) => [
      `email:${mail}`,
      `mailbox:${local}`,
      `domain:${domain}`,
    ]),
    ...(birthDate === null ? [] : [`birth:${birthDate}`]),
    ...(address?.road == null ? [] : [`street:${address.road}|${address.houseNumber}`]),
    ...(address?.postcode == null ? [] : [`post:${address.postcode}`]),
    ...(address?.city == null ? [] : [`city:${address.city}`]),
    ...Object.entries(other).map(([name, value]) => `other:${name}|${value}`),
  ];
}
