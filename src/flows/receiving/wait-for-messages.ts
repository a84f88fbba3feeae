import { setTimeout as sleep } from "node:timers/promises";
import { HubError } from "../../domain/errors.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { openWork } from "../../store/outbox.js";
import { messagesById } from "../../store/writes/message.js";
import type { Hub } from "../work/hub.js";

const POLL_MS = 50;

/** Waits until every one of these messages has been read or set aside; `onProgress` hears how many are left. */
export async function waitForMessages(
  hub: Hub,
  ids: readonly string[],
  timeoutMs: number,
  onProgress: (left: number) => void = () => {},
): Promise<InboundMessage[]> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const messages = await messagesById(hub.store.pool, ids);
    const left = messages.filter(({ status }) => status === "RECEIVED").length;
    onProgress(left);
    if (left === 0) return messages;
    if (Date.now() > deadline)
      throw stillBusy(`${left} of ${ids.length} messages are still unread`, timeoutMs);
    await sleep(POLL_MS);
  }
}

/** Waits until nothing is left to do anywhere in the flow; work that was parked for a person does not count. */
export async function waitForQuiet(
  hub: Hub,
  timeoutMs: number,
  onProgress: (left: number) => void = () => {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { open } = await openWork(hub.store.pool);
    onProgress(open);
    if (open === 0) return;
    if (Date.now() > deadline) throw stillBusy(`${open} facts are still open`, timeoutMs);
    await sleep(POLL_MS);
  }
}

const stillBusy = (what: string, timeoutMs: number): HubError =>
  new HubError("STILL_BUSY", `after ${Math.round(timeoutMs / 1000)} s ${what}`, {
    mend: "Nothing is lost: `hub status` shows how far it is, `hub doctor` what holds it up.",
  });
