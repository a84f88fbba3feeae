import type { Resolution } from "../deciding/resolve-set.js";
import type { Act, History } from "./acts.js";
import {
  type Anew,
  type Engine,
  judgeArrival,
  judgeLook,
  type LookAnew,
  type Missing,
  type Past,
} from "./judge.js";
import { emptyPartition, type Partition } from "./partition.js";

/** What the acts lead to. */
export interface Replay {
  readonly partition: Partition;
  /** What every arrival came to, in the order of arrivals. */
  readonly resolutions: readonly Resolution[];
}

/**
 * Plays a whole history from nothing: every record arrives again and is decided again, stewards' acts are
 * applied in their places. It is the yardstick of undoing; `replan` gets to the same without it.
 */
export function replay(
  history: History,
  past: Past,
  engine: Engine,
  founderOf?: (customerId: string) => string,
): Replay {
  const partition = emptyPartition(founderOf);
  const resolutions: Resolution[] = [];
  for (const act of history.acts) {
    const result = judge(act, { partition, place: act.place, apart: history.apart }, past, engine, unasked());
    if (result?.kind === "ARRIVAL") resolutions.push(result.anew.resolution);
    apply(partition, act, result);
  }
  return { partition, resolutions };
}

export const unasked = (): Missing => ({ records: new Set(), keys: new Set() });

/** What an act came to when it was decided again. */
export type Judged =
  | { readonly kind: "ARRIVAL"; readonly anew: Anew }
  | ({ readonly kind: "LOOK" } & LookAnew);

/** Decides an act again; null for a steward's, which stands as it is, and for one of which too little is known. */
export function judge(
  act: Act,
  at: Parameters<typeof judgeArrival>[2],
  past: Past,
  engine: Engine,
  missing: Missing,
): Judged | null {
  if (act.kind === "ARRIVAL") {
    const anew = judgeArrival(past, act, at, engine, missing);
    return anew === null ? null : { kind: "ARRIVAL", anew };
  }
  if (act.kind === "UNION") return null;
  const look = judgeLook(past, act, at, engine, missing);
  return look === null ? null : { kind: "LOOK", ...look };
}

/** Applies an act as it was judged, or else as it was decided before. */
export function apply(partition: Partition, act: Act, judged: Judged | null): void {
  if (act.kind === "ARRIVAL") {
    const { customerId, merges } = judged?.kind === "ARRIVAL" ? judged.anew.resolution : act.outcome;
    const joined = partition.merge([customerId, ...merges]);
    partition.put(act.recordId, joined ?? customerId);
    return;
  }
  const pair = judged?.kind === "LOOK" ? judged.pair : act.outcome;
  if (pair !== null) partition.merge(pair);
}
