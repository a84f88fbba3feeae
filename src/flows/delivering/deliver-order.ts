import type { ExecutionAnswer, ExecutionSnapshot } from "../../connectors/connector.js";
import { transient } from "../../domain/errors.js";
import { lackingOf } from "../../domain/snapshot.js";
import type { ExecutionSyncStatus, RefusalCode } from "../../domain/vocabulary.js";
import { type Asked, askedOf, forgetAsked, noteAsked } from "../../store/writes/asked.js";
import { customerName } from "../../store/writes/customer.js";
import { pendingDeliveries, settleDelivery } from "../../store/writes/delivery.js";
import { fulfillmentOrderOf, refuseWorkOrder } from "../../store/writes/execution.js";
import { changeable, lockOrder, type StoredOrder, setSync } from "../../store/writes/order.js";
import { insertChanges } from "../../store/writes/order-change.js";
import { openTasks } from "../../store/writes/review.js";
import { buildCustomerOf } from "../identity/rebuild.js";
import { endDelivery } from "./deliver-change.js";
import { endEscalation } from "./escalate-overdue.js";
import { ATTEMPTS_MAX, isPassing, type Receiver, readBack, readUntil } from "./receiver.js";

/** The mark that the order has been sent, and the key of the task if it was not taken. */
export const creationKey = (orderId: string): string => `create:${orderId}`;

/**
 * Makes an order in a system that does not show it; null if it is not to be made there, or was not.
 * An order that the system has said yes to is never sent again, and one that may have arrived is not
 * called unsent: both are waited for, and given to a person in the end.
 */
export async function createThere(receiver: Receiver, order: StoredOrder): Promise<ExecutionSnapshot | null> {
  const { hub, connectionId } = receiver;
  const asked = await askedOf(hub.store.pool, connectionId, creationKey(order.id));
  if (order.status === "CANCELED") {
    return asked === null ? settleUnsent(receiver, order) : awaitCanceled(receiver, order, asked);
  }
  if (order.status !== "CONFIRMED" || order.customerId === null) return null;
  const tries = (asked?.tries ?? 0) + 1;
  const answer =
    asked?.accepted === true
      ? await waitOn(receiver, order, tries)
      : await send(receiver, order, order.customerId, tries);
  if (answer.outcome === "RETRY") throw transient("EXECUTION_BUSY", answer.nativeMessage, answer.afterMs);
  const snapshot = await lookFor(receiver, order, answer, tries);
  if (snapshot !== null) return snapshot;
  const isRefused = answer.outcome === "REFUSED";
  const words = answer.nativeMessage ?? "it said yes";
  const isFinal = isRefused && !isPassing(answer.refusal);
  if (!isFinal && tries < ATTEMPTS_MAX) throw notShown(receiver, order, words);
  const refusal = isRefused ? answer.refusal : null;
  await giveUp(receiver, order, isRefused ? "REJECTED" : "UNKNOWN", refusal, words);
  return null;
}

/** Looks at once; a yes is noted before anybody waits for what it promised, so that nothing is sent again. */
async function lookFor(
  receiver: Receiver,
  order: StoredOrder,
  answer: ExecutionAnswer,
  tries: number,
): Promise<ExecutionSnapshot | null> {
  if (answer.outcome === "REFUSED") return readBack(receiver, order.id);
  const noteYes = async () => {
    if (answer.outcome === "ACCEPTED") await note(receiver, order.id, { accepted: true, tries });
  };
  const seen = await readBack(receiver, order.id).catch(async (error: unknown) => {
    await noteYes();
    throw error;
  });
  if (seen !== null) return seen;
  await noteYes();
  return readUntil(receiver, order.id, () => true);
}

/** A canceled order that was sent and may yet show: whether anybody will ship it, only the system can tell. */
async function awaitCanceled(
  receiver: Receiver,
  order: StoredOrder,
  asked: Asked,
): Promise<ExecutionSnapshot | null> {
  const { hub, connectionId } = receiver;
  const tries = asked.tries + 1;
  await note(receiver, order.id, { ...asked, tries });
  const snapshot = await readUntil(receiver, order.id, () => true);
  if (snapshot !== null) return snapshot;
  if (tries < ATTEMPTS_MAX) throw notShown(receiver, order, "it was sent before it was canceled");
  const nativeMessage = "it was sent and then canceled, and the system does not show it";
  for (const delivery of await pendingDeliveries(hub.store.pool, order.id, connectionId)) {
    await endDelivery(receiver, order, delivery, { status: "UNKNOWN", refusal: null, nativeMessage });
  }
  await hub.store.transaction((tx) => setSync(tx, order.id, "UNKNOWN"));
  return null;
}

const notShown = ({ connectionId }: Receiver, { number }: StoredOrder, words: string) =>
  transient("NOT_SHOWN_YET", `${connectionId} does not show order ${number} yet: ${words}`);

