import type { PostalAddress } from "../../domain/address.js";
import { ADDRESS_ROLES, type AddressRole } from "../../domain/vocabulary.js";
import { type Claim, chooseAll, ranked } from "./claims.js";
import type { GoldenAddress, GoldenValue, Period } from "./golden-record.js";
import { addressRoleOf, STATED, type SurvivingRecord } from "./stated-values.js";
import { SURVIVORSHIP_RULES } from "./survivorship-rules.js";

/**
 * Every address by role and time. In each role the statement made last stands, so exactly one address is
 * current; it ended the one before it, and an address that is stated again stands again. What stands comes
 * first, in the order of the roles; then what stood, the latest first.
 */
export function addressHistory(records: readonly SurvivingRecord[]): GoldenAddress[] {
  const all = ADDRESS_ROLES.flatMap((role) =>
    ofRole(role, STATED.addresses(records.filter((record) => addressRoleOf(record) === role))),
  );
  const past = all.filter(({ current }) => !current);
  return [...all.filter(({ current }) => current), ...past.sort((a, b) => instantOf(b) - instantOf(a))];
}

/** A steward's address stands for whatever comes, and whatever stood there ends. */
export function withPinnedAddresses(
  pinned: readonly GoldenValue<PostalAddress>[],
  stated: readonly GoldenAddress[],
): GoldenAddress[] {
  if (pinned.length === 0) return [...stated];
  const fixed = new Set(pinned.map(({ value }) => JSON.stringify(value)));
  const rest = stated.filter(({ value }) => !fixed.has(JSON.stringify(value)));
  const shown = pinned.map((value, at): GoldenAddress => {
    return { ...value, role: "GENERAL", current: at === 0, validFrom: null, validTo: null, periods: [] };
  });
  const others = rest.map((one) => (one.role === "GENERAL" ? { ...one, current: false } : one));
  return [...shown, ...others.filter(({ current }) => current), ...others.filter(({ current }) => !current)];
}

function ofRole(role: AddressRole, claims: readonly Claim<PostalAddress>[]): GoldenAddress[] {
  const periods = periodsByKey(claims);
  const keyOf = new Map(claims.map(({ recordId, key }) => [recordId, key]));
  return chooseAll("addresses", claims).map((value) => {
    const own = periods.get(keyOf.get(value.recordId ?? "") ?? "") ?? [];
    const last = own.at(-1);
    return {
      ...value,
      role,
      current: last !== undefined && last.to === null,
      validFrom: last?.from ?? null,
      validTo: last?.to ?? null,
      periods: own,
    };
  });
}

/** When each address stood: from its statement until another one is stated in its place. */
function periodsByKey(claims: readonly Claim<PostalAddress>[]): Map<string, Period[]> {
  const oldestFirst = ranked(SURVIVORSHIP_RULES.addresses, claims).reverse();
  const changes = oldestFirst.filter(({ claim }, at) => oldestFirst[at - 1]?.claim.key !== claim.key);
  const periods = new Map<string, Period[]>();
  for (const [at, { claim }] of changes.entries()) {
    const period = { from: claim.statedAt, to: changes[at + 1]?.claim.statedAt ?? null };
    periods.set(claim.key, [...(periods.get(claim.key) ?? []), period]);
  }
  return periods;
}

const instantOf = ({ validTo, validFrom }: GoldenAddress): number =>
  Date.parse(validTo ?? validFrom ?? "") || 0;
