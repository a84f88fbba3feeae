import type { InboundMessage } from "../store/inbound-message.js";
import { envelopeOf } from "./envelope.js";
import type { ConfiguredConnection } from "./hub.js";
import { type Understood, understand } from "./understand.js";

/** What a kept message says, through the eyes of its connection as it is configured now. */
export function readMessage(connection: ConfiguredConnection, message: InboundMessage): Promise<Understood> {
  const body = new Uint8Array(message.body ?? []);
  return understand(connection.connector, { ...envelopeOf(message), body }, connection.settings);
}
