import type { OrderChangeTarget } from "../../domain/order-change.js";
import { accept, amend, expectReturn, hold, type Outcome, refused, release } from "./desk.js";
import type { Clock } from "./events.js";
import { failAfter, failBefore } from "./failing.js";
import type { Asked, Habits, Staff } from "./habits.js";
import { hashOf, type Ledger, type LedgerEntry, openLedger } from "./ledger.js";
import { createModes, type FailureMode, type Modes, type Operation } from "./modes.js";
import { type BogusOrder, type ExpectedReturn, type NewOrder, versionOf, viewOf } from "./order.js";
import { createOutbox, type HubAddress, type Outbox } from "./outbox.js";
import { failure, json, type Reply } from "./reply.js";
import { clockOf, emptyState, fold, ordersOf, type State } from "./state.js";
import { type AdvanceRequest, travel } from "./travel.js";

/** A request that may change an order, as the routes hand it over. */
interface Request {
  readonly operation: Exclude<Operation, "READ">;
  readonly reference: string;
  readonly key: string | null;
  /** The body as it came: the same key with another body is a mistake of the caller. */
  readonly body: string;
  /** The rule to apply. It runs against the state of that moment, so it must not be run earlier. */
  readonly perform: (mode: FailureMode) => Outcome;
  /** The order as it is asked for, if it is to be made. */
  readonly wanted?: NewOrder;
  /** True if the network brings it once more. */
  readonly isRepeat: boolean;
}

/** The bogus system without its HTTP: state, rules, ledger, failures. */
export interface Service {
  readonly state: State;
  readonly modes: Modes;
  readonly outbox: Outbox | null;
  create(order: NewOrder): (mode: FailureMode) => Outcome;
  amend(id: string, version: string, targets: readonly OrderChangeTarget[]): (mode: FailureMode) => Outcome;
  hold(id: string, reason: string | null): () => Outcome;
  expectReturn(id: string, wanted: ExpectedReturn): () => Outcome;
  change(request: Request): Promise<Reply>;
  read(reference: string): Promise<Reply>;
  advance(request: AdvanceRequest): Promise<Reply>;
  /** When the network brings a changing request once more; null if never. */
  again(reference: string, operation: Operation): number | null;
  close(): Promise<void>;
}

export async function openService(
  dataDir: string,
  hub: HubAddress | null,
  habits: Habits = {},
): Promise<Service> {
  const { ledger, entries } = await openLedger(dataDir);
  const state = emptyState();
  for (const entry of entries) fold(state, entry);
  const outbox =
    hub === null
      ? null
      : createOutbox(
          hub,
          async ({ id }) => {
            const entry = { kind: "DELIVERED", at: new Date().toISOString(), eventId: id } as const;
            fold(state, entry);
            await ledger.append(entry);
          },
          habits.manners,
        );
  outbox?.push([...state.undelivered.values()]);
  const modes = createModes(habits.drawn);
  const clock = clockOf(state);
  const desk: Desk = { state, ledger, outbox, modes, clock, hidden: new Map(), staff: null };
  desk.staff =
    habits.staff?.({
      orders: () => state.orders.values(),
      advance: async (request) => void (await advance(desk, request)),
    }) ?? null;
  return {
    state,
    modes,
    outbox,
    create: (order) => (mode) => performCreate(desk, order, mode),
    amend: (id, version, targets) => (mode) => performAmend(desk, id, version, targets, mode),
    hold: (id, reason) => () =>
      toOrder(state, id, (order) => (reason === null ? release(order, clock) : hold(order, reason, clock))),
    expectReturn: (id, wanted) => () => toOrder(state, id, (order) => expectReturn(order, wanted, clock)),
    change: (request) => change(desk, request),
    read: (reference) => read(desk, reference),
    advance: (request) => advance(desk, request),
    again: (reference, operation) => habits.again?.(askedOf(desk, operation, reference)) ?? null,
    async close() {
      desk.staff?.close();
      await outbox?.close();
      await ledger.close();
    },
  };
}

interface Desk {
  readonly state: State;
  readonly ledger: Ledger;
  readonly outbox: Outbox | null;
  readonly modes: Modes;
  readonly clock: Clock;
  /** What readers still see of orders whose last change is not readable yet; none of an order that is new. */
  staff: Staff | null;
  readonly hidden: Map<string, { readonly until: number; readonly orders: readonly BogusOrder[] }>;
}

function performCreate({ state, clock }: Desk, order: NewOrder, mode: FailureMode): Outcome {
  const [known] = ordersOf(state, order.reference);
  if (known !== undefined && mode.mode !== "dup-accepting") {
    return refused(409, "REFERENCE_TAKEN", `${known.id} has the reference ${order.reference}`);
  }
  if (mode.mode !== "partial") return accept(order, clock);
  return accept({ ...order, lines: order.lines.slice(0, Math.max(1, mode.k)) }, clock);
}

function performAmend(
  { state, clock }: Desk,
  id: string,
  version: string,
  targets: readonly OrderChangeTarget[],
  mode: FailureMode,
): Outcome {
  return toOrder(state, id, (order) => {
    // The nasty system of this mode looks at nothing before it does something twice.
    if (versionOf(order) !== version && mode.mode !== "dup-accepting") {
      return refused(412, "VERSION_STALE", `the order is at version ${versionOf(order)}, not ${version}`);
    }
    return amend(order, mode.mode === "partial" ? targets.slice(0, mode.k) : targets, clock);
  });
}

