import {
  type ArrivingRecord,
  KEY_RECORDS_MAX,
  type Known,
  type Resolution,
  worthComparing,
} from "./resolve-set.js";

/** A set that was decided, and what was known to it. None of its resolutions merged customers. */
export interface Decided {
  readonly arriving: readonly ArrivingRecord[];
  readonly known: Known;
  readonly resolutions: readonly Resolution[];
}

/**
 * What would be known to these records if it were read again after the sets `since` were written, made of
 * what was read before and of what those sets knew; null if only reading again can tell.
 */
export function caughtUp(
  known: Known,
  arriving: readonly ArrivingRecord[],
  since: readonly Decided[],
): Known | null {
  const wanted = new Set(arriving.flatMap(({ keys }) => keys.map(({ key }) => key)));
  const recordsByKey = new Map(known.recordsByKey);
  const records = new Map(known.records.map((one) => [one.recordId, one]));
  const customers = new Set(known.records.map(({ customerId }) => customerId));
  const cannotLink = [...known.cannotLink];
  for (const set of since) {
    const decided = new Map(set.arriving.map(({ record }) => [record.recordId, record]));
    const met = new Set<string>();
    const customerOf = new Map(set.resolutions.map(({ recordId, customerId }) => [recordId, customerId]));
    for (const { record, keys } of set.arriving) {
      const shared = keys.map(({ key }) => key).filter((key) => wanted.has(key));
      for (const key of shared) join(recordsByKey, key, record.recordId);
      const customerId = customerOf.get(record.recordId);
      if (customerId !== undefined && (shared.length > 0 || customers.has(customerId))) met.add(customerId);
    }
    for (const one of set.known.records) {
      if (met.has(one.customerId) && !customers.has(one.customerId)) records.set(one.recordId, one);
    }
    for (const [recordId, customerId] of customerOf) {
      const record = decided.get(recordId);
      if (record !== undefined && met.has(customerId)) records.set(recordId, { ...record, customerId });
    }
    if (met.size > 0) cannotLink.push(...set.known.cannotLink);
    for (const customerId of met) customers.add(customerId);
  }
  const isWhole = arriving.every(({ keys }) =>
    worthComparing(keys, recordsByKey).every((id) => records.has(id)),
  );
  return isWhole ? { recordsByKey, records: [...records.values()], cannotLink } : null;
}

/** Of a crowded key nobody asks more than that it is crowded. */
function join(recordsByKey: Map<string, readonly string[]>, key: string, recordId: string): void {
  const ids = recordsByKey.get(key) ?? [];
  if (ids.length <= KEY_RECORDS_MAX) recordsByKey.set(key, [...ids, recordId]);
}
