import type { ExecutionSnapshot } from "../connectors/connector.js";
import { transient } from "../domain/errors.js";
import { isInStep } from "../domain/snapshot.js";
import type { ExecutionSyncStatus } from "../domain/vocabulary.js";
import { hasRefusedChange, pendingDeliveries, settleDelivery } from "../store/writes/delivery.js";
import { fulfillmentOrderOf, saveSighting } from "../store/writes/execution.js";
import { changeable, lockOrder, orderById, type StoredOrder, setSync } from "../store/writes/order.js";
import { deliverChange } from "./deliver-change.js";
import { bringHolds } from "./deliver-hold.js";
import { type ConfiguredConnection, executionSystems, type Hub } from "./hub.js";
import { type Receiver, readBack, readUntil } from "./receiver.js";
import { refreshOrder } from "./refresh-order.js";
import type { Work } from "./work.js";

/**
 * Brings every execution system to the state of an order: makes the order there, then its changes in
 * the order they were asked for, then its stops. Each step begins by reading back, so running twice
 * repeats nothing, and nothing is called done before it was seen. Remote calls stand outside every
 * transaction; the facts' key keeps two workers from delivering the same order at once.
 */
export const deliver: Work = async (hub, claim) => {
  await Promise.all(
    claim.facts.map(async (fact) => {
      try {
        for (const connection of executionSystems(hub))
          await deliverTo(hub, connection, fact.subjectId, fact.attempts);
        await hub.store.transaction((tx) => claim.finish(tx, [fact]));
      } catch (error) {
        // Left unfinished: the runner tries it alone and so learns what is wrong with it.
        if (claim.facts.length === 1) throw error;
      }
    }),
  );
};

async function deliverTo(
  hub: Hub,
  connection: ConfiguredConnection,
  orderId: string,
  attempt: number,
): Promise<void> {
  const { execution } = connection.connector;
  const order = await orderById(hub.store.pool, orderId);
  if (execution === undefined || order === null) return;
  const receiver: Receiver = { hub, connectionId: connection.id, execution, settings: connection.settings };
  let snapshot = await readBack(receiver, order.id);
  if (snapshot === null) {
    if (order.status === "CANCELED") return settleUnsent(receiver, order);
    if (order.status !== "CONFIRMED" || order.customerId === null) return;
    snapshot = await create(receiver, order);
    if (snapshot === null) return;
  }
  for (const delivery of await pendingDeliveries(hub.store.pool, order.id, connection.id)) {
    snapshot = await deliverChange(receiver, order, delivery, snapshot, attempt);
  }
  snapshot = await bringHolds(receiver, order, snapshot);
  await note(receiver, order.id, snapshot);
}

/** Sends an order the system does not have. Null if it refused: then that is written down. */
async function create(receiver: Receiver, order: StoredOrder): Promise<ExecutionSnapshot | null> {
  const { hub, connectionId } = receiver;
  await hub.store.transaction((tx) => setSync(tx, order.id, "PENDING"));
  const { poNumber, currency, note: text, number } = order;
  const { shipTo, requestedDate, lines } = changeable(order);
  const answer = await receiver.execution.apply(receiver.settings, {
    kind: "CREATE",
    idempotencyKey: `create:${order.id}`,
    reference: order.id,
    orderNumber: number,
    order: { poNumber, currency, note: text, shipTo, requestedDate, lines: [...lines] },
    customerName: await customerName(receiver, order.customerId),
  });
  if (answer.outcome === "REFUSED") {
    await hub.store.transaction(async (tx) => {
      await lockOrder(tx, order.id);
      const work = await fulfillmentOrderOf(tx, order.id, connectionId);
      await tx.query(
        "UPDATE fulfillment_orders SET refusal = $2, native_message = $3, updated_at = now() WHERE id = $1",
        [...[work.id, answer.refusal, answer.nativeMessage]],
      );
      await setSync(tx, order.id, "REJECTED");
    });
    return null;
  }
  if (answer.outcome === "RETRY") throw transient("EXECUTION_BUSY", answer.nativeMessage, answer.afterMs);
  const snapshot = await readUntil(receiver, order.id, () => true);
  if (snapshot === null) {
    throw transient(
      "NOT_SHOWN_YET",
      `${connectionId} does not show order ${number} yet: ${answer.nativeMessage ?? "no answer"}`,
    );
  }
  return snapshot;
}

/** A canceled order that the system never got: there is nothing left to change there. */
async function settleUnsent(receiver: Receiver, order: StoredOrder): Promise<void> {
  const nativeMessage = "the system never had this order";
  await receiver.hub.store.transaction(async (tx) => {
    for (const delivery of await pendingDeliveries(tx, order.id, receiver.connectionId)) {
      await settleDelivery(tx, delivery, { status: "APPLIED", refusal: null, nativeMessage });
    }
    await setSync(tx, order.id, "NOT_SENT");
  });
}

async function customerName({ hub }: Receiver, customerId: string | null): Promise<string | null> {
  const rows: { name: string | null }[] = await hub.store.pool.query(
    "SELECT name FROM customers WHERE id = $1",
    [customerId],
  );
  return rows[0]?.name ?? null;
}

/** Writes down what was seen, and whether the two sides are in step. */
async function note(receiver: Receiver, orderId: string, snapshot: ExecutionSnapshot): Promise<void> {
  await receiver.hub.store.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order === null) return;
    const work = await fulfillmentOrderOf(tx, orderId, receiver.connectionId);
    await saveSighting(tx, work.id, { ...snapshot, externalVersion: snapshot.version });
    await setSync(tx, orderId, await syncOf(order, snapshot, () => hasRefusedChange(tx, orderId)));
    await refreshOrder(tx, order);
  });
}

async function syncOf(
  order: StoredOrder,
  snapshot: ExecutionSnapshot,
  refused: () => Promise<boolean>,
): Promise<ExecutionSyncStatus> {
  if (isInStep(changeable(order), snapshot)) return "IN_SYNC";
  return (await refused()) ? "REJECTED" : "DIVERGED";
}
