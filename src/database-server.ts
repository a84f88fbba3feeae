import { join } from "node:path";
import type { Config } from "./config.js";
import type { Log } from "./flows/work/hub.js";
import { checkServer } from "./store/postgres/check-server.js";
import { createDatabase, dropDatabase } from "./store/postgres/databases.js";
import type { ServerNews } from "./store/postgres/keep-running.js";
import { launchPostgres } from "./store/postgres/launcher.js";

/** A server that databases can be made on, wherever it runs. */
export interface DatabaseServer {
  /** The database that `DATABASE_URL` names, or the embedded server's own one. */
  readonly defaultUrl: string;
  create(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

const DEFAULT_DATABASE = "throughline";

/** The server of `DATABASE_URL` after a check, or the embedded one, started if it does not run. */
export async function openDatabaseServer(config: Config, log?: Log): Promise<DatabaseServer> {
  if (config.databaseUrl !== null) {
    const url = config.databaseUrl;
    await checkServer(url);
    return {
      defaultUrl: url,
      create: (name) => createDatabase(url, name),
      drop: (name) => dropDatabase(url, name),
      stop: async () => {},
    };
  }
  const server = await launchPostgres({
    dataDir: join(config.dataDir, "postgres"),
    ...(log === undefined ? {} : { tell: newsInto(log) }),
    ...(config.postgresDir === null ? {} : { reachableDir: config.postgresDir }),
  });
  return {
    defaultUrl: await createDatabase(server.url, DEFAULT_DATABASE),
    create: (name) => createDatabase(server.url, name),
    drop: (name) => dropDatabase(server.url, name),
    stop: () => server.stop(),
  };
}

/** A database that comes and goes is no secret: whoever reads the log learns why answers were 503. */
const newsInto =
  (log: Log): ServerNews =>
  (news, details) =>
    news === "running"
      ? log.warn({ details }, "the embedded PostgreSQL runs again")
      : log.error({ details }, `the embedded PostgreSQL ${news === "ended" ? "has ended" : "did not start"}`);
