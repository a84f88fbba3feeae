import type { Config } from "./config.js";
import { type LoadedConnection, loadConnections } from "./connections.js";
import { openDatabaseServer } from "./database-server.js";
import type { Hub, Log } from "./flows/hub.js";
import { runningHub } from "./run-file.js";
import { openStore } from "./store/store.js";
import { startHub } from "./wiring.js";

/** A hub that a command works with: the one that runs already, or one of its own for as long as it takes. */
export interface Session {
  readonly hub: Hub;
  /** True if another process does the work and this one only hands it in. */
  readonly attached: boolean;
  close(): Promise<void>;
}

/** Joins the hub of this data folder, or starts one without doors. */
export async function openSession(config: Config, log: Log): Promise<Session> {
  const connections = loadConnections(config);
  const running = runningHub(config);
  if (running !== null) return attach(running.databaseUrl, connections, log);
  const server = await openDatabaseServer(config);
  try {
    const databaseUrl = server.defaultUrl;
    const { hub, close } = await startHub({ config, databaseUrl, connections, log, openDoors: false });
    return { hub, attached: false, close: () => close().finally(() => server.stop()) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function attach(
  databaseUrl: string,
  connections: readonly LoadedConnection[],
  log: Log,
): Promise<Session> {
  const store = await openStore(databaseUrl, 2);
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  // Nobody to ring in this process: the running hub's sweeper finds what is handed in.
  const hub: Hub = {
    store,
    log,
    ring: () => {},
    connection: (id) => byId.get(id),
    connections: () => connections,
  };
  return { hub, attached: true, close: () => store.close() };
}
