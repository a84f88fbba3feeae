import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Client } from "pg";
import type { Config } from "../src/config.js";
import { type DatabaseServer, openDatabaseServer } from "../src/database-server.js";
import { type Child, startChild, startForeignChild } from "./child.js";
import { serverCpuMs } from "./machine.js";
import type { ForeignPeer } from "./peers.js";
import type { RoleName } from "./role.js";

/** What a benchmark works with; everything it starts or makes is gone when the stage is closed. */
export interface Stage {
  readonly server: DatabaseServer;
  readonly dataDir: string;
  readonly postgresVersion: string;
  /** A database name nobody else uses, another one each time. */
  scratchName(what: string): string;
  /** Drops this database when the stage is closed. */
  dropLater(name: string): void;
  start(role: RoleName, argument: unknown): Promise<Child>;
  startForeign(peer: ForeignPeer, argument: unknown): Promise<Child>;
  /** Processor time of the database server so far; null where it cannot be seen. */
  databaseCpuMs(): number | null;
  /** Writes out what the last slice left to be written, so that the next does not pay for it. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the database server of the benchmarks: that of DATABASE_URL, or an embedded one of their own. */
export async function openStage(config: Config): Promise<Stage> {
  const dataDir = join(config.dataDir, "bench");
  const server = await openDatabaseServer({ ...config, dataDir });
  const stops: (() => Promise<unknown>)[] = [() => server.stop()];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= stopAll(stops);
    return closing;
  };
  try {
    const watcher = new Client({ connectionString: server.defaultUrl });
    watcher.on("error", () => undefined);
    await watcher.connect();
    stops.push(() => watcher.end());
    const { rows } = await watcher.query<{ pid: number; version: string }>(
      "SELECT pg_backend_pid() AS pid, current_setting('server_version') AS version",
    );
    const { pid = 0, version = "unknown" } = rows[0] ?? {};
    const ended = (child: Child): Child => {
      stops.push(() => child.close());
      return child;
    };
    const run = `${Date.now()}_${randomBytes(2).toString("hex")}`;
    let names = 0;
    return {
      ...{ server, dataDir, close, postgresVersion: version },
      scratchName: (what) => {
        names += 1;
        return `throughline_bench_${what}_${run}_${names}`;
      },
      dropLater: (name) => void stops.push(() => server.drop(name)),
      start: async (role, argument) => ended(await startChild(role, argument)),
      startForeign: async (peer, argument) => ended(await startForeignChild(peer, argument)),
      databaseCpuMs: () => serverCpuMs(pid),
      settle: async () => void (await watcher.query("CHECKPOINT").catch(() => undefined)),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Last in, first out; one that fails does not keep the others. */
async function stopAll(stops: (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop())
    await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
