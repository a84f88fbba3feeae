import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../src/domain/errors.js";
import { globalId } from "../../src/schema/global-id.js";
import { chance } from "./chance.js";
import { type Doors, documentOf } from "./doors.js";
import { MOMENTS, type OrderPlan, type PlannedChange } from "./plan.js";
import { changed, firstWanted, type Wanted } from "./wanted.js";

/** An order whose customer changes it, and what the hub has taken of that. */
export interface LiveOrder {
  readonly plan: OrderPlan;
  readonly placedAt: Date;
  wanted: Wanted;
  /** Changes that the hub has said yes to, and when. */
  readonly accepted: (PlannedChange & { readonly at: Date })[];
  /** Why it would not take one, which ends the customer's wishes. */
  refused: string | null;
  /** How many of the planned changes have been started. */
  begun: number;
  doing: Promise<void>;
}

export interface Customers {
  place(plan: OrderPlan): Promise<void>;
  /** The goods of an order have come so far. */
  hear(key: string, step: string): void;
  readonly live: ReadonlyMap<string, LiveOrder>;
  /** How many changes are on their way to the hub. */
  busy(): number;
  readonly sent: { messages: number; duplicates: number; outOfTurn: number };
}

const CONFLICTS_MAX = 8;
const DUPLICATED_SHARE = 0.03;
const SWAPPED_SHARE = 0.2;

const VERSION = "query($id: ID!) { node(id: $id) { ... on Order { version } } }";
const CHANGE = `mutation($input: ChangeOrderInput!) {
  changeOrder(input: $input) { userErrors { code message } }
}`;

/** Those who order and change their minds. `idOf` waits until the hub knows an order. */
export function customersOf(seed: number, doors: Doors, idOf: (key: string) => Promise<string>): Customers {
  const live = new Map<string, LiveOrder>();
  const desk: Desk = { seed, doors, idOf, busy: 0, sent: { messages: 0, duplicates: 0, outOfTurn: 0 } };
  return {
    ...{ live, sent: desk.sent, busy: () => desk.busy },
    place: (plan) => {
      const order: LiveOrder = {
        ...{ plan, placedAt: new Date(), wanted: firstWanted(plan), accepted: [], refused: null, begun: 0 },
        doing: Promise.resolve(),
      };
      if (plan.changes.length > 0) live.set(plan.key, order);
      return place(desk, order);
    },
    hear(key, step) {
      const order = live.get(key);
      const reached = Math.min(Math.max(0, STEPS_HEARD.indexOf(step)), MOMENTS.length - 1);
      if (order !== undefined) begin(desk, order, reached);
    },
  };
}

/** Where they all speak to the hub. */
interface Desk {
  readonly seed: number;
  readonly doors: Doors;
  readonly idOf: (key: string) => Promise<string>;
  readonly sent: Customers["sent"];
  busy: number;
}

async function place(desk: Desk, order: LiveOrder): Promise<void> {
  const { plan, placedAt } = order;
  const first = documentOf(plan, order.wanted, "order.created", placedAt, placedAt);
  const isSwapped =
    plan.door === "SHOP" &&
    plan.changes[0]?.moment === "AT_ONCE" &&
    chance(desk.seed, plan.key, "swapped") < SWAPPED_SHARE;
  if (!isSwapped) {
    await send(desk, `${plan.key}-0`, first);
    return begin(desk, order, 0);
  }
  // The shop's second word overtakes its first.
  desk.sent.outOfTurn += 1;
  await sleep(2);
  begin(desk, order, 0);
  await order.doing;
  await send(desk, `${plan.key}-0`, first);
}

/** Some messages are sent a second time, a moment later. */
async function send(desk: Desk, id: string, document: unknown): Promise<void> {
  const { seed, doors, sent } = desk;
  sent.messages += 1;
  await doors.restate(id, document);
  if (chance(seed, id, "duplicate") >= DUPLICATED_SHARE) return;
  sent.duplicates += 1;
  desk.busy += 1;
  void sleep(chance(seed, id, "late") * 2_000)
    .then(() => doors.restate(id, document))
    .catch(() => undefined)
    .finally(() => {
      desk.busy -= 1;
    });
}

/** Sets out to make every change whose moment has come, one after the other. */
function begin(desk: Desk, order: LiveOrder, step: number): void {
  const { changes } = order.plan;
  for (let next = changes[order.begun]; next !== undefined; next = changes[order.begun]) {
    if (MOMENTS.indexOf(next.moment) > step) return;
    const [change, nth] = [next, order.begun + 1];
    order.begun += 1;
    desk.busy += 1;
    order.doing = order.doing
      .then(() => (order.refused === null ? make(desk, order, change, nth) : undefined))
      .catch((error: unknown) => {
        order.refused = messageOf(error);
      })
      .finally(() => {
        desk.busy -= 1;
      });
  }
}

async function make(desk: Desk, order: LiveOrder, change: PlannedChange, nth: number): Promise<void> {
  const { plan, placedAt } = order;
  const next = changed(order.wanted, change.target);
  if (plan.door === "SHOP") {
    const type = next.canceled ? "order.canceled" : "order.updated";
    await send(desk, `${plan.key}-${nth}`, documentOf(plan, next, type, new Date(), placedAt));
  } else {
    order.refused = await askFor(desk.doors, await desk.idOf(plan.key), plan.key, change, nth);
  }
  if (order.refused !== null) return;
  order.wanted = next;
  order.accepted.push({ ...change, at: new Date() });
}

/** The steps of a parcel, up to where no customer waits for a later one. */
const STEPS_HEARD = [
  "",
  ...MOMENTS.slice(1),
  "IN_TRANSIT",
  "OUT_FOR_DELIVERY",
  "DELIVERED",
  "UNDELIVERABLE",
  "RETURNED",
];

/** Asks as the call center does: with the version it sees. Answers why it was refused; null if it was not. */
async function askFor(
  doors: Doors,
  orderId: string,
  key: string,
  { target }: PlannedChange,
  nth: number,
): Promise<string | null> {
  const id = globalId("Order", orderId);
  for (let tries = 1; ; tries += 1) {
    const { node } = await doors.ask<{ node: { version: number } }>("FRONT_OFFICE", VERSION, { id });
    const { changeOrder } = await doors.ask<{
      changeOrder: { userErrors: { code: string; message: string }[] };
    }>("FRONT_OFFICE", CHANGE, {
      input: {
        ...{ idempotencyKey: `${key}-${nth}-${node.version}`, orderId: id, expectedVersion: node.version },
        ...{ channel: "CALL_CENTER", reason: "the customer phoned", targets: [target] },
      },
    });
    const [error] = changeOrder.userErrors;
    if (error === undefined) return null;
    if (error.code !== "CONFLICT" || tries >= CONFLICTS_MAX) return error.code;
  }
}
