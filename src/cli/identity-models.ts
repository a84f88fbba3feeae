import { type Command, InvalidArgumentError } from "commander";
import { learnModel, SAMPLE_RECORDS, useModel } from "../flows/identity/learn-model.js";
import { type ListedModel, listModels } from "../flows/identity/list-models.js";
import { clearProgress, print, printJson, progress, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const KEYBOARD = "keyboard";

interface LearnFlags {
  readonly adopt?: true;
  readonly sample: number;
  readonly json?: true;
}

/** `hub identity learn|models|use`: the weights by which the hub decides, and where they come from. */
export function modelCommands(identity: Command): void {
  identity
    .command("learn")
    .description("learn a match model from the hub's own records, without labels")
    .option("--adopt", "put it in force, unless the guard refuses it")
    .option("--sample <records>", "how many records to learn from at most", count, SAMPLE_RECORDS)
    .option("--json", "print one JSON document")
    .action((flags: LearnFlags) => learn(flags));
  identity
    .command("models")
    .description("which models there are, which is in force, and why others are not")
    .option("--json", "print one JSON document")
    .action((flags: { json?: true }) => models(flags.json === true));
  identity
    .command("use <version>")
    .description("put a model in force that was learned before, or `hand` for the hand-set one")
    .option("--json", "print one JSON document")
    .action((version: string, flags: { json?: true }) => use(version, flags.json === true));
}

async function learn({ adopt, sample, json }: LearnFlags): Promise<void> {
  const { version, adopted, report } = await withHub("look", (hub) =>
    learnModel(hub, {
      ...{ sampleMax: sample, adopt: adopt === true, by: KEYBOARD },
      onProgress: (stage, done, of) => progress(of === null ? stage : `${stage} ${done} of ${of}`),
    }),
  );
  clearProgress();
  if (json === true) return printJson({ version, adopted, ...report });
  const { verdicts, shadow } = report;
  print(
    table([
      ["model", version],
      ["records", `${report.records} of ${report.population}`],
      ["candidate pairs", report.pairs],
      [
        "matches among them",
        `${percent(report.priorMatchShare)} by hand, ${percent(report.matchShare)} learned`,
      ],
      ["sure pairs decided alike", percent(report.agreement)],
      [
        "verdicts of stewards",
        `right about ${verdicts.learned} of ${verdicts.spoken}, ${report.inForce} about ${verdicts.inForce}`,
      ],
      ["latest records", `${percent(shadow.changedShare)} of ${shadow.records} would be decided otherwise`],
      ["questions to people", `${percent(shadow.askedNow)} of them now, ${percent(shadow.askedThen)} then`],
      ["largest customer", `${shadow.largestNow} records now, ${shadow.largestThen} then`],
      ["guard", report.refusal === null ? "passed" : `refused: ${report.refusal}`],
      ["in force", adopted ? version : report.inForce],
    ]),
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

async function models(json: boolean): Promise<void> {
  const all = await withHub("look", listModels);
  if (json) return printJson(all);
  print(table(all.map(lineOf)));
}

function lineOf({ version, isInForce, report, learnedAt, adoptedAt, adoptedBy }: ListedModel): string[] {
  const refusal = report.refusal ?? null;
  const state = isInForce ? "in force" : refusal === null ? "" : `refused: ${String(refusal)}`;
  const learned = "pairs" in report ? `learned ${learnedAt.toISOString().slice(0, 16)}` : "set by hand";
  const adopted = adoptedAt === null ? "" : `adopted ${adoptedAt.toISOString().slice(0, 16)} by ${adoptedBy}`;
  return [version, learned, adopted, state];
}

async function use(wanted: string, json: boolean): Promise<void> {
  const version = await withHub("look", (hub) => useModel(hub, wanted, KEYBOARD));
  if (json) printJson({ inForce: version });
  else print(`${version} is in force; a running hub takes it up within two seconds.`);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError("a whole number above zero is wanted");
  return Number(text);
}
