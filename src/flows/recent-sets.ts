import { KEY_RECORDS_MAX } from "../identity/resolve-set.js";
import type { DecidedSet } from "./decide-set.js";

/** A set that this process has written, between two acts in the order of all acts. */
interface RecentSet {
  readonly before: string | null;
  readonly after: string;
  readonly keys: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
}

/** Sets that are remembered; what was read before them is read again. */
const SETS_MAX = 64;

/**
 * What this process has decided lately, so that a set decided before it had the right to need not be decided
 * again. Acts stand in one order, and each set knows the act before it and its own last: if from what a set
 * has seen to now there are only known ones, and none shares a key or a customer with it, it would be
 * decided now as it was. Anybody else's act in between, a steward's or another process's, breaks the chain.
 */
export interface RecentSets {
  /** An act that is committed, and that whoever reads now sees; null if this process knows of none. */
  last(): string | null;
  /** Whether a set that was decided after the act `seen` stands unchanged after the act `now`. */
  holds(set: DecidedSet, seen: string | null, now: string | null): boolean;
  add(set: DecidedSet, before: string | null, after: string): void;
}

export function rememberSets(): RecentSets {
  const recent: RecentSet[] = [];
  let latest: string | null = null;
  return {
    last: () => latest,
    holds(set, seen, now) {
      if (seen === null) return now === null;
      const [keys, customers] = [lookedUp(set), met(set)];
      let at = seen;
      while (at !== now) {
        const next = recent.find(({ before }) => before === at);
        if (next === undefined || meets(next.keys, keys) || meets(next.customers, customers)) return false;
        at = next.after;
      }
      return true;
    },
    add(set, before, after) {
      const keys = new Set(set.arriving.flatMap((one) => one.keys.map(({ key }) => key)));
      const customers = new Set(set.resolutions.map(({ customerId }) => customerId));
      recent.push({ before, after, keys, customers });
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
