import type { Source, SourceClient } from "../../connectors/source.js";
import { sourceClient } from "../../connectors/source-client.js";
import type { ConfiguredConnection } from "../work/hub.js";

/** One client for each connection of this process, so that all who ask share its limit. */
const clients = new WeakMap<ConfiguredConnection, SourceClient>();

export function clientOf(
  connection: ConfiguredConnection,
  { limits }: Pick<Source<never>, "limits">,
): SourceClient {
  const known = clients.get(connection);
  if (known !== undefined) return known;
  const made = sourceClient(limits);
  clients.set(connection, made);
  return made;
}
