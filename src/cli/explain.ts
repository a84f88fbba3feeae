import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import { explainHow, type How } from "../flows/explaining/explain-how.js";
import { type ExplainedRows, explainRecords } from "../flows/explaining/explain-records.js";
import { explainWhy, type Why } from "../flows/explaining/explain-why.js";
import { explainWhyNot, type WhyNot } from "../flows/explaining/explain-why-not.js";
import { checkColumns } from "../flows/identity/resolve-records.js";
import type { Hub } from "../flows/work/hub.js";
import { type Reads, reads as readsFor } from "../store/reads/reads.js";
import { rowsOf } from "./csv-rows.js";
import { mappingIn, naming } from "./table-files.js";
import { clearProgress, print, printJson, progress, table } from "./terminal.js";
import { type Style, waterfall } from "./waterfall.js";
import { withHub } from "./with-hub.js";

const KEYBOARD: Viewer = { subject: "keyboard", role: "OPERATOR", customerId: null };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const GLOBAL_ID = /^SourceRecord:(\S{36})$/;
const GLOBAL_CUSTOMER_ID = /^Customer:(\S{36})$/;

/** What an id of the API says inside. */
const decoded = (id: string): string => Buffer.from(id, "base64url").toString("utf8");

/** A terminal gets blocks and colors; whatever reads the output of a pipe gets plain characters. */
const style = (): Style => (process.stdout.isTTY ? "terminal" : "plain");

/** Two records of a table, by the weights that resolving it learns. */
export async function explainRows(
  file: string,
  config: string,
  ids: readonly [string, string],
  json: boolean,
): Promise<void> {
  const mapping = await mappingIn(config);
  const rows = rowsOf(file, (columns) => checkColumns(mapping, columns));
  const found = await naming(file, () =>
    explainRecords(rows, mapping, ids, (stage, done) => progress(done === 0 ? stage : `${stage} ${done}`)),
  );
  clearProgress();
  if (json) return printJson(found);
  const sum = waterfall(found.explanation, style());
  print([...rowsInWords(found), "", sum, found.gap.words, ...found.tiesInWords].join("\n"));
}

/** How a customer came to be. */
export const explainHistory = (customer: string, json: boolean): Promise<void> =>
  withHub("look", async (hub) => {
    const id = GLOBAL_CUSTOMER_ID.exec(decoded(customer))?.[1] ?? customer;
    const how = UUID.test(id) ? await explainHow(readsFor(hub.store.pool, KEYBOARD), id) : null;
    if (how === null) {
      throw new HubError("NO_SUCH_CUSTOMER", `the hub has no customer "${customer}"`, {
        mend: "Name it by its id; explaining one of its records names that.",
      });
    }
    const { customerId, lines, isCut } = how;
    if (json)
      printJson({
        customerId,
        isCut,
        acts: lines.map(({ depth, node: { acts: _acts, ...act } }) => ({ depth, ...act })),
      });
    else print(historyText(how));
  });

function historyText({ customerId, lines, isCut }: How): string {
  const acts = lines.map(({ depth, node: { act, words, undoneBy } }) => [
    act.decidedAt.toISOString().slice(0, 16).replace("T", " "),
    act.actor,
    `${"  ".repeat(depth)}${words}${undoneBy === null ? "" : `; undone by ${undoneBy.actor}`}`,
  ]);
  const cut = isCut ? ["There is more; these are the oldest acts."] : [];
  return [`How customer ${customerId} came to be`, table(acts), ...cut].join("\n");
}

/** Records of the hub: one, why it is where it is; two, why they are one or not. */
export const explainStored = (record: string, other: string | null, json: boolean): Promise<void> =>
  withHub("look", (hub) => explainOf(hub, record, other, json));

function rowsInWords({ recordIds: [a, b], sharedKeys, learned }: ExplainedRows): string[] {
  const keys = sharedKeys.map(({ key, records }) => `${key} (${records} records)`).join(", ");
  return [
    `${a} and ${b}, by weights ${learned.refusal === null ? "learned from this table" : `set by hand, because ${learned.refusal}`}`,
    keys === ""
      ? "They share no key, so resolving never holds them against each other."
      : `They share ${keys}.`,
  ];
}

async function explainOf(hub: Hub, record: string, other: string | null, json: boolean): Promise<void> {
  const reads = readsFor(hub.store.pool, KEYBOARD);
  const a = await recordId(reads, record);
  if (other === null) {
    const why = await explainWhy(hub, reads, a);
    if (why === null) throw unknownRecord(record);
    return json ? printJson(whyShown(why)) : print(whyText(why));
  }
  const b = await recordId(reads, other);
  const not = await explainWhyNot(hub, reads, { kind: "RECORD", id: a }, { kind: "RECORD", id: b });
  if (not === null) throw unknownRecord(other);
  if (json) printJson(not);
  else print(notText(not));
}

/** The id of a record by its id, by the one the API gives it, or by connection and code. */
async function recordId(reads: Reads, name: string): Promise<string> {
  const [, global] = GLOBAL_ID.exec(decoded(name)) ?? [];
  const id = global ?? name;
  const at = name.indexOf(":");
  const found = UUID.test(id)
    ? await reads.explainedRecords([id])
    : at > 0
      ? await reads.recordsByCode(name.slice(0, at), name.slice(at + 1))
      : [];
  const [record] = found;
  if (record === undefined) throw unknownRecord(name);
  return record.id;
}

const unknownRecord = (name: string): HubError =>
  new HubError("NO_SUCH_RECORD", `the hub has no record "${name}"`, {
    mend: "Name it by its id or by connection:code, such as webshop:7001; hub status names the connections.",
  });

/** Without the features, which say in other words what the party says. */
const whyShown = ({ record: { features: _features, ...record }, ...why }: Why) => ({ record, ...why });

function whyText({ words, stored, today, founded }: Why): string {
  const then =
    stored === null
      ? []
      : [
          "",
          founded ? "Against the likeliest other customer, then:" : "As it was decided:",
          waterfall(stored, style()),
        ];
  const same = stored !== null && today !== null && stored.score === today.score;
  const now =
    today === null || same ? [] : ["", "Against the rest of its customer, today:", waterfall(today, style())];
  return [...words, ...then, ...now].join("\n");
}

function notText({ words, pair, standing }: WhyNot): string {
  // One comparison alone makes both where the other customer has no better record.
  const isSame = JSON.stringify(pair?.steps) === JSON.stringify(standing?.steps);
  const alone =
    pair === null || isSame ? [] : ["", "One record against the other:", waterfall(pair, style())];
  const whole =
    standing === null
      ? []
      : ["", "The first against the whole customer of the second:", waterfall(standing, style())];
  return [...words, ...alone, ...whole].join("\n");
}
