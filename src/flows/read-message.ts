import type { InboundMessage } from "../store/inbound-message.js";
import type { ConfiguredConnection } from "./hub.js";
import { type Understood, understand } from "./understand.js";

/** What a kept message says, through the eyes of its connection as it is configured now. */
export function readMessage(connection: ConfiguredConnection, message: InboundMessage): Promise<Understood> {
  const { id, contentType, fileName, headers, deliveryId, receivedAt, body } = message;
  return understand(
    connection.connector,
    {
      ...{ id, contentType, fileName, headers, deliveryId },
      body: new Uint8Array(body ?? []),
      receivedAt: receivedAt.toISOString(),
    },
    connection.settings,
  );
}
