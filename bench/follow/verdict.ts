import type { OrderChangeDeliveryStatus } from "../../src/domain/vocabulary.js";
import type { LiveOrder } from "./customers.js";
import { type Evidence, type Fault, tally } from "./evidence.js";
import type { HubOrder } from "./hub-books.js";
import { judgeChanges } from "./judge-changes.js";
import { judgeParcels } from "./judge-parcels.js";
import type { Page } from "./ledger-book.js";
import { difference } from "./wanted.js";

export interface Verdict {
  readonly orders: number;
  /** Changes that the hub has said yes to. */
  readonly changes: number;
  /** Orders and changes that have no end, or one that the ledger does not bear out. */
  readonly lost: number;
  readonly appliedTwice: number;
  /** Changes that reached the warehouse before an earlier one of the same order. */
  readonly outOfOrder: number;
  /** Parcels that left for an address that was not the order's, from a warehouse that heeds stops. */
  readonly escapes: number;
  readonly held: number;
  /** From the label to the stop; null if nothing was stopped. */
  readonly secondsToStop: Readonly<Record<"p50" | "p95" | "max", number>> | null;
  readonly escapesWhereHoldsAreIgnored: number;
  readonly escapesReportedWhereHoldsAreIgnored: number;
  readonly escapesReported: number;
  /** Parcels that a person let go to another address, after the warehouse had refused the right one several times. */
  readonly letGo: number;
  readonly shippedAfterCancel: number;
  readonly changesByStatus: Readonly<Partial<Record<OrderChangeDeliveryStatus, number>>>;
  readonly unknown: number;
  readonly refusedAtTheDoor: Readonly<Record<string, number>>;
  readonly causesInjected: Readonly<Record<string, number>>;
  readonly causesRecovered: Readonly<Record<string, number>>;
  readonly parked: number;
  /** The first of what was found to be wrong, in words. */
  readonly faults: readonly string[];
}

/** Judges a season from outside: nothing here asks the hub's own rules. */
export function judge(evidence: Evidence): Verdict {
  const { books, live } = evidence;
  const changes = judgeChanges(evidence);
  const parcels = judgeParcels(evidence);
  const faults = [...judgeOrders(evidence), ...changes.faults, ...parcels.faults];
  const count = (what: Fault["what"]): number => faults.filter((fault) => fault.what === what).length;
  const all = [...live.values()];
  return {
    ...parcels.counts,
    orders: evidence.orders,
    changes: all.reduce((sum, { accepted }) => sum + accepted.length, 0),
    ...{ lost: count("lost"), appliedTwice: count("appliedTwice"), outOfOrder: count("outOfOrder") },
    ...{ changesByStatus: changes.byStatus, unknown: changes.byStatus.UNKNOWN ?? 0 },
    refusedAtTheDoor: tally(all.flatMap(({ refused }) => refused ?? [])),
    parked: books.parked,
    faults: faults.map(({ what, words }) => `${what}: ${words}`),
  };
}

/** Every order is known once and stands in the warehouse once, as its customer wants it. */
function judgeOrders({ script: { season }, orders, books, pages, live }: Evidence): Fault[] {
  const faults: Fault[] = [];
  const lost = (words: string): void => void faults.push({ what: "lost", words });
  const known = new Map<string, HubOrder[]>();
  for (const order of books.orders) known.set(order.key, [...(known.get(order.key) ?? []), order]);
  for (let at = 0; at < orders; at += 1) {
    const key = `${season}-${at}`;
    const [order, ...others] = known.get(key) ?? [];
    if (order === undefined) {
      lost(`order ${key} is not in the hub`);
      continue;
    }
    const page = pages.get(order.id);
    if (others.length > 0 || (page?.ids.size ?? 0) > 1) {
      faults.push({ what: "appliedTwice", words: `order ${key} was made ${page?.ids.size} times` });
    }
    const words = faultOfOrder(order, page, live.get(key), books.quarantined.has(key));
    if (words !== null) lost(`order ${key} ${words}`);
  }
  return faults;
}

function faultOfOrder(
  order: HubOrder,
  page: Page | undefined,
  live: LiveOrder | undefined,
  isQuarantined: boolean,
): string | null {
  const there = page?.entries.at(-1)?.order;
  if (there === undefined)
    return order.canceled ? null : `never reached the warehouse (${order.status}, ${order.sync})`;
  // What the hub was told and could not do any more waits for a person.
  const unheard = live === undefined || isQuarantined ? null : difference(live.wanted, order);
  if (unheard !== null) return `is not what its customer wants: ${unheard}`;
  if (order.sync === "PENDING" || order.sync === "NOT_SENT") return `has no end: ${order.sync}`;
  const apart = difference(order, there);
  return order.sync === "IN_SYNC" && apart !== null ? `is called in step and is not: ${apart}` : null;
}
