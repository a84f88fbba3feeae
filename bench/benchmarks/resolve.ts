import type { Client } from "pg";
import type { Child } from "../child.js";
import { type Comparison, comparison, inTurns } from "../comparison.js";
import type { Benchmark, BenchOptions, Findings } from "../report.js";
import type { LoopOutcome, LoopPlan } from "../resolve/closed-loop.js";
import { loadedDatabase, loadedName } from "../resolve/loaded-database.js";
import { dropPeerTables, makePeerTables } from "../resolve/peer-tables.js";
import { customersOf } from "../resolve/records.js";
import { inDatabase } from "../seed/seeded-database.js";
import type { Stage } from "../stage.js";
import { rounded } from "../statistics.js";

const ROUNDS = 3;
const CLIENTS = 8;
/** The store is measured at these parts of its size, to see what grows with it. */
const PARTS = [0.01, 0.1, 1];
const RECORDS_MIN = 50;
/** Records that go through the queue, to see how long the ordinary way takes. */
const ORDINARY_SHARE = 0.25;

export const resolve: Benchmark = {
  title: "Resolve: one new record stated and its customer decided, the commit included",
  peerIs:
    "a bare upsert of the record and its keys, committed, by one prepared statement: nobody is looked for",
  headline: (comparisons) => comparisons.at(-1),
  run,
};

type Facts = Record<string, number | string | null>;

async function run(
  stage: Stage,
  options: BenchOptions,
  onProgress: (what: string) => void,
): Promise<Findings> {
  const sizes = [...new Set(PARTS.map((part) => Math.max(RECORDS_MIN, Math.round(options.records * part))))];
  const comparisons: Comparison[] = [];
  const facts: Facts = { clients: options.connections ?? CLIENTS };
  for (const records of sizes) {
    const name = options.keep ? loadedName(records) : stage.scratchName(`records_${records}`);
    if (!options.keep) stage.dropLater(name);
    const { url, seconds } = await loadedDatabase(stage, name, records, onProgress);
    Object.assign(facts, await settingsOf(url));
    facts[`${records} records: loaded in seconds`] = seconds;
    comparisons.push(await measure(stage, { url, records, options, facts, onProgress }));
  }
  const p95s = comparisons.map(({ oursDetails }) => oursDetails["p95 ms"] ?? Number.NaN);
  facts["p95 of the largest store by that of the smallest"] = rounded((p95s.at(-1) ?? 0) / (p95s[0] ?? 1));
  return { comparisons, facts };
}

interface Measured {
  readonly url: string;
  readonly records: number;
  readonly options: BenchOptions;
  readonly facts: Facts;
  readonly onProgress: (what: string) => void;
}

/** Both sides in turns on one store, then the ordinary way; each slice states other records. */
async function measure(
  stage: Stage,
  { url, records, options, facts, onProgress }: Measured,
): Promise<Comparison> {
  const say = (what: string): void => onProgress(`${records} records: ${what}`);
  say("filling the peer's tables");
  await inDatabase(url, makePeerTables);
  const [hub, peer] = [
    await stage.start("identifier", { databaseUrl: url }),
    await stage.start("keyPeer", { databaseUrl: url }),
  ];
  // A kept store has got records by earlier runs: theirs are not stated again.
  let from = await inDatabase(url, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM source_records",
    );
    return rows[0]?.count ?? 0;
  });
  const plan = (until: LoopPlan["until"]): LoopPlan => ({
    ...{ from, customers: customersOf(records), clients: options.connections ?? CLIENTS, until },
  });
  say("warming up");
  for (const side of [hub, peer]) await side.ask("run", plan({ records: options.warmUp }));
  from += options.warmUp;
  const slice = { seconds: options.seconds };
  const outcomes = await inTurns<LoopOutcome>(
    options.rounds ?? ROUNDS,
    async () => {
      await stage.settle();
      return timed(stage, hub, plan(slice));
    },
    async (round) => {
      const outcome = await timed(stage, peer, plan(slice));
      say(`round ${round + 1} is done`);
      // The hub was asked about no more than the peer, which does less.
      from += outcome.records;
      return outcome;
    },
    (round) => say(`round ${round + 1}`),
  );
  say("the ordinary way");
  await inDatabase(url, strikeOff);
  const ordinary = await hub.ask<LoopOutcome>(
    "ordinary",
    plan({ records: Math.ceil(options.warmUp * ORDINARY_SHARE) }),
  );
  await Promise.all([hub, peer].map((one) => one.close()));
  await inDatabase(url, dropPeerTables);
  note(facts, records, outcomes.ours, ordinary);
  return comparison(`${records} records`, "decisions/s", outcomes);
}

/** A slice with the processor time it took, which says more than the clock on a busy machine. */
async function timed(stage: Stage, side: Child, plan: LoopPlan): Promise<LoopOutcome> {
  const [server, database] = [await side.cpuMs(), stage.databaseCpuMs()];
  const outcome = await side.ask<LoopOutcome>("run", plan);
  const each = (ms: number): number => (ms * 1_000) / outcome.records;
  const after = stage.databaseCpuMs();
  return {
    ...outcome,
    details: {
      ...outcome.details,
      "process CPU µs/decision": each((await side.cpuMs()) - server),
      ...(database === null || after === null ? {} : { "database CPU µs/decision": each(after - database) }),
    },
  };
}

function note(facts: Facts, records: number, ours: readonly LoopOutcome[], ordinary: LoopOutcome): void {
  const sum = (what: "records" | "known" | "right" | "others" | "mistaken"): number =>
    ours.reduce((total, one) => total + one[what], 0);
  const add = (what: string, value: number): void => {
    facts[`${records} records: ${what}`] = rounded(value);
  };
  facts[`${records} records: decided while measured`] = sum("records");
  add("known customers linked to the right one, share", sum("right") / sum("known"));
  add("others taken for somebody known, share", sum("mistaken") / sum("others"));
  add("ordinary way through the queue, decisions/s", ordinary.value);
  for (const [name, value] of Object.entries(ordinary.details)) add(`ordinary way, ${name}`, value);
}

/** What the slices left the workers to do would stand before what is measured next. */
const strikeOff = (client: Client): Promise<unknown> =>
  client.query("UPDATE facts SET finished_at = now() WHERE finished_at IS NULL");

/** What makes a commit a commit. */
const settingsOf = (url: string): Promise<Facts> =>
  inDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name",
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  });
