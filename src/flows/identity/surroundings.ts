import { keyHash } from "../../identity/deciding/blocking.js";
import {
  type ArrivingRecord,
  KEY_RECORDS_MAX,
  type Known,
  likeliest,
} from "../../identity/deciding/resolve-set.js";
import { FEATURES_VERSION } from "../../identity/normalizing/features.js";
import type { Tx } from "../../store/database.js";
import { membersAround, recordsByKey, separatedPairs } from "../../store/writes/identity.js";
import { knownMember } from "./known-record.js";

/** Who shares each key of these records, by the key itself; found through the index, never by a scan. */
export async function sharersOf(
  tx: Tx,
  records: readonly Pick<ArrivingRecord, "keys">[],
): Promise<Map<string, readonly string[]>> {
  const keyOfHash = new Map(
    records.flatMap(({ keys }) => keys.map(({ key }) => [String(keyHash(key)), key] as const)),
  );
  const byHash = await recordsByKey(tx, [...keyOfHash.keys()], KEY_RECORDS_MAX);
  return new Map([...byHash].map(([hash, ids]) => [keyOfHash.get(hash) ?? hash, ids]));
}

/** Everything records have to be held against: the customers of those that share most with each, as far as `choose` wants them. */
export async function surroundingsOf(
  tx: Tx,
  arriving: readonly ArrivingRecord[],
  perCustomer: number,
  choose = likeliest,
  sharers?: ReadonlyMap<string, readonly string[]>,
): Promise<Known> {
  const byKey = sharers ?? (await sharersOf(tx, arriving));
  const candidates = new Set(arriving.flatMap(({ keys }) => choose(keys, byKey)));
  const [members, cannotLink] = await Promise.all([
    membersAround(tx, [...candidates], perCustomer, FEATURES_VERSION),
    separatedPairs(tx, [...candidates]),
  ]);
  return { recordsByKey: byKey, records: members.map(knownMember), cannotLink };
}
