import { setTimeout as sleep } from "node:timers/promises";
import { HubError, messageOf } from "../../domain/errors.js";
import { ListenedClient } from "../listened-client.js";
import { type Binaries, readyBinaries } from "./binaries.js";
import { readyCluster, SUPERUSER } from "./cluster.js";
import { keepRunning, type ServerNews } from "./keep-running.js";
import { takeOwnership } from "./owner-lock.js";
import { type Place, placeFor } from "./place.js";
import { disownStranger, type Holder, holderOf } from "./postmaster-file.js";
import { isRunning, type RunningProcess } from "./running-process.js";
import { LOOPBACK, type Server, startServer, stopServer } from "./server.js";

export interface PostgresServer {
  /** `postgres://user:password@127.0.0.1:port/postgres` */
  readonly url: string;
  /** True if the server was running already, left behind by a hub that was killed. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

export interface LaunchOptions {
  /** Where the data lives, e.g. `<clone>/.hub/postgres`. */
  readonly dataDir: string;
  /** Where root keeps what the server's account must reach and cannot reach in `dataDir`. */
  readonly reachableDir?: string;
  /** Server settings that replace the launcher's own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Hears when the server ends of itself, and what comes of starting it again. */
  readonly tell?: ServerNews;
}

const REACHABLE_DIR = "/var/lib/throughline";
const ADOPT_TIMEOUT_MS = 60_000;
const ADOPT_POLL_MS = 50;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Starts the PostgreSQL that comes with the dependencies, or takes over the one a killed hub left.
 *
 * Needs no person and no set-up: it works as root and as anybody, in a private folder, and after
 * any crash, its own included: a server that dies is started again on the same port. Only one hub
 * owns a data folder, and it owns it until `stop` has ended the server.
 */
export async function launchPostgres(options: LaunchOptions): Promise<PostgresServer> {
  const reachableDir = options.reachableDir ?? REACHABLE_DIR;
  const place = placeFor(options.dataDir, reachableDir);
  const giveBack = takeOwnership(place.folder);
  try {
    const binaries = await readyBinaries(place.account, place.copyTo);
    const password = await readyCluster(place, binaries);
    const settings = options.settings ?? {};
    const { server, adopted } = await adoptOrStart(place, binaries, password, settings);
    const kept = keepRunning(
      server,
      (port) => startServer(place, binaries, settings, port),
      options.tell ?? (() => {}),
    );
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopping ??= kept.stop().finally(giveBack);
      return stopping;
    };
    return { url: urlOf(server.port, password), adopted, stop };
  } catch (error) {
    giveBack();
    throw error;
  }
}

async function adoptOrStart(
  place: Place,
  binaries: Binaries,
  password: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ server: Server; adopted: boolean }> {
  const holder = holderOf(place.cluster);
  if (holder.kind === "moved") throw stillRunning(place, holder);
  if (holder.kind === "stranger") disownStranger(place.cluster);
  if (holder.kind === "orphan") {
    const { server: process, port } = holder;
    if (await takesConnections(process, urlOf(port, password)))
      return { server: { process, port }, adopted: true };
    // It was on its way out, or does not answer: end it before the cluster is started anew.
    await stopServer(process);
  }
  return { server: await startServer(place, binaries, settings), adopted: false };
}

/** Waits for an orphan that is still starting or recovering; false if it ends or never answers. */
async function takesConnections(process: RunningProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + ADOPT_TIMEOUT_MS;
  while (isRunning(process) && Date.now() < deadline) {
    const client = new ListenedClient({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    const failure = await client.connect().then(() => null, messageOf);
    await client.end().catch(() => undefined);
    if (failure === null) return true;
    if (failure.includes("password authentication failed")) return false;
    await sleep(ADOPT_POLL_MS);
  }
  return false;
}

function urlOf(port: number, password: string): string {
  return `postgres://${SUPERUSER}:${password}@${LOOPBACK}:${port}/postgres`;
}

function stillRunning(place: Place, { pid, from }: Extract<Holder, { kind: "moved" }>): HubError {
  return new HubError(
    "POSTGRES_DATA_IN_USE",
    `a PostgreSQL server (process ${pid}), started when its data was in ${from}, may still write to ${place.cluster}`,
    {
      mend: `If the folder was moved, stop that server (kill -INT ${pid}). If this is a copy of it, remove postmaster.pid from the copy.`,
    },
  );
}
