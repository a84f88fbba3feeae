import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comeToRest, expectAllOnce, type HubAndWarehouse, startHubAndWarehouse } from "../support/burst.js";
import { type FreshDatabase, freshDatabase } from "../support/database.js";
import { available, type RedisForTests, startRedis, whyNotAvailable } from "../support/redis.js";
import { printedSeed, seededRandom } from "../support/seeded.js";
import { startSender, untilAcknowledged } from "../support/sender.js";
import { shopOrders } from "../support/shop-orders.js";

const ORDERS = 500;
const EXIT_WITHIN_MS = 10_000;

describe.skipIf(!available)(`a hub whose queue is in Redis (skipped where ${whyNotAvailable})`, () => {
  let database: FreshDatabase;
  let redis: RedisForTests;
  let world: HubAndWarehouse;

  beforeAll(async () => {
    [database, redis] = await Promise.all([freshDatabase("burst_redis"), startRedis()]);
    world = await startHubAndWarehouse("burst-redis", { DATABASE_URL: database.url, REDIS_URL: redis.url });
  });
  afterAll(async () => {
    await world.close();
    await redis.stop();
    await database.drop();
  });

  test("that is wiped and killed in a burst of 500 orders, and the hub too, has each exactly once", async () => {
    const random = seededRandom(printedSeed("faults in a burst, queue in Redis"));
    const faults: (() => Promise<void>)[] = [
      () => world.killAndStart(),
      () => redis.wipe(),
      async () => {
        await redis.kill9();
        await new Promise((resolve) => setTimeout(resolve, random() * 500));
        await redis.restart();
      },
      () => redis.wipe(),
      () => world.killAndStart(),
    ];
    const orders = shopOrders(ORDERS, world.secrets);
    const sender = startSender(() => world.url, orders);
    for (const [at, fault] of faults.entries()) {
      const share = (at + random()) / faults.length;
      await untilAcknowledged(sender, Math.floor(share * ORDERS), random() * 100);
      await fault();
    }
    await sender.done;
    await redis.wipe();
    await comeToRest(world);
    await expectAllOnce(world, orders);
    // The queue is only a doorbell: a hub without it goes on keeping what arrives.
    expect(sender.refusals).toEqual([]);
  }, 150_000);

  test("stops in good order although its Redis is gone", async () => {
    await redis.kill9();
    const asked = Date.now();
    expect(await world.hub().stop()).toMatchObject({ code: 0, signal: null });
    expect(Date.now() - asked).toBeLessThan(EXIT_WITHIN_MS);
  });
});
