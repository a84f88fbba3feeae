/**
 * Writes a drawing as files that `hub identity resolve` takes, with the truth beside them:
 *   npx tsx bench/identity/companies/write.ts --out <folder> [--kind companies|directory] [--seed 7] [--companies 2000] [--held-out]
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateDirectory } from "../directory/generate.js";
import { type Drawing, type Generated, generate } from "./generate.js";

const KINDS: Readonly<Record<string, (drawing: Drawing) => Generated>> = {
  companies: generate,
  directory: generateDirectory,
};

/** `records.csv`, `config.json`, `truth.csv`, and `noise.csv` with how each record is distorted. */
export function writeDrawing(kind: string, drawing: Drawing, folder: string): Generated {
  const draw = KINDS[kind];
  if (draw === undefined)
    throw new Error(`There is no kind "${kind}". Kinds: ${Object.keys(KINDS).join(", ")}.`);
  const drawn = draw(drawing);
  mkdirSync(folder, { recursive: true });
  const columns = Object.keys(drawn.rows[0] ?? {});
  writeFileSync(
    join(folder, "records.csv"),
    csv([columns, ...drawn.rows.map((row) => columns.map((column) => row[column] ?? ""))]),
  );
  writeFileSync(join(folder, "truth.csv"), csv([["record_id", "entity_id"], ...drawn.truth]));
  const noise = [...drawn.noise].map(([id, kinds]) => [id, kinds.join("; ")]);
  writeFileSync(join(folder, "noise.csv"), csv([["record_id", "noise"], ...noise]));
  copyFileSync(join(import.meta.dirname, `../${kind}.json`), join(folder, "config.json"));
  return drawn;
}

const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((cells) => cells.map(quoted).join(",")).join("\n")}\n`;

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      ...{ out: { type: "string" }, kind: { type: "string", default: "companies" } },
      ...{ seed: { type: "string", default: "7" }, companies: { type: "string", default: "2000" } },
      "held-out": { type: "boolean", default: false },
    },
  });
  if (values.out === undefined) throw new Error("Say where to write: --out <folder>.");
  const part = values["held-out"] ? "held_out" : "development";
  const drawing: Drawing = { seed: Number(values.seed), companies: Number(values.companies), part };
  const { rows, truth } = writeDrawing(values.kind, drawing, values.out);
  console.log(`${rows.length} records of ${new Set(truth.values()).size} entities are in ${values.out}`);
}
