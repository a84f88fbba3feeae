import { SOFT_INDUSTRIES } from "./data/industries.js";
import type { Features, OrganizationName } from "./features.js";
import type { ComparableRecord } from "./record.js";

/**
 * The members of one customer, each knowing what any of them states of the customer as such: its codes,
 * its tax id, and its trade. A bare 云帆 of a customer known to do technology is no match for 云帆物流.
 */
export function withSharedKnowledge<T extends ComparableRecord>(members: readonly T[]): T[] {
  if (members.length < 2) return [...members];
  const codes = members.flatMap((member) => member.codes);
  const taxId = members.find(({ features }) => features.taxId !== null)?.features.taxId ?? null;
  const industries = tradesOf(members);
  return members.map((member) => ({
    ...member,
    codes,
    features: withTrades({ ...member.features, taxId: member.features.taxId ?? taxId }, industries),
  }));
}

const isTelling = (industry: string): boolean => !SOFT_INDUSTRIES.has(industry);

const tradesOf = (members: readonly ComparableRecord[]): string[] => [
  ...new Set(members.flatMap(({ features }) => features.organization?.industries.filter(isTelling) ?? [])),
];

function withTrades(features: Features, industries: readonly string[]): Features {
  const { organization } = features;
  if (organization === null || organization.industries.some(isTelling)) return features;
  const known: OrganizationName = {
    ...organization,
    industries: [...organization.industries, ...industries],
  };
  return { ...features, organization: known };
}
