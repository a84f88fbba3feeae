import { z } from "zod";
import type { ProposedAct } from "../../domain/follow-through-vocabulary.js";
import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { Viewer } from "../../domain/viewer.js";
import { type TellableAspect, wantedTarget } from "../../domain/wanted-target.js";
import type { Tx } from "../../store/database.js";
import type { StoredDifference } from "../../store/difference.js";
import { writeFacts } from "../../store/outbox.js";
import { reads } from "../../store/reads/reads.js";
import { lockDifference, settleDifference as settle } from "../../store/writes/difference.js";
import { changeable, lockOrder, type StoredOrder, setSync } from "../../store/writes/order.js";
import { insertChanges } from "../../store/writes/order-change.js";
import { openTasks } from "../../store/writes/review.js";
import { makeDue } from "../../store/writes/stream.js";
import { done, type Outcome, outdated, refused } from "../acts/outcome.js";
import { type Manner, onceOrRehearsed } from "../acts/rehearse.js";
import { pulledConnections } from "../receiving/pull-all.js";
import type { Hub } from "../work/hub.js";

export interface SettleDifferenceRequest extends Manner {
  readonly differenceId: string;
  /** What is to be done; DISMISS leaves both sides as they are until they are compared again. */
  readonly act: ProposedAct | "DISMISS";
}

export interface DifferenceSettled {
  readonly differenceId: string;
  /** After a rehearsal: the difference as it would be. */
  readonly preview?: StoredDifference;
}

/** Does what brings two sides together, or leaves them apart. Whether it helped, the next comparison shows. */
export function settleDifference(
  hub: Hub,
  viewer: Viewer,
  request: SettleDifferenceRequest,
): Promise<Outcome<DifferenceSettled>> {
  return onceOrRehearsed(hub, viewer, request, async (tx) => {
    const { differenceId, act, expectedVersion, dryRun } = request;
    const known = z.uuid().safeParse(differenceId).success ? await lockDifference(tx, differenceId) : null;
    if (known === null) return refused("NOT_FOUND", "there is no such difference any more", "differenceId");
    if (expectedVersion !== undefined && expectedVersion !== known.version) {
      return outdated("the difference", expectedVersion, known.version);
    }
    const order = known.orderId === null ? null : await lockOrder(tx, known.orderId);
    const objection = act === "DISMISS" ? null : await ACTS[act](tx, hub, viewer, known, order);
    if (objection !== null) return objection;
    await settle(tx, known.id, viewer.subject);
    if (dryRun !== true) return done({ differenceId: known.id });
    const [preview] = await reads(tx, viewer).differencesById([known.id]);
    return done({ differenceId: known.id, ...(preview === undefined ? {} : { preview }) });
  });
}

type Act = (
  tx: Tx,
  hub: Hub,
  viewer: Viewer,
  difference: StoredDifference,
  order: StoredOrder | null,
) => Promise<Outcome<never> | null>;

const GONE = refused("CONFLICT", "nobody here knows the order: have the sources read again", "act");

const ACTS: Readonly<Record<ProposedAct, Act>> = {
  async SEND_ORDER(tx, _hub, _viewer, _difference, order) {
    if (order === null) return GONE;
    await writeFacts(tx, [{ kind: "OrderReady", subjectId: order.id, key: `order:${order.id}` }]);
    return null;
  },
  async READ_AGAIN(tx, _hub, _viewer, _difference, order) {
    if (order === null) return GONE;
    await writeFacts(tx, [{ kind: "ReadAgain", subjectId: order.id, key: `order:${order.id}` }]);
    return null;
  },
  async READ_SOURCES(tx, hub) {
    for (const { id } of pulledConnections(hub)) await makeDue(tx, id);
    return null;
  },
  async PROPAGATE(tx, _hub, viewer, difference, order) {
    const target = order === null ? null : targetOf(order, difference);
    if (order === null || target === null) return GONE;
    const request = {
      ...{ requestKey: `difference:${difference.id}`, channel: order.channel, requestedBy: viewer.subject },
      ...{ reason: "both sides were compared", requestedAt: new Date(), targets: [target] },
    };
    await insertChanges(tx, order, request, [difference.connectionId]);
    await setSync(tx, order.id, "PENDING");
    await writeFacts(tx, [{ kind: "OrderChangeRequested", subjectId: order.id, key: `order:${order.id}` }]);
    return null;
  },
  async ASK_CUSTOMER(tx, _hub, _viewer, difference, order) {
    if (order === null) return GONE;
    const { connectionId, ours, theirs } = difference;
    const title = `Ask the customer of order ${order.number}: at ${connectionId} it is ${theirs}, here ${ours}`;
    return askFor(tx, difference, order, title);
  },
  async ASK_WAREHOUSE(tx, _hub, _viewer, difference, order) {
    if (order === null) return GONE;
    const { connectionId, ours, theirs } = difference;
    const title = `Ask ${connectionId} about order ${order.number}: it shows ${theirs ?? "nothing"}, here there is ${ours}`;
    return askFor(tx, difference, order, title);
  },
};

async function askFor(
  tx: Tx,
  { id, connectionId, aspect, parcel, ours, theirs }: StoredDifference,
  order: StoredOrder,
  title: string,
): Promise<null> {
  await openTasks(tx, [
    {
      ...{ kind: "ORDER_CHANGE", subjectKey: `difference:${id}`, title },
      details: { system: connectionId, aspect, parcel, ours, theirs },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
  return null;
}

/** Differences that telling the system again can end. */
const TELLABLE: readonly TellableAspect[] = ["SHIP_TO", "DATE", "QUANTITY", "PRICE", "CANCELED"];

function targetOf(order: StoredOrder, { aspect, lineNumber }: StoredDifference): OrderChangeTarget | null {
  const tellable = TELLABLE.find((one) => one === aspect);
  return tellable === undefined ? null : wantedTarget(changeable(order), tellable, lineNumber);
}
