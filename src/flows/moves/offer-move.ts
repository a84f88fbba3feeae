import { addressLine, type PostalAddress, sameDeliveryPoint } from "../../domain/address.js";
import { decideMove, type MovedValue, type MoveSubject, targetOfMove } from "../../domain/customer-move.js";
import { isWanted } from "../../domain/order-change.js";
import type { CustomerMove, CustomerMoveOffer } from "../../store/customer-move.js";
import type { Tx } from "../../store/database.js";
import { casesToOffer, lockCase } from "../../store/writes/case.js";
import { currentCustomers } from "../../store/writes/customer.js";
import {
  askedOffers,
  fulfillmentStatusOf,
  insertOffers,
  moveById,
  ordersToOffer,
  returnsToOffer,
} from "../../store/writes/customer-move.js";
import { changeable, lockOrder, type StoredOrder } from "../../store/writes/order.js";
import { returnById } from "../../store/writes/return.js";
import { openTasks } from "../../store/writes/review.js";
import { requestChanges } from "../delivering/request-changes.js";
import { type Hub, rulesOf } from "../work/hub.js";
import type { Claim, Work } from "../work/work.js";
import { caseFollows, followCustomer, movedValue } from "./follow-customer.js";

/** Orders, returns or cases that are looked at in one transaction. */
const AT_ONCE = 50;

/** Who has decided where nobody was asked. */
export const BY_RULE = "rule";

/**
 * Offers a customer's move to each of its open orders, returns and cases: standing rules take it there, keep it from
 * there, or leave it to a person, who gets one task for the whole move. Each is offered a move once
 * (`customer_move_offers_subject`, `customer_move_offers_return`, `customer_move_offers_case_once`).
 */
export const offerMoves: Work = async (hub, claim) => {
  for (const fact of claim.facts) await offerMove(hub, claim, fact);
};

async function offerMove(hub: Hub, claim: Claim, fact: Claim["facts"][number]): Promise<void> {
  const move = await moveById(hub.store.pool, fact.subjectId);
  const [customerId] = move === null ? [] : await currentCustomers(hub.store.pool, [move.customerId]);
  if (move !== null && customerId !== undefined) {
    await inPages(
      hub,
      (tx) => ordersToOffer(tx, move.id, customerId, AT_ONCE),
      (tx, id) => offerToOrder(tx, hub, move, id),
    );
    await inPages(
      hub,
      (tx) => returnsToOffer(tx, move.id, customerId, AT_ONCE),
      (tx, { id, orderId }) => offerToReturn(tx, hub, move, orderId, id),
    );
    await inPages(
      hub,
      (tx) => casesToOffer(tx, move.id, customerId, AT_ONCE),
      (tx, id) => offerToCase(tx, hub, move, id),
    );
  }
  await hub.store.transaction(async (tx) => {
    if (move !== null && customerId !== undefined) await ask(tx, move, customerId);
    await claim.finish(tx, [fact]);
  });
  hub.ring();
}

/** What was offered is not found again, so each page is the first of what is left. */
async function inPages<Found>(
  hub: Hub,
  find: (tx: Tx) => Promise<Found[]>,
  offerTo: (tx: Tx, found: Found) => Promise<void>,
): Promise<void> {
  let page: Found[];
  do {
    page = await find(hub.store.pool);
    await hub.store.transaction(async (tx) => {
      for (const found of page) await offerTo(tx, found);
    });
  } while (page.length === AT_ONCE);
}

async function offerToOrder(tx: Tx, hub: Hub, move: CustomerMove, orderId: string): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (order === null) return;
  const stage = await fulfillmentStatusOf(tx, orderId);
  const subject = { of: "ORDER", orderId, returnId: null, caseId: null, stage } as const;
  const offer = await offerBy(tx, hub, move, subject, order.shipTo);
  if (offer?.decision === "PROPAGATE") await propagate(tx, hub, move, offer, order, BY_RULE);
}

async function offerToReturn(
  tx: Tx,
  hub: Hub,
  move: CustomerMove,
  orderId: string,
  returnId: string,
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  const known = order === null ? null : await returnById(tx, returnId);
  if (order === null || known === null) return;
  const { status: stage } = known;
  const goesTo = known.sendTo ?? order.shipTo;
  const subject = { of: "RETURN", orderId, returnId, caseId: null, stage } as const;
  const offer = await offerBy(tx, hub, move, subject, goesTo);
  if (offer?.decision === "PROPAGATE") await followCustomer(tx, move, offer, known, order, BY_RULE);
}

async function offerToCase(tx: Tx, hub: Hub, move: CustomerMove, caseId: string): Promise<void> {
  const known = await lockCase(tx, caseId);
  if (known === null) return;
  const subject = { of: "CASE", orderId: null, returnId: null, caseId, stage: known.status } as const;
  const offer = await offerBy(tx, hub, move, subject, known.address);
  if (offer?.decision === "PROPAGATE") await caseFollows(tx, move, offer, known, BY_RULE);
}

/** Offers the move to one order, return or case, and decides by the rules; null if it was offered before. */
async function offerBy(
  tx: Tx,
  hub: Hub,
  move: CustomerMove,
  { of, stage, ...subject }: Pick<MoveSubject, "of" | "stage"> & OfferSubject,
  goesTo: PostalAddress | null,
): Promise<CustomerMoveOffer | null> {
  const { decision, because } = decideMove(rulesOf(hub).moves, {
    ...{ of, aspect: move.aspect, stage, usedBefore: move.usedBefore, explicit: move.explicit },
    concerned: isConcerned(goesTo, movedValue(move)),
  });
  const isAsked = decision === "ASK";
  const [offer] = await insertOffers(tx, [
    {
      ...{ moveId: move.id, ...subject, stage, decision, reason: because },
      ...{ decidedBy: isAsked ? null : BY_RULE, decidedAt: isAsked ? null : new Date() },
    },
  ]);
  return offer ?? null;
}

type OfferSubject = Pick<CustomerMoveOffer, "orderId" | "returnId" | "caseId">;

/** Would the goods, or whoever sees to the case, go to the address that was left? */
const isConcerned = (goesTo: PostalAddress | null, moved: MovedValue): boolean =>
  moved.aspect === "CONTACT" || (goesTo !== null && sameDeliveryPoint(goesTo, moved.before));

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
  await openTasks(tx, [
    {
      kind: "CUSTOMER_MOVE",
      subjectKey: move.id,
      title: `${words}: what becomes of ${inWords(asked)}?`,
      details: {
        ...{
          moveId: move.id,
          aspect: move.aspect,
          before: move.before,
          after: move.after,
          system: move.system,
        },
        orderIds: asked.flatMap(({ orderId, returnId }) => (returnId === null ? (orderId ?? []) : [])),
        returnIds: asked.flatMap(({ returnId }) => returnId ?? []),
        caseIds: asked.flatMap(({ caseId }) => caseId ?? []),
      },
      ...{ orderId: null, customerId, otherCustomerId: null },
    },
  ]);
}

function inWords(asked: readonly CustomerMoveOffer[]): string {
  const returns = asked.filter(({ returnId }) => returnId !== null).length;
  const cases = asked.filter(({ caseId }) => caseId !== null).length;
  const counted = (count: number, one: string): string[] =>
    count === 0 ? [] : [count === 1 ? `an open ${one}` : `${count} open ${one}s`];
  const orders = counted(asked.length - returns - cases, "order");
  const parts = [...orders, ...counted(returns, "return"), ...counted(cases, "case")];
  return parts.length < 3 ? parts.join(" and ") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
