import { createHash } from "node:crypto";
import type { RawMessage } from "../../connectors/connector.js";
import { HubError } from "../../domain/errors.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Tx } from "../../store/database.js";
import { type KeepOutcome, keepMessage } from "../../store/writes/arrival.js";
import { insertAudit } from "../../store/writes/audit.js";
import { changeEntry } from "../access/audit.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";

export interface ReceivedMessage {
  readonly messageId: string;
  readonly outcome: KeepOutcome;
}

const NAME_LENGTH_MAX = 300;
const HEADERS_MAX = 60;

/**
 * How long a flow has to read a message that it keeps itself, before the workers do. Both at once would state the same
 * party twice, wait for each other's locks, and leave to the engine what a person has decided.
 */
export const READ_AT_ONCE_MS = 10_000;

/**
 * Keeps what came through a door, byte for byte, before anybody answers the sender or looks inside.
 * Twice is once: `inbound_messages_delivery` and `inbound_messages_content`.
 */
export async function receive(
  hub: Hub,
  connectionId: string,
  messages: readonly RawMessage[],
  handedInBy: Viewer | null = null,
  readerMs = 0,
): Promise<ReceivedMessage[]> {
  const connection = hub.connection(connectionId);
  if (connection === undefined) {
    throw new HubError("UNKNOWN_CONNECTION", `there is no connection "${connectionId}"`, {
      mend: "Add it to connections.json, or use one of those that `hub status` lists.",
    });
  }
  const [only, ...others] = messages;
  if (only === undefined) return [];
  // Several of one delivery are kept together or not at all; one alone needs no transaction of its own.
  const received =
    others.length === 0 && handedInBy === null
      ? await keepAll(hub.store.pool, connection, messages, readerMs)
      : await hub.store.transaction(async (tx) => {
          const kept = await keepAll(tx, connection, messages, readerMs);
          await auditHandedIn(tx, handedInBy, kept);
          return kept;
        });
  hub.ring();
  return received;
}

/** Systems hand in messages, and those are their own record; of a person it is kept who it was. */
async function auditHandedIn(tx: Tx, viewer: Viewer | null, kept: readonly ReceivedMessage[]): Promise<void> {
  const messageIds = kept.filter(({ outcome }) => outcome === "RECEIVED").map(({ messageId }) => messageId);
  if (viewer === null || messageIds.length === 0) return;
  await insertAudit(tx, [changeEntry(viewer, null, null, { messageIds })]);
}

/** The same for whoever has a transaction and rings after its commit. `readerMs`: see `READ_AT_ONCE_MS`. */
export async function keepAll(
  tx: Tx,
  { id: connectionId, connector }: ConfiguredConnection,
  messages: readonly RawMessage[],
  readerMs = 0,
): Promise<ReceivedMessage[]> {
  const kind = connector.slow === true ? "ScanReceived" : "MessageReceived";
  const kept: ReceivedMessage[] = [];
  for (const message of messages) {
    const { id, outcome } = await keepMessage(tx, { connectionId, readerMs, ...storable(message) }, kind);
    kept.push({ messageId: id, outcome });
  }
  return kept;
}

/** The envelope in a form the database can hold; the body is never touched. */
function storable(message: RawMessage) {
  const sha256 = createHash("sha256").update(message.body).digest("hex");
  const headers = Object.entries(message.headers).slice(0, HEADERS_MAX);
  return {
    body: message.body,
    sha256,
    deliveryId: message.deliveryId === null ? `sha256:${sha256}` : plain(message.deliveryId),
    contentType: plain(message.contentType),
    fileName: message.fileName === null ? null : plain(message.fileName),
    headers: Object.fromEntries(headers.map(([name, value]) => [plain(name), plain(value)])),
  };
}

/** PostgreSQL keeps no NUL, and nobody needs a name longer than a line. */
const plain = (text: string): string =>
  text.replaceAll("\u0000", "\uFFFD").toWellFormed().slice(0, NAME_LENGTH_MAX);