const note = ({ hub, connectionId }: Receiver, orderId: string, asked: Asked): Promise<void> =>
  noteAsked(hub.store.pool, connectionId, creationKey(orderId), asked);

/** The system has said yes before: there is nothing to send, only to look. */
async function waitOn(receiver: Receiver, order: StoredOrder, tries: number): Promise<ExecutionAnswer> {
  await note(receiver, order.id, { accepted: true, tries });
  return { outcome: "ACCEPTED", externalId: "", nativeMessage: null };
}

async function send(
  receiver: Receiver,
  order: StoredOrder,
  customerId: string,
  tries: number,
): Promise<ExecutionAnswer> {
  const { hub, connectionId } = receiver;
  await buildCustomerOf(hub, order.id);
  await hub.store.transaction((tx) =>
    Promise.all([
      setSync(tx, order.id, "PENDING"),
      noteAsked(tx, connectionId, creationKey(order.id), { accepted: false, tries }),
    ]),
  );
  const { poNumber, currency, note: text, number } = order;
  const { shipTo, requestedDate, lines } = changeable(order);
  const answer = await receiver.execution.apply(receiver.settings, {
    kind: "CREATE",
    idempotencyKey: creationKey(order.id),
    reference: order.id,
    orderNumber: number,
    order: { poNumber, currency, note: text, shipTo, requestedDate, lines: [...lines] },
    customerName: await customerName(hub.store.pool, customerId),
    customerReference: customerId,
  });
  if (answer.outcome === "RETRY") await takeBack(receiver, order.id, tries);
  return answer;
}

/** The system did not even look at the request: as if it had not been sent. */
async function takeBack(receiver: Receiver, orderId: string, tries: number): Promise<void> {
  const { hub, connectionId } = receiver;
  if (tries > 1) return note(receiver, orderId, { accepted: false, tries: tries - 1 });
  await hub.store.transaction((tx) => forgetAsked(tx, connectionId, creationKey(orderId)));
}

/**
 * An order that was sent shows for the first time. A system that has taken only part of it is asked for
 * the rest, as for any other change.
 */
export async function welcome(
  receiver: Receiver,
  known: StoredOrder,
  seen: ExecutionSnapshot,
): Promise<void> {
  const { hub, connectionId } = receiver;
  const mark = creationKey(known.id);
  if ((await askedOf(hub.store.pool, connectionId, mark)) === null) return;
  receiver.progressed();
  // What was changed since it was read has deliveries of its own.
  const isWhole = known.status === "CANCELED" || lackingOf(changeable(known), seen).length === 0;
  if (isWhole) return forgetAsked(hub.store.pool, connectionId, mark);
  await hub.store.transaction(async (tx) => {
    const order = await lockOrder(tx, known.id);
    await forgetAsked(tx, connectionId, mark);
    const targets = order === null || order.status === "CANCELED" ? [] : lackingOf(changeable(order), seen);
    if (order === null || targets.length === 0) return;
    const request = {
      requestKey: `rest:${connectionId}:${seen.version}`,
      channel: order.channel,
      requestedBy: "hub",
      reason: `${connectionId} has not taken all of the order`,
      requestedAt: new Date(),
      targets,
    };
    await insertChanges(tx, order, request, [connectionId]);
  });
}

/** The end of the road: what the system said is kept, and a person decides. */
async function giveUp(
  { hub, connectionId }: Receiver,
  order: StoredOrder,
  sync: ExecutionSyncStatus,
  refusal: RefusalCode | null,
  nativeMessage: string,
): Promise<void> {
  await hub.store.transaction(async (tx) => {
    await lockOrder(tx, order.id);
    const work = await fulfillmentOrderOf(tx, order.id, connectionId);
    await refuseWorkOrder(tx, work.id, refusal, nativeMessage);
    if (sync === "REJECTED") await forgetAsked(tx, connectionId, creationKey(order.id));
    await setSync(tx, order.id, sync);
    const said = refusal === null ? "does not show" : "has refused";
    await openTasks(tx, [
      {
        kind: "ORDER_CHANGE",
        subjectKey: `${creationKey(order.id)}:${connectionId}`,
        title: `${connectionId} ${said} order ${order.number}: ${nativeMessage}`,
        details: { refusal, nativeMessage, system: connectionId },
        ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
      },
    ]);
  });
}

/** A canceled order that the system never got: there is nothing left to change there. */
async function settleUnsent({ hub, connectionId }: Receiver, order: StoredOrder): Promise<null> {
  const nativeMessage = "the system never had this order";
  await hub.store.transaction(async (tx) => {
    await lockOrder(tx, order.id);
    for (const delivery of await pendingDeliveries(tx, order.id, connectionId)) {
      await settleDelivery(tx, delivery, { status: "APPLIED", refusal: null, nativeMessage });
      await endEscalation(tx, order.id, delivery);
    }
    await setSync(tx, order.id, "NOT_SENT");
  });
  return null;
}
