import type { Queue } from "bullmq";
import { FACT_KINDS, type FactKind } from "../domain/fact.js";
import { atMost } from "./at-most.js";
import type { Crew } from "./crew.js";
import { LANES, type Lane, STAGES, type Stage } from "./stages.js";

export interface Relay {
  /** Something was written: look for open facts, soon and once for all who ring meanwhile. */
  ring(): void;
  /** Somebody has come for this ring. */
  answered(id: string | undefined): void;
  close(): Promise<void>;
}

/** Rings of one burst are answered together. */
const RING_DELAY_MS = 5;
/** The same while rings come faster than they are answered. */
const BUSY_RING_DELAY_MS = 20;
/** How late work starts, at worst, if its ring was lost: killed process, wiped Redis. */
export const SWEEP_INTERVAL_MS = 1_000;
/** How long a look that is under way may hold up a stop. */
const LEAVE_MS = 1_000;

/** What a look looks for, of each kind. */
export const WISHES = FACT_KINDS.map((kind) => {
  const { lane, batch, covers = [] }: Stage = STAGES[kind];
  return { kind, covers, batch, bells: LANES[lane].concurrency };
});

/** A fact that is worth a ring. */
interface Waiting {
  readonly id: string;
  readonly kind: FactKind;
}

/** What a relay works with. */
export interface RelayParts {
  readonly queues: ReadonlyMap<Lane, Pick<Queue, "add">>;
  readonly crew: Crew;
  /** The open facts that are worth a ring, as `WISHES` says. */
  look(): Promise<readonly Waiting[]>;
  /** What has failed is tried again by the sweeper. */
  complain(error: unknown, what: string): void;
}

/**
 * Turns open facts into rings; at most one look at a time, and one more if somebody rang meanwhile. Where
 * much is written, looks take in what has come for a while, and a ring that nobody has come for yet is not
 * made again before the sweeper would. What the crew of this process is free for is not rung for but begun.
 */
export function startRelay({ queues, crew, look, complain }: RelayParts): Relay {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let again = false;
  let closed = false;
  const rung = new Map<string, number>();
  const begin = ({ id, kind }: Waiting): void => {
    crew
      .work(kind)
      .catch((error: unknown) => complain(error, "a set could not be worked"))
      .finally(() => rung.delete(id));
  };
  const answer = async (): Promise<void> => {
    const now = performance.now();
    for (const [id, at] of rung) if (now - at >= SWEEP_INTERVAL_MS) rung.delete(id);
    const waiting = await look();
    const due = worthRinging(waiting, crew).filter(({ id }) => !rung.has(id));
    for (const { id } of due) rung.set(id, now);
    const rings: Promise<unknown>[] = [];
    for (const one of due) {
      const { lane } = STAGES[one.kind];
      if (!closed && crew.isFree(lane)) begin(one);
      // One by one: adding them as a bulk makes a table of its own on PostgreSQL, for the few that there are.
      else rings.push(Promise.resolve(queues.get(lane)?.add(one.kind, {}, { jobId: one.id })));
    }
    await Promise.all(rings);
  };
  const start = (): void => {
    timer = null;
    looking = answer()
      .catch((error: unknown) => complain(error, "looking for open work failed"))
      .finally(() => {
        looking = null;
        if (again) {
          again = false;
          soon(BUSY_RING_DELAY_MS);
        }
      });
  };
  const soon = (afterMs: number): void => {
    if (!closed) timer ??= setTimeout(start, afterMs);
  };
  const ring = (): void => {
    if (looking !== null) again = true;
    else soon(RING_DELAY_MS);
  };
  const close = async (): Promise<void> => {
    closed = true;
    if (timer !== null) clearTimeout(timer);
    if (looking !== null) await atMost(LEAVE_MS, looking);
  };
  return { ring, answered: (id) => void rung.delete(id ?? ""), close };
}

/**
 * Of each kind the facts come in the order of their age, one for each set that they would fill. The last set may be a
 * small one: it waits while another has only just begun, and will have grown.
 */
function worthRinging(waiting: readonly Waiting[], crew: Pick<Crew, "holdsBack">): readonly Waiting[] {
  return waiting.filter(({ kind }, at) => {
    const isLast = waiting[at + 1]?.kind !== kind;
    return !(isLast && LANES[STAGES[kind].lane].gathers && crew.holdsBack(kind));
  });
}
