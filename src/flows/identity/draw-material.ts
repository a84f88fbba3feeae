import { keyHash } from "../../identity/deciding/blocking.js";
import { type ArrivingRecord, KEY_RECORDS_MAX, likeliest } from "../../identity/deciding/resolve-set.js";
import type { Material } from "../../identity/learning/teach.js";
import type { ComparableRecord } from "../../identity/record.js";
import type { Tx } from "../../store/database.js";
import { recordsById, recordsByKey } from "../../store/writes/identity.js";
import { decidedRecords, drawRecords, latestRecords, stewardVerdicts } from "../../store/writes/learning.js";
import { arrivingOf } from "./known-record.js";

/** Tells how far it has come; `of` is null while nobody knows. */
export type OnProgress = (stage: string, done: number, of: number | null) => void;

/** Records read or looked up at once. */
const CHUNK_RECORDS = 500;
/** A seed costs up to this many records: those that share most with it. */
const MATES_MAX = 10;
const LATEST_MAX = 1_000;
const LATEST_MATES_MAX = 3;
const VERDICTS_MAX = 500;

/**
 * Draws what a model is learned from, at most `sampleMax` records. Of a small hub that is everything. Of a
 * large one a plain sample would hold hardly two records of one customer; so few are drawn at random, and
 * each brings those along that share most with it, found by its keys as its candidates would be. How
 * common values are is counted in a plain sample of its own.
 */
export async function drawMaterial(
  tx: Tx,
  sampleMax: number,
  onProgress: OnProgress,
): Promise<Omit<Material, "inForce">> {
  const population = await decidedRecords(tx);
  const drawn = await readRecords(tx, await drawRecords(tx, sampleMax, population), onProgress);
  const isAll = population <= sampleMax;
  const first = isAll ? drawn : drawn.slice(0, Math.ceil(sampleMax / (1 + MATES_MAX)));
  const mates = isAll ? [] : await matesOf(tx, first, MATES_MAX, onProgress);
  const latest = await readRecords(tx, await latestRecords(tx, LATEST_MAX), onProgress);
  const likes = await matesOf(tx, latest, LATEST_MATES_MAX, onProgress);
  return {
    ...{ records: [...first, ...mates], seeds: first.length, population },
    counted: drawn.map(({ record }) => record),
    recent: [...latest, ...likes].sort(byAge),
    verdicts: await spoken(tx),
  };
}

/** Time-ordered ids sort by age. */
const byAge = (a: ArrivingRecord, b: ArrivingRecord): number =>
  a.record.recordId < b.record.recordId ? -1 : 1;

async function readRecords(
  tx: Tx,
  ids: readonly string[],
  onProgress: OnProgress,
): Promise<ArrivingRecord[]> {
  const records: ArrivingRecord[] = [];
  for (const chunk of chunksOf(ids)) {
    const found = new Map((await recordsById(tx, chunk)).map((stated) => [stated.id, arrivingOf(stated)]));
    // In the order that was drawn: the first ones are to be as random as all.
    records.push(...chunk.flatMap((id) => found.get(id) ?? []));
    onProgress("reading", records.length, ids.length);
  }
  return records;
}

/** The records that share most with each of these, without these. */
async function matesOf(
  tx: Tx,
  records: readonly ArrivingRecord[],
  perRecord: number,
  onProgress: OnProgress,
): Promise<ArrivingRecord[]> {
  const known = new Set(records.map(({ record }) => record.recordId));
  const mates = new Set<string>();
  for (const chunk of chunksOf(records)) {
    const keyOfHash = new Map(
      chunk.flatMap(({ keys }) => keys.map(({ key }) => [String(keyHash(key)), key] as const)),
    );
    const byHash = await recordsByKey(tx, [...keyOfHash.keys()], KEY_RECORDS_MAX);
    const byKey = new Map([...byHash].map(([hash, ids]) => [keyOfHash.get(hash) ?? hash, ids]));
    for (const { keys } of chunk) {
      const found = likeliest(keys, byKey).filter((id) => !known.has(id));
      for (const id of found.slice(0, perRecord)) mates.add(id);
    }
  }
  return readRecords(tx, [...mates], onProgress);
}

async function spoken(tx: Tx): Promise<Material["verdicts"]> {
  const verdicts = await stewardVerdicts(tx, VERDICTS_MAX);
  const records = await readRecords(
    tx,
    verdicts.flatMap(({ ours, theirs }) => [ours, theirs]),
    () => {},
  );
  const byId = new Map(records.map(({ record }): [string, ComparableRecord] => [record.recordId, record]));
  return verdicts.flatMap(({ ours, theirs, isMatch }) => {
    const [a, b] = [byId.get(ours), byId.get(theirs)];
    return a === undefined || b === undefined ? [] : [{ ours: a, theirs: b, isMatch }];
  });
}

function chunksOf<T>(all: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < all.length; at += CHUNK_RECORDS) chunks.push(all.slice(at, at + CHUNK_RECORDS));
  return chunks;
}
