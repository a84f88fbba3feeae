import type { Asked, Habits, House, Manner, Staff } from "../../src/connectors/bogus/habits.js";
import { type FailureMode, MODES, type Operation } from "../../src/connectors/bogus/modes.js";
import type { BogusOrder, NewOrder } from "../../src/connectors/bogus/order.js";
import type { PostalAddress } from "../../src/domain/address.js";
import { chance, oneOf } from "./chance.js";
import { addressOf, type OrderPlan, planOf, type Script } from "./plan.js";

export interface HouseRules extends Script {
  /** How long a labeled parcel stands in the yard before the truck comes, at least. */
  readonly yardMs: number;
  /** Which share of the changing requests comes a second time. */
  readonly repeatedShare: number;
}

export interface News {
  /** Orders that have come so far, by the shop's number, since the last question. */
  readonly steps: readonly { readonly key: string; readonly reference: string; readonly step: string }[];
  readonly created: number;
  readonly finished: number;
}

/** With how many events the hub has not taken yet. */
export type AllNews = News & { readonly undelivered: number };

const TICK_MS = 100;
const FAILING_SHARE: Record<Operation, number> = {
  CREATE: 0.03,
  AMEND: 0.1,
  HOLD: 0.1,
  RELEASE: 0.1,
  RETURN: 0,
  READ: 0.01,
};
const FAILING_MODES = MODES.filter((mode) => mode !== "ok").map((mode) => [mode, 1] as const);
/** Modes that say nothing about a question. */
const UNASKABLE: ReadonlySet<string> = new Set(["partial", "stale-409", "dup-accepting", "eventual"]);
const LAST: ReadonlySet<string> = new Set(["DELIVERED", "RETURNED"]);

/** The habits of a warehouse of the simulation, and what can be heard of it. */
export function warehouseOf(rules: HouseRules): { habits: Habits; news: () => News } {
  const desk = openDesk(rules);
  const { seed, repeatedShare } = rules;
  const planFor = (order: BogusOrder | NewOrder | undefined): OrderPlan | null => planOfOrder(rules, order);
  return {
    news: desk.news,
    habits: {
      staff: desk.staff,
      drawn: (asked) => drawn(asked, seed, planFor(asked.order)),
      manners: (event) => mannerOf(seed, event.id),
      again: (asked) => againAfter(seed, asked, repeatedShare),
    },
  };
}

function planOfOrder(script: HouseRules, order: BogusOrder | NewOrder | undefined): OrderPlan | null {
  const { season } = script;
  const at = order?.poNumber?.startsWith(`${season}-`)
    ? Number(order.poNumber.slice(season.length + 1))
    : Number.NaN;
  return Number.isInteger(at) ? planOf(script, at) : null;
}

const asked = new Map<string, number>();

/** Which of the fifteen ways a request goes: most go well, and some orders never let themselves be changed. */
function drawn(
  { operation, reference }: Asked,
  seed: number,
  plan: OrderPlan | null,
): FailureMode | undefined {
  if (plan?.stubborn && operation === "AMEND") return { mode: plan.stubborn, times: 1, ms: 0, k: 0 };
  const subject = `${operation} ${plan?.key ?? reference}`;
  const nth = (asked.get(subject) ?? 0) + 1;
  asked.set(subject, nth);
  if (chance(seed, subject, nth, "fails") >= FAILING_SHARE[operation]) return undefined;
  const modes = operation === "READ" ? FAILING_MODES.filter(([mode]) => !UNASKABLE.has(mode)) : FAILING_MODES;
  const mode = oneOf(modes, chance(seed, subject, nth, "mode"));
  const ms = mode === "slow" ? 300 : 800;
  return { mode, times: 1, ms, k: 1, ...(mode === "429" ? { retryAfter: nth % 2 } : {}) };
}

/** One event in ten is late, one in twenty out of turn, one in thirty sent two or three times. */
function mannerOf(seed: number, id: string): Manner {
  return {
    copies: chance(seed, id, "copies") < 0.033 ? 2 + (id.charCodeAt(5) % 2) : 1,
    delayMs: chance(seed, id, "late") < 0.1 ? Math.floor(chance(seed, id, "delay") * 2_000) : 0,
    outOfTurn: chance(seed, id, "turn") < 0.05,
  };
}

let repeats = 0;

