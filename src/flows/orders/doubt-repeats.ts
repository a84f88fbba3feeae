import {
  REPEAT_WITHIN_MS,
  REPEATING_CHANNELS,
  type Repeatable,
  whyRepeated,
} from "../../domain/repeated-order.js";
import type { Tx } from "../../store/database.js";
import type { NewOrder } from "../../store/writes/order.js";
import { recentOrders } from "../../store/writes/recent-order.js";

/** What an order is compared with, and what it is called in a doubt. */
type Earlier = Repeatable & { readonly words: string };

/**
 * The same new orders, with a doubt on each that looks like one of the last two days: on paper and on the
 * phone people order once more what they are not sure has arrived. Whoever looks at it decides; nothing is
 * dropped. Two copies that are read at the very same moment do not see each other.
 */
export async function doubtRepeats(tx: Tx, orders: readonly NewOrder[]): Promise<NewOrder[]> {
  const times = orders.filter(mayRepeat).map(({ order }) => Date.parse(order.placedAt));
  if (times.length === 0) return [...orders];
  const known = await recentOrders(
    tx,
    REPEATING_CHANNELS,
    new Date(Math.min(...times) - REPEAT_WITHIN_MS),
    new Date(Math.max(...times) + REPEAT_WITHIN_MS),
  );
  const earlier: Earlier[] = known.map((one) => ({ ...one, words: `order ${one.number}` }));
  return orders.map((one) => {
    if (!mayRepeat(one)) return one;
    const { poNumber, buyer, lines } = one.order;
    const compared: Repeatable = { poNumber, buyer, lines, customerId: one.customerId };
    const doubt = doubtOf(compared, earlier);
    earlier.push({ ...compared, words: "another order that came with it" });
    if (doubt === null) return one;
    const order = { ...one.order, doubts: [...one.order.doubts, doubt] };
    return { ...one, order, status: one.status === "CONFIRMED" ? "NEEDS_REVIEW" : one.status };
  });
}

const mayRepeat = ({ channel, order }: NewOrder): boolean =>
  REPEATING_CHANNELS.includes(channel) && !order.canceled;

function doubtOf(compared: Repeatable, earlier: readonly Earlier[]): string | null {
  for (const one of earlier) {
    const why = whyRepeated(compared, one);
    if (why !== null) return `It looks like ${one.words} once more: ${why}.`;
  }
  return null;
}
