import type { Resolution } from "../deciding/resolve-set.js";
import type { Act, Apart, Arrival, History, Look, Pair } from "./acts.js";
import { historyOf, type LoggedAct } from "./acts.js";
import { type Engine, type Missing, membersOf, type Past } from "./judge.js";
import { emptyPartition, type Partition } from "./partition.js";
import { apply, type Judged, judge, unasked } from "./replay.js";

/** The part of the past that undoing an act has to look at; whole customers, with all acts about them. */
export interface Region extends Past {
  readonly log: readonly LoggedAct[];
  readonly founderOf: (customerId: string) => string;
}

/** An arrival that came to something else than before. */
export interface Redecided {
  readonly recordId: string;
  readonly actId: string;
  readonly modelVersion: string | null;
  readonly resolution: Resolution;
}

/** A second look that came to something else than before. */
export interface LookedAnew {
  readonly looker: string;
  readonly actId: string;
  readonly modelVersion: string | null;
  readonly pair: Pair | null;
}

/** What it takes to get from one history to another. */
export interface Replan {
  readonly moves: readonly { readonly recordId: string; readonly from: string; readonly to: string }[];
  readonly redecided: readonly Redecided[];
  readonly looks: readonly LookedAnew[];
  /** Records that were decided again, whether or not that changed anything. */
  readonly decidedAgain: number;
  /** Customers that exist only after it, and only before it. */
  readonly comeBack: readonly string[];
  readonly cease: readonly string[];
}

export type Replanned =
  | { readonly ok: true; readonly plan: Replan; readonly before: Partition }
  | { readonly ok: false; readonly missing: Missing };

/**
 * Works out what changes when rows are added to the log, without playing everything again. Both histories
 * run side by side; up to the first difference they are the same. After it an act is decided again only if
 * it could have seen a customer that is not the same in both: such a customer is tainted, and whatever its
 * new outcome changes is tainted next. All else keeps the outcome it had. If taint leaves what is loaded,
 * the answer is what else to load.
 */
export function replan(region: Region, added: readonly LoggedAct[], engine: Engine): Replanned {
  const before = historyOf(region.log);
  const after = historyOf([...region.log, ...added]);
  const run = startRun(region, before, after);
  for (const { old, next } of sideBySide(before, after)) {
    const judged = next === null ? null : run.judge(old, next, engine);
    if (old !== null) apply(run.before, old, null);
    if (next !== null) apply(run.after, next, judged);
    run.compare(old, next);
  }
  // A pair may have changed after the last act there is.
  run.compare(null, null);
  run.askForWatchers();
  const { missing } = run;
  if (missing.keys.size > 0 || missing.records.size > 0) return { ok: false, missing };
  return { ok: true, plan: run.plan(), before: run.before };
}

/** The acts of both histories in their order, each with its counterpart. */
function sideBySide(before: History, after: History): { old: Act | null; next: Act | null }[] {
  const old = new Map(before.acts.map((act) => [act.id, act]));
  const next = new Map(after.acts.map((act) => [act.id, act]));
  return [...new Map([...old, ...next]).values()]
    .sort((a, b) => a.place - b.place)
    .map(({ id }) => ({ old: old.get(id) ?? null, next: next.get(id) ?? null }));
}

/** The pairs that are kept apart in one history only. */
function changedApart(before: History, after: History): Apart[] {
  const had = new Set(before.apart.map(({ id }) => id));
  const has = new Set(after.apart.map(({ id }) => id));
  return [...before.apart.filter(({ id }) => !has.has(id)), ...after.apart.filter(({ id }) => !had.has(id))];
}

/** Before it, only what was decided more than once can come to something else: a word of a later day may have held it back. */
function firstChange(before: History, after: History): number {
  const changed = sideBySide(before, after).filter(
    ({ old, next }) => old === null || next === null || (next.kind === "ARRIVAL" && isOtherwise(old, next)),
  );
  const acts = changed.map(({ old, next }) => old?.place ?? next?.place ?? 0);
  const pairs = changedApart(before, after).map(({ place }) => place);
  return Math.min(...acts, ...pairs);
}

