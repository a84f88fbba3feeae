import type { ExecutionAnswer, ExecutionSnapshot } from "../../connectors/connector.js";
import { transient } from "../../domain/errors.js";
import { foreignEdit, type OwnValues } from "../../domain/foreign-edit.js";
import { canBeSeen, deliveryStatusOf, missingOf } from "../../domain/snapshot.js";
import {
  type DeliveryResult,
  markNotTaken,
  markSent,
  type PendingDelivery,
  settleDelivery,
} from "../../store/writes/delivery.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { endChange } from "./end-change.js";
import { ATTEMPTS_MAX, isPassing, type Receiver, readBack, readUntil } from "./receiver.js";

/**
 * Brings one change to one system: it is APPLIED once a read-back shows it, whoever made it so, and
 * never because the system said yes. A request whose fate is unknown is not repeated before the next
 * read-back, which is how this begins.
 */
export async function deliverChange(
  receiver: Receiver,
  order: StoredOrder,
  delivery: PendingDelivery,
  seen: ExecutionSnapshot,
  own: OwnValues,
): Promise<ExecutionSnapshot> {
  const foreign = foreignEdit(delivery.target, seen, own);
  const known =
    missingOf(delivery.target, seen) === null ? APPLIED : foreign === null ? null : conflict(foreign);
  if (known !== null) {
    await endDelivery(receiver, order, delivery, known);
    return seen;
  }
  await markSent(receiver.hub.store.pool, delivery.id);
  const answer = await receiver.execution.apply(receiver.settings, {
    kind: "AMEND",
    // The version is part of the key: a refusal for a version that has passed must not be answered again.
    idempotencyKey: `change:${delivery.id}:${seen.version}`,
    externalId: seen.externalId,
    expectedVersion: seen.version,
    targets: [delivery.target],
  });
  if (answer.outcome === "RETRY") {
    await receiver.hub.store.transaction((tx) => markNotTaken(tx, delivery.id));
    throw transient("EXECUTION_BUSY", answer.nativeMessage, answer.afterMs);
  }
  const isThere = (snapshot: ExecutionSnapshot) => missingOf(delivery.target, snapshot) === null;
  const now =
    answer.outcome === "REFUSED" || !canBeSeen(delivery.target)
      ? await readBack(receiver, order.id)
      : await readUntil(receiver, order.id, isThere);
  if (now === null)
    throw transient("NOT_SHOWN_YET", `${receiver.connectionId} no longer shows order ${order.number}`);
  const missing = missingOf(delivery.target, now);
  const result = missing === null ? APPLIED : judge(answer, delivery, missing);
  if (result === null) {
    if (answer.outcome === "ACCEPTED") await acknowledge(receiver, delivery, answer.nativeMessage);
    throw transient(
      "NOT_APPLIED_YET",
      `${receiver.connectionId} does not show the change yet: ${wordsOf(answer)}`,
    );
  }
  await endDelivery(receiver, order, delivery, { ...result, accepted: answer.outcome === "ACCEPTED" });
  return now;
}

const APPLIED: DeliveryResult = { status: "APPLIED", refusal: null, nativeMessage: null };

/** Two people have changed the same value: which of the two is meant, only a person can say. */
const conflict = (nativeMessage: string): DeliveryResult => ({
  ...{ status: "CONFLICT", refusal: "VERSION_CONFLICT", nativeMessage },
});

const wordsOf = (answer: ExecutionAnswer): string => answer.nativeMessage ?? "it said yes";

/** The end of a delivery that a read-back does not show; null if it is worth another try. */
function judge(
  answer: ExecutionAnswer,
  { target, attempts }: PendingDelivery,
  missing: string,
): DeliveryResult | null {
  const isLast = attempts + 1 >= ATTEMPTS_MAX;
  if (answer.outcome === "REFUSED" && (isLast || !isPassing(answer.refusal))) {
    const { refusal, nativeMessage } = answer;
    return { status: deliveryStatusOf(refusal), refusal, nativeMessage };
  }
  const nativeMessage = `${wordsOf(answer)}; but ${missing}`;
  if (answer.outcome === "ACCEPTED" && !canBeSeen(target)) {
    return { status: "UNKNOWN", refusal: null, nativeMessage };
  }
  if (!isLast) return null;
  return answer.outcome === "ACCEPTED"
    ? { status: "PARTIAL", refusal: "ACCEPTED_BUT_NOT_APPLIED", nativeMessage }
    : { status: "UNKNOWN", refusal: null, nativeMessage };
}

async function acknowledge(
  receiver: Receiver,
  delivery: PendingDelivery,
  nativeMessage: string | null,
): Promise<void> {
  await receiver.hub.store.transaction((tx) =>
    settleDelivery(tx, delivery, { status: "ACKNOWLEDGED", refusal: null, nativeMessage, accepted: true }),
  );
}

/** Writes the end down; whatever is not a success becomes a task, because somebody promised it to a customer. */
export async function endDelivery(
  receiver: Receiver,
  order: StoredOrder,
  delivery: PendingDelivery,
  result: DeliveryResult,
): Promise<void> {
  const { hub, connectionId } = receiver;
  receiver.progressed();
  await hub.store.transaction((tx) => endChange(tx, connectionId, order, delivery, result, "does not show"));
}
