import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runningProcess } from "../../src/store/postgres/running-process.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BUILD_MARK = join(ROOT, "dist", ".throughline-build");
const UP_WITHIN_MS = 60_000;
const POLL_MS = 20;

export type Environment = Readonly<Record<string, string>>;

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface RunningCli {
  readonly pid: number;
  readonly child: ChildProcess;
  /** What it has printed so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when it has ended. */
  readonly ended: Promise<Ran>;
}

/** The built hub if the build is of these very sources, else the sources themselves. */
const PROGRAM = isBuiltFromSources() ? ["bin/hub.mjs"] : ["--import", "tsx", "src/main.ts"];

function isBuiltFromSources(): boolean {
  if (!existsSync(BUILD_MARK)) return false;
  const builtAt = statSync(BUILD_MARK).mtimeMs;
  return ["src", "migrations"].every((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).every(
      (name) => statSync(join(ROOT, folder, name)).mtimeMs <= builtAt,
    ),
  );
}

/** Starts the command line as a process of its own, in an environment that holds nothing else of ours. */
export function startCli(args: readonly string[], env: Environment): RunningCli {
  const begun = Date.now();
  const { PATH = "", HOME = "/" } = process.env;
  const child = spawn(process.execPath, [...PROGRAM, ...args], {
    cwd: ROOT,
    env: { PATH, HOME, HUB_LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(
    ([code, signal]): Ran => ({ code, signal, stdout, stderr, ms: Date.now() - begun }),
  );
  return { pid: child.pid ?? 0, child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Runs a command to its end. */
export const runCli = (args: readonly string[], env: Environment): Promise<Ran> => startCli(args, env).ended;

export interface UpHub extends RunningCli {
  readonly url: string;
  kill9(): Promise<void>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<Ran>;
}

/** Starts `hub start` and waits until it says that it is up. */
export async function startHub(env: Environment, args: readonly string[] = ["--port", "0"]): Promise<UpHub> {
  const cli = startCli(["start", ...args], env);
  const deadline = Date.now() + UP_WITHIN_MS;
  for (;;) {
    const url = /^GraphQL +(\S+)\/graphql$/m.exec(cli.stdout())?.[1];
    if (url !== undefined) return { ...cli, url, ...endings(cli) };
    if (hasEnded(cli.child) || Date.now() > deadline) {
      cli.child.kill("SIGKILL");
      throw new Error(`the hub did not start: ${cli.stdout()}${cli.stderr()}`);
    }
    await sleep(POLL_MS);
  }
}

const endings = (cli: RunningCli): Pick<UpHub, "kill9" | "stop"> => {
  const end = (signal: NodeJS.Signals): Promise<Ran> => {
    if (!hasEnded(cli.child)) cli.child.kill(signal);
    return cli.ended;
  };
  return { kill9: async () => void (await end("SIGKILL")), stop: () => end("SIGTERM") };
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

export interface DataFolder {
  readonly path: string;
  /** HUB_DATA and what goes with it. */
  readonly env: Environment;
  secret(name: string, value: string): void;
  connections(entries: readonly ConnectionEntry[]): void;
  /** What the hub that runs on it has left word of. */
  runFile(): { readonly pid: number; readonly url: string; readonly databaseUrl: string };
  /** Process id of its embedded PostgreSQL; null if none runs. */
  postgresPid(): number | null;
  remove(): void;
}

export interface ConnectionEntry {
  readonly id: string;
  readonly connector: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A data folder of the test's own, which the account of the embedded server can reach. */
export function dataFolder(name: string): DataFolder {
  const outer = mkdtempSync(join(tmpdir(), `throughline-${name}-`));
  chmodSync(outer, 0o755);
  const path = join(outer, "data");
  mkdirSync(join(path, "secrets"), { recursive: true });
  return {
    path,
    env: { HUB_DATA: path, HUB_PG_DIR: join(outer, "reachable") },
    secret: (secret, value) => writeFileSync(join(path, "secrets", secret), value),
    connections: (entries) => writeFileSync(join(path, "connections.json"), JSON.stringify(entries)),
    runFile: () => JSON.parse(readFileSync(join(path, "hub.json"), "utf8")),
    postgresPid: () => postgresPid(path),
    remove: () => rmSync(outer, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function postgresPid(data: string): number | null {
  const file = join(data, "postgres", "cluster", "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return runningProcess(pid) === null ? null : pid;
}
