import type { ClientBase, Pool } from "pg";
import type { DataSource } from "typeorm";
import type { PostgresDriver } from "typeorm/driver/postgres/PostgresDriver.js";
import type { Leaving } from "../domain/leaving.js";
import { tellingAway, toldAsAway } from "./away.js";
import { dataSource, type Tx } from "./database.js";
import { type Lane, openLane } from "./plan/lane.js";
import { openRunner } from "./plan/runner.js";
import { preparesWith } from "./rows.js";
import { type Asker, askerFor, openStopper } from "./while-wanted.js";

/** The hub's memory. Reads that need no transaction go through `pool`. */
export interface Store {
  readonly databaseUrl: string;
  readonly pool: Tx;
  /** Reads for a caller who may go: what nobody waits for any more is stopped at the server. */
  readonly poolWhile: (gone: Leaving) => Asker;
  /** Answers whole operations by one statement each, where it can. */
  readonly lane: Lane;
  /** All or nothing. A deadlock or a race for a unique key is tried again; `work` may run more than once. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** As long as an API operation may take: what nobody waits for any more does not go on running. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** Whoever races may lose more than once: the row that is there next time may be decided, merged or locked by then. */
const TRANSACTION_TRIES_MAX = 5;
/** serialization_failure, deadlock_detected, and unique_violation: somebody wrote the row first; look again. */
const TRY_AGAIN = new Set(["40001", "40P01", "23505"]);

/** Connects to a database that `migrate` has brought up to date. */
export async function openStore(databaseUrl: string, poolSize = 8): Promise<Store> {
  const source: DataSource = await dataSource(databaseUrl, poolSize, STATEMENT_TIMEOUT_MS).initialize();
  const stopper = openStopper(databaseUrl);
  const runner = openRunner(databaseUrl, STATEMENT_TIMEOUT_MS, stopper);
  const pool = tellingAway(source.manager);
  preparesWith(pool, (source.driver as PostgresDriver).master as Pool);
  return {
    ...{ databaseUrl, pool },
    poolWhile: (gone) => askerFor(source, stopper, gone),
    transaction: (work) => retrying(() => inTransaction(source, work)),
    lane: openLane(runner),
    close: async () => void (await Promise.all([source.destroy(), runner.close(), stopper.close()])),
  };
}

/**
 * Runs `work` between BEGIN and COMMIT on a connection of its own. BEGIN is sent with whatever comes first, and not
 * waited for; if it fails, so does all that follows on its connection.
 */
async function inTransaction<T>(source: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    const begun = client.query("BEGIN");
    try {
      const [result] = await Promise.all([work(runner.manager), begun]);
      const { command } = await client.query("COMMIT");
      if (command !== "COMMIT")
        throw new Error("a statement of the transaction had failed: nothing was kept");
      return result;
    } catch (error) {
      // A connection that is gone has rolled back by itself; why it is gone is the error that counts.
      await client.query("ROLLBACK").catch(() => {});
      throw error;
    }
  } finally {
    await runner.release();
  }
}

async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (tries >= TRANSACTION_TRIES_MAX || typeof code !== "string" || !TRY_AGAIN.has(code)) {
        throw toldAsAway(error);
      }
    }
  }
}
