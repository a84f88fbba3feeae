import type { RawMessage } from "../../connectors/connector.js";
import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { knownDeliveries } from "../../store/writes/message.js";
import type { Hub } from "../work/hub.js";
import type { Reading } from "./read-patiently.js";
import { keepAll } from "./receive.js";
import { PART, PART_OF, type UnreadPart } from "./understand-parts.js";

/**
 * Keeps the documents of a file that could not be read as messages of their own: they are put into
 * quarantine, replayed and discarded like any other, and the rest of the file is not read again with them.
 * Twice is once: the delivery id of each is the file and its place in it.
 */
export async function setAside(
  tx: Tx,
  hub: Hub,
  message: InboundMessage,
  reading: Reading | undefined,
): Promise<void> {
  const connection = hub.connection(message.connectionId);
  const unread = reading?.ok === true ? (reading.unread ?? []) : [];
  if (connection === undefined || unread.length === 0) return;
  const raws = unread.map((part) => messageOf(message, part));
  const known = await knownDeliveries(
    tx,
    connection.id,
    raws.map(({ deliveryId }) => deliveryId),
  );
  await keepAll(
    tx,
    connection,
    raws.filter(({ deliveryId }) => !known.has(deliveryId)),
  );
}

/** The delivery id of a document of a file. */
export const partId = (messageId: string, number: number): string => `${messageId}#${number}`;

function messageOf(
  { id, fileName, contentType, headers }: InboundMessage,
  { name, number, body, headers: told }: UnreadPart,
): RawMessage & { readonly deliveryId: string } {
  return {
    ...{ body, contentType, fileName: fileName === null ? name : `${fileName} (${name})` },
    headers: { ...headers, ...told, [PART_OF]: id, [PART]: name },
    deliveryId: partId(id, number),
  };
}
