import { isDeepStrictEqual } from "node:util";
import { HubError } from "../../src/domain/errors.js";
import type { Child } from "../child.js";
import type { Slice } from "../comparison.js";
import type { LoadOutcome } from "../load.js";
import { postgraphilePeer } from "../peers.js";
import { blocksByQuestion } from "../reads/blocks.js";
import { factsOf } from "../reads/facts.js";
import { postgraphileCursors, prepareReads, type ReadKeys } from "../reads/keys.js";
import { type Bodies, bodiesFor, QUESTIONS, type QuestionName, type SideName } from "../reads/questions.js";
import { comparisonsOf, meansAsFacts, meansOf, type Slices, tableOf } from "../reads/table.js";
import type { Benchmark, BenchOptions, Findings } from "../report.js";
import type { ReadLoad } from "../roles/read-load.js";
import { seededDatabase, seededName } from "../seed/seeded-database.js";
import type { Stage } from "../stage.js";

const CHECKED_KEYS = 50;
const BLOCKS_ORDERS_MIN = 10_000;
const ROUNDS = 3;
const CONNECTIONS = [1, 16, 64];

/** One server, in a process of its own, and what it is sent. */
interface Side {
  readonly side: SideName;
  readonly server: Child;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: Bodies;
}

export const reads: Benchmark = {
  title:
    "Reads: order tracking, customer 360 and the supply chain's board, as a product, a floor and two peers answer them",
  peerIs: "a bare node:http server that answers the same JSON from one prepared SQL statement written for it",
  headline: (comparisons) =>
    comparisons.find(({ name }) => name.endsWith("16 connections")) ?? comparisons[0],
  run,
};

async function run(
  stage: Stage,
  options: BenchOptions,
  onProgress: (what: string) => void,
): Promise<Findings> {
  const name = options.keep ? seededName(options.orders) : stage.scratchName("reads");
  if (!options.keep) stage.dropLater(name);
  const { url: databaseUrl, seconds } = await seededDatabase(stage, name, options.orders, onProgress);
  const keys = await prepareReads(databaseUrl);
  const sides = await startSides(stage, databaseUrl, keys, options.peers, onProgress);
  onProgress("comparing answers");
  const checked = await checkSame(sides);
  // Below some size a table is a few blocks, and reading all of it is the right plan.
  const blocks =
    options.orders < BLOCKS_ORDERS_MIN
      ? {}
      : await blocksByQuestion(databaseUrl, bodiesFor("throughline", keys, new Map()));
  const all = Object.fromEntries(
    sides.flatMap(({ side, bodies }) =>
      QUESTIONS.map((question) => [`${side} ${question}`, bodies[question]]),
    ),
  );
  const load = await stage.start("readLoad", { bodies: all });
  const slices = await measureAll(stage, load, sides, options, onProgress);
  return {
    comparisons: comparisonsOf(slices),
    facts: {
      ...{
        "orders in the database": options.orders,
        "seeded in seconds": seconds,
        "keys with the same facts": checked,
      },
      sides: sides.map(({ side }) => side).join(", "),
      ...blocks,
      ...meansAsFacts(slices),
    },
    more: { ...tableOf(slices), geometricMeans: meansOf(slices) },
  };
}

async function startSides(
  stage: Stage,
  databaseUrl: string,
  keys: ReadKeys,
  peers: boolean,
  onProgress: (what: string) => void,
): Promise<Side[]> {
  onProgress("starting the sides");
  const hub = await stage.start("hub", { databaseUrl, dataDir: stage.dataDir });
  const authorization = `Bearer ${await hub.ask<string>("token", "FRONT_OFFICE")}`;
  const none = new Map<string, string>();
  const { url } = await hub.ask<{ url: string }>("where");
  const sides: Side[] = [
    {
      side: "throughline",
      server: hub,
      url: `${url}/graphql`,
      headers: { authorization },
      bodies: bodiesFor("throughline", keys, none),
    },
  ];
  for (const [side, role] of [
    ["floor", "readFloor"],
    ["textbook", "textbook"],
  ] as const) {
    const server = await stage.start(role, { databaseUrl });
    const { url: own } = await server.ask<{ url: string }>("where");
    sides.push({ side, server, url: own, headers: {}, bodies: bodiesFor(side, keys, none) });
  }
  const foreign = peers ? await postgraphilePeer(onProgress) : null;
  if (peers && foreign === null) {
    throw new HubError("NO_PEER", "there is no Node 22 for PostGraphile on this platform", {
      mend: "Run without it: --no-peers.",
    });
  }
  if (foreign !== null) {
    const server = await stage.startForeign(foreign, { databaseUrl });
    const { url: own } = await server.ask<{ url: string }>("where");
    const cursors = await postgraphileCursors(own);
    sides.push({
      side: "postgraphile",
      server,
      url: `${own}/graphql`,
      headers: {},
      bodies: bodiesFor("postgraphile", keys, cursors),
    });
  }
  return sides;
}

