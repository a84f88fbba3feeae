import { messageOf } from "../domain/errors.js";
import { enterAllStreams, pullConnection, pulledConnections } from "../flows/receiving/pull-all.js";
import type { Hub } from "../flows/work/hub.js";
import { startWatching } from "./watching.js";

/** How often due streams are looked for. The leases see to it that each has one reader, however many processes look. */
const LOOK_MS = 1_000;
const DRAIN_MS = 5_000;

export interface Pulling {
  close(): Promise<void>;
}

/** Reads the sources of all connections, each at its own pace: a slow one holds up no other. */
export async function startPulling(hub: Hub): Promise<Pulling> {
  const connections = pulledConnections(hub);
  if (connections.length === 0) return { close: async () => {} };
  await enterAllStreams(hub);
  const busy = new Map<string, Promise<void>>();
  const look = (): void => {
    for (const connection of connections) {
      if (busy.has(connection.id)) continue;
      const pass = pullConnection(hub, connection)
        .then(() => {})
        .catch((error: unknown) =>
          hub.log.warn({ connection: connection.id, error: messageOf(error) }, "reading a source failed"),
        )
        .finally(() => busy.delete(connection.id));
      busy.set(connection.id, pass);
    }
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  const watching = startWatching(hub, connections);
  return {
    async close() {
      clearInterval(timer);
      watching.close();
      const patience = new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref());
      await Promise.race([Promise.allSettled(busy.values()), patience]);
    },
  };
}
