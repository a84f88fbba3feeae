import { HubError } from "../domain/errors.js";

export const TRIES_MAX = 5;
export const WINDOW_MS = 15 * 60_000;
/** Most keys remembered; beyond it the oldest are forgotten first. */
const KEYS_MAX = 50_000;

/**
 * Counts failed tries for each key (an order number, a caller's address) within a sliding window. A
 * try is counted before it is judged and given back if it succeeds, so that many at once in one
 * document do not all slip through.
 */
export class Tries {
  private readonly failed = new Map<string, number[]>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes one try of every key; false, and nothing is taken, if any of them has none left. */
  take(keys: readonly string[]): boolean {
    if (keys.some((key) => this.recent(key).length >= TRIES_MAX)) return false;
    for (const key of keys) this.remember(key, [...this.recent(key), this.now()]);
    return true;
  }

  /** Gives the last try back: it was no failure. */
  giveBack(keys: readonly string[]): void {
    for (const key of keys) this.remember(key, this.recent(key).slice(0, -1));
  }

  private recent(key: string): number[] {
    const since = this.now() - WINDOW_MS;
    return (this.failed.get(key) ?? []).filter((at) => at > since);
  }

  private remember(key: string, times: number[]): void {
    this.failed.delete(key);
    if (times.length > 0) this.failed.set(key, times);
    for (const oldest of this.failed.keys()) {
      if (this.failed.size <= KEYS_MAX) break;
      this.failed.delete(oldest);
    }
  }
}

export const tooManyTries = (): HubError =>
  new HubError("RATE_LIMITED", "there were too many tries", {
    mend: "Wait a quarter of an hour, then try again.",
  });
