import { keyHash } from "../identity/blocking.js";
import { type ArrivingRecord, KEY_RECORDS_MAX, type Known, likeliest } from "../identity/resolve-set.js";
import type { Tx } from "../store/database.js";
import {
  customersOfRecords,
  recordsByKey,
  recordsOfCustomers,
  separatedPairs,
} from "../store/writes/identity.js";
import { knownOf } from "./known-record.js";

/** Who shares each key of these records, by the key itself; found through the index, never by a scan. */
export async function sharersOf(
  tx: Tx,
  records: readonly ArrivingRecord[],
): Promise<Map<string, readonly string[]>> {
  const keyOfHash = new Map(
    records.flatMap(({ keys }) => keys.map(({ key }) => [String(keyHash(key)), key] as const)),
  );
  const byHash = await recordsByKey(tx, [...keyOfHash.keys()], KEY_RECORDS_MAX + 1);
  return new Map([...byHash].map(([hash, ids]) => [keyOfHash.get(hash) ?? hash, ids]));
}

/** Everything records have to be held against: the customers of those that share most with each. */
export async function surroundingsOf(
  tx: Tx,
  records: readonly ArrivingRecord[],
  perCustomer: number,
): Promise<Known> {
  const byKey = await sharersOf(tx, records);
  const candidates = new Set(records.flatMap(({ keys }) => likeliest(keys, byKey)));
  const customerIds = await customersOfRecords(tx, [...candidates]);
  const members = await recordsOfCustomers(tx, customerIds, perCustomer);
  return {
    recordsByKey: byKey,
    records: members.map(knownOf),
    cannotLink: await separatedPairs(tx, customerIds),
  };
}
