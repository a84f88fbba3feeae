/**
 * The engine on every labeled set, with one setting for all, three orders of arrival each, beside its gates:
 *   HUB_IDENTITY_DATA=<folder of the public sets> npx tsx bench/identity/run.ts [set…] [--seeds 1,2,3] [--worst]
 */
import { parseArgs } from "node:util";
import { arrivingFrom, resolveRecords } from "../../src/flows/resolve-records.js";
import { readRow } from "../../src/identity/mapping.js";
import { KEY_RECORDS_MAX } from "../../src/identity/resolve-set.js";
import { type Score, score } from "./score.js";
import { type Gate, type LabeledSet, labeledSets } from "./sets.js";

const gateText = (gate: Gate): string =>
  Object.entries(gate)
    .map(([name, limit]) => `${name} ${limit}`)
    .join(", ");

const holds = (
  found: Score,
  { f1, bcubed = 0, precision = 0, largest = Number.POSITIVE_INFINITY }: Gate,
): boolean =>
  found.f1 >= f1 && found.bcubed >= bcubed && found.precision >= precision && found.largest <= largest;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: "string", default: "1,2,3" }, worst: { type: "boolean", default: false } },
});
const seeds = values.seeds.split(",").map(Number);

console.log("set              seed  precision  recall     F1   B-cubed  largest  clusters  seconds  weights");
for (const set of labeledSets(process.env.HUB_IDENTITY_DATA ?? "", positionals)) {
  const scores: Score[] = [];
  for (const seed of seeds) {
    const started = performance.now();
    const { clusters, lesson } = await resolveRecords(set.rows, set.mapping, { seed, onProgress: () => {} });
    const found = score(set.truth, clusters);
    scores.push(found);
    const seconds = (performance.now() - started) / 1000;
    const weights = lesson.report.refusal ?? "learned";
    console.log(
      `${set.name.padEnd(16)} ${String(seed).padStart(4)}  ${line(found)}  ${seconds.toFixed(1).padStart(7)}  ${weights}`,
    );
    if (values.worst) showWorst(set, clusters);
  }
  const f1s = scores.map(({ f1 }) => f1);
  console.log(
    `${" ".repeat(16)} gate ${gateText(set.gate)}: ${scores.every((one) => holds(one, set.gate)) ? "held" : "MISSED"};` +
      ` order moves F1 by ${(Math.max(...f1s) - Math.min(...f1s)).toFixed(4)}; blocking recall ${blockingRecall(set).toFixed(4)}`,
  );
}

function line({ precision, recall, f1, bcubed, largest, clusters }: Score): string {
  const shares = [
    precision.toFixed(4).padStart(9),
    recall.toFixed(4),
    f1.toFixed(4),
    bcubed.toFixed(4).padStart(7),
  ];
  return [...shares, String(largest).padStart(7), String(clusters).padStart(8)].join("  ");
}

/** Share of the true pairs that have a key in common which is not too common to be looked at. */
function blockingRecall({ rows, mapping, truth }: LabeledSet): number {
  const records = rows.map((row) => arrivingFrom(readRow(row, mapping)));
  const counts = new Map<string, number>();
  for (const { keys } of records) for (const { key } of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const entities = new Map<string, Set<string>[]>();
  for (const { record, keys } of records) {
    const useful = keys.filter(({ key }) => (counts.get(key) ?? 0) <= KEY_RECORDS_MAX).map(({ key }) => key);
    const entity = truth.get(record.recordId) ?? "";
    entities.set(entity, [...(entities.get(entity) ?? []), new Set(useful)]);
  }
  let all = 0;
  let met = 0;
  for (const members of entities.values()) {
    for (const [at, ours] of members.entries()) {
      for (const theirs of members.slice(at + 1)) {
        all++;
        if ([...ours].some((key) => theirs.has(key))) met++;
      }
    }
  }
  return met / Math.max(1, all);
}

/** Some entities that came apart and some clusters that should not be one, row by row. */
function showWorst({ rows, mapping, truth }: LabeledSet, clusters: ReadonlyMap<string, string>): void {
  const show = (
    title: string,
    of: ReadonlyMap<string, string>,
    against: ReadonlyMap<string, string>,
  ): void => {
    const groups = new Map<string, string[]>();
    for (const [id, group] of of) groups.set(group, [...(groups.get(group) ?? []), id]);
    const wrong = [...groups.values()].filter((ids) => new Set(ids.map((id) => against.get(id))).size > 1);
    console.log(`${title}: ${wrong.length}`);
    const byId = new Map(rows.map((row) => [row[mapping.id], row]));
    for (const ids of wrong.slice(0, 12)) {
      for (const id of ids.slice(0, 10))
        console.log(
          `  ${against.get(id)}  ${Object.values(byId.get(id) ?? {})
            .filter(Boolean)
            .join(" | ")
            .slice(0, 180)}`,
        );
      console.log();
    }
  };
  show("came apart", truth, clusters);
  show("wrongly one", clusters, truth);
}
