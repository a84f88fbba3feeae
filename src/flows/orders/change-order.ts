import { z } from "zod";
import { groupBy } from "../../domain/group-by.js";
import {
  faultOfTargets,
  type OrderChangeTarget,
  orderChangeTarget,
  targetsBetween,
  withTargets,
} from "../../domain/order-change.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Channel } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { OrderLine } from "../../store/order.js";
import type { OrderChange, OrderChangeDelivery } from "../../store/order-change.js";
import type { OrderRow } from "../../store/reads/order.js";
import { reads } from "../../store/reads/reads.js";
import { changeable, lockOrder, type StoredOrder } from "../../store/writes/order.js";
import { done, type Outcome, outdated, refused } from "../acts/outcome.js";
import { type Manner, onceOrRehearsed } from "../acts/rehearse.js";
import { requestChanges } from "../delivering/request-changes.js";
import type { Hub } from "../work/hub.js";

const TARGETS_MAX = 100;

export interface ChangeOrderInput extends Manner {
  readonly orderId: string;
  /** The version the caller has seen; another one in the meantime is a conflict, never an overwrite. */
  readonly expectedVersion: number;
  readonly channel: Channel;
  readonly reason: string | null;
  readonly targets: OrderChangeTarget[];
}

export interface OrderChanged {
  readonly orderId: string;
  readonly changeIds: string[];
  /** After a rehearsal: everything as it would be. */
  readonly preview?: OrderPreview;
}

/** An order as it would be, with what hangs on it, because none of it can be read anew. */
export interface OrderPreview {
  readonly order: OrderRow & { readonly lines: readonly OrderLine[] };
  readonly changes: readonly (OrderChange & { readonly deliveries: readonly OrderChangeDelivery[] })[];
}

/** Changes an order for somebody who has proved who they are, and sets out to tell every system. */
export async function changeOrder(
  hub: Hub,
  viewer: Viewer,
  input: ChangeOrderInput,
): Promise<Outcome<OrderChanged>> {
  const parsed = z.array(orderChangeTarget).min(1).max(TARGETS_MAX).safeParse(input.targets);
  if (!parsed.success) {
    const userErrors = parsed.error.issues.map(({ path, message }) => ({
      ...{ field: ["targets", ...path].join("."), code: "INVALID", message },
    }));
    return { ok: false, userErrors };
  }
  return onceOrRehearsed(hub, viewer, input, async (tx) => {
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
    const changed = { orderId: order.id, changeIds };
    return done(
      input.dryRun === true ? { ...changed, preview: await previewOf(tx, viewer, changed) } : changed,
    );
  });
}

async function previewOf(
  tx: Tx,
  viewer: Viewer,
  { orderId, changeIds }: OrderChanged,
): Promise<OrderPreview> {
  const view = reads(tx, viewer);
  const [order] = await view.ordersById([orderId]);
  if (order === undefined) throw new Error("the changed order is not there");
  const changes = (await view.nested("changes", [orderId])).filter(({ id }) => changeIds.includes(id));
  const deliveries = groupBy(
    await view.nested("deliveries", changeIds),
    ({ orderChangeId }) => orderChangeId,
  );
  return {
    order: { ...order, lines: await view.nested("lines", [orderId]) },
    changes: changes.map((change) => ({ ...change, deliveries: deliveries.get(change.id) ?? [] })),
  };
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
  { expectedVersion }: Pick<ChangeOrderInput, "expectedVersion">,
  targets: readonly OrderChangeTarget[],
): Outcome<never> | null {
  if (order.version !== expectedVersion) {
    return outdated("the order", expectedVersion, order.version);
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
