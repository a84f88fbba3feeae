import { z } from "zod";
import type { Asked, Habits } from "./habits.js";

const OPERATIONS = ["CREATE", "AMEND", "HOLD", "RELEASE", "RETURN", "READ"] as const;
export type Operation = (typeof OPERATIONS)[number];

export const MODES = [
  "ok",
  "slow",
  "429",
  "500-before",
  "500-after",
  "timeout-before",
  "timeout-after",
  "rst-before",
  "rst-after",
  "partial",
  "stale-409",
  "dup-accepting",
  "html200",
  "truncated",
  "eventual",
] as const;

/** How the next matching requests shall go wrong. */
const failureMode = z.object({
  mode: z.enum(MODES),
  /** Any operation if absent. */
  operation: z.enum(OPERATIONS).optional(),
  /** Any order if absent. */
  reference: z.string().max(200).optional(),
  times: z.int().min(1).max(1_000_000).default(1),
  /** For `slow` and `eventual`. */
  ms: z.int().min(0).max(600_000).default(500),
  /** For `429`, in seconds; without it the answer has no Retry-After. */
  retryAfter: z.int().min(0).max(86_400).optional(),
  /** For `partial`: how many lines or changes are taken over. */
  k: z.int().min(0).max(10_000).default(1),
});
export type FailureMode = z.infer<typeof failureMode>;

const MODES_MAX = 10_000;

export const modesRequest = z.union([failureMode, z.array(failureMode).max(1000)]);

export interface Modes {
  add(modes: readonly FailureMode[]): void;
  clear(): void;
  list(): readonly FailureMode[];
  /** The mode for this request, used up by it; the first set one that fits comes first. */
  take(asked: Asked): FailureMode;
}

const OK: FailureMode = { mode: "ok", times: 1, ms: 0, k: 0 };

/** `drawn` says what happens to a request for which nothing was set. */
export function createModes(drawn: Habits["drawn"]): Modes {
  let modes: FailureMode[] = [];
  return {
    add(more) {
      modes = [...modes, ...more].slice(-MODES_MAX);
    },
    clear() {
      modes = [];
    },
    list: () => modes,
    take(asked) {
      const { operation, reference } = asked;
      const found = modes.find(
        (mode) =>
          (mode.operation === undefined || mode.operation === operation) &&
          (mode.reference === undefined || mode.reference === reference),
      );
      if (found === undefined) return drawn?.(asked) ?? OK;
      modes = modes.flatMap((mode) => {
        if (mode !== found) return [mode];
        return mode.times > 1 ? [{ ...mode, times: mode.times - 1 }] : [];
      });
      return found;
    },
  };
}
