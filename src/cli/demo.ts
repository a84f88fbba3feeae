import type { Command } from "commander";
import type { DemoOptions } from "./play-demo.js";

/** `hub demo`: the project's own documents through every door, on a scratch database. */
export function demoCommand(program: Command): void {
  program
    .command("demo")
    .description("sample documents of every channel through the whole flow, on a scratch database")
    .option("--once", "stop after the summary; exit 0 only if every number is as it must be")
    .option("--json", "print the numbers as one JSON document")
    .action(async (options: DemoOptions) => (await import("./play-demo.js")).playDemo(options));
}