function startRun(region: Region, before: History, after: History) {
  const missing = unasked();
  const sides = { before: emptyPartition(region.founderOf), after: emptyPartition(region.founderOf) };
  const pairs = changedApart(before, after).map(({ pair }) => pair);
  const differing = new Set<string>();
  const tainted = new Map<string, number>();
  const redecided: Redecided[] = [];
  const looks: LookedAnew[] = [];
  const since = firstChange(before, after);
  let decidedAgain = 0;

  /** Customers that are not the same on both sides, or that a changed pair speaks of. */
  function taintedNow(): Set<string> {
    const both = [sides.before, sides.after];
    const named = [...differing].flatMap((id) => both.map((side) => side.customerOf(id)));
    const paired = pairs.flat().flatMap((id) => both.map((side) => side.current(id)));
    return new Set([...named, ...paired].flatMap((id) => id ?? []));
  }
  function isConcerned(act: Arrival | Look, engine: Engine): boolean {
    return [sides.before, sides.after].some((side) => {
      const own = act.kind === "LOOK" ? side.current(act.looker) : undefined;
      const ids = act.kind === "ARRIVAL" ? [act.recordId] : side.membersOf(own ?? act.looker);
      const records = ids.flatMap((id) => region.record(id) ?? []);
      const keys = new Set(records.flatMap((one) => one.keys.map(({ key }) => key)));
      return [...taintedNow()].some((customerId) => {
        if (customerId === own) return true;
        const members = side.membersOf(customerId);
        const meets = members.some((id) => region.record(id)?.keys.some(({ key }) => keys.has(key)));
        if (!meets || act.kind === "LOOK") return meets;
        return records.some((one) =>
          engine.concerns(one, membersOf(region, side, customerId), act.modelVersion),
        );
      });
    });
  }
  return {
    ...sides,
    missing,
    /** The new outcome of an act; null where it keeps the one it had. */
    judge(old: Act | null, next: Act, engine: Engine): Judged | null {
      if (next.kind === "UNION") return null;
      const isChanged = old === null || (next.kind === "ARRIVAL" && isOtherwise(old, next));
      if (!isChanged && ((next.place < since && !next.isAnew) || !isConcerned(next, engine))) return null;
      const at = { partition: sides.after, place: next.place, apart: after.apart };
      const judged = judge(next, at, region, engine, missing);
      decidedAgain += 1;
      note(next, judged, redecided, looks);
      return judged;
    },
    /** Notes which records are not with the same customer on both sides, now that an act is applied. */
    compare(old: Act | null, next: Act | null): void {
      const place = old?.place ?? next?.place ?? since;
      differing.clear();
      for (const [recordId, customerId] of sides.before.entries()) {
        if (sides.after.customerOf(recordId) !== customerId) differing.add(recordId);
      }
      if (place < since && differing.size === 0) return;
      for (const customerId of taintedNow()) {
        for (const side of [sides.before, sides.after]) {
          for (const id of side.membersOf(customerId)) if (!tainted.has(id)) tainted.set(id, place);
        }
      }
    },
    /** Whoever came later and shares a key with what was tainted by then could have been decided otherwise. */
    askForWatchers(): void {
      for (const [id, since] of tainted) {
        for (const { key } of region.record(id)?.keys ?? []) {
          const all = region.sharing(key);
          if (all === undefined) missing.keys.add(key);
          for (const { recordId, place, isAgain } of all ?? []) {
            if ((place > since || isAgain) && region.record(recordId) === undefined)
              missing.records.add(recordId);
          }
        }
      }
    },
    plan: (): Replan => ({ ...movesOf(sides.before, sides.after), redecided, looks, decidedAgain }),
  };
}

const isOtherwise = (old: Act, next: Arrival): boolean =>
  old.kind !== "ARRIVAL" || old.alone !== next.alone || old.apart.length !== next.apart.length;

/** Keeps what came to something else; and what a steward's later word held back, for when that word is undone. */
function note(act: Act, judged: Judged | null, redecided: Redecided[], looks: LookedAnew[]): void {
  const { id: actId } = act;
  if (act.kind === "ARRIVAL" && judged?.kind === "ARRIVAL") {
    const { recordId, modelVersion, outcome } = act;
    const { resolution, heldBack } = judged.anew;
    const isSame =
      outcome.customerId === resolution.customerId && sorted(outcome.merges) === sorted(resolution.merges);
    if (!isSame || heldBack) redecided.push({ recordId, actId, modelVersion, resolution });
  }
  if (act.kind === "LOOK" && judged?.kind === "LOOK") {
    const { looker, modelVersion, outcome } = act;
    const isSame = sorted(outcome ?? []) === sorted(judged.pair ?? []);
    if (!isSame || judged.heldBack) looks.push({ looker, actId, modelVersion, pair: judged.pair });
  }
}

const sorted = (ids: readonly string[]): string => [...ids].sort().join();

function movesOf(before: Partition, after: Partition): Pick<Replan, "moves" | "comeBack" | "cease"> {
  const moves = [...before.entries()].flatMap(([recordId, from]) => {
    const to = after.customerOf(recordId);
    return to === undefined || to === from ? [] : [{ recordId, from, to }];
  });
  const had = new Set([...before.entries()].map(([, id]) => id));
  const has = new Set([...after.entries()].map(([, id]) => id));
  return {
    moves,
    comeBack: [...has].filter((id) => !had.has(id)).sort(),
    cease: [...had].filter((id) => !has.has(id)).sort(),
  };
}
