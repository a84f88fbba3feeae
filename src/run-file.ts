import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "./config.js";

/** How a command finds the hub that runs on the same data folder. */
const runFile = z.object({ pid: z.int().positive(), url: z.string(), databaseUrl: z.string() });
export type RunFile = z.infer<typeof runFile>;

const pathOf = (config: Config): string => join(config.dataDir, "hub.json");

/** Leaves word where this hub can be reached. It names the database's password, so only the owner reads it. */
export function writeRunFile(config: Config, run: RunFile): void {
  mkdirSync(config.dataDir, { recursive: true });
  rmSync(pathOf(config), { force: true });
  writeFileSync(pathOf(config), JSON.stringify(run), { mode: 0o600 });
}

export function removeRunFile(config: Config): void {
  rmSync(pathOf(config), { force: true });
}

/** The hub that runs on this data folder now; null if none does. */
export function runningHub(config: Config): RunFile | null {
  try {
    const run = runFile.parse(JSON.parse(readFileSync(pathOf(config), "utf8")));
    process.kill(run.pid, 0);
    return run;
  } catch {
    return null;
  }
}
