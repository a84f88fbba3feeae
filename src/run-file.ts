import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "./config.js";
import { runningProcess } from "./store/postgres/running-process.js";

/** How a command finds the hub that runs on the same data folder. */
const runFile = z.object({
  pid: z.int().positive(),
  /** When that process began: after a crash its id may belong to a stranger. */
  startMark: z.string(),
  url: z.string(),
  databaseUrl: z.string(),
});
export type RunFile = z.infer<typeof runFile>;

const pathOf = (config: Config): string => join(config.dataDir, "hub.json");

/** Leaves word where this hub can be reached. It names the database's password, so only the owner reads it. */
export function writeRunFile(config: Config, place: Pick<RunFile, "url" | "databaseUrl">): void {
  const run = { ...runningProcess(process.pid), ...place };
  const unfinished = `${pathOf(config)}.${process.pid}`;
  mkdirSync(config.dataDir, { recursive: true });
  writeFileSync(unfinished, JSON.stringify(run), { mode: 0o600 });
  renameSync(unfinished, pathOf(config));
}

export function removeRunFile(config: Config): void {
  rmSync(pathOf(config), { force: true });
}

/** The hub that runs on this data folder now; null if none does. */
export function runningHub(config: Config): RunFile | null {
  try {
    const run = runFile.parse(JSON.parse(readFileSync(pathOf(config), "utf8")));
    return runningProcess(run.pid)?.startMark === run.startMark ? run : null;
  } catch {
    return null;
  }
}
