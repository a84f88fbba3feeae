import type { Acknowledgment, LineAcknowledgmentCode } from "../../domain/acknowledgment.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import {
  type AwaitedAnswer,
  awaitedAnswer,
  awaitedByControl,
  endWaiting,
  lastPut,
  overdueAnswers,
} from "../../store/writes/awaited-answer.js";
import {
  lapsedDeliveries,
  type PendingDelivery,
  pendingDeliveries,
  settleDelivery,
} from "../../store/writes/delivery.js";
import { lockOrder, type StoredOrder, setSync } from "../../store/writes/order.js";
import { answerLate } from "../../store/writes/review.js";
import type { Hub } from "../work/hub.js";
import { creationKey } from "./deliver-order.js";
import { endChange } from "./end-change.js";
import { acceptOrder, endOrder, syncWithPartner } from "./end-partner-delivery.js";
import { judgeAnswer, lineWords, wordsOf } from "./judge-answer.js";

/** The order that a receipt for a document of ours speaks of: it names the number of the interchange and nothing else. */
export async function orderOfReceipt(
  tx: Tx,
  connectionId: string,
  { level, control }: Acknowledgment,
): Promise<string[]> {
  const number = level === "TECHNICAL" ? (control.group ?? control.interchange) : null;
  if (number === null || !/^\d{1,18}$/.test(number)) return [];
  const awaited = await awaitedByControl(tx, connectionId, String(BigInt(number)));
  return awaited === null ? [] : [awaited.orderId];
}

/**
 * A partner that carries an order out has answered: its word settles what it was asked last, line by line, and the
 * next change can go. One that answers when it was given up settles it still, as long as nothing was put to it since.
 * Any other answer that nobody waits for is kept beside the order and changes nothing. The caller holds the order's
 * lock, and the document is kept in the same transaction.
 */
export async function takeAnswer(
  tx: Tx,
  connectionId: string,
  orderId: string,
  answer: Acknowledgment,
): Promise<void> {
  const awaited = await awaitedAnswer(tx, connectionId, orderId);
  const put = awaited ?? (await lastPut(tx, connectionId, orderId));
  const locked = put === null ? null : await lockOrder(tx, orderId);
  if (put === null || locked === null) return;
  const isLate = awaited === null;
  const deliveries = await (isLate ? lapsedDeliveries : pendingDeliveries)(tx, orderId, connectionId);
  const delivery = deliveries.find(({ id }) => put.answers.includes(`:change:${id}:`));
  if (isLate && !(await takeLate(tx, connectionId, locked, put, delivery))) return;
  const order: StoredOrder = isLate ? { ...locked, executionSync: "PENDING" } : locked;
  const isDone =
    delivery === undefined
      ? await settleOrder(tx, connectionId, order, deliveries, answer)
      : await settleChange(tx, connectionId, order, delivery, answer);
  if (!isDone) return;
  await endWaiting(tx, put.id);
  await writeFacts(tx, [{ kind: "OrderChangeRequested", subjectId: orderId, key: `order:${orderId}` }]);
}

/** Whether nobody knew what became of it; the question that was asked because of that is then answered. */
async function takeLate(
  tx: Tx,
  connectionId: string,
  order: StoredOrder,
  { answers }: AwaitedAnswer,
  delivery: PendingDelivery | undefined,
): Promise<boolean> {
  const isOrder = answers.startsWith(`${connectionId}:create:`);
  if (isOrder ? order.executionSync !== "UNKNOWN" : delivery === undefined) return false;
  const subject =
    delivery === undefined ? `${creationKey(order.id)}:${connectionId}` : `delivery:${delivery.id}`;
  await answerLate(tx, "ORDER_CHANGE", subject, "overtaken: the partner has answered after all");
  await setSync(tx, order.id, "PENDING");
  return true;
}

async function settleChange(
  tx: Tx,
  connectionId: string,
  order: StoredOrder,
  delivery: PendingDelivery,
  answer: Acknowledgment,
): Promise<boolean> {
  const result = judgeAnswer(delivery.target, answer);
  if (result !== null) {
    await endChange(tx, connectionId, order, delivery, result);
    await syncWithPartner(tx, connectionId, order);
    return true;
  }
  await settleDelivery(tx, delivery, {
    status: "ACKNOWLEDGED",
    refusal: null,
    nativeMessage: wordsOf(answer),
  });
  return false;
}

const AS_MEANT: ReadonlySet<LineAcknowledgmentCode> = new Set(["ACCEPTED", "UNKNOWN", "ALREADY_SHIPPED"]);

/** The order itself: taken as it was meant, otherwise, or not at all. */
async function settleOrder(
  tx: Tx,
  connectionId: string,
  order: StoredOrder,
  deliveries: readonly PendingDelivery[],
  answer: Acknowledgment,
): Promise<boolean> {
  const words = wordsOf(answer);
  const isUnread = answer.level === "TECHNICAL";
  const isRefused = answer.code === "REJECTED" || (isUnread && answer.code === "PARTIALLY_ACCEPTED");
  if (!isRefused && (isUnread || answer.code === "RECEIVED")) return false;
  // What was changed before it was sent went with it.
  const included = deliveries.filter(({ status }) => status !== "QUEUED");
  if (isRefused) {
    for (const one of included)
      await settleDelivery(tx, one, { status: "REJECTED", refusal: "VALIDATION", nativeMessage: words });
    await endOrder(
      tx,
      connectionId,
      order,
      "REJECTED",
      isUnread ? `the document could not be read: ${words}` : words,
    );
    return true;
  }
  await acceptOrder(tx, connectionId, order.id);
  for (const one of included)
    await settleDelivery(tx, one, { status: "APPLIED", refusal: null, nativeMessage: words });
  const otherwise = answer.lines.filter(({ code }) => !AS_MEANT.has(code));
  if (answer.code === "ACCEPTED" && otherwise.length === 0) {
    await syncWithPartner(tx, connectionId, order);
    return true;
  }
  const differences = [words, ...otherwise.map(lineWords)].join("; ").slice(0, WORDS_MAX);
  await endOrder(tx, connectionId, order, "DIVERGED", differences);
  return true;
}

const WORDS_MAX = 2000;
const OVERDUE_MAX = 500;

/** Partners that have not answered in time: nobody knows what they will do, so a person has to ask them. */
export async function expireAnswers(hub: Hub): Promise<void> {
  for (const awaited of await overdueAnswers(hub.store.pool, OVERDUE_MAX)) {
    await hub.store.transaction((tx) => expire(tx, awaited));
  }
}

async function expire(tx: Tx, { id, connectionId, orderId, answers }: AwaitedAnswer): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (order === null || !(await endWaiting(tx, id))) return;
  const nativeMessage = "no answer within the time that was agreed";
  const deliveries = await pendingDeliveries(tx, orderId, connectionId);
  const delivery = deliveries.find((one) => answers.includes(`:change:${one.id}:`));
  if (delivery === undefined) {
    for (const one of deliveries.filter(({ status }) => status !== "QUEUED"))
      await settleDelivery(tx, one, { status: "UNKNOWN", refusal: null, nativeMessage });
    await endOrder(tx, connectionId, order, "UNKNOWN", nativeMessage);
    return;
  }
  await endChange(tx, connectionId, order, delivery, { status: "UNKNOWN", refusal: null, nativeMessage });
  await syncWithPartner(tx, connectionId, order);
}
