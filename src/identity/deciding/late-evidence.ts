import type { BlockingKey } from "./blocking.js";
import type { ArrivingRecord, Known, Resolution } from "./resolve-set.js";

/** Keys that tell by themselves: a code, a contact, an address, a full name. Weaker ones lead to half the town. */
const TELLING_WEIGHT = 5;
/** A key that more records share is no reason to look at each of them again. */
const SHARED_RECORDS_MAX = 40;

/** Who shares a key, a record itself among them, and the customer that a record belongs to now. */
export interface Whereabouts {
  sharing(key: string): readonly string[];
  customerOf(recordId: string): string | undefined;
}

/**
 * Whether a decided record brings evidence that may change how others stand: it proved customers to be
 * one, it is in doubt itself, or it brings its customer a telling key by which it now meets another. Most
 * records bring nothing of the kind, and to find that out costs no more than a walk over the key lists
 * that deciding has read anyway.
 */
export function bringsEvidence(
  { recordId, outcome, merges }: Resolution,
  keys: readonly BlockingKey[],
  { sharing, customerOf }: Whereabouts,
): boolean {
  if (merges.length > 0 || outcome === "REVIEW") return true;
  if (outcome === "NEW") return false;
  const own = customerOf(recordId);
  return keys.some(({ key, weight }) => {
    if (weight < TELLING_WEIGHT) return false;
    const ids = sharing(key);
    if (ids.length > SHARED_RECORDS_MAX) return false;
    const others = ids.filter((id) => id !== recordId).flatMap((id) => customerOf(id) ?? []);
    return others.length > 0 && !others.includes(own ?? "");
  });
}

/** Which records of a decided set bring evidence. */
export function recordsWithEvidence(
  resolutions: readonly Resolution[],
  arriving: ReadonlyMap<string, ArrivingRecord>,
  known: Known,
): string[] {
  const whereabouts = whereaboutsAfter(resolutions, arriving, known);
  return resolutions
    .filter((one) => bringsEvidence(one, arriving.get(one.recordId)?.keys ?? [], whereabouts))
    .map(({ recordId }) => recordId);
}

/** As things are once the whole set is decided. */
function whereaboutsAfter(
  resolutions: readonly Resolution[],
  arriving: ReadonlyMap<string, ArrivingRecord>,
  { recordsByKey, records }: Known,
): Whereabouts {
  const customerOf = new Map(records.map(({ recordId, customerId }) => [recordId, customerId]));
  const ceased = new Map<string, string>();
  for (const { recordId, customerId, merges } of resolutions) {
    customerOf.set(recordId, customerId);
    for (const merged of merges) ceased.set(merged, customerId);
  }
  const sharing = new Map<string, string[]>();
  for (const { record, keys } of arriving.values()) {
    for (const { key, weight } of keys) {
      if (weight < TELLING_WEIGHT) continue;
      const ids = sharing.get(key) ?? [...(recordsByKey.get(key) ?? [])];
      ids.push(record.recordId);
      sharing.set(key, ids);
    }
  }
  return {
    sharing: (key) => sharing.get(key) ?? [],
    customerOf(recordId) {
      const customerId = customerOf.get(recordId);
      return customerId === undefined ? undefined : (ceased.get(customerId) ?? customerId);
    },
  };
}
