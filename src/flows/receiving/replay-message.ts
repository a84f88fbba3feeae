import { z } from "zod";
import type { Viewer } from "../../domain/viewer.js";
import { writeFacts } from "../../store/outbox.js";
import { insertAudit } from "../../store/writes/audit.js";
import { unblock } from "../../store/writes/blocked.js";
import { discardMessage, messagesById, reopenMessage } from "../../store/writes/message.js";
import { changeEntry } from "../access/audit.js";
import { once } from "../acts/once.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";

const notFound = refused("NOT_FOUND", "there is no such message in quarantine", "messageId");

/** Lets a message in quarantine be read again, after its mapping or its connection was mended. */
export async function replayMessage(
  hub: Hub,
  viewer: Viewer,
  input: { readonly idempotencyKey: string; readonly messageId: string },
): Promise<Outcome<{ messageId: string }>> {
  const { messageId } = input;
  if (!z.uuid().safeParse(messageId).success) return notFound;
  return once(hub, viewer, input.idempotencyKey, input, async (tx) => {
    const [message] = await messagesById(tx, [messageId]);
    if (message === undefined || !(await reopenMessage(tx, messageId))) return notFound;
    const slow = hub.connection(message.connectionId)?.connector.slow === true;
    await writeFacts(tx, [
      { kind: slow ? "ScanReceived" : "MessageReceived", subjectId: messageId, key: null },
    ]);
    return done({ messageId });
  });
}

/** Takes a message out of quarantine for good, with a reason. Its bytes stay. */
export async function discardQuarantined(
  hub: Hub,
  viewer: Viewer,
  messageId: string,
  reason: string,
): Promise<Outcome<{ messageId: string }>> {
  if (!z.uuid().safeParse(messageId).success) return notFound;
  const discarded = await hub.store.transaction(async (tx) => {
    if (!(await discardMessage(tx, messageId, reason))) return false;
    await insertAudit(tx, [changeEntry(viewer, null, null, { messageId })]);
    const [message] = await messagesById(tx, [messageId]);
    if (message !== undefined && message.orderKey !== null) {
      const { id, connectionId, orderKey } = message;
      await unblock(tx, [{ id, connectionId, orderKey }]);
    }
    return true;
  });
  if (!discarded) return notFound;
  hub.ring();
  return done({ messageId });
}
