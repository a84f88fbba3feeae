import { type Command, InvalidArgumentError } from "commander";

interface ReplayFlags {
  readonly since?: Date;
  readonly all?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `hub replay <connection>`: reads messages again, after a mapping or a setting was mended. */
export function replayCommand(program: Command): void {
  program
    .command("replay <connection>")
    .description("read the messages of a connection again, after its mapping or its settings were mended")
    .option("--since <date>", "only those that arrived since, e.g. 2026-11-05", date)
    .option("--all", "also those that were read by the mapping of today")
    .option("--dry-run", "only say what would change")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nWhat is in quarantine is read again, and what an older version of the mapping has read.",
    )
    .action(async (connection: string, { since, all, dryRun, json }: ReplayFlags) => {
      const { replayOf } = await import("./replaying.js");
      await replayOf(connection, {
        since: since ?? null,
        ...{ all: all === true, dryRun: dryRun === true, json: json === true },
      });
    });
}

function date(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError("It must be a date such as 2026-11-05.");
  return at;
}
