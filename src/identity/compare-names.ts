import { compareOrganizations } from "./compare-organizations.js";
import { comparePersons } from "./compare-persons.js";
import type { Features, OrganizationName } from "./features.js";
import { type Finding, finding } from "./finding.js";
import { MODEL } from "./model.js";
import type { ComparableRecord } from "./record.js";

/**
 * As persons if both may be persons, else as companies; a company is no person. Parties have several
 * names: those count that agree best, because a party is not obliged to use the same one everywhere.
 */
export function compareNames(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const ours = a.features;
  const theirs = b.features;
  if (ours.kind !== null && theirs.kind !== null && ours.kind !== theirs.kind) {
    return [finding("kind", "different", ours.kind, theirs.kind)];
  }
  if (ours.person === null || theirs.person === null) return compareOrganizationNames(a, b);
  const persons = [ours.person, ...ours.alsoNamed.persons];
  const others = [theirs.person, ...theirs.alsoNamed.persons];
  return best(persons.flatMap((one) => others.map((other) => comparePersons(one, other))));
}

/** A name that is no more than the second one of both may be that of a group whose members they are. */
function compareOrganizationNames(a: ComparableRecord, b: ComparableRecord): Finding[] {
  const [ours, theirs] = [namesOf(a.features), namesOf(b.features)];
  return best(
    ours.flatMap((one, at) =>
      theirs.map((other, otherAt) => {
        const found = compareOrganizations(called(a, one), called(b, other));
        return at > 0 && otherAt > 0 ? found.map(asGroupName) : found;
      }),
    ),
  );
}

const namesOf = ({ organization, alsoNamed }: Features): OrganizationName[] =>
  organization === null ? [] : [organization, ...alsoNamed.organizations];

const called = (record: ComparableRecord, organization: OrganizationName): ComparableRecord =>
  record.features.organization === organization
    ? record
    : { ...record, features: { ...record.features, organization } };

const asGroupName = (found: Finding): Finding =>
  found.feature === "core" && found.level.startsWith("same") ? { ...found, level: "group" } : found;

/** By the hand-set weights: learned ones change how much an agreement says, hardly ever which says more. */
function best(readings: readonly (readonly Finding[])[]): Finding[] {
  const [only = [], ...further] = readings;
  if (further.length === 0) return [...only];
  const rank = (found: readonly Finding[]): number =>
    found.reduce((sum, { feature, level }) => sum + (MODEL.weights[feature]?.[level] ?? 0), 0);
  return [...readings.reduce((top, one) => (rank(one) > rank(top) ? one : top), only)];
}
