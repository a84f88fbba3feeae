import { randomBytes } from "node:crypto";
import Big from "big.js";
import { type OrderChangeTarget, withTargets } from "../../domain/order-change.js";
import { type Clock, orderEvent, withShipmentEvent } from "./events.js";
import type { BogusEvent } from "./ledger.js";
import { type BogusOrder, type ExpectedReturn, isShipped, type NewOrder } from "./order.js";

/** What the order desk says to a request: done, with the order as it is now, or refused. */
export type Outcome =
  | { readonly kind: "done"; readonly order: BogusOrder; readonly events: readonly BogusEvent[] }
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly message: string };

export function accept(request: NewOrder, clock: Clock): Outcome {
  const order: BogusOrder = {
    ...request,
    id: `BO-${randomBytes(5).toString("hex")}`,
    version: 1,
    step: "ACCEPTED",
    heldFor: null,
    canceled: false,
    contact: null,
    originalShipTo: request.shipTo,
    label: null,
    returns: [],
  };
  return { kind: "done", order, events: [orderEvent(order, clock)] };
}

/** Changes an order, all targets or none. A label that no longer fits is printed again. */
export function amend(order: BogusOrder, targets: readonly OrderChangeTarget[], clock: Clock): Outcome {
  let next = order;
  for (const target of targets) {
    const refusal = refusalOf(next, target);
    if (refusal !== null) return refusal;
    next = withTargets(next, [target]);
    if (target.kind === "CONTACT") next = { ...next, contact: contactOf(target) };
  }
  next = { ...next, version: order.version + 1, heldFor: next.canceled ? null : next.heldFor };
  const events = [orderEvent(next, clock)];
  if (next.label === null) return { kind: "done", order: next, events };
  if (next.canceled) {
    const canceled = withShipmentEvent(next, "CANCELED", clock);
    return { kind: "done", order: canceled.order, events: [...events, canceled.event] };
  }
  const readdressed = targets.some(({ kind }) => kind === "SHIP_TO") && !samePrint(next);
  if (!readdressed) return { kind: "done", order: next, events };
  const printed = { ...next, label: { ...next.label, shipTo: next.shipTo } };
  const reprinted = withShipmentEvent(printed, "LABEL_CREATED", clock);
  return { kind: "done", order: reprinted.order, events: [...events, reprinted.event] };
}

export function hold(order: BogusOrder, reason: string, clock: Clock): Outcome {
  const refusal = closedRefusal(order);
  if (refusal !== null) return refusal;
  if (order.heldFor === reason) return { kind: "done", order, events: [] };
  const held = { ...order, heldFor: reason, version: order.version + 1 };
  return { kind: "done", order: held, events: [orderEvent(held, clock)] };
}

/** Lifts the hold, whatever it was for: this system knows one hold at a time. */
export function release(order: BogusOrder, clock: Clock): Outcome {
  if (order.heldFor === null) return { kind: "done", order, events: [] };
  const released = { ...order, heldFor: null, version: order.version + 1 };
  return { kind: "done", order: released, events: [orderEvent(released, clock)] };
}

/** Expects goods back, once for each number. What has not left, or was never ordered, does not come back. */
export function expectReturn(order: BogusOrder, wanted: ExpectedReturn, clock: Clock): Outcome {
  if (order.returns.some(({ reference }) => reference === wanted.reference))
    return { kind: "done", order, events: [] };
  if (!isShipped(order)) return refused(409, "NOT_SHIPPED", "the goods have not left the warehouse");
  for (const { lineNumber, quantity } of wanted.lines) {
    const line = lineOf(order, lineNumber);
    if (line === undefined) return refused(422, "LINE_UNKNOWN", "the order has no line with this number");
    if (new Big(quantity).gt(line.quantity))
      return refused(422, "RETURN_ABOVE_SHIPPED", `${line.quantity} of line ${lineNumber} have been shipped`);
  }
  const next = { ...order, returns: [...order.returns, wanted], version: order.version + 1 };
  return { kind: "done", order: next, events: [orderEvent(next, clock)] };
}

export function refused(status: number, code: string, message: string): Outcome & { kind: "refused" } {
  return { kind: "refused", status, code, message };
}

function refusalOf(order: BogusOrder, target: OrderChangeTarget): Outcome | null {
  const line = "lineNumber" in target ? lineOf(order, target.lineNumber) : null;
  if (line === undefined) return refused(422, "LINE_UNKNOWN", "the order has no line with this number");
  if (isShipped(order) && target.kind === "QUANTITY" && line && new Big(target.quantity).lt(line.quantity)) {
    return refused(
      409,
      "BELOW_SHIPPED_QUANTITY",
      `${line.quantity} of line ${line.lineNumber} have been shipped`,
    );
  }
  const closed = closedRefusal(order);
  if (closed !== null) return closed;
  switch (target.kind) {
    case "QUANTITY":
      return new Big(target.quantity).gt(0)
        ? null
        : refused(422, "QUANTITY_INVALID", "a quantity is above zero");
    case "ADD_LINE":
      return lineOf(order, target.line.lineNumber) === undefined
        ? null
        : refused(422, "LINE_EXISTS", `the order has a line ${target.line.lineNumber} already`);
    case "REMOVE_LINE":
      return order.lines.length > 1
        ? null
        : refused(409, "LAST_LINE", "cancel the order instead of its last line");
    default:
      return null;
  }
}

function closedRefusal(order: BogusOrder): Outcome | null {
  if (order.canceled) return refused(409, "ORDER_CANCELED", "the order has been canceled");
  if (isShipped(order)) return refused(409, "ALREADY_SHIPPED", "the goods have left the warehouse");
  return null;
}

function lineOf({ lines }: BogusOrder, lineNumber: string) {
  return lines.find((line) => line.lineNumber === lineNumber);
}

function contactOf({ contactName, emails, phones }: OrderChangeTarget & { kind: "CONTACT" }) {
  return { contactName, emails, phones };
}

function samePrint({ label, shipTo }: BogusOrder): boolean {
  return JSON.stringify(label?.shipTo ?? null) === JSON.stringify(shipTo);
}
