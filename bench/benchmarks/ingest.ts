import type { Child } from "../child.js";
import { type Comparison, comparison, inTurns, type Slice } from "../comparison.js";
import type { IngestPlan } from "../ingest-orders.js";
import type { LoadOutcome } from "../load.js";
import type { Benchmark, BenchOptions, Findings } from "../report.js";
import type { Stage } from "../stage.js";
import { median, rounded } from "../statistics.js";
import { checkProcessed, countCustomers, emptyGround, type Ground, seededGround } from "./ingest-ground.js";

const ROUNDS = 3;
const CONNECTIONS = 16;
const ORDERS_PER_CUSTOMER = 2.5;
/** Share of the customers of a slice that the seeded hub knows already, from another channel. */
const KNOWN_SHARE = 0.5;
const QUIET_MS_MAX = 600_000;

export const ingest: Benchmark = {
  title:
    "Ingest: signed webhooks until every order is applied, its customer resolved and the golden record built",
  peerIs:
    "a bare node:http server that verifies the same signature and writes customer, order and lines in one transaction",
  headline: (comparisons) => comparisons.find(({ name }) => name === "empty database: fully processed"),
  run,
};

async function run(
  stage: Stage,
  options: BenchOptions,
  onProgress: (what: string) => void,
): Promise<Findings> {
  const comparisons: Comparison[] = [];
  const facts: Record<string, number | string | null> = {
    "orders per slice": options.send,
    "customers per slice": customersOf(options.send),
    connections: options.connections ?? CONNECTIONS,
    "orders in the seeded database": options.orders,
  };
  for (const prepare of [emptyGround, seededGround]) {
    const ground = await prepare(stage, options, onProgress);
    onProgress(`${ground.name} database: starting both sides`);
    const desk = await openDesk(stage, ground, options.connections ?? CONNECTIONS);
    const { ours, peer } = await takeTurns(desk, ground, options, onProgress);
    await desk.close();
    comparisons.push(
      comparison(`${ground.name} database: acknowledged`, "orders/s", {
        ours: ours.map(acknowledged),
        peer: peer.map(acknowledged),
      }),
      comparison(`${ground.name} database: fully processed`, "orders/s", {
        ours: ours.map(processed),
        peer: peer.map(processed),
      }),
    );
    const waits = ours.map(({ sent, quietAt }) => (quietAt - sent.endedAt) / 1000);
    facts[`${ground.name} database: seconds from the last acknowledgment to quiet`] = rounded(median(waits));
    facts[`${ground.name} database: customers in the end`] = await countCustomers(ground.hubUrl);
  }
  return { comparisons, facts };
}

const customersOf = (orders: number): number => Math.max(1, Math.round(orders / ORDERS_PER_CUSTOMER));

/** What one slice of one side took. */
interface Timed {
  readonly sent: LoadOutcome;
  /** When nothing was left to do, in epoch milliseconds. */
  readonly quietAt: number;
  readonly cpuMs: number;
}

const acknowledged = ({ sent }: Timed): Slice => ({
  value: sent.requests / sent.seconds,
  details: { "p50 ms": sent.p50Ms, "p99 ms": sent.p99Ms },
});

/** The peer has done all it does when it acknowledges. */
const processed = ({ sent, quietAt, cpuMs }: Timed): Slice => ({
  value: sent.requests / ((quietAt - sent.startedAt) / 1000),
  details: { "server CPU µs/order": (cpuMs * 1000) / sent.requests },
});

/** Both sides at work on one ground, and somebody who sends them orders. */
interface Desk {
  ours(plan: IngestPlan): Promise<Timed>;
  peer(plan: IngestPlan): Promise<Timed>;
  close(): Promise<void>;
}

async function openDesk(stage: Stage, ground: Ground, connections: number): Promise<Desk> {
  const hub = await stage.start("hub", { databaseUrl: ground.hubUrl, dataDir: stage.dataDir });
  const door = await hub.ask<{ url: string; webhookSecret: string }>("where");
  const secret = door.webhookSecret;
  const peer = await stage.start("ingestPeer", { databaseUrl: ground.peerUrl, secret });
  const { url: peerUrl } = await peer.ask<{ url: string }>("where");
  const load = await stage.start("ingestLoad", { secret });
  const timed = async (
    server: Child,
    url: string,
    plan: IngestPlan,
    quiet: (sent: LoadOutcome) => Promise<number>,
  ): Promise<Timed> => {
    await stage.settle();
    const before = await server.cpuMs();
    const sent = await load.ask<LoadOutcome>("run", { url, connections, plan });
    const quietAt = await quiet(sent);
    return { sent, quietAt, cpuMs: (await server.cpuMs()) - before };
  };
  return {
    ours: async (plan) => {
      const outcome = await timed(hub, `${door.url}/webhooks/partner-shop`, plan, () =>
        hub.ask<number>("quiet", QUIET_MS_MAX),
      );
      await checkProcessed(ground.hubUrl, plan.run, plan.orders);
      return outcome;
    },
    peer: (plan) => timed(peer, `${peerUrl}/orders`, plan, async (sent) => sent.endedAt),
    close: async () => void (await Promise.all([load, peer, hub].map((child) => child.close()))),
  };
}

/** Both sides get the same orders in a round, and other ones in the next. */
async function takeTurns(
  desk: Desk,
  ground: Ground,
  options: BenchOptions,
  onProgress: (what: string) => void,
): Promise<{ ours: Timed[]; peer: Timed[] }> {
  onProgress(`${ground.name} database: warming up`);
  const warmUp = planOf(ground, 0, Math.min(options.warmUp, options.send));
  await ground.clear();
  await desk.ours(warmUp);
  await desk.peer(warmUp);
  const plan = (round: number): IngestPlan => planOf(ground, round + 1, options.send);
  return inTurns(
    options.rounds ?? ROUNDS,
    async (round) => {
      await ground.clear();
      return desk.ours(plan(round));
    },
    (round) => desk.peer(plan(round)),
    (round) => onProgress(`${ground.name} database: round ${round + 1}`),
  );
}

function planOf({ name, known }: Ground, round: number, orders: number): IngestPlan {
  const customers = customersOf(orders);
  const knownCustomers = Math.round(customers * KNOWN_SHARE);
  // Each round meets other customers, as long as there are any.
  const from = (round * knownCustomers) % Math.max(1, known.length - knownCustomers);
  return {
    ...{ run: `${name}-${round}`, orders, customers },
    known: known.slice(from, from + knownCustomers),
  };
}
