import type { PostalAddress } from "../../src/domain/address.js";
import { groupBy } from "../../src/domain/group-by.js";
import type { ReturnCause } from "../../src/domain/return-causes.js";
import type { LiveOrder } from "./customers.js";
import { type Evidence, type Fault, tally } from "./evidence.js";
import type { HubBooks, HubChange, HubOrder, HubReturn } from "./hub-books.js";
import { isAsked } from "./judge-changes.js";
import type { Entry, Page } from "./ledger-book.js";
import { type OrderPlan, planOf } from "./plan.js";
import { sameDoor, whyBack } from "./warehouse.js";

type Accepted = LiveOrder["accepted"];

/** What brought a parcel back, as only the play knows. */
type Cause =
  | "change missing at the warehouse"
  | "label not the order's"
  | "address of the customer"
  | "carrier";

interface Parcel {
  readonly order: HubOrder;
  readonly plan: OrderPlan;
  readonly page: Page;
  readonly accepted: Accepted;
}

/** Where every parcel went, against where the order went at that moment, and why it came back. */
export function judgeParcels({ script, books, pages, live }: Evidence) {
  const faults: Fault[] = [];
  const changes = groupBy(books.changes, ({ orderId }) => orderId);
  const returns = new Map(books.returns.map((one) => [one.orderId, one]));
  const [injected, recovered]: [Cause[], Cause[]] = [[], []];
  const counts = { escapes: 0, ignored: 0, ignoredReported: 0, reported: 0, canceled: 0, letGo: 0 };
  const stops: number[] = [];
  for (const order of books.orders) {
    const page = pages.get(order.id);
    if (page === undefined) continue;
    const { key, id } = order;
    const plan = planOf(script, Number(key.slice(script.season.length + 1)));
    const parcel = { order, plan, page, accepted: live.get(key)?.accepted ?? [] };
    const stopped = secondsToStop(page);
    if (stopped !== null) stops.push(stopped);
    judgeWay(parcel, books, counts, faults);
    const cause = causeOf(parcel, changes.get(id) ?? []);
    if (cause === null) continue;
    injected.push(cause);
    if (isRecovered(cause, returns.get(id))) recovered.push(cause);
    else
      faults.push({
        what: "cause",
        words: `${key}: ${cause}; the hub: ${returns.get(id)?.causeKind ?? "nothing"}, ${returns.get(id)?.cause ?? ""}`,
      });
  }
  return {
    faults,
    counts: {
      ...{ escapes: counts.escapes, held: stops.length, shippedAfterCancel: counts.canceled },
      secondsToStop: spreadOf(stops),
      escapesWhereHoldsAreIgnored: counts.ignored,
      escapesReportedWhereHoldsAreIgnored: counts.ignoredReported,
      escapesReported: counts.reported,
      letGo: counts.letGo,
      ...{ causesInjected: tally(injected), causesRecovered: tally(recovered) },
    },
  };
}

/** How long after its last label an order was stopped for the first time; null if it never was. */
function secondsToStop({ entries }: Page): number | null {
  const at = entries.findIndex(({ operation }) => operation === "HOLD");
  const [stop, before] = [entries[at], entries.slice(0, Math.max(0, at))];
  if (stop === undefined) return null;
  const print = before.findLast(({ operation }) => operation === "LABEL") ?? before.at(-1) ?? stop;
  return (stop.at.getTime() - print.at.getTime()) / 1000;
}

/** Half of them, nineteen of twenty, and all of them were no longer than this. */
function spreadOf(seconds: readonly number[]): Record<"p50" | "p95" | "max", number> | null {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 10) / 10;
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95), max: at(1) };
}

type Counts = Record<"escapes" | "ignored" | "ignoredReported" | "reported" | "canceled" | "letGo", number>;

/** The way out: a parcel that left for another address than the customer had been promised. */
function judgeWay(
  { order: { id, key }, plan, page, accepted }: Parcel,
  { escaped, letGo }: HubBooks,
  counts: Counts,
  faults: Fault[],
) {
  const left = page.entries.find(({ operation }) => operation === "DISPATCH");
  if (left === undefined) return;
  const until = accepted.filter(({ at }) => at < left.at);
  if (until.some(({ target }) => target.kind === "CANCEL")) counts.canceled += 1;
  const moves = until.flatMap(({ target, at }) =>
    target.kind === "SHIP_TO" ? [{ shipTo: target.shipTo, at }] : [],
  );
  const wanted = moves.at(-1)?.shipTo ?? plan.shipTo;
  const used = left.order.label?.shipTo ?? null;
  if (used === null || sameDoor(used, wanted)) return;
  if (letGo.has(id)) {
    counts.letGo += 1;
    return;
  }
  const isReported = escaped.has(id);
  const words = `${key} left for ${doorOf(used)} instead of ${doorOf(wanted)}`;
  if (isReported) counts.reported += 1;
  else faults.push({ what: "unreported", words });
  if (left.order.heldFor !== null && plan.overlooksHold) {
    counts.ignored += 1;
    if (isReported) counts.ignoredReported += 1;
    return;
  }
  counts.escapes += 1;
  faults.push({ what: "escape", words: `${words}; ${storyOf(moves, left, page)}` });
}

const doorOf = ({ lines, city }: PostalAddress): string => `${lines.join()}, ${city}`;

/** How long before the truck the address was changed, the label printed, and the work order stopped. */
function storyOf(moves: readonly { readonly at: Date }[], left: Entry, { entries }: Page): string {
  const before = (at: Date): string => `${((left.at.getTime() - at.getTime()) / 1000).toFixed(1)} s`;
  return [
    ...moves.map(({ at }) => `changed ${before(at)} before`),
    ...entries
      .filter(({ at }) => at < left.at)
      .map(({ operation, at }) => `${operation} ${before(at)} before`),
  ].join(", ");
}

function causeOf({ plan, page, order }: Parcel, changes: readonly HubChange[]): Cause | null {
  const last = page.entries.at(-1)?.order;
  if (last?.step !== "RETURNED") return null;
  const why = whyBack(plan, last);
  if (why !== "ADDRESS_INCORRECT") return why === "RECIPIENT_MOVED" ? "address of the customer" : "carrier";
  const used = last.label?.shipTo ?? null;
  // Nobody at the hub or the warehouse could know better.
  if (order.shipTo !== null && used !== null && sameDoor(used, order.shipTo))
    return "address of the customer";
  // What a steward had the hub ask for to mend a label is no change of the customer's.
  const missing = changes.some(
    ({ target, status, requestKey }) =>
      isAsked(requestKey) && target.kind === "SHIP_TO" && status !== "APPLIED",
  );
  return missing ? "change missing at the warehouse" : "label not the order's";
}

/** What the hub has to have found for each cause. A change that came too late for the label is missing there too. */
const FOUND: Readonly<Record<Cause, readonly ReturnCause[]>> = {
  "change missing at the warehouse": ["CHANGE_NOT_APPLIED", "CHANGE_TOO_LATE"],
  "label not the order's": ["WRONG_ADDRESS_USED", "CHANGE_IGNORED"],
  "address of the customer": ["ADDRESS_OUT_OF_DATE", "NEWER_ADDRESS_KNOWN"],
  carrier: ["CARRIER_FAULT"],
};

const isRecovered = (cause: Cause, found: HubReturn | undefined): boolean =>
  found?.causeKind !== null && found?.causeKind !== undefined && FOUND[cause].includes(found.causeKind);
