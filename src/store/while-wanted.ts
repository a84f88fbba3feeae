import pg from "pg";
import type { DataSource } from "typeorm";
import type { Leaving } from "../domain/leaving.js";
import { toldAsAway } from "./away.js";
import type { Tx } from "./database.js";
import { ListenedClient } from "./listened-client.js";

/** What reads ask: a pool, or a pool for somebody who may go. */
export type Asker = Pick<Tx, "query">;

/** Stops statements at the server, over a connection of its own: when it is needed the others are taken. */
export interface Stopper {
  /** Stops what the backend of this process id is at. Never throws: a statement that goes on is stopped by its time limit. */
  stop(backend: number): Promise<void>;
  close(): Promise<void>;
}

const IDLE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;

export function openStopper(databaseUrl: string): Stopper {
  const pool = new pg.Pool({
    ...{ connectionString: databaseUrl, max: 1, application_name: "throughline-stopper" },
    ...{ idleTimeoutMillis: IDLE_MS, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, Client: ListenedClient },
  });
  pool.on("error", () => undefined);
  return {
    stop: async (backend) => {
      await pool.query("SELECT pg_cancel_backend($1)", [backend]).catch(() => undefined);
    },
    close: () => pool.end(),
  };
}

/**
 * Does work that several may wait for, and calls `stop` when the last of them has gone. It ends only when the stopping
 * has: until then the connection must be nobody else's, or their statement would be stopped. Who may not go is
 * `undefined`, and then nothing is ever stopped.
 */
export async function whileWanted<T>(
  waiting: readonly (Leaving | undefined)[],
  stop: () => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  if (waiting.includes(undefined)) return work();
  let stopping: Promise<void> | undefined;
  const look = (): void => {
    if (waiting.every((one) => one?.hasGone)) stopping ??= stop();
  };
  const ends = waiting.map((one) => one?.onGone(look));
  try {
    return await work();
  } finally {
    for (const end of ends) end?.();
    await stopping;
  }
}

/** Asks for somebody who may go, one connection for each statement. */
export function askerFor(source: DataSource, stopper: Stopper, gone: Leaving): Asker {
  return {
    async query<T>(text: string, values?: unknown[]): Promise<T> {
      const runner = source.createQueryRunner();
      try {
        if (gone.hasGone) throw new Error("nobody waits for this any more");
        const { processID } = (await runner.connect()) as { readonly processID: number };
        return await whileWanted(
          [gone],
          () => stopper.stop(processID),
          () => runner.query(text, values) as Promise<T>,
        );
      } catch (error) {
        throw toldAsAway(error);
      } finally {
        await runner.release();
      }
    },
  };
}
