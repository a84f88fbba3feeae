import type { Command } from "commander";

interface Options {
  readonly json?: boolean;
}

const load = () => import("./quarantined.js");

/** `hub quarantine list|show|replay|discard`: what could not be understood, and what becomes of it. */
export function quarantineCommand(program: Command): void {
  const quarantine = program.command("quarantine").description("messages that could not be understood");
  quarantine
    .command("list")
    .description("what waits there, and why")
    .option("--json", "print one JSON document")
    .action(async ({ json }: Options) => (await load()).list(json === true));
  quarantine
    .command("show <message>")
    .description("all that is known of a message, as one JSON document")
    .option("--raw <file>", "write the bytes as they came into this file")
    .option("--json", "print one JSON document, as it does anyway")
    .action(async (id: string, { raw }: { raw?: string }) => (await load()).show(id, raw));
  quarantine
    .command("replay <message...>")
    .description("read messages again, after what was wrong is mended")
    .option("--json", "print one JSON document")
    .action(async (ids: string[], { json }: Options) => (await load()).replay(ids, json === true));
  quarantine
    .command("discard <message>")
    .description("take a message out for good; its bytes stay")
    .requiredOption("--reason <text>", "why nobody needs it")
    .option("--json", "print one JSON document")
    .action(async (id: string, { reason, json }: Options & { reason: string }) =>
      (await load()).discard(id, reason, json === true),
    );
}
