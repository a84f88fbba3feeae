import { HubError } from "../src/domain/errors.js";
import { documents } from "./benchmarks/documents.js";
import { ingest } from "./benchmarks/ingest.js";
import { orderTracking } from "./benchmarks/order-tracking.js";
import { reads } from "./benchmarks/reads.js";
import { resolve } from "./benchmarks/resolve.js";
import { loadNow, machine } from "./machine.js";
import type { Benchmark, BenchReport, BenchRun } from "./report.js";
import { openStage } from "./stage.js";

export { reportText } from "./report.js";

/** The benchmarks by name. */
const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  "order-tracking": orderTracking,
  ingest,
  resolve,
  documents,
  reads,
};

/** Runs one benchmark, both sides in one run, and clears away what it made. */
export async function runBenchmark({
  config,
  name,
  options,
  onProgress,
  signal,
}: BenchRun): Promise<BenchReport> {
  const benchmark = BENCHMARKS[name];
  if (benchmark === undefined) {
    throw new HubError("UNKNOWN_BENCHMARK", `there is no benchmark "${name}"`, {
      mend: `Benchmarks: ${Object.keys(BENCHMARKS).join(", ")}.`,
    });
  }
  const started = Date.now();
  const loadBefore = loadNow();
  onProgress("starting the database");
  const stage = await openStage(config);
  const stop = (): void => void stage.close().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    const { comparisons, facts, formats, more } = await benchmark.run(stage, options, onProgress);
    const headline = benchmark.headline(comparisons);
    if (headline === undefined) throw new Error("nothing was measured");
    const { title, peerIs } = benchmark;
    return {
      ...{ ...headline, name, headline: headline.name, title, peerIs },
      ...more,
      machine: machine(stage.postgresVersion, loadBefore),
      ...{
        options,
        facts,
        comparisons,
        ...(formats === undefined ? {} : { formats }),
        seconds: Math.round((Date.now() - started) / 100) / 10,
      },
    };
  } finally {
    signal.removeEventListener("abort", stop);
    await stage.close();
  }
}
