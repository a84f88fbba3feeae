import type { Tx } from "../../store/database.js";
import type { Order } from "../../store/order.js";
import { cameBefore } from "../../store/writes/message.js";

/** One version of an order, as its source has stated it in a message. */
interface StatedVersion {
  readonly externalVersion: string | null;
  readonly messageId: string;
}

/**
 * True if the order's source has said something later of it than this. Versions are compared as text. Where they are
 * the same, or either side has none, the later arrival counts, whichever of the two was read first.
 */
export async function isOverruled(
  tx: Tx,
  { externalVersion: next, messageId }: StatedVersion,
  known: Pick<Order, "externalVersion" | "messageId" | "statedMessageId">,
): Promise<boolean> {
  const { externalVersion: version } = known;
  if (next !== null && version !== null && next !== version) return next < version;
  return cameBefore(tx, messageId, known.statedMessageId ?? known.messageId);
}
