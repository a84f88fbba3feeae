import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Hub } from "../../src/flows/work/hub.js";
import { startWorkers, type Workers } from "../../src/jobs/workers.js";
import type { Tx } from "../../src/store/database.js";
import { type FactWorld, factWorld } from "../support/fact-world.js";
import { available, type RedisForTests, startRedis } from "../support/redis.js";

const DONE_WITHIN_MS = 8_000;
const QUEUES = available ? ["PostgreSQL", "Redis"] : ["PostgreSQL"];

describe.each(QUEUES)("the doorbell in %s", (kind) => {
  let world: FactWorld;
  let redis: RedisForTests | null;
  let workers: Workers;
  /** How many claims still fail, as they do while the database is away. */
  let faults: number;

  beforeEach(async () => {
    [world, redis] = await Promise.all([factWorld("doorbell"), kind === "Redis" ? startRedis() : null]);
    faults = 0;
    const { pool } = world.store;
    const faulty: Tx = Object.create(pool, {
      query: {
        value: (sql: string, parameters: unknown[]) => {
          if (!sql.startsWith("UPDATE facts AS taken SET claim_token") || faults === 0)
            return pool.query(sql, parameters);
          faults -= 1;
          return Promise.reject(new Error("the database is away"));
        },
      },
    });
    const place = { databaseUrl: world.store.databaseUrl, redisUrl: redis?.url ?? null };
    workers = await startWorkers(
      place,
      (ring): Hub => ({ ...world.hub, ring, store: { ...world.store, pool: faulty } }),
    );
  });
  afterEach(async () => {
    await workers.close();
    await world.close();
    await redis?.stop();
  });

  async function allDone(): Promise<void> {
    const deadline = Date.now() + DONE_WITHIN_MS;
    while ((await world.facts()).some(({ finished }) => !finished)) {
      if (Date.now() > deadline) throw new Error(`still open: ${JSON.stringify(await world.facts())}`);
      await sleep(20);
    }
  }

  test("brings work to an end that nobody has rung for", async () => {
    await world.write(Array.from({ length: 5 }, () => randomUUID()));
    await allDone();
  });

  test("rings again for a fact whose ring was answered by a failure", async () => {
    faults = 3;
    await world.write([randomUUID()]);
    workers.ring();
    await allDone();
    expect(faults).toBe(0);
  });
});