/** A faster answer is worth nothing if it says something else. Answers how many keys were compared. */
async function checkSame(sides: readonly Side[]): Promise<number> {
  let checked = 0;
  for (const question of QUESTIONS) {
    const count = Math.min(CHECKED_KEYS, sides[0]?.bodies[question].length ?? 0);
    for (let at = 0; at < count; at += 1) {
      const [ours, ...others] = await Promise.all(sides.map((side) => answerOf(side, question, at)));
      for (const [index, other] of others.entries()) {
        if (isDeepStrictEqual(ours, other)) continue;
        const who = sides[index + 1]?.side;
        throw new Error(
          `${question}: ${who} says something else:\n${JSON.stringify(ours)}\n${JSON.stringify(other)}`,
        );
      }
      checked += 1;
    }
  }
  return checked;
}

async function answerOf(
  { url, headers, bodies }: Side,
  question: QuestionName,
  at: number,
): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: bodies[question][at] ?? "",
  });
  const facts = factsOf(await response.text());
  if (facts === null) throw new Error(`${question} has no answer at ${url}`);
  return facts;
}

/** Each side in turns, so that whatever else the machine does meanwhile falls on all of them. */
async function measureAll(
  stage: Stage,
  load: Child,
  sides: readonly Side[],
  options: BenchOptions,
  onProgress: (what: string) => void,
): Promise<Slices> {
  const slices: Slices = new Map();
  const cells = (options.connections === null ? CONNECTIONS : [options.connections]).flatMap((connections) =>
    QUESTIONS.map((question) => ({ question, connections })),
  );
  for (const side of sides)
    for (const question of QUESTIONS) {
      onProgress(`warming up: ${side.side}, ${question}`);
      const connections = Math.min(16, options.warmUp);
      await send(load, side, question, connections, { requests: options.warmUp });
    }
  for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1)
    for (const { question, connections } of cells) {
      onProgress(`round ${round + 1}: ${question}, ${connections} connections`);
      const key = `${question}, ${connections} connections`;
      const cell = slices.get(key) ?? { question, connections, sides: new Map<SideName, Slice[]>() };
      slices.set(key, cell);
      for (const side of sides) {
        const slice = await measured(stage, load, side, question, connections, options.seconds);
        cell.sides.set(side.side, [...(cell.sides.get(side.side) ?? []), slice]);
      }
    }
  return slices;
}

const send = (
  load: Child,
  { side, url, headers }: Side,
  question: QuestionName,
  connections: number,
  until: ReadLoad["until"],
): Promise<LoadOutcome> => {
  const name = `${side} ${question}`;
  return load.ask<LoadOutcome>("run", {
    url,
    headers,
    connections,
    until,
    side: name,
    begins: ['{"data":', '{"data" :'],
  });
};

const TRIES_MAX = 4;

/** A slice in which not every connection got an answer tells nothing: it is made longer. */
async function sendEnough(
  load: Child,
  side: Side,
  question: QuestionName,
  connections: number,
  seconds: number,
): Promise<LoadOutcome> {
  for (let tries = 1, length = seconds; ; tries += 1, length *= 2) {
    const outcome = await send(load, side, question, connections, { seconds: length });
    if (outcome.requests >= connections) return outcome;
    if (tries === TRIES_MAX)
      throw new Error(`${side.side} gave ${outcome.requests} answers in ${length} seconds`);
  }
}

async function measured(
  stage: Stage,
  load: Child,
  side: Side,
  question: QuestionName,
  connections: number,
  seconds: number,
): Promise<Slice> {
  const [serverBefore, databaseBefore] = [await side.server.cpuMs(), stage.databaseCpuMs()];
  const {
    requests,
    seconds: took,
    p50Ms,
    p99Ms,
  } = await sendEnough(load, side, question, connections, seconds);
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
