import { type Command, Option } from "commander";
import { z } from "zod";
import { HubError } from "../domain/errors.js";
import { latestAudit } from "../store/writes/audit.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const LISTED_USUAL = 50;
const LISTED_MAX = 10_000;
const KINDS = ["CHANGE", "READ"];

interface Flags {
  readonly kind?: string;
  readonly actor?: string;
  readonly thing?: string;
  readonly last: string;
  readonly json?: true;
}

/** `hub audit`: who changed what, and saw whose data. */
export function auditCommand(program: Command): void {
  program
    .command("audit")
    .description("who changed what and saw whose data, the newest first")
    .addOption(new Option("--kind <kind>", "changes or reads only").choices(KINDS))
    .option("--actor <subject>", "what one person or machine did")
    .option("--thing <id>", "what was done to one customer, order or message, or who saw it")
    .option("--last <number>", "how many", String(LISTED_USUAL))
    .option("--json", "print one JSON document")
    .action(show);
}

async function show({ kind, actor, thing, last, json }: Flags): Promise<void> {
  const thingId = thing === undefined ? null : rowIdOf(thing);
  const limit = Math.min(Math.max(1, Math.trunc(Number(last)) || LISTED_USUAL), LISTED_MAX);
  const filter = { kind: kind ?? null, actor: actor ?? null, thingId };
  const entries = await withHub("look", ({ store }) => latestAudit(store.pool, filter, limit));
  if (json) return printJson(entries);
  if (entries.length === 0) return print("Nothing of the kind was done.");
  print(
    table(
      entries.map(({ at, kind: what, actor: who, role, origin, operation, things, ids }) => [
        ...[at.toISOString().slice(0, 19), what, who, role, origin, operation.slice(0, 40)],
        what === "READ" ? things.map(({ type, count }) => `${count} ${type}`).join(", ") : ids.join(" "),
      ]),
    ),
  );
}

function rowIdOf(text: string): string {
  const shown = /^\w+:(.+)$/.exec(Buffer.from(text, "base64url").toString("utf8"))?.[1];
  const id = shown ?? text;
  if (z.uuid().safeParse(id).success) return id;
  throw new HubError("INVALID", `"${text}" is no id`, {
    mend: "Take it from the API or from another entry.",
  });
}
