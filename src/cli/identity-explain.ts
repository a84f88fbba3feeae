import type { Command } from "commander";

export interface ExplainFlags {
  readonly customer?: string;
  readonly records?: string;
  readonly config?: string;
  readonly json?: true;
}

/** `hub identity explain`: why a record is where it is, and why two are one customer or not. */
export function explainCommand(identity: Command): void {
  identity
    .command("explain [record] [other]")
    .description("why a record is where it is, or why two are one customer or not, as a waterfall")
    .option("--customer <id>", "instead: how this customer came to be, act by act")
    .option("--records <file>", "explain two records of this CSV file instead of the hub's")
    .option("--config <file>", "what its columns mean, as JSON")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nA record of the hub is named by its id, or by connection:code, such as webshop:7001.",
    )
    .action(
      async (
        record: string | undefined,
        other: string | undefined,
        flags: ExplainFlags,
        command: Command,
      ) => {
        const wrong = faultOf(record, other, flags);
        if (wrong !== null) command.error(`error: ${wrong}`);
        const { explainHistory, explainRows, explainStored } = await import("./explain.js");
        if (record === undefined) return explainHistory(flags.customer ?? "", flags.json === true);
        if (flags.records === undefined || flags.config === undefined || other === undefined)
          return explainStored(record, other ?? null, flags.json === true);
        return explainRows(flags.records, flags.config, [record, other], flags.json === true);
      },
    );
}

/** What is wrong with the way it was asked. */
function faultOf(
  record: string | undefined,
  other: string | undefined,
  { customer, records, config }: ExplainFlags,
): string | null {
  const ofFile = records !== undefined || config !== undefined;
  if (customer !== undefined) {
    return record === undefined && !ofFile ? null : "--customer stands alone, without records and files";
  }
  if (record === undefined) return "name a record, two records, or --customer <id>";
  if (record === other) return `"${record}" is named twice; name two, or one to see why it is where it is`;
  if (!ofFile) return null;
  if (other === undefined) return "to explain records of a file, two record ids are missing";
  const missing = records === undefined ? "--records" : config === undefined ? "--config" : null;
  return missing === null ? null : `to explain records of a file, ${missing} is missing`;
}
