import type { Connector } from "../connectors/connector.js";
import { connectors } from "../connectors/index.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

/** Every connector with its capabilities and its connections. */
export async function list(json: boolean): Promise<void> {
  const used = await withHub("look", async (hub) =>
    hub
      .connections()
      .filter(({ isBuiltIn }) => isBuiltIn !== true)
      .map(({ id, connector }) => ({ id, connector: connector.id })),
  );
  const rows = connectors.map((connector) => ({
    ...{ id: connector.id, title: connector.title, side: connector.side },
    capabilities: capabilitiesOf(connector),
    connections: used.filter((one) => one.connector === connector.id).map(({ id }) => id),
  }));
  if (json) return printJson(rows);
  print(
    table(
      rows.map(({ id, side, title, capabilities, connections }) => [
        ...[id, side, title, capabilities.join(", ")],
        connections.join(", ") || "-",
      ]),
    ),
  );
}

function capabilitiesOf(connector: Connector): string[] {
  return [
    connector.files === undefined ? null : "files",
    connector.webhook === undefined ? null : "webhook",
    connector.listen === undefined ? null : "door of its own",
    connector.source === undefined
      ? null
      : `reads ${connector.source.streams.map(({ name }) => name).join(", ")}`,
    connector.execution === undefined ? null : "executes orders",
    connector.orders === undefined ? null : "orders from partners that execute",
    connector.intercept === undefined ? null : "intercepts parcels",
    connector.answers === undefined ? null : "answers in its format",
  ].filter((capability) => capability !== null);
}
