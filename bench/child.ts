import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ForeignPeer } from "./peers.js";
import type { Answer, Question, RoleName } from "./role.js";

/** A process of the benchmark, and the way to ask it for something. */
export interface Child {
  ask<T>(call: string, argument?: unknown): Promise<T>;
  /** Processor time it has used so far, all threads. */
  cpuMs(): Promise<number>;
  /** Ends it as a power cut would: what it has not written is gone. */
  kill9(): Promise<void>;
  close(): Promise<void>;
}

const CLOSE_MS_MAX = 8_000;
const EXIT_MS_MAX = 2_000;

/** The file beside this one, as source or as built. */
const PROCESS = new URL(import.meta.url.endsWith(".ts") ? "./process.ts" : "./process.js", import.meta.url);

/** Whoever starts the source without the loader that reads it, such as a test runner, lends the child its own. */
const needsLoader = PROCESS.href.endsWith(".ts") && !process.execArgv.some((word) => word.includes("tsx"));

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Starts a role in a process of its own. What it prints goes to stderr: stdout is for the result. */
export function startChild(role: RoleName, argument: unknown): Promise<Child> {
  const stdio: StdioOptions = ["ignore", 2, 2, "ipc"];
  const loader = needsLoader ? { execArgv: ["--import", "tsx"] } : {};
  const child = fork(fileURLToPath(PROCESS), [role], { stdio, serialization: "advanced", ...loader });
  return started(role, child, argument);
}

/** Starts a peer that needs a Node of its own; it answers in the same way. What it prints is no result of ours. */
export function startForeignChild({ script, node }: ForeignPeer, argument: unknown): Promise<Child> {
  const child = fork(script, [], {
    execPath: node,
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return started(script, child, argument);
}

async function started(role: string, child: ChildProcess, argument: unknown): Promise<Child> {
  const waiting = new Map<number, Waiting>();
  const ready = answerTo(waiting, 0);
  child.on("message", ({ id, value, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(`${role}: ${error}`));
  });
  child.on("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the process "${role}" ended (${code})`));
    waiting.clear();
  });
  let last = 0;
  const ask = <T>(call: string, value?: unknown): Promise<T> => {
    last += 1;
    const id = last;
    const answer = answerTo(waiting, id);
    const isGone = (): void => waiting.get(id)?.reject(new Error(`the process "${role}" is gone`));
    // A process that was killed a moment ago still counts as connected.
    if (child.connected)
      child.send({ id, call, argument: value } satisfies Question, (lost) => lost && isGone());
    else isGone();
    return answer as Promise<T>;
  };
  try {
    await ready;
    await ask("start", argument);
  } catch (error) {
    await end(child);
    throw error;
  }
  return {
    ask,
    cpuMs: () => ask<number>("cpuMs"),
    kill9: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
    close: async () => {
      await Promise.race([ask("close").catch(() => undefined), patience()]);
      await end(child);
    },
  };
}

function answerTo(waiting: Map<number, Waiting>, id: number): Promise<unknown> {
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

/** A process that is let go of exits by itself; one that does not is ended. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  if (child.connected) child.disconnect();
  const impatience = setTimeout(() => child.kill("SIGKILL"), EXIT_MS_MAX);
  await exited;
  clearTimeout(impatience);
}

const patience = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, CLOSE_MS_MAX).unref();
  });
