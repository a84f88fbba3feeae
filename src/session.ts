import type { Config } from "./config.js";
import { type LoadedConnection, loadConnections } from "./connections.js";
import { openDatabaseServer } from "./database-server.js";
import type { Hub, Log } from "./flows/work/hub.js";
import { checkQueue } from "./jobs/queue.js";
import { openReceivers } from "./receivers.js";
import { runningHub } from "./run-file.js";
import { migrate } from "./store/migrate.js";
import { openStore } from "./store/store.js";
import { startHub } from "./wiring.js";

/** A hub that a command works with: the one that runs already, or one of its own for as long as it takes. */
export interface Session {
  readonly hub: Hub;
  /** True if another process does the work and this one only hands it in. */
  readonly attached: boolean;
  close(): Promise<void>;
}

/** To look at what is there, which changes nothing, or to have work done. */
export type Purpose = "look" | "work";

const POOL_SIZE = 2;

/** Joins the hub of this data folder, or starts one without doors. */
export async function openSession(config: Config, log: Log, purpose: Purpose): Promise<Session> {
  const connections = loadConnections(config);
  const running = runningHub(config);
  if (running !== null)
    return { attached: true, ...(await idle(config, running.databaseUrl, connections, log)) };
  if (purpose === "work") await checkQueue(config.redisUrl);
  const server = await openDatabaseServer(config, log);
  try {
    const databaseUrl = server.defaultUrl;
    if (purpose === "look") await migrate(databaseUrl);
    const { hub, close } =
      purpose === "look"
        ? await idle(config, databaseUrl, connections, log)
        : await startHub({ config, databaseUrl, connections, log, openDoors: false });
    return { hub, attached: false, close: () => close().finally(() => server.stop()) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A hub with nobody to ring: the sweeper of the one that runs finds what is handed in. */
async function idle(
  config: Config,
  databaseUrl: string,
  connections: readonly LoadedConnection[],
  log: Log,
): Promise<Pick<Session, "hub" | "close">> {
  const store = await openStore(databaseUrl, POOL_SIZE);
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const hub: Hub = {
    store,
    log,
    ring: () => {},
    connection: (id) => byId.get(id),
    connections: () => connections,
    webhooks: openReceivers(config, () => hub),
  };
  return { hub, close: () => store.close() };
}
