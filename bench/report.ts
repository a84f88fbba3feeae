import type { Config } from "../src/config.js";
import type { Comparison } from "./comparison.js";
import type { FormatReport } from "./documents/read-format.js";
import type { Machine } from "./machine.js";
import type { Stage } from "./stage.js";

/** What can be chosen on the command line; null takes the benchmark's own value. */
export interface BenchOptions {
  /** Orders in the seeded database. */
  readonly orders: number;
  /** Source records in the largest loaded database. */
  readonly records: number;
  /** Keeps the seeded database for the next run, or takes the kept one. */
  readonly keep: boolean;
  readonly rounds: number | null;
  /** Length of a slice of reads. */
  readonly seconds: number;
  readonly connections: number | null;
  /** Requests that each side answers before anything is measured. */
  readonly warmUp: number;
  /** Orders that a slice of the ingest benchmark sends. */
  readonly send: number;
  /** What a simulation is drawn from: the same number, the same play. */
  readonly seed: number;
  /** How many seconds a labeled parcel of a simulation waits for the truck, at least. */
  readonly yard: number;
  /** False measures without the peers that have to be installed. */
  readonly peers: boolean;
  /** Folder with one folder of documents for each format. */
  readonly documents: string | null;
}

export interface Benchmark {
  readonly title: string;
  readonly peerIs: string;
  /** The comparison that stands for the whole. */
  readonly headline: (comparisons: readonly Comparison[]) => Comparison | undefined;
  readonly run: (
    stage: Stage,
    options: BenchOptions,
    onProgress: (what: string) => void,
  ) => Promise<Findings>;
}

export interface Findings {
  readonly comparisons: readonly Comparison[];
  /** What else was found out, such as what was checked and how long the seed took. */
  readonly facts: Readonly<Record<string, number | string | null>>;
  readonly formats?: readonly FormatReport[];
  /** What the report has besides, by name. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What `--json` prints. The first fields are those of the comparison that stands for the whole. */
export interface BenchReport extends Comparison {
  readonly title: string;
  readonly peerIs: string;
  readonly headline: string;
  readonly machine: Machine;
  readonly options: BenchOptions;
  readonly facts: Findings["facts"];
  readonly formats?: readonly FormatReport[];
  readonly comparisons: readonly Comparison[];
  readonly seconds: number;
}

export interface BenchRun {
  readonly config: Config;
  readonly name: string;
  readonly options: BenchOptions;
  readonly onProgress: (what: string) => void;
  /** What a long run has found out so far. */
  readonly onNews: (what: string) => void;
  /** Ends the run early; what was started and made is cleared away all the same. */
  readonly signal: AbortSignal;
}

/** The report for people. */
export function reportText(report: BenchReport): string {
  const { machine, facts } = report;
  return [
    `${report.title}\nours: the hub · peer: ${report.peerIs}`,
    table(report.comparisons),
    ...(report.formats === undefined ? [] : [formatTable(report.formats)]),
    Object.entries(facts)
      .map(([name, value]) => `${name}: ${value ?? "-"}`)
      .join("\n"),
    `${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, PostgreSQL ${machine.postgres}; ` +
      `load average ${machine.loadBefore.join(" ")} before, ${machine.loadAfter.join(" ")} after; ${report.seconds} s in all`,
  ].join("\n\n");
}

/** One line for each format, and what was not read with its cause. */
function formatTable(formats: readonly FormatReport[]): string {
  return formats
    .flatMap(({ format, files, read, quarantined, crashed, documentsPerSecond, outcomes }) => [
      `${format}: ${read} of ${files} read, ${quarantined} quarantined, ${crashed} crashed, ${documentsPerSecond} documents/s`,
      ...outcomes
        .filter(({ causes }) => causes.length > 0)
        .map(({ file, causes }) => `  ${file}: ${causes[0]}`),
    ])
    .join("\n");
}

function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap(({ name, unit, ours, peer, ratio, rounds, ...more }) => [
    [
      name,
      unit,
      `${ours} (${more.oursRange.join("–")})`,
      `${peer} (${more.peerRange.join("–")})`,
      `${ratio} (${more.ratioRange.join("–")})`,
      `${rounds} rounds`,
    ],
    ...Object.entries(more.oursDetails).map(([detail, value]) => [
      "",
      detail,
      String(value),
      String(more.peerDetails[detail] ?? "-"),
      "",
      "",
    ]),
  ]);
  const all = [["", "", "ours (min–max)", "peer (min–max)", "ratio (min–max)", ""], ...rows];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
