import { isDeepStrictEqual } from "node:util";
import type { Child } from "../child.js";
import { type Comparison, comparison, inTurns, type Slice } from "../comparison.js";
import type { LoadOutcome } from "../load.js";
import { ORDER_QUERY } from "../order-query.js";
import type { Benchmark, BenchOptions, Findings } from "../report.js";
import type { ReadLoad } from "../roles/read-load.js";
import { inDatabase, seededDatabase, seededName } from "../seed/seeded-database.js";
import type { Stage } from "../stage.js";

const KEYS = 3_000;
const CHECKED_KEYS = 50;
const ROUNDS = 5;
const CONNECTIONS = [1, 16];

/** One side of the comparison: where it answers, and what a request to it looks like. */
interface Side {
  readonly side: "ours" | "peer";
  readonly server: Child;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: (number: string) => string;
}

export const orderTracking: Benchmark = {
  title: "Order tracking: one order by number with lines, customer, work orders, parcels, events and changes",
  peerIs: "a bare node:http server that answers the same JSON from one prepared SQL statement",
  headline: (comparisons) => comparisons.at(-1),
  run,
};

async function run(
  stage: Stage,
  options: BenchOptions,
  onProgress: (what: string) => void,
): Promise<Findings> {
  const name = options.keep ? seededName(options.orders) : stage.scratchName("orders");
  if (!options.keep) stage.dropLater(name);
  const { url: databaseUrl, seconds } = await seededDatabase(stage, name, options.orders, onProgress);
  const keys = await randomNumbers(databaseUrl);
  onProgress("starting both sides");
  const sides = [await hub(stage, databaseUrl), await peer(stage, databaseUrl)] as const;
  const checked = await checkSame(sides, keys.slice(0, CHECKED_KEYS));
  const bodies = Object.fromEntries(sides.map(({ side, body }) => [side, keys.map(body)]));
  const load = await stage.start("readLoad", { bodies });
  const comparisons: Comparison[] = [];
  for (const connections of options.connections === null ? CONNECTIONS : [options.connections]) {
    const label = `${connections} connection${connections === 1 ? "" : "s"}`;
    onProgress(`${label}: warming up`);
    for (const side of sides)
      await send(load, side, connections, { requests: Math.max(connections, options.warmUp) });
    const slice = (side: Side) => () => measured(stage, load, side, connections, options.seconds);
    const slices = await inTurns(options.rounds ?? ROUNDS, slice(sides[0]), slice(sides[1]), (round) =>
      onProgress(`${label}: round ${round + 1}`),
    );
    comparisons.push(comparison(label, "requests/s", slices));
  }
  return {
    comparisons,
    facts: {
      "orders in the database": options.orders,
      "seeded in seconds": seconds,
      "keys with the same answer": checked,
    },
  };
}

async function hub(stage: Stage, databaseUrl: string): Promise<Side> {
  const server = await stage.start("hub", { databaseUrl, dataDir: stage.dataDir });
  const { url } = await server.ask<{ url: string }>("where");
  const authorization = `Bearer ${await server.ask<string>("token", "FRONT_OFFICE")}`;
  const body = (number: string) => JSON.stringify({ query: ORDER_QUERY, variables: { number } });
  return { side: "ours", server, url: `${url}/graphql`, headers: { authorization }, body };
}

async function peer(stage: Stage, databaseUrl: string): Promise<Side> {
  const server = await stage.start("orderPeer", { databaseUrl });
  const { url } = await server.ask<{ url: string }>("where");
  const body = (number: string) => JSON.stringify({ variables: { number } });
  return { side: "peer", server, url: `${url}/order`, headers: {}, body };
}

const randomNumbers = (databaseUrl: string): Promise<string[]> =>
  inDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ number: string }>(
      "SELECT number FROM orders ORDER BY random() LIMIT $1",
      [KEYS],
    );
    return rows.map(({ number }) => number);
  });

/** A faster answer is worth nothing if it is another one. Answers how many keys were compared. */
async function checkSame(sides: readonly Side[], keys: readonly string[]): Promise<number> {
  for (const key of keys) {
    const [ours, peers] = await Promise.all(sides.map((side) => answerOf(side, key)));
    if (!isDeepStrictEqual(ours, peers))
      throw new Error(`the two sides differ on ${key}:\n${JSON.stringify(ours)}\n${JSON.stringify(peers)}`);
  }
  return keys.length;
}

async function answerOf({ url, headers, body }: Side, key: string): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: body(key),
  });
  // What the answer cost stands beside it, and is no part of what was asked for.
  const { data } = (await response.json()) as { data?: { order?: unknown } };
  const answer = normalized({ data });
  if (data?.order == null) throw new Error(`no order ${key} at ${url}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Instants as numbers, whatever their spelling; prototypes as plain as they come. */
const normalized = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === "string" && /^\d{4}-\d\d-\d\dT/.test(inner) ? Date.parse(inner) : inner,
  );

const send = (
  load: Child,
  side: Side,
  connections: number,
  until: ReadLoad["until"],
): Promise<LoadOutcome> => {
  const { url, headers, side: name } = side;
  return load.ask<LoadOutcome>("run", { url, headers, connections, until, side: name });
};

async function measured(
  stage: Stage,
  load: Child,
  side: Side,
  connections: number,
  seconds: number,
): Promise<Slice> {
  const [serverBefore, databaseBefore] = [await side.server.cpuMs(), stage.databaseCpuMs()];
  const { requests, seconds: took, p50Ms, p99Ms } = await send(load, side, connections, { seconds });
  const [serverAfter, databaseAfter] = [await side.server.cpuMs(), stage.databaseCpuMs()];
  const database =
    databaseBefore === null || databaseAfter === null
      ? {}
      : { "database CPU µs/request": ((databaseAfter - databaseBefore) * 1000) / requests };
  return {
    value: requests / took,
    details: {
      ...{ "p50 ms": p50Ms, "p99 ms": p99Ms },
      "server CPU µs/request": ((serverAfter - serverBefore) * 1000) / requests,
      ...database,
    },
  };
}
