import { addressLine, sameDeliveryPoint } from "../domain/address.js";
import { decideMove, type MovedValue, targetOfMove } from "../domain/customer-move.js";
import { isWanted } from "../domain/order-change.js";
import type { CustomerMove, CustomerMoveOffer } from "../store/customer-move.js";
import type { Tx } from "../store/database.js";
import { currentCustomers } from "../store/writes/customer.js";
import {
  askedOffers,
  fulfillmentStatusOf,
  insertOffers,
  moveById,
  ordersToOffer,
} from "../store/writes/customer-move.js";
import { changeable, lockOrder, type StoredOrder } from "../store/writes/order.js";
import { openTasks } from "../store/writes/review.js";
import { type Hub, rulesOf } from "./hub.js";
import { requestChanges } from "./request-changes.js";
import type { Claim, Work } from "./work.js";

/** Orders that are looked at in one transaction. */
const ORDERS_AT_ONCE = 50;

/** Who has decided where nobody was asked. */
export const BY_RULE = "rule";

/**
 * Offers a customer's move to each of its open orders: standing rules take it there, keep it from there, or
 * leave it to a person, who gets one task for the whole move. An order is offered a move once
 * (`customer_move_offers_subject`).
 */
export const offerMoves: Work = async (hub, claim) => {
  for (const fact of claim.facts) await offerMove(hub, claim, fact);
};

async function offerMove(hub: Hub, claim: Claim, fact: Claim["facts"][number]): Promise<void> {
  const move = await moveById(hub.store.pool, fact.subjectId);
  const [customerId] = move === null ? [] : await currentCustomers(hub.store.pool, [move.customerId]);
  if (move !== null && customerId !== undefined) {
    let ids: string[];
    do {
      ids = await ordersToOffer(hub.store.pool, move.id, customerId, ORDERS_AT_ONCE);
      await hub.store.transaction(async (tx) => {
        for (const id of ids) await offerTo(tx, hub, move, id);
      });
    } while (ids.length === ORDERS_AT_ONCE);
  }
  await hub.store.transaction(async (tx) => {
    if (move !== null && customerId !== undefined) await ask(tx, move, customerId);
    await claim.finish(tx, [fact]);
  });
  hub.ring();
}

async function offerTo(tx: Tx, hub: Hub, move: CustomerMove, orderId: string): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (order === null) return;
  const moved = movedValue(move);
  const stage = await fulfillmentStatusOf(tx, orderId);
  const { decision, because } = decideMove(rulesOf(hub).moves, {
    ...{ aspect: move.aspect, stage, usedBefore: move.usedBefore, explicit: move.explicit },
    concerned: isConcerned(order, moved),
  });
  const isAsked = decision === "ASK";
  const [offer] = await insertOffers(tx, [
    {
      ...{ moveId: move.id, orderId, stage, decision, reason: because },
      ...{ decidedBy: isAsked ? null : BY_RULE, decidedAt: isAsked ? null : new Date() },
    },
  ]);
  if (offer !== undefined && decision === "PROPAGATE") await propagate(tx, hub, move, offer, order, BY_RULE);
}

/** Would the goods of this order go to the address that was left? */
const isConcerned = ({ shipTo }: StoredOrder, moved: MovedValue): boolean =>
  moved.aspect === "CONTACT" || (shipTo !== null && sameDeliveryPoint(shipTo, moved.before));

export const movedValue = ({ aspect, before, after }: CustomerMove): MovedValue =>
  ({ aspect, before, after }) as MovedValue;

/** Makes an order follow its customer; null if it is that way already, else what stands in the way. */
export async function propagate(
  tx: Tx,
  hub: Hub,
  move: CustomerMove,
  offer: CustomerMoveOffer,
  order: StoredOrder,
  by: string,
): Promise<void> {
  const target = targetOfMove(movedValue(move), order.shipTo);
  if (target.kind !== "CONTACT" && isWanted(changeable(order), target)) return;
  await requestChanges(tx, hub, order, {
    requestKey: `move:${offer.id}`,
    channel: order.channel,
    requestedBy: by === BY_RULE ? `rule: ${offer.reason}` : by,
    reason: "the customer has moved",
    requestedAt: move.statedAt ?? move.detectedAt,
    targets: [target],
  });
}

async function ask(tx: Tx, move: CustomerMove, customerId: string): Promise<void> {
  const asked = await askedOffers(tx, move.id);
  if (asked.length === 0) return;
  const moved = movedValue(move);
  const words =
    moved.aspect === "ADDRESS"
      ? `A customer has moved from ${addressLine(moved.before)} to ${addressLine(moved.after)}`
      : "A customer is to be reached otherwise";
  const orders = asked.length === 1 ? "an open order" : `${asked.length} open orders`;
  await openTasks(tx, [
    {
      kind: "CUSTOMER_MOVE",
      subjectKey: move.id,
      title: `${words}: what becomes of ${orders}?`,
      details: {
        ...{
          moveId: move.id,
          aspect: move.aspect,
          before: move.before,
          after: move.after,
          system: move.system,
        },
        orderIds: asked.map(({ orderId }) => orderId),
      },
      ...{ orderId: null, customerId, otherCustomerId: null },
    },
  ]);
}
