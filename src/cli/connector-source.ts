import type { Source } from "../connectors/source.js";
import { HubError } from "../domain/errors.js";
import { enterAllStreams, pullConnection } from "../flows/receiving/pull-all.js";
import { clientOf } from "../flows/receiving/source-clients.js";
import type { ConfiguredConnection, Hub } from "../flows/work/hub.js";
import { makeDue, streamStates } from "../store/writes/stream.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

type AnySource = Source<Readonly<Record<string, unknown>>>;

/** Whether the source answers, and what somebody who sets it up has to know. */
export async function check(name: string, json: boolean): Promise<void> {
  const result = await withHub("look", (hub) => {
    const { connection, source } = sourceOf(hub, name);
    return source.check(connection.settings, clientOf(connection, source));
  });
  if (!result.ok) process.exitCode = 1;
  if (json) printJson({ connection: name, ...result });
  else for (const finding of result.findings) print(finding);
}

/** One pass over each stream, now. */
export async function pull(name: string, json: boolean): Promise<void> {
  const streams = await withHub("work", async (hub) => {
    const { connection } = sourceOf(hub, name);
    await enterAllStreams(hub);
    await makeDue(hub.store.pool, connection.id);
    await pullConnection(hub, connection);
    return (await streamStates(hub.store.pool)).filter(({ connectionId }) => connectionId === name);
  });
  if (streams.some(({ error }) => error !== null)) process.exitCode = 1;
  if (json) return printJson(streams);
  print(
    table(
      streams.map(({ name: stream, messages, newestAt, error }) => [
        ...[stream, `${messages} messages so far`, `newest ${newestAt?.toISOString() ?? "-"}`],
        error ?? "",
      ]),
    ),
  );
}

function sourceOf(hub: Hub, name: string): { connection: ConfiguredConnection; source: AnySource } {
  const connection = hub.connection(name);
  const source = connection?.connector.source;
  if (connection !== undefined && source?.isPulled(connection.settings) === true) {
    return { connection, source };
  }
  const pulled = hub
    .connections()
    .filter(({ connector, settings }) => connector.source?.isPulled(settings) === true)
    .map(({ id }) => id);
  throw new HubError("NOT_A_SOURCE", `"${name}" is no connection whose source can be read`, {
    mend:
      pulled.length === 0 ? "No connection is set up to read a source." : `These are: ${pulled.join(", ")}.`,
  });
}
