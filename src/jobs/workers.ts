import { setTimeout as sleep } from "node:timers/promises";
import type { Queue, Worker } from "bullmq";
import { messageOf } from "../domain/errors.js";
import { FACT_KINDS, type FactKind } from "../domain/fact.js";
import type { Hub } from "../flows/hub.js";
import { factsWaiting, workFacts } from "../flows/work-facts.js";
import { checkQueue, openQueue, openWorker, type QueuePlace } from "./queue.js";
import { startSchedule } from "./schedule.js";
import { LANES, type Lane, STAGES } from "./stages.js";

export interface Workers {
  /** Something was written: look for open facts, soon and once for all who ring meanwhile. */
  ring(): void;
  close(): Promise<void>;
}

/** Rings of one burst are answered together. */
const RING_DELAY_MS = 5;
/** The same while rings come faster than they are answered. */
const BUSY_RING_DELAY_MS = 20;
/** How late work starts, at worst, if its ring was lost: killed process, wiped Redis. */
const SWEEP_INTERVAL_MS = 1_000;
/** How long a stop waits for work under way. What is not done by then is taken up by the next start. */
const DRAIN_MS = 5_000;
/** How long a queue may take to say good-bye: one whose server is gone would never do it. */
const LEAVE_MS = 1_000;

/**
 * Starts the workers of this process. Facts in PostgreSQL are the work; a job in the queue is only a
 * ring that says "look", with the id of a fact as its own id so that one ring is never queued twice.
 * The relay rings for what was just written, the sweeper for everything that is still open.
 */
export async function startWorkers(place: QueuePlace, connect: (ring: () => void) => Hub): Promise<Workers> {
  await checkQueue(place.redisUrl);
  const queues = await openQueues(place, Object.keys(LANES) as Lane[]);
  const bell = relay(queues, () => hub);
  const hub = connect(bell.ring);
  const workers = [...queues.keys()].map((lane) => startLane(place, hub, lane, bell));
  let closing = false;
  const complainOf = (error: Error): void => {
    if (closing) return;
    if (isLostRing(error)) hub.log.info({ error: messageOf(error) }, "a ring was heard for too long");
    else hub.log.warn({ error: messageOf(error) }, "the queue has a problem");
  };
  for (const queue of queues.values()) queue.on("error", complainOf);
  for (const worker of workers) worker.on("error", complainOf);
  const sweeper = setInterval(bell.ring, SWEEP_INTERVAL_MS);
  const schedule = startSchedule(hub);
  bell.ring();
  return {
    ring: bell.ring,
    async close() {
      closing = true;
      clearInterval(sweeper);
      schedule.close();
      await bell.close();
      await atMost(DRAIN_MS, Promise.allSettled(workers.map((worker) => worker.close())));
      await leave([...queues.values()]);
    },
  };
}

/** A ring whose lock is gone rings once more, for work that is leased to whoever is at it: nothing is amiss. */
const isLostRing = (error: Error): boolean => error.message.startsWith("could not renew lock for job");

/** All of them, or none: a start that fails must leave nothing open behind it. */
async function openQueues(place: QueuePlace, lanes: readonly Lane[]): Promise<ReadonlyMap<Lane, Queue>> {
  const queues = new Map<Lane, Queue>();
  try {
    for (const lane of lanes) {
      const queue = openQueue(place, lane);
      queues.set(lane, queue);
      await queue.waitUntilReady();
    }
    return queues;
  } catch (error) {
    await leave([...queues.values()]);
    throw error;
  }
}

const leave = (queues: readonly Queue[]): Promise<void> =>
  atMost(LEAVE_MS, Promise.allSettled(queues.map((queue) => queue.close())));

/** Waits for work that may never end, but not for ever. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })]);
}

function startLane(place: QueuePlace, hub: Hub, lane: Lane, bell: Bell): Worker {
  return openWorker(
    place,
    lane,
    async (job) => {
      bell.answered(job.id);
      const kind = job.name as FactKind;
      const { work, batch, covers } = STAGES[kind];
      if ((await workFacts(hub, kind, work, batch, covers)) > 0) bell.ring();
    },
    LANES[lane].concurrency,
  );
}

interface Bell {
  ring(): void;
  /** Somebody has come for this ring. */
  answered(id: string | undefined): void;
  close(): Promise<void>;
}

/** What a look looks for, of each kind. */
const WISHES = FACT_KINDS.map((kind) => {
  const { lane, batch } = STAGES[kind];
  return { kind, batch, bells: LANES[lane].concurrency };
});

/**
 * Turns open facts into rings; at most one look at a time, and one more if somebody rang meanwhile. Where
 * much is written, looks take in what has come for a while, and a ring that nobody has come for yet is not
 * made again before the sweeper would.
 */
function relay(queues: ReadonlyMap<Lane, Queue>, hubOf: () => Hub): Bell {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let again = false;
  let closed = false;
  const rung = new Map<string, number>();
  const look = async (): Promise<void> => {
    const now = performance.now();
    for (const [id, at] of rung) if (now - at >= SWEEP_INTERVAL_MS) rung.delete(id);
    const waiting = (await factsWaiting(hubOf(), WISHES)).filter(({ id }) => !rung.has(id));
    for (const { id } of waiting) rung.set(id, now);
    // One by one: adding them as a bulk makes a table of its own on PostgreSQL, for the few that there are.
    await Promise.all(
      waiting.map(({ id, kind }) => queues.get(STAGES[kind].lane)?.add(kind, {}, { jobId: id })),
    );
  };
  const start = (): void => {
    timer = null;
    looking = look()
      .catch((error: unknown) => complain(hubOf(), error))
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

function complain(hub: Hub, error: unknown): void {
  hub.log.warn({ error: messageOf(error) }, "looking for open work failed; the sweeper tries again");
}
