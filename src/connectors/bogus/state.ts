import type { Clock } from "./events.js";
import type { BogusEvent, Effect, LedgerEntry } from "./ledger.js";
import { type BogusOrder, viewOf } from "./order.js";

/** What a repeat of a request with the same Idempotency-Key gets, and what the repeat must be like. */
interface KeyedAnswer {
  readonly bodyHash: string;
  readonly status: number;
  readonly order: ReturnType<typeof viewOf>;
}

/** Everything this system knows. It is a fold over the ledger and nothing else. */
export interface State {
  readonly orders: Map<string, BogusOrder>;
  /** More than one id only where a repeat was taken for a new order. */
  readonly idsByReference: Map<string, string[]>;
  readonly answers: Map<string, KeyedAnswer>;
  readonly undelivered: Map<string, BogusEvent>;
  readonly effects: Pick<Effect, "number" | "at" | "operation" | "key" | "bodyHash">[];
  lastInstantMs: number;
}

export function emptyState(): State {
  return {
    orders: new Map(),
    idsByReference: new Map(),
    answers: new Map(),
    undelivered: new Map(),
    effects: [],
    lastInstantMs: 0,
  };
}

/** Takes one ledger entry into the state: at start for each old one, later for each new one. */
export function fold(state: State, entry: LedgerEntry): void {
  state.lastInstantMs = Math.max(state.lastInstantMs, Date.parse(entry.at));
  if (entry.kind === "DELIVERED") {
    state.undelivered.delete(entry.eventId);
    return;
  }
  const { order, events, key } = entry;
  const ids = state.idsByReference.get(order.reference) ?? [];
  if (!ids.includes(order.id)) state.idsByReference.set(order.reference, [...ids, order.id]);
  state.orders.set(order.id, order);
  if (key !== null) {
    state.answers.set(key, { bodyHash: entry.bodyHash, status: entry.answerStatus, order: viewOf(order) });
  }
  for (const event of events) {
    state.undelivered.set(event.id, event);
    state.lastInstantMs = Math.max(state.lastInstantMs, Date.parse(event.body.timestamp));
  }
  const { number, at, operation, bodyHash } = entry;
  state.effects.push({ number, at, operation, key, bodyHash });
}

/** Orders with this reference, the first one first. */
export function ordersOf(state: State, reference: string): BogusOrder[] {
  const ids = state.idsByReference.get(reference) ?? [];
  return ids.flatMap((id) => state.orders.get(id) ?? []);
}

/** Strictly later on every call, also after a restart and when the machine's clock is set back. */
export function clockOf(state: State): Clock {
  return () => {
    state.lastInstantMs = Math.max(Date.now(), state.lastInstantMs + 1);
    return new Date(state.lastInstantMs).toISOString();
  };
}
