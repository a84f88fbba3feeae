import { frequencyUnder } from "../comparing/kept-terms.js";
import { byCustomer, type CannotLink, decide } from "../deciding/decide.js";
import { POLICY, type Policy } from "../deciding/policy.js";
import { openRegister } from "../deciding/register.js";
import {
  type ArrivingRecord,
  KEY_RECORDS_MAX,
  type Known,
  likeliest,
  type Resolution,
} from "../deciding/resolve-set.js";
import { LOOKED_AGAIN_RECORDS_MAX, secondLook } from "../deciding/second-look.js";
import type { KnownRecord } from "../record.js";
import type { Arrival, History, Look, Pair } from "./acts.js";
import { pairsOf } from "./acts.js";
import type { Partition } from "./partition.js";

/** A record that came, with what it takes to decide it as if it came again. */
export interface PastRecord extends ArrivingRecord {
  /** ISO 8601 instant. */
  readonly statedAt: string;
  /** The id of the customer that it founds if it founds one. */
  readonly foundsAs: string;
}

/** A record that shares a key, and its place in the order of arrivals. */
export interface Sharing {
  readonly recordId: string;
  readonly place: number;
  /** It was decided more than once, or its customer was looked at again. */
  readonly isAgain: boolean;
}

/** What is loaded of the past; what is not is asked for. */
export interface Past {
  record(id: string): PastRecord | undefined;
  /** Who shares a key, whenever it came; undefined if nobody has asked yet. */
  sharing(key: string): readonly Sharing[] | undefined;
}

/** What has to be loaded before a decision can be made. */
export interface Missing {
  readonly records: Set<string>;
  readonly keys: Set<string>;
}

/** Decides as the hub does when a record arrives. Tests put a memory or a fault in its place. */
export interface Engine {
  decide(record: PastRecord, known: Known, modelVersion: string | null): Resolution;
  /** Which customer a small one turns out to be, now that its neighbors know more; null if none. */
  lookAgain(members: readonly KnownRecord[], known: Known, modelVersion: string | null): string | null;
  /** Whether a customer could have a say in what becomes of the record. */
  concerns(record: PastRecord, members: readonly KnownRecord[], modelVersion: string | null): boolean;
}

export type PolicyOf = (modelVersion: string | null) => Policy;

export const engineOf = (policyOf: PolicyOf): Engine => ({
  decide: (record, known, version) =>
    openRegister(known, () => record.foundsAs, policyOf(version)).decide(record),
  lookAgain(members, known, version) {
    const policy = policyOf(version);
    const live = (key: string): number => known.recordsByKey.get(key)?.length ?? 0;
    const frequency = frequencyUnder(policy.model, live);
    const { cannotLink } = known;
    const look = secondLook(members, byCustomer(known.records), { cannotLink, policy, frequency });
    return look?.outcome === "MERGE" ? look.otherCustomerId : null;
  },
  concerns({ record }, members, version) {
    const policy = policyOf(version);
    // As if every shared value were rare: nothing speaks louder than that.
    const verdict = decide(record, members, [], policy, () => 1);
    return verdict.outcome !== "NEW" || (verdict.score ?? Number.NEGATIVE_INFINITY) >= policy.reviewAt;
  },
});

/** What became of an arrival that was decided anew; `heldBack` if a later word of a steward kept it from more. */
export interface Anew {
  readonly resolution: Resolution;
  readonly heldBack: boolean;
}

type At = Pick<History, "apart"> & { readonly partition: Partition; readonly place: number };

/**
 * Decides an arrival against what was there at its place. What stewards settled later holds too: it does
 * not weigh in, but it forbids, so that a replay never joins what somebody has taken apart since.
 */
export function judgeArrival(
  past: Past,
  act: Arrival,
  at: At,
  engine: Engine,
  missing: Missing,
): Anew | null {
  const record = past.record(act.recordId);
  if (record === undefined) {
    missing.records.add(act.recordId);
    return null;
  }
  if (act.alone) return { resolution: founding(record), heldBack: false };
  const known = knownAt(past, [record], at, missing);
  if (known === null) return null;
  const cannotLink = [...named(pastPairs(at), at.partition), ...named(act.apart, at.partition)];
  const resolution = engine.decide(record, { ...known, cannotLink }, act.modelVersion);
  const all = [...pairsOf(at.apart), ...act.apart];
  if (isAllowed(resolution, record, all, at.partition)) return { resolution, heldBack: false };
  const held = engine.decide(record, { ...known, cannotLink: named(all, at.partition) }, act.modelVersion);
  const allowed = isAllowed(held, record, all, at.partition);
  return { resolution: allowed ? held : founding(record), heldBack: true };
}

