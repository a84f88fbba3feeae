import { z } from "zod";
import { HubError } from "../../domain/errors.js";
import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { writeFacts } from "../../store/outbox.js";
import type { Hub } from "../work/hub.js";
import type { Work } from "../work/work.js";
import type { Applied } from "./arriving.js";
import { receive } from "./receive.js";
import { clientOf } from "./source-clients.js";

const subject = z.tuple([z.string(), z.string(), z.string()]);

/** Notes that a source has to be asked. Announcements of one object are followed up one after the other. */
export async function announce(
  tx: Tx,
  { connectionId }: InboundMessage,
  { stream, externalId }: { readonly stream: string; readonly externalId: string },
): Promise<Applied> {
  const subjectId = JSON.stringify([connectionId, stream, externalId]);
  await writeFacts(tx, [{ kind: "SourceChanged", subjectId, key: `source:${subjectId}` }]);
  return { kind: "APPLIED", result: `${stream} ${externalId} has changed: the source is asked` };
}

/**
 * Asks sources for what they only announced, and keeps the answers as messages. An answer that was kept
 * before is a repeat, so asking twice changes nothing.
 */
export const fetchLatest: Work = async (hub, claim) => {
  for (const { subjectId } of claim.facts) await fetchOne(hub, subject.parse(JSON.parse(subjectId)));
  await hub.store.transaction((tx) => claim.finish(tx, claim.facts));
};

async function fetchOne(
  hub: Hub,
  [connectionId, stream, externalId]: z.infer<typeof subject>,
): Promise<void> {
  const connection = hub.connection(connectionId);
  const source = connection?.connector.source;
  if (connection === undefined || source?.fetchLatest === undefined) {
    throw new HubError("CANNOT_ASK", `${connectionId} announces changes of ${stream} and cannot be asked`, {
      mend: "Give the connection an address and a key to read with.",
    });
  }
  const latest = await source.fetchLatest(
    connection.settings,
    stream,
    externalId,
    clientOf(connection, source),
  );
  if (latest !== null) await receive(hub, connectionId, [latest]);
}