/** Some changing requests come a second time, soon or after others. */
function againAfter(seed: number, { operation, reference }: Asked, share: number): number | null {
  repeats += 1;
  if (chance(seed, operation, reference, repeats) >= share) return null;
  return Math.floor(chance(seed, operation, reference, repeats, "after") * 3_000);
}

/** Those who pick, print and ship. After a crash they go round the house and go on where they were. */
function openDesk(rules: HouseRules): { staff: (house: House) => Staff; news: () => News } {
  const latest = new Map<string, BogusOrder>();
  const created = new Set<string>();
  const finished = new Set<string>();
  const due = new Map<string, number>();
  let steps: { key: string; reference: string; step: string }[] = [];
  const note = (order: BogusOrder): void => {
    const plan = planOfOrder(rules, order);
    if (plan === null) return;
    const before = latest.get(order.id);
    latest.set(order.id, order);
    created.add(order.reference);
    if (order.canceled || LAST.has(order.step)) {
      finished.add(order.reference);
      due.delete(order.id);
    } else if (before?.step !== order.step || before.heldFor !== order.heldFor) {
      due.set(order.id, Date.now() + waitMs(rules, plan, order));
    }
    if (plan.changes.length > 0 && before?.step !== order.step) {
      steps.push({ key: plan.key, reference: order.reference, step: order.step });
    }
  };
  const staff = (house: House): Staff => {
    for (const order of house.orders()) note(order);
    const timer = setInterval(() => {
      const now = Date.now();
      for (const [id, at] of due) {
        const order = latest.get(id);
        if (at > now || order === undefined) continue;
        due.delete(id);
        const next = nextOf(rules, order);
        if (next !== null) void house.advance({ ...next, orders: [order.reference] }).catch(() => undefined);
      }
    }, TICK_MS);
    return { moved: note, close: () => clearInterval(timer) };
  };
  const news = (): News => {
    const heard = { steps, created: created.size };
    steps = [];
    return { ...heard, finished: finished.size };
  };
  return { staff, news };
}

function waitMs({ seed, yardMs }: HouseRules, { key }: OrderPlan, { step, heldFor }: BogusOrder): number {
  const drawn = chance(seed, key, step, "wait");
  if (heldFor !== null) return yardMs;
  if (step === "ACCEPTED") return 300 + drawn * 2_500;
  if (step === "LABEL") return yardMs * (1 + drawn / 2);
  return 300 + drawn * 1_500;
}

type Next = Parameters<House["advance"]>[0];
const PLAIN = { reason: "RECIPIENT_MOVED", staleLabel: false, overlookHold: false } as const;

/** The next step of an order that nothing stops; null if it has to wait for somebody. */
export function nextOf(rules: HouseRules, order: BogusOrder): Next | null {
  const plan = planOfOrder(rules, order);
  if (plan === null || order.canceled) return null;
  if (order.step === "ACCEPTED") {
    const book = addressOf((what) => chance(rules.seed, plan.key, "book", what), 900_000);
    return {
      ...{ ...PLAIN, to: "LABEL", staleLabel: plan.label === "STALE" },
      ...(plan.label === "BOOK" ? { labelShipTo: book } : {}),
    };
  }
  if (order.step === "LABEL") {
    if (order.heldFor !== null && !plan.overlooksHold) return null;
    return { ...PLAIN, to: "DISPATCH", overlookHold: plan.overlooksHold };
  }
  if (order.step === "UNDELIVERABLE")
    return { ...PLAIN, to: "RETURNED", reason: whyBack(plan, order) ?? "OTHER" };
  const why = whyBack(plan, order);
  return why === null ? { ...PLAIN, to: "DELIVERED" } : { ...PLAIN, to: "UNDELIVERABLE", reason: why };
}

/** What the carrier says of a parcel that it cannot deliver: only it sees where the customer lives. */
export function whyBack(plan: OrderPlan, { label, shipTo }: Pick<BogusOrder, "label" | "shipTo">) {
  const home = plan.changes
    .flatMap(({ target }) => (target.kind === "SHIP_TO" ? [target.shipTo] : []))
    .at(-1);
  const lives = home ?? plan.shipTo;
  const used = label?.shipTo ?? shipTo;
  if (used === null || !sameDoor(used, lives)) return "ADDRESS_INCORRECT" as const;
  return plan.isStale ? ("RECIPIENT_MOVED" as const) : plan.carrierFault;
}

export const sameDoor = (a: PostalAddress, b: PostalAddress): boolean =>
  a.lines.join() === b.lines.join() && a.city === b.city && a.postalCode === b.postalCode;