/** What became of a second look that was taken anew; `heldBack` as of an arrival. */
export interface LookAnew {
  readonly pair: Pair | null;
  readonly heldBack: boolean;
}

/** Looks a second time, as of its place. What stewards settled later forbids and does not weigh in, as for arrivals. */
export function judgeLook(past: Past, act: Look, at: At, engine: Engine, missing: Missing): LookAnew | null {
  const own = at.partition.current(act.looker);
  const ids = own === undefined ? [] : at.partition.membersOf(own);
  if (own === undefined || ids.length > LOOKED_AGAIN_RECORDS_MAX) return { pair: null, heldBack: false };
  const looking = ids.flatMap((id) => past.record(id) ?? []);
  const known = knownAt(past, looking, at, missing);
  if (known === null) return null;
  const members = membersOf(past, at.partition, own).sort(byStatement);
  const look = (cannotLink: CannotLink): Pair | null => {
    const other = engine.lookAgain(members, { ...known, cannotLink }, act.modelVersion);
    const [survivor = own, ceased = own] = [own, other ?? own].sort();
    return other === null ? null : [survivor, ceased];
  };
  const all = named(pairsOf(at.apart), at.partition);
  const forbids = (pair: Pair | null): boolean =>
    pair !== null && all.some((apart) => pair.every((id) => apart.includes(id)));
  const pair = look(named(pastPairs(at), at.partition));
  if (!forbids(pair)) return { pair, heldBack: false };
  const held = look(all);
  return { pair: forbids(held) ? null : held, heldBack: true };
}

/** Who shares a key with these records and came before `at`, and all members of their customers, as of then. */
function knownAt(
  past: Past,
  looking: readonly PastRecord[],
  { partition, place }: At,
  missing: Missing,
): Omit<Known, "cannotLink"> | null {
  const keys = new Set(looking.flatMap((one) => one.keys.map(({ key }) => key)));
  const unasked = [...keys].filter((key) => past.sharing(key) === undefined);
  for (const key of unasked) missing.keys.add(key);
  const recordsByKey = new Map(
    [...keys].flatMap((key) => {
      const before = (past.sharing(key) ?? []).filter((one) => one.place < place);
      const ids = before.slice(0, KEY_RECORDS_MAX + 1).map(({ recordId }) => recordId);
      return ids.length === 0 ? [] : [[key, ids] as const];
    }),
  );
  const candidates = looking.flatMap((one) => likeliest(one.keys, recordsByKey));
  const unknown = candidates.filter((id) => past.record(id) === undefined);
  for (const id of unknown) missing.records.add(id);
  if (unknown.length > 0 || unasked.length > 0) return null;
  const ids = new Set(candidates.flatMap((id) => partition.customerOf(id) ?? []));
  return {
    recordsByKey,
    records: [...ids].flatMap((id) => membersOf(past, partition, id)).sort(byStatement),
  };
}

type Dated = KnownRecord & { readonly statedAt: string };
const byStatement = (a: Dated, b: Dated): number =>
  compareText(a.statedAt, b.statedAt) || compareText(a.recordId, b.recordId);
const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The members of a customer as comparison wants them, as many as it looks at, the newest. */
export function membersOf(past: Past, partition: Partition, customerId: string): Dated[] {
  const newest = [...partition.membersOf(customerId)].sort().reverse().slice(0, POLICY.membersMax);
  return newest.flatMap((id) => {
    const known = past.record(id);
    return known === undefined ? [] : [{ ...known.record, customerId, statedAt: known.statedAt }];
  });
}

const founding = ({ record: { recordId }, foundsAs }: PastRecord): Resolution => ({
  ...{ recordId, outcome: "NEW", customerId: foundsAs, score: null, evidence: [], merges: [] },
  candidateCustomerId: null,
});

const pastPairs = ({ apart, place }: At): CannotLink => pairsOf(apart.filter((one) => one.place <= place));

/** Pairs as the customers are called now; those that are one, or not there yet, forbid nothing. */
function named(pairs: CannotLink, partition: Partition): CannotLink {
  return pairs.flatMap(([a, b]): CannotLink => {
    const [left, right] = [partition.current(a), partition.current(b)];
    return left === undefined || right === undefined || left === right ? [] : [[left, right]];
  });
}

/** Whether what the decision joins, the record included, holds no pair that is to be kept apart. */
function isAllowed(
  { customerId, merges }: Resolution,
  { foundsAs }: PastRecord,
  pairs: CannotLink,
  partition: Partition,
): boolean {
  const joined = new Set([customerId, ...merges]);
  const within = (id: string) => id === foundsAs || joined.has(partition.current(id) ?? "");
  return !pairs.some(([a, b]) => within(a) && within(b) && partition.current(a) !== partition.current(b));
}
