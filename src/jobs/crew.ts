import type { FactKind } from "../domain/fact.js";
import { LANES, type Lane, STAGES } from "./stages.js";

/** Who works in this process, whoever has rung: the relay or the queue. */
export interface Crew {
  /** Works one set of a kind, and has the relay look for more if there was any. Throws what a set cannot settle. */
  work(kind: FactKind): Promise<void>;
  /** True if the lane takes one more. */
  isFree(lane: Lane): boolean;
  /**
   * True while a set of this kind has only just begun: what comes meanwhile makes the next one, together. Who was held
   * back is looked for again when that set ends, or is no longer a young one.
   */
  holdsBack(kind: FactKind): boolean;
  /** Waits for what is at work. */
  idle(): Promise<void>;
}

/**
 * How long a set keeps a smaller one of its kind from being begun beside it. Sets that are at work on the same orders
 * wait for each other's locks, and many small ones cost more than a few. One slow message holds up the others no longer.
 */
const GATHERING_MS = 250;

/** One set that is at work. */
interface Turn {
  readonly kind: FactKind;
  readonly begunAt: number;
  /** Rings when the set is no longer a young one; null if nobody was held back. */
  aging: NodeJS.Timeout | null;
}

/** `workSet` works one set of a kind and answers how many facts that were; `ring` has the relay look. */
export function gatherCrew(workSet: (kind: FactKind) => Promise<number>, ring: () => void): Crew {
  const turns = new Map<Turn, Promise<void>>();
  const take = async (turn: Turn): Promise<void> => {
    let claimed = 0;
    try {
      claimed = await workSet(turn.kind);
    } finally {
      turns.delete(turn);
      if (turn.aging !== null) clearTimeout(turn.aging);
      if (claimed > 0 || turn.aging !== null) ring();
    }
  };
  return {
    work(kind) {
      const turn: Turn = { kind, begunAt: performance.now(), aging: null };
      const end = take(turn);
      turns.set(turn, end);
      return end;
    },
    isFree(lane) {
      const busy = [...turns.keys()].filter(({ kind }) => STAGES[kind].lane === lane);
      return busy.length < LANES[lane].concurrency;
    },
    holdsBack(kind) {
      const isYoung = ({ begunAt }: Turn): boolean => performance.now() - begunAt < GATHERING_MS;
      const young = [...turns.keys()].find((turn) => turn.kind === kind && isYoung(turn));
      if (young !== undefined) young.aging ??= setTimeout(ring, GATHERING_MS);
      return young !== undefined;
    },
    async idle() {
      await Promise.allSettled(turns.values());
    },
  };
}
