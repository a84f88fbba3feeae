import type { CanonicalDocument } from "../../connectors/connector.js";
import { targetsBetween } from "../../domain/order-change.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { writeFacts } from "../../store/outbox.js";
import { messagesToReplay, reopenApplied, reopenMessage } from "../../store/writes/message.js";
import { changeable, orderById, ordersBySource } from "../../store/writes/order.js";
import { isOverruled } from "../orders/overruled.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";
import { readSafely } from "./read-message.js";

/** What reading a message again would come to. */
export interface Replayed {
  readonly messageId: string;
  readonly was: InboundMessage["status"];
  /**
   * READABLE: it leaves quarantine. CHANGES: it says something else than what is known. SAME: nothing would
   * change. UNREADABLE: it stays, or would go, in quarantine.
   */
  readonly outcome: "READABLE" | "CHANGES" | "SAME" | "UNREADABLE";
  /** What would change, one line for each document; or why it cannot be read. */
  readonly words: readonly string[];
}

const MESSAGES_AT_ONCE = 100;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Looks at what was quarantined, and at what an older mapping has read (at all that was read, if `all`):
 * what would come of it today? Changes nothing.
 */
export async function* planReplay(
  hub: Hub,
  connection: ConfiguredConnection,
  { since, all }: { readonly since: Date | null; readonly all: boolean },
): AsyncGenerator<Replayed> {
  const mappingVersion = all ? null : connection.connector.mappingVersion;
  let after = FIRST_ID;
  for (;;) {
    const from = { after, since, mappingVersion };
    const messages = await messagesToReplay(hub.store.pool, connection.id, from, MESSAGES_AT_ONCE);
    for (const message of messages) yield await lookAt(hub, connection, message);
    const last = messages.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function lookAt(
  hub: Hub,
  connection: ConfiguredConnection,
  message: InboundMessage,
): Promise<Replayed> {
  const { id: messageId, status: was } = message;
  const reading = await readSafely(connection, message);
  if (!reading.ok) {
    const words = reading.issues.map(({ message: text, at }) => (at === null ? text : `${at}: ${text}`));
    return { messageId, was, outcome: "UNREADABLE", words };
  }
  const words: string[] = [];
  for (const document of reading.documents)
    words.push(...(await differences(hub, connection, messageId, document)));
  if (was === "QUARANTINED") return { messageId, was, outcome: "READABLE", words };
  return { messageId, was, outcome: words.length > 0 ? "CHANGES" : "SAME", words };
}

/** How a document differs from what is known; of documents other than orders, only that they can be read. */
async function differences(
  hub: Hub,
  { id: connectionId }: ConfiguredConnection,
  messageId: string,
  document: CanonicalDocument,
): Promise<string[]> {
  if (document.kind !== "ORDER") return [];
  const { order: next } = document;
  const name = next.externalNumber ?? next.externalId;
  const [known] = await ordersBySource(hub.store.pool, [{ connectionId, externalId: next.externalId }]);
  const order = known === undefined ? null : await orderById(hub.store.pool, known.id);
  if (order === null) return [`order ${name} would be new`];
  const stated = { externalVersion: next.externalVersion, messageId };
  if (await isOverruled(hub.store.pool, stated, order)) return [];
  const kinds = targetsBetween(changeable(order), next).map(({ kind }) => kind);
  return kinds.length === 0 ? [] : [`order ${order.number} would change: ${kinds.join(", ")}`];
}

/** Lets these be read again; the facts that this writes are worked in the order of arrival. */
export async function replayAll(hub: Hub, planned: readonly Replayed[]): Promise<number> {
  const chosen = planned.filter(({ outcome }) => outcome === "READABLE" || outcome === "CHANGES");
  await hub.store.transaction(async (tx) => {
    for (const { messageId, was } of chosen) if (was === "QUARANTINED") await reopenMessage(tx, messageId);
    await reopenApplied(
      tx,
      chosen.filter(({ was }) => was === "APPLIED").map(({ messageId }) => messageId),
    );
    await writeFacts(
      tx,
      chosen.map(({ messageId }) => ({ kind: "MessageReceived" as const, subjectId: messageId, key: null })),
    );
  });
  hub.ring();
  return chosen.length;
}
