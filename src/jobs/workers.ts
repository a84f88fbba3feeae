import type { Queue, Worker } from "bullmq";
import { messageOf } from "../domain/errors.js";
import { FACT_KINDS, type FactKind } from "../domain/fact.js";
import type { Hub } from "../flows/hub.js";
import { sweep } from "../flows/sweep.js";
import { factsWaiting, workFacts } from "../flows/work-facts.js";
import { checkQueue, openQueue, openWorker, type QueuePlace } from "./queue.js";
import { LANES, type Lane, STAGES } from "./stages.js";

export interface Workers {
  /** Something was written: look for open facts, soon and once for all who ring meanwhile. */
  ring(): void;
  close(): Promise<void>;
}

/** Rings of one burst are answered together. */
const RING_DELAY_MS = 5;
/** How late work starts, at worst, if its ring was lost: killed process, wiped Redis. */
const SWEEP_INTERVAL_MS = 1_000;
const PRUNE_INTERVAL_MS = 600_000;

/**
 * Starts the workers of this process. Facts in PostgreSQL are the work; a job in the queue is only a
 * ring that says "look", with the id of a fact as its own id so that one ring is never queued twice.
 * The relay rings for what was just written, the sweeper for everything that is still open.
 */
export async function startWorkers(place: QueuePlace, connect: (ring: () => void) => Hub): Promise<Workers> {
  await checkQueue(place);
  const lanes = Object.keys(LANES) as Lane[];
  const queues = new Map<Lane, Queue>();
  for (const lane of lanes) {
    const queue = openQueue(place, lane);
    await queue.waitUntilReady();
    queues.set(lane, queue);
  }
  const bell = relay(queues, () => hub);
  const hub = connect(bell.ring);
  const workers = lanes.map((lane) => startLane(place, hub, lane, bell.ring));
  const complainOf = (error: Error): void =>
    hub.log.warn({ error: messageOf(error) }, "the queue has a problem");
  for (const queue of queues.values()) queue.on("error", complainOf);
  for (const worker of workers) worker.on("error", complainOf);
  const sweeper = setInterval(bell.ring, SWEEP_INTERVAL_MS);
  const pruner = setInterval(
    () => void sweep(hub).catch((error: unknown) => complain(hub, error)),
    PRUNE_INTERVAL_MS,
  );
  bell.ring();
  return {
    ring: bell.ring,
    async close() {
      clearInterval(sweeper);
      clearInterval(pruner);
      await bell.close();
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

function startLane(place: QueuePlace, hub: Hub, lane: Lane, ring: () => void): Worker {
  return openWorker(
    place,
    lane,
    async (job) => {
      const kind = job.name as FactKind;
      const { work, batch } = STAGES[kind];
      if ((await workFacts(hub, kind, work, batch)) > 0) ring();
    },
    LANES[lane].concurrency,
  );
}

/** Turns open facts into rings; at most one look at a time, and one more if somebody rang meanwhile. */
function relay(queues: ReadonlyMap<Lane, Queue>, hubOf: () => Hub) {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let again = false;
  let closed = false;
  const look = async (): Promise<void> => {
    for (const kind of FACT_KINDS) {
      const { lane, batch } = STAGES[kind];
      const ids = await factsWaiting(hubOf(), kind, batch, LANES[lane].concurrency);
      await queues.get(lane)?.addBulk(ids.map((id) => ({ name: kind, data: {}, opts: { jobId: id } })));
    }
  };
  const start = (): void => {
    timer = null;
    looking = look()
      .catch((error: unknown) => complain(hubOf(), error))
      .finally(() => {
        looking = null;
        if (again) {
          again = false;
          ring();
        }
      });
  };
  const ring = (): void => {
    if (closed || timer !== null) return;
    if (looking !== null) again = true;
    else timer = setTimeout(start, RING_DELAY_MS);
  };
  const close = async (): Promise<void> => {
    closed = true;
    if (timer !== null) clearTimeout(timer);
    await looking;
  };
  return { ring, close };
}

function complain(hub: Hub, error: unknown): void {
  hub.log.warn({ error: messageOf(error) }, "looking for open work failed; the sweeper tries again");
}
