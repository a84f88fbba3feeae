import type { Command } from "commander";

interface Flags {
  readonly json?: true;
}

/** `hub customer export|erase`: what is kept of a person, given out or removed. */
export function customerCommand(program: Command): void {
  const customer = program.command("customer").description("a person's data, given out or removed");
  customer
    .command("export <customer> [file]")
    .description("everything that is kept of a person, as JSON; exactly what erase removes")
    .action(async (id: string, file?: string) => (await import("./personal-data.js")).exportTo(id, file));
  customer
    .command("erase <customer>")
    .description(
      "remove everything that is kept of a person; orders keep numbers and totals. It cannot be undone",
    )
    .requiredOption("--yes", "that this cannot be undone is understood")
    .option("--json", "print one JSON document")
    .action(async (id: string, { json }: Flags) =>
      (await import("./personal-data.js")).erase(id, json === true),
    );
}
