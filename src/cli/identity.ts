import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { parse } from "csv-parse";
import { HubError, messageOf } from "../domain/errors.js";
import { checkColumns, mappingFrom, type OnProgress, resolveRecords } from "../flows/resolve-records.js";
import { clearProgress, print, printJson, progress, say, table } from "./terminal.js";

const SEED = 7;
const RECORD_BYTES_MAX = 16 * 1024 * 1024;
const SET_ASIDE_SHOWN_MAX = 20;
const MESSAGE_LENGTH_MAX = 200;
const CONTROL = /\p{Cc}/u;

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
}

async function resolve(flags: ResolveFlags): Promise<void> {
  const started = performance.now();
  const mapping = mappingFrom(await jsonFrom(flags.config));
  const rows = rowsOf(flags.records, (columns) => checkColumns(mapping, columns));
  const { clusters, setAside, lesson } = await resolveRecords(rows, mapping, {
    seed: flags.seed,
    onProgress: show,
  });
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

async function jsonFrom(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new HubError("NO_SUCH_FILE", `${file} cannot be read: ${messageOf(cause)}`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HubError("BAD_MAPPING", `${file} is no JSON: ${messageOf(cause)}`, { cause });
  }
}

/** The rows one by one, by column name. The first thing it does is to have the header checked. */
async function* rowsOf(
  file: string,
  checkHeader: (columns: readonly string[]) => void,
): AsyncGenerator<Record<string, string>> {
  const options = { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true };
  const parser = parse({
    ...options,
    delimiter: file.endsWith(".tsv") ? "\t" : ",",
    max_record_size: RECORD_BYTES_MAX,
    columns: (header: string[]) => {
      if (header.some((name) => CONTROL.test(name) || name.includes("\ufffd")))
        throw new HubError("NO_TABLE", `${file} is no CSV: its first line holds bytes that are no text`, {
          mend: "Export the table as UTF-8 CSV.",
        });
      checkHeader(header);
      return header;
    },
  });
  const source = createReadStream(file);
  source.on("error", (error) => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser)) yield row as Record<string, string>;
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    if ((cause as { code?: unknown }).code === "ENOENT")
      throw new HubError("NO_SUCH_FILE", `there is no ${file}`);
    throw new HubError("NO_TABLE", `${file} cannot be read as CSV: ${printable(messageOf(cause))}`, {
      mend: "It must be CSV with a header, commas, and double quotes around values that hold them.",
      cause,
    });
  } finally {
    source.destroy();
  }
}

/** The parser quotes what it stumbles over, which may be anything. */
const printable = (text: string): string =>
  text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "").slice(0, MESSAGE_LENGTH_MAX);

const csvOf = (clusters: ReadonlyMap<string, string>): string =>
  [
    "record_id,cluster_id",
    ...[...clusters].map(([record, cluster]) => `${quoted(record)},${cluster}`),
    "",
  ].join("\n");

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function written(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause) => {
    throw new HubError("CANNOT_WRITE", `${file} cannot be written: ${messageOf(cause)}`, { cause });
  });
}

function seed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number is wanted");
  return Number(text);
}
