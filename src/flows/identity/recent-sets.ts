import { KEY_RECORDS_MAX } from "../../identity/deciding/resolve-set.js";
import type { DecidedSet } from "./decide-set.js";

/** A set that this process has written, between two acts in the order of all acts. */
interface RecentSet {
  readonly before: string | null;
  readonly after: string;
  readonly set: DecidedSet;
  readonly keys: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
}

/** Sets that are remembered; what was read before them is read again. */
const SETS_MAX = 16;

/**
 * What this process has decided lately, so that a set decided before it had the right to need not be read
 * again. Acts stand in one order, and each set knows the act before it and its own last: if from what a set
 * has seen to now there are only known ones, and none shares a key or a customer with it, it would be
 * decided now as it was. Anybody else's act in between, a steward's or another process's, breaks the chain.
 */
export interface RecentSets {
  /** An act that is committed, and that whoever reads now sees; null if this process knows of none. */
  last(): string | null;
  /**
   * Those sets after the act `seen` up to the act `now`, all of them if any shares a key or a customer with this one,
   * else none: then it stands as it is. Null if others have acted too.
   */
  meeting(set: DecidedSet, seen: string | null, now: string | null): readonly DecidedSet[] | null;
  add(set: DecidedSet, before: string | null, after: string): void;
}

export function rememberSets(): RecentSets {
  const recent: RecentSet[] = [];
  let latest: string | null = null;
  return {
    last: () => latest,
    meeting(set, seen, now) {
      if (seen === null) return now === null ? [] : null;
      const between: RecentSet[] = [];
      let at = seen;
      while (at !== now) {
        const next = recent.find(({ before }) => before === at);
        if (next === undefined) return null;
        between.push(next);
        at = next.after;
      }
      if (between.length === 0) return [];
      const [keys, customers] = [lookedUp(set), met(set)];
      const isMet = between.some((one) => meets(one.keys, keys) || meets(one.customers, customers));
      return isMet ? between.map((one) => one.set) : [];
    },
    add(set, before, after) {
      const keys = new Set(set.arriving.flatMap((one) => one.keys.map(({ key }) => key)));
      const customers = new Set(set.resolutions.map(({ customerId }) => customerId));
      recent.push({ before, after, set, keys, customers });
      latest = after;
      if (recent.length > SETS_MAX) recent.shift();
    },
  };
}

/** The keys that led to anybody, or would have. Of a crowded one nothing is read but that it is crowded, which it stays. */
const lookedUp = ({ arriving, known: { recordsByKey } }: DecidedSet): string[] =>
  arriving.flatMap(({ keys }) =>
    keys.map(({ key }) => key).filter((key) => (recordsByKey.get(key)?.length ?? 0) <= KEY_RECORDS_MAX),
  );

const met = ({ known }: DecidedSet): string[] => known.records.map(({ customerId }) => customerId);

const meets = (some: ReadonlySet<string>, others: readonly string[]): boolean =>
  others.some((one) => some.has(one));
