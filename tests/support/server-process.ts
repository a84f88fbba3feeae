import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START_TIMEOUT_MS = 20_000;
const POLL_MS = 25;
const OUTPUT_CHARS_MAX = 4_000;

/** Where a program is on PATH, or on another list of folders; or null. */
export function onPath(program: string, path = process.env.PATH ?? ""): string | null {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** On a bare machine a missing server skips its tests; in CI nothing may be skipped unnoticed. */
export function availableOrFail(what: string, isThere: boolean): boolean {
  if (!isThere && process.env.CI === "true")
    throw new Error(`${what} is not installed, and CI must test with it`);
  return isThere;
}

/** Starts a server program and waits until its port takes connections. */
export async function startServerProcess(
  program: string,
  args: readonly string[],
  port: number,
  as: { readonly uid?: number; readonly gid?: number } = {},
): Promise<ChildProcess> {
  const child = spawn(program, args, { ...as, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString("utf8")).slice(-OUTPUT_CHARS_MAX);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  child.on("error", (error) => keep(Buffer.from(error.message)));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await takesConnections(port))) {
    const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${program} did not start: ${output}`);
    }
    await sleep(POLL_MS);
  }
  return child;
}

/** Ends the one process that was started, by its own handle, and waits until it is gone. */
export async function endServerProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (yes: boolean) => (): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("connect", answer(true));
    socket.once("error", answer(false));
  });
}
