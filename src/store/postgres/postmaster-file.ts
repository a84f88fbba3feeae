import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLineOf, type RunningProcess, runningProcess } from "./running-process.js";

/** What a server writes about itself into its cluster: `postmaster.pid`, one fact a line. */
export interface PostmasterFile {
  readonly pid: number;
  readonly cluster: string;
  readonly port: number;
  readonly status: string;
}

/** Who holds a cluster, judged by its postmaster file. */
export type Holder =
  /** Nobody, or a server that is gone: PostgreSQL cleans up after itself. */
  | { readonly kind: "nobody" }
  /** The file's process id now belongs to a stranger, and would stop our server from starting. */
  | { readonly kind: "stranger"; readonly pid: number }
  /** A living server of this cluster, whose hub is gone. */
  | { readonly kind: "orphan"; readonly server: RunningProcess; readonly port: number }
  /** A living server that was started when the cluster had another path: it may still write here. */
  | { readonly kind: "moved"; readonly pid: number; readonly from: string };

const fileIn = (cluster: string): string => join(cluster, "postmaster.pid");

export function readPostmasterFile(cluster: string): PostmasterFile | null {
  if (!existsSync(fileIn(cluster))) return null;
  const [pid, path = "", , port, , , , status = ""] = readFileSync(fileIn(cluster), "utf8").split("\n");
  // A server that is stopped mid-write leaves a short file; without a process id it says nothing.
  return Number(pid) > 0
    ? { pid: Number(pid), cluster: path, port: Number(port), status: status.trim() }
    : null;
}

export function holderOf(cluster: string): Holder {
  const file = readPostmasterFile(cluster);
  const server = file === null ? null : runningProcess(file.pid);
  if (file === null || server === null) return { kind: "nobody" };
  return judge(file, server, commandLineOf(file.pid), cluster);
}

/** The rule by itself. The command line decides, because every server of ours is started with `-D <cluster>`. */
export function judge(
  file: PostmasterFile,
  server: RunningProcess,
  commandLine: string,
  cluster: string,
): Holder {
  if (!commandLine.includes(` -D ${file.cluster} `)) return { kind: "stranger", pid: file.pid };
  if (file.cluster === cluster) return { kind: "orphan", server, port: file.port };
  return { kind: "moved", pid: file.pid, from: file.cluster };
}

/**
 * Puts our own process id in place of the stranger's. PostgreSQL takes its parent's id for stale and
 * then still checks the shared memory named further down; deleting the file would skip that check.
 */
export function disownStranger(cluster: string): void {
  const [, ...rest] = readFileSync(fileIn(cluster), "utf8").split("\n");
  writeFileSync(fileIn(cluster), [String(process.pid), ...rest].join("\n"));
}
