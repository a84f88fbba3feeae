import { comparePersons } from "../comparing/compare-persons.js";
import type { Features, PersonName } from "../normalizing/features.js";
import type { ComparableRecord } from "../record.js";

/** How many parties with clearly different names share a contact, by the key under which records share it; 0 if nobody looked. */
export type Crowd = (key: string) => number;
export const NOBODY: Crowd = () => 0;

/** Two names on one phone are a couple; from three on it is a household, an office, a hotline. */
export const CROWD_MIN = 3;

/**
 * Counts the parties behind every contact. Records that could be one party count once, so that a
 * customer who ordered often does not make a crowd of itself.
 */
export function crowdOf(records: readonly ComparableRecord[]): Crowd {
  const counted = new Map<string, number>();
  return (key) => {
    const known = counted.get(key);
    if (known !== undefined) return known;
    const count = partiesAmong(records.filter(({ features }) => hasContact(features, key)));
    counted.set(key, count);
    return count;
  };
}

const hasContact = ({ phones, emails }: Features, key: string): boolean =>
  phones.some(({ number, tail }) => `phone:${number}` === key || `tel:${tail}` === key) ||
  emails.some(({ address, local }) => local !== null && `email:${address}` === key);

function partiesAmong(records: readonly ComparableRecord[]): number {
  if (records.length < CROWD_MIN) return records.length;
  const parties: PersonName[] = [];
  for (const { features } of records) {
    const { person, kind } = features;
    // Companies that share a switchboard are sisters: comparing their names takes care of them.
    if (person === null || kind !== "PERSON") continue;
    if (parties.every((party) => clearlyDiffer(party, person))) parties.push(person);
  }
  return parties.length;
}

/** Nothing in two names but contradiction, or one family name and two given ones. */
const clearlyDiffer = (a: PersonName, b: PersonName): boolean =>
  comparePersons(a, b).some(
    ({ feature, level }) => level === "otherGiven" || (feature === "personName" && level === "different"),
  );
