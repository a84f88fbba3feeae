import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HubError } from "../../domain/errors.js";
import { isRunning, type RunningProcess, runningProcess } from "./running-process.js";

const owner = z.object({ pid: z.int().positive(), startMark: z.string() });

const ATTEMPTS_MAX = 10;

/**
 * Makes this process the only hub on a data folder; answers with how to give it back.
 *
 * The lock is a file that appears whole or not at all (a hard link of a written file), names its
 * owner, and counts only while that owner lives: after a crash the next hub takes it over.
 */
export function takeOwnership(folder: string): () => void {
  const lock = join(folder, "owner.json");
  const self = runningProcess(process.pid);
  const mine = `${lock}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify(self));
  try {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      if (linkIfFree(mine, lock)) return () => rmSync(lock, { force: true });
      const holder = ownerIn(lock);
      if (holder !== null && isRunning(holder)) throw inUse(folder, holder.pid);
      removeDead(lock);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw inUse(folder, null);
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Null for a lock that is gone, or that a power cut left empty. */
function ownerIn(file: string): RunningProcess | null {
  try {
    return owner.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/**
 * Moves a dead owner's lock aside before it is deleted, and looks again: another hub may have taken
 * the folder between our look and our move, and then its lock goes back.
 */
function removeDead(lock: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  const holder = ownerIn(aside);
  if (holder !== null && isRunning(holder)) linkIfFree(aside, lock);
  rmSync(aside, { force: true });
}

function inUse(folder: string, pid: number | null): HubError {
  const who = pid === process.pid ? "this very process" : pid === null ? "another hub" : `process ${pid}`;
  return new HubError("POSTGRES_DATA_IN_USE", `the database in ${folder} is in use by ${who}`, {
    mend:
      pid === null || pid === process.pid
        ? "Stop the first one before a second is started, or use another data folder."
        : `Stop the hub that runs as process ${pid} (kill ${pid}), or give this one another data folder.`,
  });
}
