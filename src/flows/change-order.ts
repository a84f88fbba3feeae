import { z } from "zod";
import {
  faultOfTargets,
  type OrderChangeTarget,
  orderChangeTarget,
  targetsBetween,
  withTargets,
} from "../domain/order-change.js";
import type { Viewer } from "../domain/viewer.js";
import type { Channel } from "../domain/vocabulary.js";
import type { Tx } from "../store/database.js";
import { changeable, lockOrder, type StoredOrder } from "../store/writes/order.js";
import type { Hub } from "./hub.js";
import { once } from "./once.js";
import { done, type Outcome, refused } from "./outcome.js";
import { requestChanges } from "./request-changes.js";

const TARGETS_MAX = 100;

export interface ChangeOrderInput {
  readonly idempotencyKey: string;
  readonly orderId: string;
  /** The version the caller has seen; another one in the meantime is a conflict, never an overwrite. */
  readonly expectedVersion: number;
  readonly channel: Channel;
  readonly reason: string | null;
  readonly targets: OrderChangeTarget[];
}

/** Changes an order for somebody who has proved who they are, and sets out to tell every system. */
export async function changeOrder(
  hub: Hub,
  viewer: Viewer,
  input: ChangeOrderInput,
): Promise<Outcome<{ orderId: string; changeIds: string[] }>> {
  const parsed = z.array(orderChangeTarget).min(1).max(TARGETS_MAX).safeParse(input.targets);
  if (!parsed.success) {
    const userErrors = parsed.error.issues.map(({ path, message }) => ({
      ...{ field: ["targets", ...path].join("."), code: "INVALID", message },
    }));
    return { ok: false, userErrors };
  }
  return once(hub, viewer, input.idempotencyKey, input, async (tx) => {
    const order = await ownOrder(tx, viewer, input.orderId);
    if (order === null) return refused("NOT_FOUND", "there is no such order", "orderId");
    const objection = objectionTo(order, input, parsed.data);
    if (objection !== null) return objection;
    const changeIds = await requestChanges(tx, hub, order, {
      requestKey: `api:${viewer.subject}:${input.idempotencyKey}`,
      channel: input.channel,
      requestedBy: viewer.subject,
      reason: input.reason,
      requestedAt: new Date(),
      targets: parsed.data,
    });
    return done({ orderId: order.id, changeIds });
  });
}

/** The order, locked; null also if it is somebody else's: a customer cannot tell the two apart. */
export async function ownOrder(tx: Tx, viewer: Viewer, id: string): Promise<StoredOrder | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const order = await lockOrder(tx, id);
  const isTheirs = viewer.role !== "CUSTOMER" || (order !== null && order.customerId === viewer.customerId);
  return isTheirs ? order : null;
}

function objectionTo(
  order: StoredOrder,
  { expectedVersion }: ChangeOrderInput,
  targets: readonly OrderChangeTarget[],
): Outcome<never> | null {
  if (order.version !== expectedVersion) {
    const text = `the order is at version ${order.version}, you have seen ${expectedVersion}: look at it again`;
    return refused("CONFLICT", text, "expectedVersion");
  }
  const objection = objectionToTargets(order, targets);
  if (objection !== null) return objection;
  const before = changeable(order);
  const changesSomethingSeen = targets.every(({ kind }) => kind !== "QUALITY" && kind !== "CONTACT");
  return changesSomethingSeen && targetsBetween(before, withTargets(before, targets)).length === 0
    ? refused("NOTHING_TO_CHANGE", "the order is like that already", "targets")
    : null;
}

/** Why an order cannot be changed like that, whoever asks; null if it can. */
export function objectionToTargets(
  order: StoredOrder,
  targets: readonly OrderChangeTarget[],
): Outcome<never> | null {
  if (order.status === "CANCELED") return refused("CANCELED", "the order is canceled");
  if (order.status === "COMPLETED" && targets.some(({ kind }) => kind === "CANCEL")) {
    return refused("TOO_LATE", "the goods have been delivered: ask for a return instead", "targets");
  }
  const fault = faultOfTargets(changeable(order), targets);
  if (fault === null) return null;
  const { at, code, message } = fault;
  const field = at === null ? "targets" : `targets.${at}${code === "NOT_FOUND" ? ".lineNumber" : ""}`;
  return refused(code, message, field);
}
