import { enterStreams, hintStreams } from "../../store/writes/stream.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";
import { pullStream } from "./pull-stream.js";
import { clientOf } from "./source-clients.js";

/** The connections whose settings ask for reading their source. */
export const pulledConnections = (hub: Hub): ConfiguredConnection[] =>
  hub.connections().filter(({ connector, settings }) => connector.source?.isPulled(settings) === true);

/** Writes down every stream that is to be read, so that it shows before its first pass. */
export async function enterAllStreams(hub: Hub): Promise<void> {
  const streams = pulledConnections(hub).flatMap(({ id, connector }) =>
    (connector.source?.streams ?? []).map(({ name }) => ({ connectionId: id, name })),
  );
  await enterStreams(hub.store.pool, streams);
}

/** A source says that it has news: whoever reads it looks now. */
export const hintConnection = (hub: Hub, connectionId: string): Promise<void> =>
  hintStreams(hub.store.pool, connectionId);

/** One pass over every stream of a connection that is due, one after the other. Answers how many new messages were kept. */
export async function pullConnection(hub: Hub, connection: ConfiguredConnection): Promise<number> {
  const { source } = connection.connector;
  if (source === undefined) return 0;
  let kept = 0;
  for (const stream of source.streams) {
    kept += (await pullStream(hub, connection, stream, clientOf(connection, source))) ?? 0;
  }
  return kept;
}
