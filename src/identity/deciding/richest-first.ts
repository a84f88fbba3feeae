import { richness } from "./representatives.js";
import type { ArrivingRecord } from "./resolve-set.js";

/**
 * The order in which records that are there together are decided: those that say most come first, so that
 * a sloppy one meets every customer it could be, instead of becoming the one that others are held against.
 * Equal ones follow their ids: nothing depends on the order in which the records came.
 */
export function richestFirst<T extends ArrivingRecord>(records: readonly T[]): T[] {
  return records
    .map((arriving) => ({ arriving, rich: richness(arriving.record), id: arriving.record.recordId }))
    .sort((a, b) => b.rich - a.rich || (a.id < b.id ? -1 : Number(a.id > b.id)))
    .map(({ arriving }) => arriving);
}

/** Sums that are taken in one order come out the same to the last digit. */
export const inIdOrder = <T extends ArrivingRecord>(records: readonly T[]): T[] =>
  records.toSorted(({ record: { recordId: a } }, { record: { recordId: b } }) =>
    a < b ? -1 : Number(a > b),
  );
