#!/usr/bin/env node
import { Command } from "commander";
import { demoCommand } from "./cli/demo.js";
import { ingestCommand } from "./cli/ingest.js";
import { quarantineCommand } from "./cli/quarantine.js";
import { startCommand } from "./cli/start.js";
import { statusCommands } from "./cli/status.js";
import { complain } from "./cli/terminal.js";
import { tokenCommand } from "./cli/token.js";

const WRONG_USAGE = 2;

// A reader that goes away (`hub demo | head`) must not leave a server behind: go down in good order.
process.stdout.on("error", () => process.kill(process.pid, "SIGTERM"));
process.stderr.on("error", () => {});

const program = new Command("hub")
  .description(
    "Throughline: one customer whatever the channel, every change followed through to the warehouse.",
  )
  .showHelpAfterError("(see hub --help)")
  .exitOverride();

for (const add of [
  startCommand,
  demoCommand,
  ingestCommand,
  quarantineCommand,
  statusCommands,
  tokenCommand,
]) {
  add(program);
}

try {
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
