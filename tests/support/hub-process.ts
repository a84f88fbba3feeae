import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What `hold-postgres.ts` says on its first line. */
interface Held {
  readonly url: string;
  readonly adopted: boolean;
}

export interface HubProcess {
  readonly pid: number;
  /** Resolves when it owns its database; rejects with its reason when it may not. */
  readonly held: Promise<Held>;
  kill9(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Another process that owns the database of a data folder, for tests that need one to kill. */
export function startHubProcess(dataDir: string): HubProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/support/hold-postgres.ts", dataDir], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const held = firstLine(child);
  // A test that kills it before it holds anything does not wait for this.
  held.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    held,
    kill9: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<Held> {
  if (child.stdout === null) throw new Error("the process has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const said: { error?: string } & Held = JSON.parse(line);
    if (said.error !== undefined) throw new Error(said.error);
    return said;
  }
  throw new Error("the process ended without a word");
}
