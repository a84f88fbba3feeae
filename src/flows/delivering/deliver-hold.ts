import type { ExecutionSnapshot } from "../../connectors/connector.js";
import { HubError, transient } from "../../domain/errors.js";
import type { Hold } from "../../store/fulfillment-order.js";
import { askedOf, forgetAsked, noteAsked } from "../../store/writes/asked.js";
import { confirmHolds, moveOpenDivergences, openHolds } from "../../store/writes/execution.js";
import { lockOrder, type StoredOrder } from "../../store/writes/order.js";
import { closeOvertaken, openTasks } from "../../store/writes/review.js";
import { isPassing, type Receiver, readBack, readUntil } from "./receiver.js";

/** The mark that the stop over there is ours. */
const stopKey = (orderId: string): string => `stop:${orderId}`;

/**
 * Makes the system's work order stop, or go on, as our stops say. A stop counts once a read-back shows
 * it. A stop that somebody made over there is theirs to lift: ours bears a mark from before it was sent.
 */
export async function bringHolds(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
): Promise<ExecutionSnapshot> {
  const { hub, connectionId } = receiver;
  const [hold] = await openHolds(hub.store.pool, order.id);
  if (hold === undefined) {
    const isOurs = (await askedOf(hub.store.pool, connectionId, stopKey(order.id))) !== null;
    return isOurs ? lift(receiver, order, seen) : seen;
  }
  const now = seen.status === "ON_HOLD" ? seen : await stop(receiver, order, seen, hold);
  if (now.status === "ON_HOLD") await confirm(receiver, order);
  else await alarm(receiver, order);
  return now;
}

/**
 * Brings a stop before the changes that wait: goods on the move do not wait for a change that fails. One that
 * cannot be brought now is brought after them, by `bringHolds`.
 */
export async function stopFirst(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
): Promise<ExecutionSnapshot> {
  const [hold] = await openHolds(receiver.hub.store.pool, order.id);
  if (hold === undefined || seen.status === "ON_HOLD") return seen;
  return stop(receiver, order, seen, hold).catch((error: unknown) => {
    if (error instanceof HubError) return seen;
    throw error;
  });
}

async function stop(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
  hold: Hold,
): Promise<ExecutionSnapshot> {
  const { hub, connectionId } = receiver;
  await noteAsked(hub.store.pool, connectionId, stopKey(order.id), { accepted: false, tries: 1 });
  const now = await command(receiver, order, seen, "HOLD", `${hold.reason}: ${hold.explanation}`);
  if (now.status !== "ON_HOLD") await forgetStop(receiver, order);
  return now;
}

async function lift(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
): Promise<ExecutionSnapshot> {
  const now =
    seen.status === "ON_HOLD"
      ? await command(receiver, order, seen, "RELEASE", "the hub's stop has been lifted")
      : seen;
  if (now.status === "ON_HOLD") throw notShown(receiver, order, "release");
  await forgetStop(receiver, order);
  return now;
}

const forgetStop = ({ hub, connectionId }: Receiver, order: StoredOrder): Promise<void> =>
  forgetAsked(hub.store.pool, connectionId, stopKey(order.id));

const notShown = ({ connectionId }: Receiver, { number }: StoredOrder, what: string) =>
  transient("NOT_SHOWN_YET", `${connectionId} does not show the ${what} of order ${number}`);

/** Asks, and reads back. A refusal that stands is answered by the state that was found. */
async function command(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
  kind: "HOLD" | "RELEASE",
  reason: string,
): Promise<ExecutionSnapshot> {
  const answer = await receiver.execution.apply(receiver.settings, {
    kind,
    idempotencyKey: `${kind.toLowerCase()}:${order.id}:${seen.version}`,
    externalId: seen.externalId,
    reason,
  });
  if (answer.outcome === "RETRY") throw transient("EXECUTION_BUSY", answer.nativeMessage, answer.afterMs);
  const isThere = (snapshot: ExecutionSnapshot) => (snapshot.status === "ON_HOLD") === (kind === "HOLD");
  const now =
    answer.outcome === "REFUSED"
      ? await readBack(receiver, order.id)
      : await readUntil(receiver, order.id, isThere);
  if (now !== null && isThere(now)) return now;
  if (answer.outcome === "REFUSED" && !isPassing(answer.refusal)) return now ?? seen;
  throw notShown(receiver, order, kind.toLowerCase());
}

async function confirm({ hub }: Receiver, order: StoredOrder): Promise<void> {
  await hub.store.transaction(async (tx) => {
    await lockOrder(tx, order.id);
    await confirmHolds(tx, order.id);
    await moveOpenDivergences(tx, order.id, "HELD");
  });
}

/** The system would not stop it: whoever can still catch the parcel has to know. */
async function alarm({ hub, connectionId }: Receiver, order: StoredOrder): Promise<void> {
  await hub.store.transaction(async (tx) => {
    await lockOrder(tx, order.id);
    const escaped = await moveOpenDivergences(tx, order.id, "ESCAPED");
    for (const { id } of escaped)
      await closeOvertaken(tx, "SHIP_TO", id, "overtaken: it could not be stopped");
    await openTasks(
      tx,
      escaped.map(({ id, foundAt, found, expected }) => ({
        kind: "SHIP_TO" as const,
        subjectKey: `${id}:escaped`,
        title: `${connectionId} could not stop order ${order.number}, which goes out wrong: ${foundAt}`,
        details: { foundAt, found, expected, system: connectionId },
        ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
      })),
    );
  });
}
