import type { BlockingKey } from "./blocking.js";
import type { ArrivingRecord, Known, Resolution } from "./resolve-set.js";

/** Keys that tell by themselves: a code, a contact, an address, a full name. Weaker ones lead to half the town. */
const TELLING_WEIGHT = 5;
/** A key that more records share is no reason to look at each of them again. */
const SHARED_RECORDS_MAX = 40;

/**
 * Which records of a decided set bring evidence that may change how others stand: they proved customers to
 * be one, they are in doubt themselves, or they bring their customer a telling key by which it now meets
 * another. Most records bring nothing of the kind, and to find that out costs no more than a walk over
 * the key lists that deciding has read anyway.
 */
export function recordsWithEvidence(
  resolutions: readonly Resolution[],
  arriving: ReadonlyMap<string, ArrivingRecord>,
  { recordsByKey, records }: Known,
): string[] {
  const customerOf = new Map(records.map(({ recordId, customerId }) => [recordId, customerId]));
  const ceased = new Map<string, string>();
  for (const { recordId, customerId, merges } of resolutions) {
    customerOf.set(recordId, customerId);
    for (const merged of merges) ceased.set(merged, customerId);
  }
  const nowOf = (recordId: string): string | undefined => {
    const customerId = customerOf.get(recordId);
    return customerId === undefined ? undefined : (ceased.get(customerId) ?? customerId);
  };
  const sharing = sharersOf([...arriving.values()], recordsByKey);
  const bringsKey = ({ recordId }: Resolution, { key }: BlockingKey): boolean => {
    const others = (sharing.get(key) ?? []).filter((id) => id !== recordId).map(nowOf);
    const known = others.filter((customerId) => customerId !== undefined);
    return known.length > 0 && !known.includes(nowOf(recordId) ?? "");
  };
  return resolutions
    .filter((resolution) => {
      const { outcome, merges, recordId } = resolution;
      if (merges.length > 0 || outcome === "REVIEW") return true;
      if (outcome === "NEW") return false;
      const keys = arriving.get(recordId)?.keys ?? [];
      return keys.some((key) => key.weight >= TELLING_WEIGHT && bringsKey(resolution, key));
    })
    .map(({ recordId }) => recordId);
}

/** Who shares each telling key, the records of the set among them; without keys that too many share. */
function sharersOf(
  arriving: readonly ArrivingRecord[],
  recordsByKey: Known["recordsByKey"],
): Map<string, string[]> {
  const sharing = new Map<string, string[]>();
  for (const { record, keys } of arriving) {
    for (const { key, weight } of keys) {
      if (weight < TELLING_WEIGHT) continue;
      const ids = sharing.get(key) ?? [...(recordsByKey.get(key) ?? [])];
      ids.push(record.recordId);
      sharing.set(key, ids);
    }
  }
  return new Map([...sharing].filter(([, ids]) => ids.length <= SHARED_RECORDS_MAX));
}
