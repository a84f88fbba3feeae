/**
 * The engine on every labeled set, with one setting for all, three orders of arrival each, beside its gates:
 *   HUB_IDENTITY_DATA=<folder of the public sets> npx tsx bench/identity/run.ts [set…] [--seeds 1,2,3] [--worst]
 */
import { parseArgs } from "node:util";
import { resolveRecords } from "../../src/flows/identity/resolve-records.js";
import { POLICY } from "../../src/identity/deciding/policy.js";
import { blockingRecall } from "./blocking-recall.js";
import { type Score, score } from "./score.js";
import { type Gate, labeledSets } from "./sets.js";
import { showWorst } from "./worst.js";

const gateText = (gate: Gate): string =>
  Object.entries(gate)
    .map(([name, limit]) => `${name} ${limit}`)
    .join(", ");

/** What the engine makes of a set when it must decide everything, and what it links when it may also ask. */
interface Found {
  readonly all: Score;
  readonly auto: Score;
}

const holds = (
  { all, auto }: Found,
  { f1, bcubed = 0, precision = 0, autoPrecision = 0, largest = Number.POSITIVE_INFINITY }: Gate,
): boolean =>
  all.f1 >= f1 &&
  all.bcubed >= bcubed &&
  all.precision >= precision &&
  auto.precision >= autoPrecision &&
  all.largest <= largest;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: "string", default: "1,2,3" }, worst: { type: "boolean", default: false } },
});
const seeds = values.seeds.split(",").map(Number);

console.log(
  "set                 seed  precision  recall     F1   B-cubed  largest  clusters  auto P  auto R  seconds  weights",
);
for (const set of labeledSets(process.env.HUB_IDENTITY_DATA ?? "", positionals)) {
  const scores: Found[] = [];
  for (const seed of seeds) {
    const started = performance.now();
    const quiet = { seed, onProgress: () => {} };
    const { clusters, lesson } = await resolveRecords(set.rows, set.mapping, quiet);
    const seconds = (performance.now() - started) / 1000;
    const asked = await resolveRecords(set.rows, set.mapping, { ...quiet, policy: POLICY });
    const found = { all: score(set.truth, clusters), auto: score(set.truth, asked.clusters) };
    scores.push(found);
    const weights = lesson.report.refusal ?? "learned";
    const auto = `${found.auto.precision.toFixed(4)}  ${found.auto.recall.toFixed(4)}`;
    console.log(
      `${set.name.padEnd(19)} ${String(seed).padStart(4)}  ${line(found.all)}  ${auto}  ${seconds.toFixed(1).padStart(7)}  ${weights}`,
    );
    if (values.worst && seed === seeds[0]) {
      console.log("\nwhen everything must be decided:");
      showWorst(set, clusters);
      console.log("\nwhen doubts are left to people, wrong links that nobody was asked about:");
      showWorst(set, asked.clusters, { onlyJoined: true });
    }
  }
  const recall = blockingRecall(set);
  const f1s = scores.map(({ all }) => all.f1);
  console.log(
    `${" ".repeat(19)} gate ${gateText(set.gate)}: ${scores.every((one) => holds(one, set.gate)) ? "held" : "MISSED"};` +
      ` order moves F1 by ${(Math.max(...f1s) - Math.min(...f1s)).toFixed(4)}; blocking recall ${recall.direct.toFixed(4)} by pair, ${recall.met.toFixed(4)} by customer`,
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
