import { randomBytes, randomInt } from "node:crypto";
import { z } from "zod";
import { postalAddress } from "../../domain/address.js";
import { EXCEPTION_REASONS, type ShipmentStatus } from "../../domain/vocabulary.js";
import { type Outcome, refused } from "./desk.js";
import { type Clock, orderEvent, returnEvent, trackingEvent, withShipmentEvent } from "./events.js";
import type { BogusEvent } from "./ledger.js";
import { type BogusOrder, STEPS, type Step } from "./order.js";

/** What POST /_bogus/advance takes. */
export const advanceRequest = z.object({
  /** References of the orders to move on; all orders if absent. */
  orders: z.array(z.string()).max(10_000).optional(),
  to: z.enum(STEPS).exclude(["ACCEPTED"]),
  /** Why a parcel cannot be delivered. */
  reason: z.enum(EXCEPTION_REASONS).default("RECIPIENT_MOVED"),
  /** Print the address that the order came in with, whatever it has been amended to. */
  staleLabel: z.boolean().default(false),
  /** Print this address, from the warehouse's own address book. */
  labelShipTo: postalAddress.optional(),
  /** Ship it although it is held: somebody overlooks the stop. */
  overlookHold: z.boolean().default(false),
  /** Pack and ship it although it is canceled. */
  overlookCancel: z.boolean().optional(),
});
export type AdvanceRequest = z.infer<typeof advanceRequest>;

interface Leg {
  readonly after: Step;
  readonly arrive: (order: BogusOrder, request: AdvanceRequest, clock: Clock) => readonly BogusEvent[];
  /** The state that this system itself brings the parcel to. */
  readonly parcel?: ShipmentStatus;
}

/** From which step each other one is reached, and what the world hears of it. */
const LEGS: Record<Exclude<Step, "ACCEPTED">, Leg> = {
  LABEL: { after: "ACCEPTED", parcel: "LABEL_CREATED", arrive: () => [] },
  DISPATCH: { after: "LABEL", parcel: "PICKED_UP", arrive: () => [] },
  IN_TRANSIT: { after: "DISPATCH", arrive: (order, _, clock) => [trackingEvent(order, "IN_TRANSIT", clock)] },
  OUT_FOR_DELIVERY: {
    after: "IN_TRANSIT",
    arrive: (order, _, clock) => [trackingEvent(order, "OUT_FOR_DELIVERY", clock)],
  },
  DELIVERED: {
    after: "OUT_FOR_DELIVERY",
    arrive: (order, _, clock) => [trackingEvent(order, "DELIVERED", clock), orderEvent(order, clock)],
  },
  UNDELIVERABLE: {
    after: "OUT_FOR_DELIVERY",
    arrive: (order, { reason }, clock) => [
      trackingEvent(order, "DELIVERY_FAILED", clock, reason),
      trackingEvent(order, "RETURN_TO_SENDER", clock, reason),
    ],
  },
  RETURNED: {
    after: "UNDELIVERABLE",
    arrive: (order, { reason }, clock) => [
      trackingEvent(order, "RETURNED", clock, reason),
      returnEvent(order, reason, clock),
      orderEvent(order, clock),
    ],
  },
};

/** Moves an order on, step by step, to where it shall be. A held order does not leave the house. */
export function travel(order: BogusOrder, request: AdvanceRequest, clock: Clock): Outcome {
  if (order.canceled && request.overlookCancel !== true)
    return refused(409, "ORDER_CANCELED", "the order has been canceled");
  const route =
    request.to === "LABEL" && order.step === "LABEL" ? (["LABEL"] as const) : routeOf(order.step, request.to);
  if (route === null) {
    return refused(409, "NOT_ON_THE_WAY", `an order at ${order.step} does not come to ${request.to}`);
  }
  if (order.heldFor !== null && !request.overlookHold && route.includes("DISPATCH")) {
    return refused(409, "HELD", `the order is held: ${order.heldFor}`);
  }
  let next = order;
  const events: BogusEvent[] = [];
  for (const step of route) {
    const label = step === "LABEL" ? printed(next, request) : next.label;
    next = { ...next, step, label, version: next.version + 1 };
    const { parcel, arrive } = LEGS[step];
    if (parcel !== undefined) {
      const told = withShipmentEvent(next, parcel, clock);
      next = told.order;
      events.push(told.event);
    }
    events.push(...arrive(next, request, clock));
  }
  return { kind: "done", order: next, events };
}

/** The steps from here to there, without the first; null if there is no way. */
function routeOf(from: Step, to: Step): readonly Exclude<Step, "ACCEPTED">[] | null {
  const route: Exclude<Step, "ACCEPTED">[] = [];
  for (let step = to; step !== from; step = LEGS[step].after) {
    if (step === "ACCEPTED") return null;
    route.unshift(step);
  }
  return route.length === 0 ? null : route;
}

const TRACKING_DIGITS_MAX = 1e12;

function printed(order: BogusOrder, { staleLabel, labelShipTo }: AdvanceRequest): BogusOrder["label"] {
  return {
    shipmentId: order.label?.shipmentId ?? `BS-${randomBytes(5).toString("hex")}`,
    trackingNumber:
      order.label?.trackingNumber ?? `BGX${String(randomInt(TRACKING_DIGITS_MAX)).padStart(12, "0")}`,
    shipTo: labelShipTo ?? (staleLabel ? order.originalShipTo : order.shipTo),
    at: order.label?.at ?? null,
  };
}
