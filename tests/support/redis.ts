import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort } from "../../src/store/postgres/server.js";
import { availableOrFail, endServerProcess, onPath, startServerProcess } from "./server-process.js";

export interface RedisForTests {
  readonly url: string;
  /** Forgets every key, as a Redis without a disk does when it restarts. */
  wipe(): Promise<void>;
  kill9(): Promise<void>;
  /** Starts it again on the same port with what it had on disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const program = onPath("redis-server");
const LOAD_TIMEOUT_MS = 10_000;
const POLL_MS = 20;

/** False on a machine without `redis-server`; tests then say `describe.skipIf(!available)`. */
export const available = availableOrFail("redis-server", program !== null);
export const whyNotAvailable = "there is no redis-server on PATH";

/** A Redis of the test's own on a free loopback port. Every write is on disk before it is answered. */
export async function startRedis(): Promise<RedisForTests> {
  if (program === null) throw new Error(whyNotAvailable);
  const folder = mkdtempSync(join(tmpdir(), "throughline-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = { port, bind: "127.0.0.1", dir: folder, appendonly: "yes", appendfsync: "always" };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const start = async (): Promise<ChildProcess> => {
    const child = await startServerProcess(program, [...args, "--save", ""], port);
    await withClient(url, loaded);
    return child;
  };
  let child = await start();
  return {
    url,
    wipe: () => withClient(url, async (client) => void (await client.flushall())),
    kill9: () => endServerProcess(child, "SIGKILL"),
    restart: async () => {
      await endServerProcess(child, "SIGTERM");
      child = await start();
    },
    stop: async () => {
      await endServerProcess(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It takes connections before it has read its file back, and answers LOADING until then. */
async function loaded(client: Redis): Promise<void> {
  const deadline = Date.now() + LOAD_TIMEOUT_MS;
  for (;;) {
    const answer = await client.ping().catch((error: unknown) => String(error));
    if (answer === "PONG") return;
    if (Date.now() > deadline) throw new Error(`redis-server is not ready: ${answer}`);
    await sleep(POLL_MS);
  }
}

async function withClient(url: string, use: (client: Redis) => Promise<void>): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: 1, enableReadyCheck: false });
  client.on("error", () => undefined);
  try {
    await use(client);
  } finally {
    client.disconnect();
  }
}
