import { messagesById } from "../../store/writes/message.js";
import { orderById } from "../../store/writes/order.js";
import { envelopeOf } from "../receiving/envelope.js";
import { readMessage } from "../receiving/read-message.js";
import type { Hub } from "../work/hub.js";

/**
 * An order as it stands, and as its sender has stated it. It is read again from the message it came with: that
 * has the names by which the sender knows it. Null where there is nobody to be answered in them.
 */
export async function statedOrder(hub: Hub, orderId: string) {
  const order = await orderById(hub.store.pool, orderId);
  const connection = order === null ? undefined : hub.connection(order.connectionId);
  if (order === null || connection === undefined) return null;
  const [message] = await messagesById(hub.store.pool, [order.messageId]);
  if (message === undefined) return null;
  const reading = await readMessage(connection, message);
  const stated = reading.ok
    ? reading.documents.find((one) => one.kind === "ORDER" && one.order.externalId === order.externalId)
    : undefined;
  if (stated?.kind !== "ORDER") return null;
  const asked = { document: reading.document, message: envelopeOf(message) };
  return { order, stated: stated.order, connection, messageId: message.id, asked };
}
