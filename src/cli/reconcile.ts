import type { Command } from "commander";

/** `hub reconcile`: compares both sides of every order now. */
export function reconcileCommand(program: Command): void {
  program
    .command("reconcile")
    .description("compare what the hub and the execution systems hold of every order, now; sends nothing")
    .option("--connection <id>", "only one execution system")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nThe hub does this by itself once an hour; follow-through.yaml sets how often.")
    .action(async ({ connection, json }: { connection?: string; json?: true }) => {
      const { showDifferences } = await import("./reconciling.js");
      await showDifferences(connection ?? null, json === true);
    });
}
