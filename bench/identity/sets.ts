import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { type ColumnMapping, columnMapping } from "../../src/identity/normalizing/mapping.js";
import { type Generated, generate } from "./companies/generate.js";
import { generateDirectory } from "./directory/generate.js";

export type Row = Readonly<Record<string, string>>;

/** A labeled set, and what the engine must reach on it with the settings that all sets share. */
export interface LabeledSet {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly mapping: ColumnMapping;
  /** Record id to entity id. */
  readonly truth: ReadonlyMap<string, string>;
  readonly gate: Gate;
  /** Of generated sets: how each record is distorted, and why two companies look like one. */
  readonly causes?: Pick<Generated, "noise" | "kinship">;
}

export interface Gate {
  readonly f1: number;
  /** Of links that are made without asking anybody. */
  readonly autoPrecision?: number;
  readonly bcubed?: number;
  readonly precision?: number;
  readonly largest?: number;
}

interface Source {
  readonly name: string;
  readonly config: string;
  readonly files: readonly string[];
  readonly truth: string;
  readonly gate: Gate;
  /** Where the files have no id of their own that the truth knows. */
  id?(row: Row, at: number): string;
}

const SOURCES: readonly Source[] = [
  {
    ...{ name: "febrl3", config: "febrl", files: ["febrl/dataset3.csv"] },
    ...{ truth: "febrl_dataset3", gate: { f1: 0.999 } },
  },
  {
    ...{ name: "febrl4", config: "febrl", files: ["febrl/dataset4a.csv", "febrl/dataset4b.csv"] },
    ...{ truth: "febrl_dataset4", gate: { f1: 0.999 } },
  },
  {
    ...{ name: "fake_1000", config: "fake_1000", files: ["splink-datasets/fake_1000.csv"] },
    ...{ truth: "fake_1000", gate: { f1: 0.96, bcubed: 0.975 } },
  },
  {
    ...{ name: "historical_50k", config: "historical_50k", files: ["splink-datasets/historical_50k.csv"] },
    ...{ truth: "historical_50k", gate: { f1: 0.9, bcubed: 0.91, largest: 99 } },
  },
  {
    ...{ name: "orgs_hard", config: "orgs_hard", files: ["orgs_hard/records.csv"] },
    ...{ truth: "orgs_hard", gate: { f1: 0.92, bcubed: 0.95 } },
  },
  {
    name: "restaurants",
    config: "restaurants",
    files: ["dedupe-restaurant/restaurant-nophone-training.csv"],
    truth: "restaurant_864",
    gate: { f1: 0.9 },
    id: (_row, at) => String(at + 1),
  },
  {
    name: "senzing",
    config: "senzing",
    files: ["customers", "reference", "watchlist"].map((name) => `senzing-truthsets/${name}.csv`),
    truth: "senzing_actual",
    gate: { f1: 0.97 },
    id: (row) => `${row.DATA_SOURCE}:${row.RECORD_ID}`,
  },
];

const HERE = import.meta.dirname;
const COMPANIES: Gate = { f1: 0.97, autoPrecision: 0.999 };
const DIRECTORY: Gate = { f1: 0.95, bcubed: 0.97 };
const DRAWN = { seed: 20_260_101, companies: 2_000 };

/** Sets that are made up here, so that they are there wherever the project is. */
const GENERATED: readonly {
  readonly name: string;
  readonly config: string;
  readonly gate: Gate;
  draw(): Generated;
}[] = [
  {
    ...{ name: "companies", config: "companies", gate: COMPANIES },
    draw: () => generate({ ...DRAWN, part: "development" }),
  },
  {
    ...{ name: "companies_held_out", config: "companies", gate: COMPANIES },
    draw: () => generate({ ...DRAWN, part: "held_out" }),
  },
  {
    ...{ name: "directory", config: "directory", gate: DIRECTORY },
    draw: () => generateDirectory({ ...DRAWN, companies: 1_100, part: "development" }),
  },
];

/** The sets that are there: the public ones if their folder is given, and always the generated ones. */
export function labeledSets(folder: string, names: readonly string[]): LabeledSet[] {
  const wanted = ({ name }: { readonly name: string }): boolean => names.length === 0 || names.includes(name);
  const given = SOURCES.filter(
    (source) => wanted(source) && existsSync(join(folder, `truth/${source.truth}.csv`)),
  );
  const drawn = GENERATED.filter(wanted).map(({ name, config, gate, draw }) => {
    const { rows, truth, noise, kinship } = draw();
    return { name, rows, truth, gate, mapping: mappingOf(config), causes: { noise, kinship } };
  });
  return [...given.map((source) => read(folder, source)), ...drawn];
}

function read(folder: string, { name, config, files, truth, gate, id }: Source): LabeledSet {
  const mapping = mappingOf(config);
  const all = files.flatMap((file) => table(join(folder, file)));
  const rows = id === undefined ? all : all.map((row, at) => ({ ...row, [mapping.id]: id(row, at) }));
  const labels = table(join(folder, `truth/${truth}.csv`));
  return {
    name,
    rows,
    mapping,
    gate,
    truth: new Map(labels.map((row) => [row.record_id ?? "", row.entity_id ?? ""])),
  };
}

const mappingOf = (config: string): ColumnMapping =>
  columnMapping.parse(JSON.parse(readFileSync(join(HERE, `${config}.json`), "utf8")));

const table = (file: string): Row[] =>
  parse(readFileSync(file), { columns: true, bom: true, trim: true, relax_column_count: true });
