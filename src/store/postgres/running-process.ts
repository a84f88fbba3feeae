import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Process ids are used again, above all in containers, where the first few serve every start. So a
 * process is known by its id together with the moment it began.
 */
export interface RunningProcess {
  readonly pid: number;
  readonly startMark: string;
}

const PS_TIMEOUT_MS = 5_000;
const POLL_MS = 20;

/** The living process with this id, or null. A zombie, which only waits to be counted, is not alive. */
export function runningProcess(pid: number): RunningProcess | null {
  const startMark = process.platform === "linux" ? startTicksOf(pid) : ps(pid, "lstart");
  return startMark === null ? null : { pid, startMark };
}

export function isRunning(known: RunningProcess): boolean {
  return runningProcess(known.pid)?.startMark === known.startMark;
}

/** Its command line with a space at the end, so that a last argument ends like any other; "" if it is gone. */
export function commandLineOf(pid: number): string {
  if (process.platform !== "linux") return `${ps(pid, "command") ?? ""} `;
  return (contentOf(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ");
}

/** Waits until the process has ended; false if the time ran out first. */
export async function endOf(known: RunningProcess, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isRunning(known)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Ticks since boot at which it began, with the boot's id: the 22nd field, counted after the name in brackets. */
function startTicksOf(pid: number): string | null {
  const stat = contentOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const [state = "", ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === "Z" || state === "X") return null;
  const boot = contentOf("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return `${boot}:${rest[18] ?? ""}`;
}

function ps(pid: number, column: "lstart" | "command"): string | null {
  const { stdout } = spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], {
    encoding: "utf8",
    timeout: PS_TIMEOUT_MS,
  });
  return stdout?.trim() || null;
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
