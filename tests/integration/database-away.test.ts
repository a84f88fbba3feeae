import { setImmediate as tick } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepared } from "../../src/store/rows.js";
import { openStore, type Store } from "../../src/store/store.js";
import { type FreshDatabase, freshDatabase } from "../support/database.js";

/** Long enough for the server to have written both its answer and its farewell before anything is read. */
const LOOKS_AWAY_MS = 800;

describe("a connection that the server ends between two users", () => {
  let database: FreshDatabase;
  let store: Store;
  let killer: Client;
  beforeAll(async () => {
    database = await freshDatabase("away");
    store = await openStore(database.url, 1);
    killer = new Client({ connectionString: database.url });
    await killer.connect();
  });
  afterAll(async () => {
    await killer.end();
    await store.close();
    await database.drop();
  });

  /**
   * Three ask for one connection. While this process looks away the first is answered and the connection ended, so that
   * the second is given it in the middle of reading that it is gone.
   */
  test.each([
    ["a question", () => store.pool.query("SELECT 2 AS two")],
    ["a transaction", () => store.transaction((tx) => tx.query("SELECT 2 AS two"))],
  ])("fails %s with UNAVAILABLE, and whoever asks next is answered", async (_, second) => {
    const [{ pid }] = (await store.pool.query("SELECT pg_backend_pid() AS pid")) as [{ pid: number }];
    const asked = [askSlowly(), second()];
    const ended = killer.query("SELECT pg_sleep(0.3), pg_terminate_backend($1)", [pid]);
    for (let ticks = 0; ticks < 20; ticks += 1) await tick();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOKS_AWAY_MS);
    const [first, next] = await Promise.allSettled(asked);
    await ended;
    expect(first).toMatchObject({ status: "fulfilled" });
    expect(next).toMatchObject({ status: "rejected", reason: { code: "UNAVAILABLE" } });
    expect(await store.pool.query("SELECT 3 AS three")).toEqual([{ three: 3 }]);
  });

  const askSlowly = (): Promise<unknown> => prepared(store.pool, "SELECT pg_sleep(0.1)", []);
});
