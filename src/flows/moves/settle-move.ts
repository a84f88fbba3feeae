import { z } from "zod";
import { targetOfMove } from "../../domain/customer-move.js";
import type { Viewer } from "../../domain/viewer.js";
import type { CustomerMove, CustomerMoveOffer } from "../../store/customer-move.js";
import type { Tx } from "../../store/database.js";
import { reads } from "../../store/reads/reads.js";
import { lockCase } from "../../store/writes/case.js";
import {
  askedOffers,
  decideOffer,
  lockOffer,
  moveById,
  offersById,
} from "../../store/writes/customer-move.js";
import { lockOrder, type StoredOrder } from "../../store/writes/order.js";
import { returnById } from "../../store/writes/return.js";
import { closeOvertaken } from "../../store/writes/review.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import { type Manner, onceOrRehearsed } from "../acts/rehearse.js";
import type { Settlement } from "../acts/resolve-review-task.js";
import { objectionToTargets } from "../orders/change-order.js";
import type { Hub } from "../work/hub.js";
import { caseFollows, followCustomer, movedValue } from "./follow-customer.js";
import { propagate } from "./offer-move.js";

const OFFERS_MAX = 200;

export interface MoveAnswer {
  readonly offerId: string;
  readonly decision: "PROPAGATE" | "KEEP";
}

export interface SettleMoveRequest extends Pick<Manner, "idempotencyKey" | "dryRun"> {
  readonly answers: readonly MoveAnswer[];
  readonly note: string | null;
}

export interface MoveSettled {
  readonly offerIds: string[];
  /** After a rehearsal: the offers as they would be. */
  readonly preview?: readonly CustomerMoveOffer[];
}

/** A person says what becomes of orders, returns and cases whose customer has moved, one by one. All of them, or none. */
export function settleMove(
  hub: Hub,
  viewer: Viewer,
  request: SettleMoveRequest,
): Promise<Outcome<MoveSettled>> {
  return onceOrRehearsed(hub, viewer, request, async (tx) => {
    const { answers, note } = request;
    const ids = answers.map(({ offerId }) => offerId);
    if (ids.length === 0 || ids.length > OFFERS_MAX) {
      return refused("INVALID", `answer 1 to ${OFFERS_MAX} offers`, "answers");
    }
    const strange = ids.findIndex((id, at) => !z.uuid().safeParse(id).success || ids.indexOf(id) !== at);
    if (strange >= 0)
      return refused("NOT_FOUND", "there is no such offer, or it stands there twice", `answers.${strange}`);
    const offers = await offersById(tx, ids);
    if (offers.length < ids.length) return refused("NOT_FOUND", "there is no such offer", "answers");
    const decisions = new Map(answers.map(({ offerId, decision }) => [offerId, decision]));
    // In the order of their orders, and cases last: that is how they are locked everywhere.
    for (const offer of offers) {
      const refusal = await settleOffer(tx, hub, viewer, offer, decisions.get(offer.id) ?? "KEEP", note);
      if (refusal !== null) return refusal;
    }
    for (const moveId of new Set(offers.map((offer) => offer.moveId))) {
      if ((await askedOffers(tx, moveId)).length > 0) continue;
      await closeOvertaken(tx, "CUSTOMER_MOVE", moveId, `answered order by order by ${viewer.subject}`);
    }
    if (request.dryRun !== true) return done({ offerIds: ids });
    return done({ offerIds: ids, preview: await reads(tx, viewer).moveOffersById(ids) });
  });
}

async function settleOffer(
  tx: Tx,
  hub: Hub,
  viewer: Viewer,
  known: CustomerMoveOffer,
  decision: MoveAnswer["decision"],
  note: string | null,
): Promise<Outcome<never> | null> {
  if (known.caseId !== null) return settleCase(tx, viewer, known, known.caseId, decision, note);
  const order = known.orderId === null ? null : await lockOrder(tx, known.orderId);
  const offer = await lockOffer(tx, known.id);
  const move = await moveById(tx, known.moveId);
  if (order === null || offer === null || move === null) return refused("CONFLICT", "the order is gone");
  if (offer.decision !== "ASK") return decided(offer, `order ${order.number}`);
  if (offer.returnId !== null) {
    const refusal = await settleReturn(tx, viewer, move, offer, order, decision);
    if (refusal !== null) return refusal;
  } else if (decision === "PROPAGATE") {
    const objection = objectionToTargets(order, [targetOfMove(movedValue(move), order.shipTo)]);
    if (objection !== null) return objection;
    await propagate(tx, hub, move, offer, order, viewer.subject);
  }
  await decideOffer(tx, offer.id, decision, viewer.subject, note ?? offer.reason);
  return null;
}

const decided = ({ decidedBy, decision }: CustomerMoveOffer, thing: string): Outcome<never> =>
  refused("CONFLICT", `${decidedBy ?? "somebody"} has decided ${decision} for ${thing}`);

/** Whoever sees to a case finds the customer where they are now, or where they were after all. */
async function settleCase(
  tx: Tx,
  { subject }: Viewer,
  known: CustomerMoveOffer,
  caseId: string,
  decision: MoveAnswer["decision"],
  note: string | null,
): Promise<Outcome<never> | null> {
  const about = await lockCase(tx, caseId);
  const offer = await lockOffer(tx, known.id);
  const move = await moveById(tx, known.moveId);
  if (about === null || offer === null || move === null) return refused("CONFLICT", "the case is gone");
  if (offer.decision !== "ASK") return decided(offer, `case ${about.number}`);
  if (decision === "PROPAGATE" && !(await caseFollows(tx, move, offer, about, subject))) {
    return refused("INVALID_STATE", `case ${about.number} is closed: it can only be kept`);
  }
  await decideOffer(tx, offer.id, decision, subject, note ?? offer.reason);
  return null;
}

/** What is sent again for a return goes to the new address, or to the old one after all. */
async function settleReturn(
  tx: Tx,
  { subject }: Viewer,
  move: CustomerMove,
  offer: CustomerMoveOffer,
  order: StoredOrder,
  decision: MoveAnswer["decision"],
): Promise<Outcome<never> | null> {
  if (decision === "KEEP") return null;
  const known = await returnById(tx, offer.returnId ?? "");
  if (known !== null && (await followCustomer(tx, move, offer, known, order, subject))) return null;
  return refused("INVALID_STATE", `return ${known?.number ?? ""} has come to its end: it can only be kept`);
}

const settleAll =
  (decision: MoveAnswer["decision"]): Settlement["run"] =>
  async (tx, hub, viewer, task, answer) => {
    for (const offer of await askedOffers(tx, task.subjectKey)) {
      const refusal = await settleOffer(tx, hub, viewer, offer, decision, answer.note);
      if (refusal !== null) return refusal;
    }
    return done(null);
  };

/** All orders that were asked about follow their customer. */
export const propagateMove = settleAll("PROPAGATE");
/** All of them stay as they are. */
export const keepOrders = settleAll("KEEP");
