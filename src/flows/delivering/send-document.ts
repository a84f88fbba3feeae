import { markSent, outgoingById } from "../../store/writes/outgoing-document.js";
import type { Hub } from "../work/hub.js";
import type { Work } from "../work/work.js";

/**
 * Sends what was written for partners, in the order it was written. A document may be sent twice, if we are
 * killed between sending it and noting that; its own number tells the partner. Where a connection cannot
 * send, the document waits to be fetched.
 */
export const sendDocuments: Work = async (hub, claim) => {
  for (const { subjectId } of claim.facts) await sendOne(hub, subjectId);
  await hub.store.transaction((tx) => claim.finish(tx, claim.facts));
};

async function sendOne(hub: Hub, id: string): Promise<void> {
  const document = await outgoingById(hub.store.pool, id);
  const connection = document === null ? undefined : hub.connection(document.connectionId);
  if (document === null || document.sentAt !== null || connection === undefined) return;
  const { fileName, contentType, body, recipient } = document;
  const outcome = await connection.connector.send?.(
    {
      ...{ fileName, contentType, body: new Uint8Array(body) },
      ...(recipient === null ? {} : { recipient }),
    },
    connection.settings,
  );
  if (outcome === "SENT") await markSent(hub.store.pool, id);
}
