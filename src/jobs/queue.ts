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
const CONNECT_TIMEOUT_MS = 5_000;
const POOL_SIZE = 4;
const PREFIX = "throughline";

/** Stops with a sentence that says what to do, instead of trying for ever, if Redis does not answer. */
export async function checkQueue({ redisUrl }: QueuePlace): Promise<void> {
  if (redisUrl === null) return;
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS - 1_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener ioredis prints every failed attempt.
  redis.on("error", () => {});
  const silence = AbortSignal.timeout(CONNECT_TIMEOUT_MS - 500);
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

export function openQueue(place: QueuePlace, name: string): Queue {
  const defaultJobOptions = { removeOnComplete: true, removeOnFail: 1_000, attempts: 1 };
  if (place.redisUrl !== null) {
    return new Queue(name, { connection: redisOptions(place.redisUrl), prefix: PREFIX, defaultJobOptions });
  }
  const connection = { connectionString: place.databaseUrl, max: POOL_SIZE, migrate: true };
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
      connection: redisOptions(place.redisUrl),
      prefix: PREFIX,
    });
  }
  const connection = { connectionString: place.databaseUrl, max: POOL_SIZE };
  return new Worker(name, processor, { ...options, connection }, createPostgresBackend) as unknown as Worker;
}

/** BullMQ asks for null: its blocking calls wait as long as they like. */
const redisOptions = (url: string) => ({ url, maxRetriesPerRequest: null });
