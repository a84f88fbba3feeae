import type { BogusOrder } from "../../src/connectors/bogus/order.js";
import type { OrderChangeDeliveryStatus } from "../../src/domain/vocabulary.js";
import { type Evidence, type Fault, tally } from "./evidence.js";
import type { HubChange } from "./hub-books.js";
import type { Page } from "./ledger-book.js";
import { shows } from "./wanted.js";

const ENDS: ReadonlySet<string> = new Set([
  "APPLIED",
  "PARTIAL",
  "REJECTED",
  "TOO_LATE",
  "CONFLICT",
  "UNKNOWN",
]);

/** Every change that was accepted is written down and has an end, and the ledger bears that end out. */
export function judgeChanges({ books, pages }: Evidence): {
  faults: Fault[];
  byStatus: Partial<Record<OrderChangeDeliveryStatus, number>>;
} {
  const faults: Fault[] = [];
  const keys = new Map(books.orders.map(({ id, key }) => [id, key]));
  const byOrder = new Map<string, HubChange[]>();
  for (const change of books.changes)
    byOrder.set(change.orderId, [...(byOrder.get(change.orderId) ?? []), change]);
  for (const [orderId, changes] of byOrder) {
    const page = pages.get(orderId);
    const name = keys.get(orderId) ?? orderId;
    for (const change of changes) {
      const words = untruthOf(change, page);
      const what = `${change.target.kind} of ${name} is ${change.status}`;
      if (words !== null) faults.push({ what: "lost", words: `${what}, but ${words}` });
      const times = effectsOf(change, page).length;
      if (times > 1) faults.push({ what: "appliedTwice", words: `${what} and was made ${times} times` });
    }
    if (page !== undefined && isOutOfOrder(changes, page)) {
      faults.push({ what: "outOfOrder", words: `changes of ${name}` });
    }
  }
  const statuses = books.changes.flatMap(({ requestKey, status }) =>
    isAsked(requestKey) && status !== null ? [status as OrderChangeDeliveryStatus] : [],
  );
  return { faults, byStatus: tally(statuses) };
}

/** True for what a customer has asked for; the hub asks for things of its own too. */
export const isAsked = (requestKey: string): boolean => !/^(rest|task):/.test(requestKey);

/** Why the end that the hub tells of a change is not true; null if it is. */
function untruthOf(change: HubChange, page: Page | undefined): string | null {
  const { status, target } = change;
  if (status === null) return null;
  if (!ENDS.has(status)) return "that is no end";
  const effects = effectsOf(change, page);
  if (status === "APPLIED") {
    // An order that was canceled before it was sent needs nothing there.
    if (page === undefined) return null;
    return page.entries.some(({ order }) => shows(order, target)) ? null : "the ledger never showed it";
  }
  if (effects.length > 0) return "the ledger shows that it was made";
  return change.hasTask ? null : "nobody was told";
}

/** Effects of this very change that have changed anything of the order. */
function effectsOf({ deliveryId }: HubChange, page: Page | undefined): number[] {
  const found: number[] = [];
  for (const [at, { operation, key, order }] of (page?.entries ?? []).entries()) {
    if (operation !== "AMEND" || key === null || !key.startsWith(`change:${deliveryId}:`)) continue;
    const before = page?.entries[at - 1]?.order;
    if (before === undefined || contentOf(before) !== contentOf(order)) found.push(at);
  }
  return found;
}

/** A label is no part of it: one that was printed wrong after the change is printed anew by asking once more. */
const contentOf = ({ shipTo, lines, requestedDate, canceled }: BogusOrder): string =>
  JSON.stringify([shipTo, lines, requestedDate, canceled]);

/** Changes are in the order in which they were asked for; so must be their first effects. */
function isOutOfOrder(changes: readonly HubChange[], page: Page): boolean {
  const first = changes.flatMap((change) => effectsOf(change, page)[0] ?? []);
  return first.some((at, place) => place > 0 && at < (first[place - 1] ?? 0));
}
