import { SOFT_INDUSTRIES } from "../data/industries.js";
import type { Features, OrganizationName, TaxId } from "../normalizing/features.js";
import type { ComparableRecord } from "../record.js";

/** A customer is asked about far more often than it changes. */
const informed = new WeakMap<readonly ComparableRecord[], readonly ComparableRecord[]>();

/**
 * The members of one customer, each knowing what any of them states of the customer as such: its codes,
 * its tax ids, its trade, and its name where a member states none. A bare 云帆 of a customer known to do technology is no match for 云帆物流.
 * The list must not change afterwards.
 */
export function withSharedKnowledge<T extends ComparableRecord>(members: readonly T[]): readonly T[] {
  if (members.length < 2) return members;
  const known = informed.get(members) as readonly T[] | undefined;
  if (known !== undefined) return known;
  const all = inform(members);
  informed.set(members, all);
  return all;
}

function inform<T extends ComparableRecord>(members: readonly T[]): T[] {
  const codes = members.flatMap((member) => member.codes);
  const taxIds = taxIdsOf(members);
  const industries = tradesOf(members);
  const named = members.find(isNamed);
  return members.map((member) => ({
    ...member,
    codes,
    features: withTrades({ ...withName(member, named), ...withTaxIds(member.features, taxIds) }, industries),
  }));
}

const isNamed = ({ features: { organization, person } }: ComparableRecord): boolean =>
  organization !== null || person !== null;

/** A record that states an id and no name is of whom the others name. */
function withName(member: ComparableRecord, named: ComparableRecord | undefined): Features {
  if (named === undefined || isNamed(member)) return member.features;
  const { kind, organization, person, alsoNamed } = named.features;
  return { ...member.features, kind, organization, person, alsoNamed };
}

/** Each once, whoever states it. */
const taxIdsOf = (members: readonly ComparableRecord[]): TaxId[] => {
  const stated = members.flatMap(({ features: { taxId, otherTaxIds } }) =>
    taxId === null ? [] : [taxId, ...otherTaxIds],
  );
  return [...new Map(stated.map((id) => [id.value, id])).values()];
};

/** Its own first. */
function withTaxIds({ taxId }: Features, all: readonly TaxId[]): Pick<Features, "taxId" | "otherTaxIds"> {
  const first = taxId ?? all[0] ?? null;
  return { taxId: first, otherTaxIds: all.filter(({ value }) => value !== first?.value) };
}

const isTelling = (industry: string): boolean => !SOFT_INDUSTRIES.has(industry);

const tradesOf = (members: readonly ComparableRecord[]): string[] => [
  ...new Set(members.flatMap(({ features }) => features.organization?.industries.filter(isTelling) ?? [])),
];

/** A group is not in the trade of its companies, even where they count as one customer. */
const isHead = ({ industries }: OrganizationName): boolean => industries.includes("group");

function withTrades(features: Features, industries: readonly string[]): Features {
  const { organization } = features;
  if (organization === null || organization.industries.some(isTelling) || isHead(organization))
    return features;
  const known: OrganizationName = {
    ...organization,
    industries: [...organization.industries, ...industries],
  };
  return { ...features, organization: known };
}
