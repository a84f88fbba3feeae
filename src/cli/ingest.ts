import type { Command } from "commander";

/** `hub ingest <connector> <file…>`: hands files to a connector as if they had arrived through its door. */
export function ingestCommand(program: Command): void {
  program
    .command("ingest <connector> <file...>")
    .description("hand files to a connector (or to one of its connections) as if they had arrived")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nPrints one line per document: message id, outcome, order number or the reason.")
    .action(async (name: string, files: string[], options: { json?: boolean }) => {
      const { handIn } = await import("./hand-in.js");
      await handIn(name, files, options.json === true);
    });
}
