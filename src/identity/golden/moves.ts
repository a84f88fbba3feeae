import { deliveryPointKey } from "../../domain/address.js";
import type { ContactValues, MovedValue } from "../../domain/customer-move.js";
import type { AddressRole } from "../../domain/vocabulary.js";
import type { GoldenAddress, GoldenRecord, GoldenValue } from "./golden-record.js";

/** A customer's address or contact that another one has taken the place of. */
export type Moved = MovedValue & {
  /** What the address is for; null for a contact. */
  readonly role: AddressRole | null;
  /** The record that says so; null for what a steward has pinned. */
  readonly recordId: string | null;
  readonly system: string | null;
  readonly statedAt: string | null;
  readonly usedBefore: boolean;
};

/** The part of a golden record that tells where a customer is. */
export type Whereabouts = Pick<GoldenRecord, "addresses" | "contacts" | "emails" | "phones">;

/**
 * What has moved between two golden records of one customer. An address has if another one now stands in its
 * role, whatever the spelling, and was stated later: records that only came together have moved nothing.
 */
export function movesBetween(before: Whereabouts, after: Whereabouts): Moved[] {
  return [...addressMoves(before, after), ...contactMoves(before, after)];
}

const currentByRole = ({ addresses }: Whereabouts): Map<AddressRole, GoldenAddress> =>
  new Map(addresses.filter(({ current }) => current).map((address) => [address.role, address]));

function addressMoves(before: Whereabouts, after: Whereabouts): Moved[] {
  const was = currentByRole(before);
  const known = new Set(before.addresses.map(({ value }) => deliveryPointKey(value)));
  return [...currentByRole(after)].flatMap(([role, now]): Moved[] => {
    const old = was.get(role);
    if (old === undefined || deliveryPointKey(old.value) === deliveryPointKey(now.value)) return [];
    if (!isLater(now, old)) return [];
    return [
      {
        ...{ aspect: "ADDRESS", role, before: old.value, after: now.value, ...sourceOf(now) },
        usedBefore: known.has(deliveryPointKey(now.value)),
      },
    ];
  });
}

/** People and numbers are lists: the best one counts, and only where it has replaced another one. */
function contactMoves(before: Whereabouts, after: Whereabouts): Moved[] {
  const lists = ["contacts", "emails", "phones"] as const;
  const replaced = lists.flatMap((list) => {
    const [old, now] = [before[list][0], after[list][0]];
    return old !== undefined && now !== undefined && old.value !== now.value && isLater(now, old)
      ? [now]
      : [];
  });
  const [first] = replaced;
  if (first === undefined) return [];
  const known = new Set(lists.flatMap((list) => before[list].map(({ value }) => value)));
  return [
    {
      ...{ aspect: "CONTACT", role: null, before: contactOf(before), after: contactOf(after) },
      ...sourceOf(first),
      usedBefore: replaced.every(({ value }) => known.has(value)),
    },
  ];
}

/** How a customer is reached: the best of each. */
export const contactOf = ({ contacts, emails, phones }: Whereabouts): ContactValues => ({
  contactName: contacts[0]?.value ?? null,
  email: emails[0]?.value ?? null,
  phone: phones[0]?.value ?? null,
});

const sourceOf = ({ recordId, system, statedAt }: GoldenValue<unknown>) => ({ recordId, system, statedAt });

/** What is pinned counts as said last. */
const isLater = (now: GoldenValue<unknown>, old: GoldenValue<unknown>): boolean =>
  now.strategy === "PINNED" || (now.statedAt !== null && (old.statedAt ?? "") < now.statedAt);
