import type { Attachment } from "../../connectors/attachment.js";
import type { RawMessage } from "../../connectors/connector.js";
import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { knownDeliveries } from "../../store/writes/message.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";
import type { Applied } from "./arriving.js";
import { keepAll } from "./receive.js";

/**
 * Keeps what was attached to a message as a message of the connection that reads it: from there it is read,
 * answered, quarantined and replayed like any other. Twice is once: its delivery id is the message and the
 * part it came from. `document` is what the message was decoded to.
 */
export async function handOn(
  tx: Tx,
  hub: Hub,
  message: InboundMessage,
  attachment: Attachment,
  document: unknown,
): Promise<Applied> {
  const { part, fileName, connector } = attachment;
  const at = `attachment ${fileName}`;
  const reader = readerOf(hub, attachment);
  if (reader === undefined) {
    const words = `it is for the connector "${connector}", and no connection of that connector is named for mail`;
    return { kind: "REJECTED", issue: { code: "NO_READER", message: words, at } };
  }
  const body = hub.connection(message.connectionId)?.connector.attachedBytes?.(document, part) ?? null;
  if (body === null)
    return { kind: "REJECTED", issue: { code: "ATTACHMENT_LOST", message: "it cannot be taken out", at } };
  const raw = messageOf(message, attachment, body);
  const known = await knownDeliveries(tx, reader.id, [raw.deliveryId]);
  if (known.size > 0) return { kind: "APPLIED", result: `${fileName}: handed on to ${reader.id} before` };
  const [kept] = await keepAll(tx, reader, [raw]);
  const words = kept?.outcome === "DUPLICATE" ? "known there" : `message ${kept?.messageId ?? ""}`;
  return { kind: "APPLIED", result: `${fileName}: handed on to ${reader.id}, ${words}` };
}

/**
 * The connection that was named for it, or the hub's own. A partner's connection is never taken unasked: it
 * vouches for its partner, and an attachment has only a mail to vouch for it. Anybody may send a fax.
 */
function readerOf(hub: Hub, { connector, connectionId }: Attachment): ConfiguredConnection | undefined {
  const able = hub.connections().filter((one) => one.connector.id === connector);
  if (connectionId !== null) return able.find(({ id }) => id === connectionId);
  return able.find(({ isBuiltIn, connector: { side } }) => isBuiltIn === true || side === "FAX");
}

function messageOf(
  { id, connectionId }: InboundMessage,
  { part, fileName, contentType, headers }: Attachment,
  body: Uint8Array,
): RawMessage & { readonly deliveryId: string } {
  const origin = { "parent-message": id, "parent-connection": connectionId, "parent-part": part };
  return { body, fileName, contentType, headers: { ...headers, ...origin }, deliveryId: `${id}#${part}` };
}
