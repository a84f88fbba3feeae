import { HubError } from "../src/domain/errors.js";
import { documents } from "./benchmarks/documents.js";
import { followThrough } from "./benchmarks/follow-through.js";
import { ingest } from "./benchmarks/ingest.js";
import { orderTracking } from "./benchmarks/order-tracking.js";
import { reads } from "./benchmarks/reads.js";
import { resolve } from "./benchmarks/resolve.js";
import { loadNow, machine } from "./machine.js";
import { type Benchmark, type BenchReport, type BenchRun, reportText as benchText } from "./report.js";
import { type Simulation, type SimulationReport, simulationText } from "./simulation.js";
import { openStage, type Stage } from "./stage.js";

/** The benchmarks by name. */
const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  "order-tracking": orderTracking,
  ingest,
  resolve,
  documents,
  reads,
};

/** Plays with a verdict instead of a race with a peer. */
const SIMULATIONS: Readonly<Record<string, Simulation>> = { "follow-through": followThrough };

type Report = BenchReport | SimulationReport;

export const reportText = (report: Report): string =>
  "comparisons" in report ? benchText(report as BenchReport) : simulationText(report as SimulationReport);

/** Runs one of them, and clears away what it made. */
export async function runBenchmark(run: BenchRun): Promise<Report> {
  const { config, name, onProgress, signal } = run;
  const [benchmark, simulation] = [BENCHMARKS[name], SIMULATIONS[name]];
  if (benchmark === undefined && simulation === undefined) {
    throw new HubError("UNKNOWN_BENCHMARK", `there is no benchmark "${name}"`, {
      mend: `Benchmarks: ${[...Object.keys(BENCHMARKS), ...Object.keys(SIMULATIONS)].join(", ")}.`,
    });
  }
  onProgress("starting the database");
  const stage = await openStage(config);
  const stop = (): void => void stage.close().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    return await (benchmark === undefined
      ? simulate(simulation, stage, run)
      : measure(benchmark, stage, run));
  } finally {
    signal.removeEventListener("abort", stop);
    await stage.close();
  }
}

/** Both sides in one run. */
async function measure(benchmark: Benchmark, stage: Stage, run: BenchRun): Promise<BenchReport> {
  const { name, options, onProgress } = run;
  const [started, loadBefore] = [Date.now(), loadNow()];
  const { comparisons, facts, formats, more } = await benchmark.run(stage, options, onProgress);
  const headline = benchmark.headline(comparisons);
  if (headline === undefined) throw new Error("nothing was measured");
  const { title, peerIs } = benchmark;
  return {
    ...{ ...headline, name, headline: headline.name, title, peerIs },
    ...more,
    machine: machine(stage.postgresVersion, loadBefore),
    ...{ options, facts, comparisons, ...(formats === undefined ? {} : { formats }) },
    seconds: Math.round((Date.now() - started) / 100) / 10,
  };
}

async function simulate(
  simulation: Simulation | undefined,
  stage: Stage,
  run: BenchRun,
): Promise<SimulationReport> {
  if (simulation === undefined) throw new Error("there is nothing to play");
  const loadBefore = loadNow();
  const found = await simulation.run(stage, run.options, run);
  const { title } = simulation;
  return { ...found, title, machine: machine(stage.postgresVersion, loadBefore) };
}
