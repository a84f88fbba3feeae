import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiWorld, apiWorld } from "../support/api-world.js";

/** As soon as the server hears of it; a statement that nobody stops runs for ten seconds. */
const SOON_MS = 1_000;

let world: ApiWorld;
let token: string;
let lock: pg.Client;
/** A transaction sees the server's activity as it was when it first looked: this one looks from outside. */
let outside: pg.Client;
beforeAll(async () => {
  world = await apiWorld();
  token = await world.token("FRONT_OFFICE");
  lock = new pg.Client({ connectionString: world.store.databaseUrl });
  outside = new pg.Client({ connectionString: world.store.databaseUrl });
  await Promise.all([lock.connect(), outside.connect()]);
});
afterAll(async () => {
  await Promise.all([lock.end(), outside.end()]);
  await world.close();
});

/** Statements of the hub that wait for somebody's lock. */
const waiting = async (): Promise<number> => {
  const { rows } = await outside.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name LIKE 'throughline%'`,
  );
  return rows[0].count;
};
const ask = (query: string, signal: AbortSignal): Promise<unknown> =>
  fetch(`${world.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
    signal,
  }).catch((error: unknown) => error);

const LANES: readonly (readonly [string, string])[] = [
  [
    "the resolvers",
    "{ orders(first: 5) { edges { node { number timeline(first: 1) { edges { cursor } } } } } }",
  ],
  ["a plan", "{ orders(first: 5) { edges { node { number } } } }"],
];

describe("a caller who goes while the database is at work", () => {
  test.each(LANES)("takes what %s ask for along", async (_lane, query) => {
    await lock.query("BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
    try {
      const going = new AbortController();
      const asked = ask(query, going.signal);
      await expect.poll(waiting, { timeout: SOON_MS * 5 }).toBeGreaterThan(0);
      going.abort();
      expect(await asked).toBeInstanceOf(DOMException);
      await expect.poll(waiting, { timeout: SOON_MS }).toBe(0);
    } finally {
      await lock.query("ROLLBACK");
    }
  });

  test("leaves those alone who ask for the same and stay", async () => {
    await lock.query("BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
    const [going, staying] = [new AbortController(), new AbortController()];
    const [query] = LANES.map(([, text]) => text).reverse();
    const others = Array.from({ length: 12 }, () => ask(query ?? "", staying.signal));
    await expect.poll(waiting, { timeout: SOON_MS * 5 }).toBeGreaterThan(0);
    const mine = ask(query ?? "", going.signal);
    going.abort();
    await mine;
    await lock.query("ROLLBACK");
    for (const answer of await Promise.all(others)) {
      expect(answer).toBeInstanceOf(Response);
      expect(await (answer as Response).json()).toMatchObject({ data: { orders: { edges: [] } } });
    }
  });
});
