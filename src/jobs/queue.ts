import { createPostgresBackend, type Processor, Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { HubError, messageOf } from "../domain/errors.js";

/** Where the doorbell hangs: in PostgreSQL, or in Redis if one is named. */
export interface QueuePlace {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
}

/** Quick recovery of a killed worker's ring; the work itself is safe in PostgreSQL either way. */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 2_000;
const STALLS_MAX = 10;
/** Longest that a start waits for a Redis that does not answer. */
const REACHABLE_WITHIN_MS = 2_500;
const POOL_SIZE = 4;
const PREFIX = "throughline";
/** A ring that is lost is rung again: it need not wait for the disk. */
const SESSION = "-c synchronous_commit=off";

/** Stops with a sentence that says what to do, instead of trying for ever, if Redis does not answer. */
export async function checkQueue(redisUrl: string | null): Promise<void> {
  if (redisUrl === null) return;
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: REACHABLE_WITHIN_MS,
    disconnectTimeout: 0,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener ioredis prints every failed attempt.
  redis.on("error", () => {});
  const silence = AbortSignal.timeout(REACHABLE_WITHIN_MS);
  try {
    const patience = new Promise<never>((_, reject) => {
      silence.addEventListener("abort", () => reject(new Error("no answer in time")), { once: true });
    });
    await Promise.race([redis.connect().then(() => redis.ping()), patience]);
  } catch (error) {
    throw new HubError(
      "REDIS_UNREACHABLE",
      `Redis at ${placeOf(redisUrl)} cannot be reached: ${messageOf(error)}`,
      {
        mend: "Start it, correct REDIS_URL, or unset REDIS_URL to run the queue on PostgreSQL.",
        cause: error,
      },
    );
  } finally {
    redis.disconnect();
  }
}

/** Host and port of a URL, without its password. */
function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "(not a URL)";
}

/**
 * A ring leaves nothing behind, answered or not: one that stayed, failed, under its fact's id would
 * keep that fact from ever being rung for again.
 */
export function openQueue(place: QueuePlace, name: string): Queue {
  const defaultJobOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 };
  if (place.redisUrl !== null) {
    const connection = { url: place.redisUrl, ...FAILS_FAST };
    return new Queue(name, { connection, prefix: PREFIX, defaultJobOptions });
  }
  const connection = { connectionString: place.databaseUrl, max: POOL_SIZE, migrate: true, options: SESSION };
  return new Queue(name, { connection, defaultJobOptions }, createPostgresBackend) as unknown as Queue;
}

export function openWorker(
  place: QueuePlace,
  name: string,
  processor: Processor,
  concurrency: number,
): Worker {
  const options = {
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: STALLS_MAX,
  };
  if (place.redisUrl !== null) {
    return new Worker(name, processor, {
      ...options,
      // BullMQ asks for null: its blocking calls wait as long as they like.
      connection: { url: place.redisUrl, maxRetriesPerRequest: null },
      prefix: PREFIX,
    });
  }
  const connection = { connectionString: place.databaseUrl, max: POOL_SIZE, options: SESSION };
  return new Worker(name, processor, { ...options, connection }, createPostgresBackend) as unknown as Worker;
}

/** A ring that cannot be made now is not saved up: the sweeper rings again, and a stop need not wait for it. */
const FAILS_FAST = { maxRetriesPerRequest: 1, enableOfflineQueue: false } as const;
