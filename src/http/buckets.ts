import type { Rate } from "./limits.js";

interface Bucket {
  level: number;
  at: number;
}

/** Most callers remembered; those who have not asked for longest are forgotten first, with full buckets. */
const KEYS_MAX = 50_000;
const SECOND_MS = 1_000;

/**
 * Token buckets, one for each key. They are this process's own: a hub is one process, and if several stand
 * behind one address, each lets through what is written here.
 */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes what something costs. 0 if it was there; else nothing is taken, and it is there after so many milliseconds. */
  take(key: string, cost: number, { burst, perSecond }: Rate): number {
    const now = this.now();
    const known = this.buckets.get(key) ?? { level: burst, at: now };
    const level = Math.min(burst, known.level + ((now - known.at) / SECOND_MS) * perSecond);
    // What costs more than a full bucket holds empties it: there is no time at which it would fit better.
    const price = Math.min(cost, burst);
    const missing = price - level;
    this.remember(key, { level: missing > 0 ? level : level - price, at: now });
    return missing > 0 ? Math.ceil((missing / perSecond) * SECOND_MS) : 0;
  }

  private remember(key: string, bucket: Bucket): void {
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    for (const oldest of this.buckets.keys()) {
      if (this.buckets.size <= KEYS_MAX) break;
      this.buckets.delete(oldest);
    }
  }
}
