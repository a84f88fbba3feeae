import type { Command } from "commander";

interface Flags {
  readonly json?: true;
}

/** `hub outbox list|save`: what was written for partners. */
export function outboxCommand(program: Command): void {
  const outbox = program
    .command("outbox")
    .description("documents written for partners: receipts and answers");
  outbox
    .command("list")
    .description("what was written last, and whether it was sent")
    .option("--json", "print one JSON document")
    .action(async ({ json }: Flags) => (await import("./outgoing.js")).listOutgoing(json === true));
  outbox
    .command("save <document> <file>")
    .description("write a document into a file, as it is sent")
    .action(async (id: string, file: string) => (await import("./outgoing.js")).saveOutgoing(id, file));
}