function toOrder({ orders }: State, id: string, act: (order: BogusOrder) => Outcome): Outcome {
  const order = orders.get(id);
  return order === undefined ? refused(404, "ORDER_UNKNOWN", `there is no order ${id}`) : act(order);
}

/** A system that knows a repeat by its key alone takes one without a key for something new. */
const repeated = ({ key }: Request): FailureMode => ({
  ...{ times: 1, ms: 0, k: 0 },
  mode: key === null ? "dup-accepting" : "ok",
});

const askedOf = ({ state }: Desk, operation: Operation, reference: string, wanted?: NewOrder): Asked => ({
  ...{ operation, reference },
  order: wanted ?? ordersOf(state, reference)[0],
});

/** One changing request from end to end: failures before, the rule, the ledger, failures after. */
async function change(desk: Desk, request: Request): Promise<Reply> {
  const mode = request.isRepeat
    ? repeated(request)
    : desk.modes.take(askedOf(desk, request.operation, request.reference, request.wanted));
  const early = await failBefore(mode, () => touch(desk, request.reference));
  if (early !== null) return early;
  const reply = await effect(desk, request, mode);
  return failAfter(reply, mode);
}

async function effect(desk: Desk, request: Request, mode: FailureMode): Promise<Reply> {
  const { state, ledger } = desk;
  const bodyHash = hashOf(`${request.operation} ${request.body}`);
  const known = request.key === null ? undefined : state.answers.get(request.key);
  if (known !== undefined && mode.mode !== "dup-accepting") {
    await ledger.settled();
    if (known.bodyHash !== bodyHash) {
      return failure(422, "KEY_REUSED", "this Idempotency-Key came with another request before");
    }
    return json(known.status, { order: known.order }, { "idempotent-replayed": "true" });
  }
  const before = ordersOf(state, request.reference);
  const outcome = request.perform(mode);
  if (outcome.kind === "refused") return failure(outcome.status, outcome.code, outcome.message);
  const status = request.operation === "CREATE" ? 201 : 200;
  if (mode.mode === "eventual") {
    desk.hidden.set(request.reference, { until: performance.now() + mode.ms, orders: before });
  }
  await commit(desk, request.operation, outcome, { key: request.key, bodyHash, status });
  const order = viewOf(outcome.order);
  return json(status, { order }, { etag: `"${order.version}"` });
}

async function commit(
  { state, ledger, outbox, staff }: Desk,
  operation: string,
  { order, events }: Outcome & { kind: "done" },
  { key, bodyHash, status }: { key: string | null; bodyHash: string; status: number },
): Promise<void> {
  const entry: LedgerEntry = {
    kind: "EFFECT",
    number: state.effects.length + 1,
    at: new Date().toISOString(),
    operation,
    key,
    bodyHash,
    answerStatus: status,
    order,
    events: [...events],
  };
  fold(state, entry);
  await ledger.append(entry);
  outbox?.push(events);
  staff?.moved(order);
}

/** A colleague at the other system saves the order: nothing changes but its version. */
async function touch(desk: Desk, reference: string): Promise<void> {
  const [order] = ordersOf(desk.state, reference);
  if (order === undefined) return;
  const touched = { ...order, version: order.version + 1 };
  const done = { kind: "done", order: touched, events: [] } as const;
  await commit(desk, "TOUCH", done, { key: null, bodyHash: "", status: 200 });
}

async function read(desk: Desk, reference: string): Promise<Reply> {
  const mode = desk.modes.take(askedOf(desk, "READ", reference));
  const early = await failBefore(mode, null);
  if (early !== null) return early;
  const hidden = desk.hidden.get(reference);
  const stale = hidden !== undefined && hidden.until > performance.now();
  if (hidden !== undefined && !stale) desk.hidden.delete(reference);
  const [order, ...others] = stale ? hidden.orders : ordersOf(desk.state, reference);
  // Nobody may read what a crash could still undo.
  await desk.ledger.settled();
  if (order === undefined)
    return failure(404, "ORDER_UNKNOWN", `there is no order with reference ${reference}`);
  const body = { order: viewOf(order), duplicates: others.map(({ id }) => id) };
  return failAfter(json(200, body, { etag: `"${versionOf(order)}"` }), mode);
}

async function advance(desk: Desk, request: AdvanceRequest): Promise<Reply> {
  const { state, clock } = desk;
  const moved: unknown[] = [];
  const skipped: unknown[] = [];
  const commits: Promise<void>[] = [];
  for (const reference of request.orders ?? [...state.idsByReference.keys()]) {
    const [order] = ordersOf(state, reference);
    const outcome =
      order === undefined ? refused(404, "ORDER_UNKNOWN", "no such order") : travel(order, request, clock);
    if (outcome.kind === "refused") {
      skipped.push({ reference, code: outcome.code, message: outcome.message });
      continue;
    }
    commits.push(commit(desk, request.to, outcome, { key: null, bodyHash: "", status: 200 }));
    const { id, step, label } = outcome.order;
    moved.push({ reference, id, step, trackingNumber: label?.trackingNumber ?? null });
  }
  await Promise.all(commits);
  return json(200, { moved, skipped });
}
