import type { Queue, Worker } from "bullmq";
import { messageOf } from "../domain/errors.js";
import type { FactKind } from "../domain/fact.js";
import type { Hub } from "../flows/work/hub.js";
import { factsWaiting, workFacts } from "../flows/work/work-facts.js";
import { atMost } from "./at-most.js";
import { type Crew, gatherCrew } from "./crew.js";
import { checkQueue, openQueue, openWorker, type QueuePlace } from "./queue.js";
import { type Relay, SWEEP_INTERVAL_MS, startRelay, WISHES } from "./relay.js";
import { startSchedule } from "./schedule.js";
import { LANES, type Lane, STAGES } from "./stages.js";

export interface Workers {
  /** Something was written: look for open facts, soon and once for all who ring meanwhile. */
  ring(): void;
  close(): Promise<void>;
}

/** How long a stop waits for work under way. What is not done by then is taken up by the next start. */
const DRAIN_MS = 5_000;
/** How long a queue may take to say good-bye: one whose server is gone would never do it. */
const LEAVE_MS = 1_000;

/**
 * Starts the workers of this process. Facts in PostgreSQL are the work; a ring only says "look". What was written
 * here is worked here as long as somebody is free; else a job in the queue rings for whoever is, in any process, with
 * the id of a fact as its own id so that one ring is never queued twice. The relay rings for what was just written,
 * the sweeper for everything that is still open.
 */
export async function startWorkers(place: QueuePlace, connect: (ring: () => void) => Hub): Promise<Workers> {
  await checkQueue(place.redisUrl);
  const queues = await openQueues(place, Object.keys(LANES) as Lane[]);
  const crew = gatherCrew(
    (kind) => workFacts(hub, kind, STAGES[kind].work, STAGES[kind].batch, STAGES[kind].covers),
    () => relay.ring(),
  );
  const relay = startRelay({
    ...{ queues, crew, look: () => factsWaiting(hub, WISHES) },
    complain: (error, what) => hub.log.warn({ error: messageOf(error) }, `${what}; the sweeper tries again`),
  });
  const hub = connect(relay.ring);
  const workers = [...queues.keys()].map((lane) => startLane(place, lane, crew, relay));
  let closing = false;
  const complainOf = (error: Error): void => {
    if (closing) return;
    if (isLostRing(error)) hub.log.info({ error: messageOf(error) }, "a ring was heard for too long");
    else hub.log.warn({ error: messageOf(error) }, "the queue has a problem");
  };
  for (const queue of queues.values()) queue.on("error", complainOf);
  for (const worker of workers) worker.on("error", complainOf);
  const sweeper = setInterval(relay.ring, SWEEP_INTERVAL_MS);
  const schedule = startSchedule(hub);
  relay.ring();
  return {
    ring: relay.ring,
    async close() {
      closing = true;
      clearInterval(sweeper);
      schedule.close();
      await relay.close();
      await atMost(DRAIN_MS, Promise.allSettled([...workers.map((worker) => worker.close()), crew.idle()]));
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

function startLane(place: QueuePlace, lane: Lane, crew: Crew, relay: Relay): Worker {
  return openWorker(
    place,
    lane,
    (job) => {
      relay.answered(job.id);
      return crew.work(job.name as FactKind);
    },
    LANES[lane].concurrency,
  );
}
