import { z } from "zod";
import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrderLine } from "../../domain/order.js";
import type { Viewer } from "../../domain/viewer.js";
import type { ReviewAction, ReviewTaskKind, ReviewTaskStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { ReviewTask } from "../../store/review-task.js";
import { closeTask, lockTask } from "../../store/writes/review.js";
import { acceptAddress, propagateAddress } from "../guard/settle-ship-to-task.js";
import { mergePair, separatePair } from "../identity/settle-identity-task.js";
import { mendAddress } from "../moves/settle-address-task.js";
import { keepOrders, propagateMove } from "../moves/settle-move.js";
import {
  applyAskedChange,
  closeFailed,
  dropAskedChange,
  retryDelivery,
} from "../orders/settle-change-task.js";
import { confirmOrder, rejectOrder } from "../orders/settle-order-task.js";
import { announceAgain, approveAsked, declineAsked, toldByHand } from "../returns/settle-return-task.js";
import type { Hub } from "../work/hub.js";
import { done, type Outcome, refused } from "./outcome.js";
import { type Manner, onceOrRehearsed } from "./rehearse.js";
import { notAsSeen, type TaskAnswered, taskAnswered } from "./task-answered.js";

export interface OrderCorrections {
  readonly lines?: readonly CanonicalOrderLine[];
  readonly shipTo?: PostalAddress | null;
  readonly poNumber?: string | null;
}

export interface ReviewAnswer extends Manner {
  readonly taskId: string;
  readonly action: ReviewAction;
  readonly note: string | null;
  readonly corrections: OrderCorrections | null;
}

/** What an action does, and what it makes of its task. A refusal leaves the task open. */
export interface Settlement {
  readonly status: ReviewTaskStatus;
  run(tx: Tx, hub: Hub, viewer: Viewer, task: ReviewTask, answer: ReviewAnswer): Promise<Outcome<null>>;
}

/** Which answers fit which question. The only place this is written down. */
const SETTLEMENTS: Record<ReviewTaskKind, Partial<Record<ReviewAction, Settlement>>> = {
  IDENTITY: {
    MERGE: { status: "MERGED", run: mergePair },
    NOT_A_MATCH: { status: "NOT_A_MATCH", run: separatePair },
  },
  ORDER: {
    CONFIRM: { status: "RESOLVED", run: confirmOrder },
    REJECT: { status: "RESOLVED", run: rejectOrder },
  },
  ORDER_CHANGE: {
    CONFIRM: { status: "RESOLVED", run: applyAskedChange },
    REJECT: { status: "RESOLVED", run: dropAskedChange },
    RETRY: { status: "RESOLVED", run: retryDelivery },
    DONE: { status: "RESOLVED", run: closeFailed },
  },
  SHIP_TO: {
    PROPAGATE: { status: "RESOLVED", run: propagateAddress },
    ACCEPT_AS_IS: { status: "RESOLVED", run: acceptAddress },
  },
  CUSTOMER_MOVE: {
    PROPAGATE: { status: "RESOLVED", run: propagateMove },
    ACCEPT_AS_IS: { status: "RESOLVED", run: keepOrders },
  },
  ADDRESS_CORRECTION: { DONE: { status: "RESOLVED", run: mendAddress } },
  RETURN: {
    CONFIRM: { status: "RESOLVED", run: approveAsked },
    REJECT: { status: "RESOLVED", run: declineAsked },
    RETRY: { status: "RESOLVED", run: announceAgain },
    DONE: { status: "RESOLVED", run: toldByHand },
  },
};

/** Which answers a question takes, and where each leaves it. */
export const answersTo = (
  kind: ReviewTaskKind,
): readonly { action: ReviewAction; status: ReviewTaskStatus }[] =>
  (Object.entries(SETTLEMENTS[kind]) as [ReviewAction, Settlement][]).map(([action, { status }]) => ({
    ...{ action, status },
  }));

/** Does what a person has decided, once; the task's row lock makes two answers one. */
export async function resolveReviewTask(
  hub: Hub,
  viewer: Viewer,
  answer: ReviewAnswer,
): Promise<Outcome<TaskAnswered>> {
  if (!z.uuid().safeParse(answer.taskId).success)
    return refused("NOT_FOUND", "there is no such task", "taskId");
  return onceOrRehearsed(hub, viewer, answer, async (tx) => {
    const task = await lockTask(tx, answer.taskId);
    if (task === null) return refused("NOT_FOUND", "there is no such task", "taskId");
    if (task.closedAt !== null) {
      return refused(
        "CLOSED",
        `${task.closedBy ?? "somebody"} has answered this already: ${task.resolution ?? ""}`,
      );
    }
    const objection = notAsSeen(task, answer);
    if (objection !== null) return objection;
    const fitting = SETTLEMENTS[task.kind];
    const settlement = fitting[answer.action];
    if (settlement === undefined) {
      return refused("INVALID", `this task takes ${Object.keys(fitting).join(" or ")}`, "action");
    }
    const outcome = await settlement.run(tx, hub, viewer, task, answer);
    if (!outcome.ok) return outcome;
    const resolution = answer.note === null ? answer.action : `${answer.action}: ${answer.note}`;
    await closeTask(tx, task.id, settlement.status, viewer.subject, resolution);
    return done(await taskAnswered(tx, viewer, task.id, answer));
  });
}
