import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { available, startRedis, whyNotAvailable } from "../support/redis.js";

describe.skipIf(!available)(`the Redis that tests start (skipped where ${whyNotAvailable})`, () => {
  test("keeps what it acknowledged over a kill, loses all in a wipe, and ends", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url, { maxRetriesPerRequest: null });
    client.on("error", () => undefined);
    await client.set("kept", "42");
    await redis.kill9();
    await redis.restart();
    expect(await client.get("kept")).toBe("42");
    await redis.wipe();
    expect(await client.get("kept")).toBeNull();
    await redis.stop();
    client.disconnect();

    const late = new Redis(redis.url, { maxRetriesPerRequest: 0, retryStrategy: null });
    late.on("error", () => undefined);
    await expect(late.ping()).rejects.toThrow();
    late.disconnect();
  });
});
