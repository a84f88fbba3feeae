import type { StoredMessage } from "../../connectors/connector.js";
import type { InboundMessage } from "../../store/inbound-message.js";

/** What a connector is told of a kept message beside its bytes. */
export function envelopeOf(message: InboundMessage): Omit<StoredMessage, "body"> {
  const { id, contentType, fileName, headers, deliveryId, receivedAt } = message;
  return { id, contentType, fileName, headers, deliveryId, receivedAt: receivedAt.toISOString() };
}
