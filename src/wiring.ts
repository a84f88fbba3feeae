import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "./config.js";
import type { LoadedConnection } from "./connections.js";
import type { Door } from "./connectors/connector.js";
import { HubError, messageOf } from "./domain/errors.js";
import { closeReaders } from "./flows/receiving/read-apart.js";
import { receive } from "./flows/receiving/receive.js";
import type { Hub, Log } from "./flows/work/hub.js";
import { loadRules } from "./follow-through-file.js";
import { startPulling } from "./jobs/pulling.js";
import { startWorkers, type Workers } from "./jobs/workers.js";
import { loadParcelSettings } from "./parcel-settings.js";
import { openReceivers } from "./receivers.js";
import { migrate } from "./store/migrate.js";
import { openStore } from "./store/store.js";
import { saveConnections } from "./store/writes/connection.js";

/** A hub at work on one database: flows, workers and the connectors' own doors, without HTTP. */
export interface HubAtWork {
  readonly hub: Hub;
  readonly doors: readonly { readonly connectionId: string; readonly door: Door }[];
  /** Closes the doors and lets the workers finish what they have begun; whoever still answers may. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** A statement that hangs must not keep a stopped hub; the server ends it with the session. */
const STORE_CLOSE_MS = 1_000;

export interface HubParts {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly connections: readonly LoadedConnection[];
  readonly log: Log;
  /** False for commands that only hand something in: no listening, no watched folders. */
  readonly openDoors: boolean;
}

/** Binds the flows to their dependencies, once, and sets everything to work. */
export async function startHub(parts: HubParts): Promise<HubAtWork> {
  const { config, databaseUrl, connections, log } = parts;
  const parcels = loadParcelSettings(config);
  await migrate(databaseUrl);
  const store = await openStore(databaseUrl);
  const busy: (() => Promise<void>)[] = [];
  const drain = (): Promise<void> => stopAll(busy, log);
  const rest = [
    () => Promise.race([store.close(), sleep(STORE_CLOSE_MS, undefined, { ref: false })]),
    closeReaders,
  ];
  const close = (): Promise<void> => drain().then(() => stopAll(rest, log));
  try {
    await saveConnections(
      store,
      connections.map(({ id, connector, entry }) => ({
        ...{ id, connector: connector.id, side: connector.side, settings: entry.settings },
      })),
    );
    const byId = new Map(connections.map((connection) => [connection.id, connection]));
    const place = { databaseUrl, redisUrl: config.redisUrl };
    let made: Hub | undefined;
    const receivers = openReceivers(config, () => made);
    // Closed before the store: what was shown to receivers is audited there.
    rest.push(() => receivers.close());
    const workers: Workers = await startWorkers(place, (ring) => {
      made = {
        ...{ store, log, ring, parcels, connection: (id) => byId.get(id), connections: () => connections },
        rules: loadRules(config),
        webhooks: receivers,
      };
      return made;
    });
    busy.push(() => workers.close());
    if (made === undefined) throw new Error("the workers started without a hub");
    const hub = made;
    const doors: { connectionId: string; door: Door }[] = [];
    // Before the first is opened: if the third cannot be, the two that are open must be closed.
    busy.push(async () => void (await Promise.all(doors.map(({ door }) => door.close()))));
    for (const connection of parts.openDoors ? connections : []) {
      const door = await openDoor(hub, connection);
      if (door !== null) doors.push({ connectionId: connection.id, door });
    }
    if (parts.openDoors) {
      const pulling = await startPulling(hub);
      busy.push(() => pulling.close());
    }
    return { hub, doors, drain, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The last opened first, each once, and one that fails keeps no other from being closed. */
async function stopAll(stops: (() => Promise<void>)[], log: Log): Promise<void> {
  for (const stop of stops.splice(0).reverse()) {
    await stop().catch((error: unknown) => log.warn({ error: messageOf(error) }, "closing failed"));
  }
}

/** Opens the door that a connector has of its own, if it has one: SMTP, a watched folder. */
async function openDoor(hub: Hub, { id, connector, settings }: LoadedConnection): Promise<Door | null> {
  const door = await connector.listen?.({
    connectionId: id,
    settings,
    log: (level, message, details) => hub.log[level]({ connection: id, ...details }, message),
    async receive(message) {
      const [kept] = await receive(hub, id, [message]);
      if (kept === undefined || kept.outcome === "CONFLICT") {
        throw new HubError("DELIVERY_CONFLICT", "this delivery id was used for other content before");
      }
      return { messageId: kept.messageId, duplicate: kept.outcome === "DUPLICATE" };
    },
  });
  return door ?? null;
}
