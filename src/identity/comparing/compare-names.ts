import type { Features, OrganizationName } from "../normalizing/features.js";
import type { ComparableRecord } from "../record.js";
import { compareOrganizations } from "./compare-organizations.js";
import { comparePersons } from "./compare-persons.js";
import { type Finding, finding } from "./finding.js";
import { MODEL } from "./model.js";

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

/** What is the second name of both may be that of the group they belong to, so one side's must be its first. */
function compareOrganizationNames(a: ComparableRecord, b: ComparableRecord): Finding[] {
  if (hasOneName(a.features) && hasOneName(b.features)) return compareOrganizations(a, b);
  const [ours, theirs] = [namesOf(a.features), namesOf(b.features)];
  const pairs = ours.flatMap((one, at) =>
    theirs.filter((_, otherAt) => at === 0 || otherAt === 0).map((other) => [one, other] as const),
  );
  return best(pairs.map(([one, other]) => compareOrganizations(called(a, one), called(b, other))));
}

const hasOneName = ({ alsoNamed }: Features): boolean => alsoNamed.organizations.length === 0;

const namesOf = ({ organization, alsoNamed }: Features): OrganizationName[] =>
  organization === null ? [] : [organization, ...alsoNamed.organizations];

const called = (record: ComparableRecord, organization: OrganizationName): ComparableRecord =>
  record.features.organization === organization
    ? record
    : { ...record, features: { ...record.features, organization } };

/** By the hand-set weights: learned ones change how much an agreement says, hardly ever which says more. */
function best(readings: readonly (readonly Finding[])[]): Finding[] {
  const [only = [], ...further] = readings;
  if (further.length === 0) return [...only];
  const rank = (found: readonly Finding[]): number =>
    found.reduce((sum, { feature, level }) => sum + handWeight(feature, level), 0);
  return [...readings.reduce((top, one) => (rank(one) > rank(top) ? one : top), only)];
}

const handWeight = (feature: string, level: string): number =>
  (MODEL.weights[feature] ?? MODEL.weights.other)?.[level] ?? 0;

/** From this weight on something else than a name is shared. */
const TELLING_MIN = 1;
const NAME_FEATURES: ReadonlySet<string> = new Set(["personName", "nameWord", "generation", "contactName"]);

/**
 * Many people have the same name. Where nothing else ties two persons together, it proves nothing; how rare
 * a name is, only a model knows that has counted.
 */
export function doubtNameAlone(found: readonly Finding[]): Finding | null {
  const name = found.find(({ feature }) => feature === "nameWord" || feature === "personName");
  const isTold = found.some(
    ({ feature, level }) => !NAME_FEATURES.has(feature) && handWeight(feature, level) >= TELLING_MIN,
  );
  return name === undefined || isTold ? null : finding("name", "alone", name.ours, name.theirs);
}

const PLACE_FEATURES: ReadonlySet<string> = new Set([
  "street",
  "postcode",
  "city",
  "district",
  "region",
  "country",
  "addressRest",
]);

/** Two that have no more to compare than an address, because one of them has no name: others live there too. */
export function doubtPlaceAlone(found: readonly Finding[]): Finding | null {
  const place = found.find(({ feature, level }) => feature === "street" && level === "same");
  const isPlaceAlone = found.every(({ feature }) => PLACE_FEATURES.has(feature));
  return place === undefined || !isPlaceAlone ? null : finding("address", "alone", place.ours, place.theirs);
}
