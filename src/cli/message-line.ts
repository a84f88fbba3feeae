import { groupBy } from "../domain/group-by.js";
import type { Hub } from "../flows/work/hub.js";
import type { InboundMessage } from "../store/inbound-message.js";
import { orderNumbersOf } from "../store/writes/message.js";

/** What became of one document: the line that the command line prints for it. */
export interface MessageLine {
  /** Null if nothing was kept. */
  readonly messageId: string | null;
  readonly outcome: InboundMessage["status"] | "UNREADABLE";
  /** The number of the order in it, or of the order it speaks of. */
  readonly order: string | null;
  /** Why there is no order, or what else there is to say. */
  readonly reason: string | null;
}

/**
 * One line per order that a message holds or changes, so a file of four orders is four lines; one
 * line with the reason where there is none. A repeat shows the orders of the message it repeats.
 */
export async function linesOf(hub: Hub, messages: readonly InboundMessage[]): Promise<MessageLine[]> {
  const sources = messages.map(sourceOf);
  const numbers = await orderNumbersOf(hub.store.pool, sources);
  const byMessage = groupBy(numbers, ({ messageId }) => messageId);
  return messages.flatMap((message): MessageLine[] => {
    const { id: messageId, status: outcome } = message;
    const orders = byMessage.get(sourceOf(message)) ?? [];
    if (orders.length === 0) return [{ messageId, outcome, order: null, reason: reasonOf(message) }];
    return orders.map(({ number }) => ({ messageId, outcome, order: number, reason: null }));
  });
}

const sourceOf = ({ id, duplicateOf }: InboundMessage): string => duplicateOf ?? id;

function reasonOf({ duplicateOf, issues, result }: InboundMessage): string {
  if (duplicateOf !== null) return `the same as ${duplicateOf}`;
  const words = issues.map(({ message, at }) => (at === null ? message : `${at}: ${message}`)).join("; ");
  return words || result || "it holds nothing to do";
}

/** The line for people: message id, outcome, order number or the reason. */
export function sentence({ messageId, outcome, order, reason }: MessageLine): string {
  return [messageId ?? "-", outcome, order ?? reason ?? ""].join("  ").trimEnd();
}
