import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HubError } from "../../domain/errors.js";
import { spawnAs } from "./account.js";
import type { Binaries } from "./binaries.js";
import type { Place } from "./place.js";
import { readPostmasterFile } from "./postmaster-file.js";
import { endOf, isRunning, type RunningProcess, runningProcess } from "./running-process.js";

export const LOOPBACK = "127.0.0.1";

/** A server that takes connections. */
export interface Server {
  readonly process: RunningProcess;
  readonly port: number;
}

/**
 * Reached from this machine only, by password, and durable: a row is on disk before its writer
 * hears that it is committed.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: "",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
};

const MEGABYTE = 2 ** 20;
/** What a server of a million records reads all day fits; a small machine keeps what it has. */
const SHARED_BUFFERS_MB = { least: 128, most: 2_048, partOfMemory: 8 } as const;

/**
 * An eighth of the memory keeps the hot pages at hand. Every page is logged whole once after a checkpoint,
 * and each decision touches a dozen pages of a large index: checkpoints far apart keep that from being
 * most of what is written.
 */
function sizes(): Readonly<Record<string, string>> {
  const { least, most, partOfMemory } = SHARED_BUFFERS_MB;
  const buffers = Math.max(least, Math.min(most, Math.floor(totalmem() / partOfMemory / MEGABYTE)));
  return {
    shared_buffers: `${buffers}MB`,
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
  };
}

/** Crash recovery may replay a lot before the server is ready. */
const START_TIMEOUT_MS = 120_000;
/** How long a start is repeated when a port was snatched or the processes of a killed server linger. */
const RETRY_FOR_MS = 15_000;
const RETRY_AFTER_MS = 200;
const POLL_MS = 20;
const LOG_BYTES_MAX = 5_000_000;
const LOG_TAIL_CHARS = 2_000;

/** Failures to start that pass by themselves. */
const PASSING =
  /could not bind|could not create any TCP|Address already in use|pre-existing shared memory|lock file "postmaster\.pid" already exists/;

/** Steps of a stop, from polite to certain: fast shutdown, immediate shutdown, kill. */
const STOPS: readonly { readonly signal: NodeJS.Signals; readonly waitMs: number }[] = [
  { signal: "SIGINT", waitMs: 30_000 },
  { signal: "SIGQUIT", waitMs: 10_000 },
  { signal: "SIGKILL", waitMs: 10_000 },
];

/** Starts a server on a free port, or on the one that its clients know already. */
export async function startServer(
  place: Place,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
  knownPort?: number,
): Promise<Server> {
  const retryUntil = Date.now() + RETRY_FOR_MS;
  for (;;) {
    const port = knownPort ?? (await freePort());
    const outcome = await tryStart(place, binaries, {
      ...SETTINGS,
      ...sizes(),
      ...settings,
      port: String(port),
    });
    if (typeof outcome !== "string") return { process: outcome, port };
    if (!PASSING.test(outcome) || Date.now() > retryUntil) throw startFailed(place, outcome);
    await sleep(RETRY_AFTER_MS);
  }
}

/** Ends a server, whoever started it. A server that is gone already is fine. */
export async function stopServer(server: RunningProcess): Promise<void> {
  for (const { signal, waitMs } of STOPS) {
    if (!isRunning(server)) return;
    signalTo(server, signal);
    if (await endOf(server, waitMs)) return;
  }
  throw new HubError("POSTGRES_STOP_FAILED", `PostgreSQL (process ${server.pid}) does not stop`, {
    mend: `Look at process ${server.pid}: it is likely waiting for a disk that does not answer.`,
  });
}

function signalTo({ pid }: RunningProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** A port that was free a moment ago. Somebody may take it before we do, so its user must try again. */
export async function freePort(): Promise<number> {
  const { port, release } = await heldPort();
  await release();
  return port;
}

/**
 * A port that nobody else gets until it is released: for whoever has to name it before they listen. Without that, a
 * connection that this very process opens meanwhile may be given it.
 */
export function heldPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.on("error", reject);
    listener.listen(0, LOOPBACK, () => {
      const address = listener.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      resolve({ port, release: () => new Promise((done) => listener.close(() => done())) });
    });
  });
}

/** The running server, or what its log says about why there is none. */
async function tryStart(
  place: Place,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
): Promise<RunningProcess | string> {
  const log = join(place.folder, "server.log");
  const handle = openLog(log, place);
  const logStart = statSync(log).size;
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Detached, in a session of its own: Ctrl-C in the terminal reaches us and lets us drain first.
  const child = spawn(binaries.postgres, ["-D", place.cluster, ...args], {
    ...spawnAs(place.account),
    stdio: ["ignore", handle, handle],
    detached: true,
  });
  const fault = new Promise<string>((resolve) => child.once("error", (error) => resolve(error.message)));
  closeSync(handle);
  child.unref();
  if (child.pid === undefined) return fault;
  const isReady = await untilReady(child, place.cluster);
  return (isReady ? runningProcess(child.pid) : null) ?? tailOf(log, logStart);
}

/**
 * False if it ended first. After a crash the old postmaster file still says ready, so the file counts
 * only if it names this very child.
 */
async function untilReady(child: ChildProcess, cluster: string): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null) {
    const file = readPostmasterFile(cluster);
    if (file !== null && file.pid === child.pid && file.status === "ready") return true;
    if (Date.now() > deadline) {
      child.kill("SIGQUIT");
      return false;
    }
    await sleep(POLL_MS);
  }
  return false;
}

/** The log of the last run is kept once it has grown, the one before that is not. */
function openLog(log: string, { account }: Place): number {
  if (existsSync(log) && statSync(log).size > LOG_BYTES_MAX) renameSync(log, `${log}.1`);
  const handle = openSync(log, "a", 0o600);
  if (account.switched) chownSync(log, account.uid, account.gid);
  return handle;
}

function tailOf(log: string, from: number): string {
  return readFileSync(log).subarray(from).toString("utf8").slice(-LOG_TAIL_CHARS).trim();
}

function startFailed(place: Place, reason: string): HubError {
  return new HubError(
    "POSTGRES_START_FAILED",
    `PostgreSQL did not start on ${place.cluster}: ${reason || "it left no word in its log"}`,
    { mend: `Mend what it names; the whole log is ${join(place.folder, "server.log")}.` },
  );
}
