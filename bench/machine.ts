import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** Where it was measured. The load average counts other people's jobs too: judge the numbers by it. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly postgres: string;
  readonly loadBefore: readonly number[];
  readonly loadAfter: readonly number[];
}

export const loadNow = (): number[] => loadavg().map((value) => Math.round(value * 100) / 100);

export function machine(postgres: string, loadBefore: readonly number[]): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres,
    loadBefore,
    loadAfter: loadNow(),
  };
}

/** Linux counts processor time in hundredths of a second for whoever asks. */
const TICK_MS = 10;

/**
 * Processor time that all live processes of the database server have used so far, found through one of
 * its backends. Null where that cannot be seen: another machine, another system than Linux.
 */
export function serverCpuMs(backendPid: number): number | null {
  try {
    const postmaster = processOf(backendPid).parent;
    let total = 0;
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const { parent, cpuMs } = processOf(Number(name));
        if (parent === postmaster) total += cpuMs;
      } catch {
        // It ended while we looked.
      }
    }
    return total;
  } catch {
    return null;
  }
}

function processOf(pid: number): { parent: number; cpuMs: number } {
  // The name in parentheses may hold anything; what follows it does not.
  const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(/\) (?=[A-Za-z] )/);
  const fields = rest.split(" ");
  const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
  if (parent === undefined || Number.isNaN(parent)) throw new Error(`process ${pid} cannot be read`);
  return { parent, cpuMs: ((user ?? 0) + (system ?? 0)) * TICK_MS };
}
