import type { Command } from "commander";

interface Flags {
  readonly json?: true;
}

/** `hub connector list|new|check|drift|pull`: what the hub can talk to, and whether it can be reached. */
export function connectorCommand(program: Command): void {
  const connector = program.command("connector").description("systems the hub can talk to");
  connector
    .command("list")
    .description("every connector, what it can do, and the connections that use it")
    .option("--json", "print one JSON document")
    .action(async ({ json }: Flags) => (await import("./connector-list.js")).list(json === true));
  connector
    .command("new <name>")
    .description("write the skeleton of a new connector, with a fixture and a broken one")
    .option("--title <text>", "what people call the system")
    .action(async (name: string, { title }: { title?: string }) =>
      (await import("./new-connector.js")).newConnector(name, title ?? name),
    );
  connector
    .command("check <connection>")
    .description("whether a source can be reached with the settings of this connection; exit 1 if not")
    .option("--json", "print one JSON document")
    .action(async (connection: string, { json }: Flags) =>
      (await import("./connector-source.js")).check(connection, json === true),
    );
  connector
    .command("drift [connection]")
    .description("fields that sources have begun or ceased to write: does the mapping have to follow?")
    .option("--accept", "they are fine: warn no more")
    .option("--json", "print one JSON document")
    .action(async (connection: string | undefined, options: { json?: boolean; accept?: boolean }) =>
      (await import("./drift.js")).showDrift(connection ?? null, options),
    );
  connector
    .command("pull <connection>")
    .description("read a source now, from where the last pass ended")
    .option("--json", "print one JSON document")
    .action(async (connection: string, { json }: Flags) =>
      (await import("./connector-source.js")).pull(connection, json === true),
    );
}
