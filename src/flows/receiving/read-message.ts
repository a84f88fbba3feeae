import type { StoredMessage } from "../../connectors/connector.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import type { ConfiguredConnection } from "../work/hub.js";
import { envelopeOf } from "./envelope.js";
import { understandSafely } from "./read-apart.js";
import { type Understood, understand } from "./understand.js";

/** What a kept message says, through the eyes of its connection as it is configured now. */
export const readMessage = (connection: ConfiguredConnection, message: InboundMessage): Promise<Understood> =>
  understand(connection.connector, asStored(message), connection.settings);

/** The same for what has just arrived and may be anything: within a budget, and not in our thread if it is large. */
export const readSafely = (connection: ConfiguredConnection, message: InboundMessage): Promise<Understood> =>
  understandSafely(connection.connector, asStored(message), connection.settings);

const asStored = (message: InboundMessage): StoredMessage => ({
  ...envelopeOf(message),
  body: new Uint8Array(message.body ?? []),
});
