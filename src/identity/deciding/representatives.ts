import type { ComparableRecord } from "../record.js";

/** How much a record has to say, in features that identify and features that describe. */
export function richness({ codes, features }: ComparableRecord): number {
  const { organization, person, taxId, address, birthDate, emails, phones } = features;
  return (
    (taxId === null ? 0 : 3) +
    Math.min(2, codes.length) +
    Math.min(2, emails.length) +
    Math.min(2, phones.length) +
    (organization === null && person === null ? 0 : 1) +
    (organization?.industries.length ? 1 : 0) +
    (organization?.legalForm == null ? 0 : 1) +
    (organization?.place == null ? 0 : 1) +
    (address?.road == null ? 0 : 1) +
    (address?.city == null ? 0 : 1) +
    (birthDate === null ? 0 : 2)
  );
}

/** The members that stand for a customer: those with most to say; equal ones in order of record id. */
export function representatives<T extends ComparableRecord>(members: readonly T[], limit: number): T[] {
  if (members.length <= limit) return [...members];
  return members
    .map((member) => ({ member, rich: richness(member) }))
    .sort((a, b) => b.rich - a.rich || (a.member.recordId < b.member.recordId ? -1 : 1))
    .slice(0, limit)
    .map(({ member }) => member);
}
