#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { endIfStopped, stopSoon } from "./cli/stopping.js";
import { complain } from "./cli/terminal.js";

const WRONG_USAGE = 2;

type AddCommand = (program: Command) => void;

/** Only the command that is asked for is loaded, and what it needs only when it runs: help comes at once. */
const COMMANDS: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ["start", async () => (await import("./cli/start.js")).startCommand],
  ["demo", async () => (await import("./cli/demo.js")).demoCommand],
  ["ingest", async () => (await import("./cli/ingest.js")).ingestCommand],
  ["quarantine", async () => (await import("./cli/quarantine.js")).quarantineCommand],
  ["reconcile", async () => (await import("./cli/reconcile.js")).reconcileCommand],
  ["replay", async () => (await import("./cli/replay.js")).replayCommand],
  ["connector", async () => (await import("./cli/connector.js")).connectorCommand],
  ["outbox", async () => (await import("./cli/outbox.js")).outboxCommand],
  ["webhook", async () => (await import("./cli/webhook.js")).webhookCommand],
  ["status", async () => (await import("./cli/status.js")).statusCommand],
  ["doctor", async () => (await import("./cli/status.js")).doctorCommand],
  ["token", async () => (await import("./cli/token.js")).tokenCommand],
  ["key", async () => (await import("./cli/key.js")).keyCommand],
  ["audit", async () => (await import("./cli/audit.js")).auditCommand],
  ["customer", async () => (await import("./cli/customer.js")).customerCommand],
  ["identity", async () => (await import("./cli/identity.js")).identityCommand],
  ["bench", async () => (await import("./cli/bench.js")).benchCommand],
]);

// A reader that goes away (`hub demo | head`) must not leave a server behind: go down in good order.
process.stdout.on("error", stopSoon);
process.stderr.on("error", () => {});

/** The package's version: its file lies above the sources, and two folders above the built program. */
function versionOf(here: string): string {
  const path = here.includes("/dist/") ? "../../package.json" : "../package.json";
  const { version } = JSON.parse(readFileSync(new URL(path, here), "utf8")) as { version: string };
  return version;
}

const program = new Command("hub")
  .description(
    "Throughline: one customer whatever the channel, every change followed through to the warehouse.",
  )
  .version(versionOf(import.meta.url))
  .showHelpAfterError("(see hub --help)")
  .exitOverride();

try {
  const wanted = COMMANDS.get(process.argv[2] ?? "");
  for (const load of wanted === undefined ? COMMANDS.values() : [wanted]) (await load())(program);
  await program.parseAsync();
} catch (error) {
  const { exitCode, code } = error as { exitCode?: unknown; code?: unknown };
  // commander has said what is wrong; 0 is --help.
  if (typeof code === "string" && code.startsWith("commander."))
    process.exitCode = exitCode === 0 ? 0 : WRONG_USAGE;
  else {
    complain(error);
    process.exitCode = 1;
  }
}
endIfStopped();
