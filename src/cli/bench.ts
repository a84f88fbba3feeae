import { type Command, InvalidArgumentError } from "commander";
import { type Config, readConfig } from "../config.js";
import { HubError } from "../domain/errors.js";
import { unlessStopped } from "./stopping.js";
import { clearProgress, print, printJson, progress, say } from "./terminal.js";

interface BenchFlags {
  readonly json?: true;
  readonly keep?: true;
  readonly orders?: number;
  readonly seed: number;
  readonly yard: number;
  readonly records: number;
  readonly send: number;
  readonly seconds: number;
  readonly warmUp: number;
  readonly rounds?: number;
  readonly connections?: number;
  readonly documents?: string;
  readonly peers: boolean;
}

/** The benchmarks as this command knows them; they are no part of the hub, and reach it from outside. */
interface Bench {
  runBenchmark(run: {
    readonly config: Config;
    readonly name: string;
    readonly options: Readonly<Record<string, number | boolean | string | null>>;
    readonly onProgress: (what: string) => void;
    readonly onNews: (what: string) => void;
    readonly signal: AbortSignal;
  }): Promise<unknown>;
  reportText(report: unknown): string;
}

const ORDERS = 200_000;
/** A simulation plays each order out; the others only have them in their seeded database. */
const PLAYED_ORDERS = 100_000;
const SEED = 1;
const YARD_S = 30;
const RECORDS = 1_000_000;
const SEND = 5_000;
const SECONDS = 3;
const WARM_UP = 2_000;

/** `hub bench <name>`: the hub against a bare peer, both in one run; or a play with a verdict. */
export function benchCommand(program: Command): void {
  program
    .command("bench <name>")
    .description(
      "measure the hub against a bare peer: order-tracking, ingest, resolve, documents, reads; or play orders to their end: follow-through",
    )
    .option("--json", "print one JSON document")
    .option("--orders <number>", "orders in the seeded database, or to play", count)
    .option("--seed <number>", "what follow-through is drawn from", count, SEED)
    .option("--yard <number>", "seconds until the truck of follow-through comes", amount, YARD_S)
    .option("--records <number>", "source records in the loaded database", count, RECORDS)
    .option("--keep", "keep the seeded database for the next run, or take the kept one")
    .option("--seconds <number>", "length of one slice of reads, or of deciding", amount, SECONDS)
    .option("--connections <number>", "connections to measure with", count)
    .option("--rounds <number>", "slices of each side", count)
    .option("--warm-up <number>", "requests to each side before the first slice", count, WARM_UP)
    .option("--documents <folder>", "folder with one folder of documents for each format")
    .option("--no-peers", "leave out peers that would have to be installed")
    .option("--send <number>", "orders sent by one slice of ingest", count, SEND)
    .action((name: string, flags: BenchFlags) => bench(name, flags));
}

async function bench(name: string, flags: BenchFlags): Promise<void> {
  const { records, send, seconds, warmUp, seed, yard } = flags;
  const orders = flags.orders ?? (name === "follow-through" ? PLAYED_ORDERS : ORDERS);
  const { runBenchmark, reportText } = await loadBench();
  const stop = new AbortController();
  const running = runBenchmark({
    ...{ config: readConfig(), name, onProgress: progress, onNews, signal: stop.signal },
    options: {
      ...{
        orders,
        records,
        send,
        seconds,
        warmUp,
        seed,
        yard,
        keep: flags.keep === true,
        peers: flags.peers,
      },
      ...{
        rounds: flags.rounds ?? null,
        connections: flags.connections ?? null,
        documents: flags.documents ?? null,
      },
    },
  });
  try {
    const report = await unlessStopped(running);
    clearProgress();
    if (flags.json === true) printJson(report);
    else print(reportText(report));
  } finally {
    stop.abort();
    // What it has started and made is cleared away before this process ends.
    await running.catch(() => undefined);
  }
}

function onNews(what: string): void {
  clearProgress();
  say(what);
}

/** The benchmarks lie beside the sources, and beside the built program in a clone; an installed hub has none. */
async function loadBench(): Promise<Bench> {
  const folder = new URL("../../bench/", import.meta.url);
  const file = new URL(import.meta.url.endsWith(".ts") ? "index.ts" : "index.js", folder);
  try {
    return (await import(file.href)) as Bench;
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new HubError("NO_BENCHMARKS", "the benchmarks or what they need are not installed here", {
      mend: "Run them in a clone of the repository with all its dependencies: `node scripts/ensure.mjs`.",
      cause,
    });
  }
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It must be a number from 1.");
  return Number(text);
}

function amount(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3_600)) throw new InvalidArgumentError("It must be above 0 and at most 3600.");
  return value;
}
