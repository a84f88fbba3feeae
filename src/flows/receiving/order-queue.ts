import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { BEHIND_QUARANTINED, blockersOf, type Queued, unblock } from "../../store/writes/blocked.js";
import type { MessageVerdict } from "../../store/writes/message.js";
import type { Reading } from "./read-patiently.js";
import type { Understood } from "./understand.js";

/**
 * What speaks of an order whose earlier message is in quarantine waits behind that one, so that a change
 * never overtakes what it changes. Only that order waits; everything else goes on. Replaces the readings.
 */
export async function holdBack(
  tx: Tx,
  messages: readonly InboundMessage[],
  readings: Map<string, Reading>,
): Promise<void> {
  const queued = messages.flatMap(({ id, connectionId }): Queued[] => {
    const orderKey = keyOf(readings.get(id));
    return orderKey === null ? [] : [{ id, connectionId, orderKey }];
  });
  const blockers = new Map(await blockersOf(tx, queued));
  const failing = new Map<string, string>();
  for (const { id, connectionId, orderKey } of queued) {
    const place = JSON.stringify([connectionId, orderKey]);
    const blocker = blockers.get(id) ?? failing.get(place);
    if (blocker !== undefined) readings.set(id, behind(blocker, orderKey));
    else if (readings.get(id)?.ok === false) failing.set(place, id);
  }
}

const keyOf = (reading: Reading | undefined): string | null =>
  reading === undefined || reading.ok === "LATER" ? null : reading.orderKey;

const behind = (blocker: string, orderKey: string): Understood => ({
  ok: false,
  orderKey,
  issues: [
    {
      code: BEHIND_QUARANTINED,
      message: `It waits behind message ${blocker}, which speaks of the same order and is in quarantine.`,
      at: null,
    },
  ],
});

/** Whoever leaves quarantine lets those behind it through. It bears its key from the time it was put there. */
export async function letThrough(
  tx: Tx,
  messages: readonly InboundMessage[],
  verdicts: readonly MessageVerdict[],
): Promise<void> {
  const applied = new Set(verdicts.filter(({ status }) => status === "APPLIED").map(({ id }) => id));
  await unblock(
    tx,
    messages.flatMap(({ id, connectionId, orderKey }) =>
      orderKey !== null && applied.has(id) ? [{ id, connectionId, orderKey }] : [],
    ),
  );
}
