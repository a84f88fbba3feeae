import { type Command, InvalidArgumentError } from "commander";
import { checkColumns, type OnProgress, resolveRecords } from "../flows/identity/resolve-records.js";
import { rowsOf } from "./csv-rows.js";
import { explainCommand } from "./identity-explain.js";
import { modelCommands } from "./identity-models.js";
import { checkPlaceFor, mappingIn, naming, written } from "./table-files.js";
import { clearProgress, print, printJson, progress, say, table } from "./terminal.js";

const SEED = 7;
const SET_ASIDE_SHOWN_MAX = 20;

interface ResolveFlags {
  readonly records: string;
  readonly config: string;
  readonly out: string;
  readonly seed: number;
  readonly json?: true;
}

/** `hub identity resolve`: the engine on a table of any schema. */
export function identityCommand(program: Command): void {
  const identity = program.command("identity").description("who is who");
  identity
    .command("resolve")
    .description("tell which records of a CSV file describe one customer, without labels")
    .requiredOption("--records <file>", "the records, as CSV with a header")
    .requiredOption("--config <file>", "what the columns mean, as JSON")
    .requiredOption("--out <file>", "where record id and cluster id are written, as CSV")
    .option("--seed <number>", "order in which the records arrive", seed, SEED)
    .option("--json", "print one JSON document")
    .action((flags: ResolveFlags) => resolve(flags));
  explainCommand(identity);
  modelCommands(identity);
}

async function resolve(flags: ResolveFlags): Promise<void> {
  const started = performance.now();
  await checkPlaceFor(flags.out, [flags.records, flags.config]);
  const mapping = await mappingIn(flags.config);
  const rows = rowsOf(flags.records, (columns) => checkColumns(mapping, columns));
  const { clusters, setAside, lesson } = await naming(flags.records, () =>
    resolveRecords(rows, mapping, { seed: flags.seed, onProgress: show }),
  );
  clearProgress();
  await written(flags.out, csvOf(clusters));
  for (const { reason } of setAside.slice(0, SET_ASIDE_SHOWN_MAX)) say(`hub: set aside, ${reason}`);
  const { published, refusal, ...learned } = lesson.report;
  const summary = {
    records: clusters.size,
    clusters: new Set(clusters.values()).size,
    setAside: setAside.length,
    seed: flags.seed,
    model: lesson.model.version,
    learned: { published, refusal, ...learned },
    seconds: Math.round((performance.now() - started) / 100) / 10,
    out: flags.out,
  };
  if (flags.json === true) printJson(summary);
  else print(table([...words(summary), ["weights", refusal === null ? "learned" : `by hand: ${refusal}`]]));
}

const words = (summary: Readonly<Record<string, unknown>>): (readonly (string | number)[])[] =>
  Object.entries(summary).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [],
  );

const show: OnProgress = (stage, done, of) =>
  progress(of === null ? `${stage} ${done === 0 ? "" : done}` : `${stage} ${done} of ${of}`);

const csvOf = (clusters: ReadonlyMap<string, string>): string =>
  [
    "record_id,cluster_id",
    ...[...clusters].map(([record, cluster]) => `${quoted(record)},${cluster}`),
    "",
  ].join("\n");

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function seed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number is wanted");
  return Number(text);
}
