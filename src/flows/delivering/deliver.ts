import type { ExecutionSnapshot } from "../../connectors/connector.js";
import { HubError, messageOf } from "../../domain/errors.js";
import type { OwnValues } from "../../domain/foreign-edit.js";
import { hasLeft, isOlderVersion } from "../../domain/fulfillment.js";
import { isWanted } from "../../domain/order-change.js";
import { isInStep, missingOf, orderIn } from "../../domain/snapshot.js";
import type { ExecutionSyncStatus } from "../../domain/vocabulary.js";
import type { ClaimedFact } from "../../store/claims.js";
import { commitLater } from "../../store/commit.js";
import type { Tx } from "../../store/database.js";
import type { FulfillmentOrder } from "../../store/fulfillment-order.js";
import { writeFacts } from "../../store/outbox.js";
import { type FailedDelivery, failedDeliveries, pendingDeliveries } from "../../store/writes/delivery.js";
import { fulfillmentOrderOf, lastSeen, saveSighting } from "../../store/writes/execution.js";
import { changeable, lockOrder, orderById, type StoredOrder, setSync } from "../../store/writes/order.js";
import { wantedOf } from "../../store/writes/order-change.js";
import { shipmentsOf } from "../../store/writes/progress.js";
import { guardAddress } from "../guard/guard-ship-to.js";
import { guardWorkOrder } from "../guard/guard-values.js";
import { mendDivergences } from "../guard/mend-divergences.js";
import { refreshOrder } from "../orders/refresh-order.js";
import { executionSystems, type Hub } from "../work/hub.js";
import type { Claim, Work } from "../work/work.js";
import { deliverChange } from "./deliver-change.js";
import { deliverByDocument } from "./deliver-document.js";
import { bringHolds, stopFirst } from "./deliver-hold.js";
import { createThere, welcome } from "./deliver-order.js";
import { type Receiver, readBack } from "./receiver.js";

/**
 * Brings every execution system to the state of an order: makes the order there, then its changes in
 * the order they were asked for, then its stops. Each step begins by reading back, so running twice
 * repeats nothing, and nothing is called done before it was seen. Remote calls stand outside every
 * transaction; the facts' key keeps two workers from delivering the same order at once.
 */
export const deliver: Work = async (hub, claim) => {
  const deliverFact = async (fact: ClaimedFact): Promise<void> => {
    // One that fails waits by itself. Were the set to fail, it would be begun anew while the rest still runs.
    await deliverOne(hub, claim, fact).catch((error: unknown) => claim.fail(fact, error));
  };
  await Promise.all(claim.facts.map(deliverFact));
};

async function deliverOne(hub: Hub, claim: Claim, fact: ClaimedFact): Promise<void> {
  let ended = 0;
  const failures: unknown[] = [];
  for (const system of executionSystems(hub)) {
    const { id, connector, settings } = system;
    const { execution } = connector;
    if (execution === undefined) {
      await deliverByDocument(hub, system, fact.subjectId).catch((error: unknown) => failures.push(error));
      continue;
    }
    const progressed = (): void => {
      ended += 1;
    };
    const receiver: Receiver = {
      hub,
      connectionId: id,
      execution,
      settings,
      progressed,
    };
    // A system that is away does not keep the others waiting.
    await deliverTo(receiver, fact.subjectId).catch((error: unknown) => failures.push(error));
  }
  const [failure] = failures;
  // One statement is a transaction of its own.
  if (failure === undefined) return claim.finish(hub.store.pool, [fact]);
  if (ended === 0) throw failure;
  await hub.store.transaction(async (tx) => {
    // What stands behind it waits for what is written now.
    await claim.finish(tx, [{ ...fact, behind: [] }]);
    const { kind, subjectId, key } = fact;
    await writeFacts(tx, [{ kind, subjectId, key }]);
  });
  hub.log.info({ order: fact.subjectId, error: messageOf(failure) }, "delivered in part; the rest follows");
  hub.ring();
}

async function deliverTo(receiver: Receiver, orderId: string): Promise<void> {
  const { pool } = receiver.hub.store;
  const order = await orderById(pool, orderId);
  // It has what came from it.
  if (order === null || order.connectionId === receiver.connectionId) return;
  let snapshot = (await readBack(receiver, order.id)) ?? (await createThere(receiver, order));
  if (snapshot === null) return;
  await welcome(receiver, order, snapshot);
  snapshot = await deliverChanges(receiver, order, snapshot).catch(async (error: unknown) => {
    await stopMeanwhile(receiver, order.id).catch((cause: unknown) => {
      // That it cannot be stopped now either is no news: both are tried again. A fault of ours is.
      if (!(cause instanceof HubError)) throw cause;
    });
    throw error;
  });
  await note(receiver, order.id, snapshot);
  const held = await bringHolds(receiver, order, snapshot);
  if (held !== snapshot) await note(receiver, order.id, held);
}

/** Brings the changes that wait, oldest first, and answers what the system shows in the end. */
async function deliverChanges(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
): Promise<ExecutionSnapshot> {
  const { pool } = receiver.hub.store;
  const waiting = await pendingDeliveries(pool, order.id, receiver.connectionId);
  if (waiting.length === 0) return seen;
  const own: OwnValues = {
    seen: await lastSeen(pool, order.id, receiver.connectionId),
    wanted: await wantedOf(pool, order.id),
  };
  let snapshot = await stopFirst(receiver, order, seen);
  for (const delivery of waiting) {
    snapshot = await deliverChange(receiver, order, delivery, snapshot, own);
  }
  return snapshot;
}

/**
 * A change could not be brought, and is tried again later; the goods do not wait for that. What is packed otherwise than
 * the order says is stopped until then. What is seen here is not noted as the last sighting: the next try must still
 * find out whether somebody over there has changed the same value.
 */
async function stopMeanwhile(receiver: Receiver, orderId: string): Promise<void> {
  const { hub, connectionId } = receiver;
  const seen = await readBack(receiver, orderId);
  if (seen === null || seen.canceled || seen.labels.length === 0) return;
  const order = await hub.store.transaction(async (tx) => {
    const locked = await lockOrder(tx, orderId);
    const parcels = await shipmentsOf(tx, orderId);
    if (locked === null || parcels.some(({ status }) => hasLeft(status))) return null;
    await guardSnapshot(tx, locked, await fulfillmentOrderOf(tx, orderId, connectionId), seen, "FAILING");
    return locked;
  });
  if (order !== null) await bringHolds(receiver, order, seen);
}

/** How a work order stands whose state was read back: untouched, with a change that has just failed, or gone. */
type Standing = "HERE" | "FAILING" | "GONE";

/**
 * What was read back is guarded like what is reported: a stop is never lifted from a parcel that would still go
 * astray. Of goods that have left only the label tells where they go.
 */
async function guardSnapshot(
  tx: Tx,
  order: StoredOrder,
  work: FulfillmentOrder,
  seen: ExecutionSnapshot,
  standing: Standing,
): Promise<void> {
  const name = `work order ${seen.externalId}`;
  const isGone = standing === "GONE";
  if (!isGone) await guardAddress(tx, order, work, seen.shipTo, "WORK_ORDER", name);
  if (!isGone) await guardWorkOrder(tx, order, work, seen, name, standing === "FAILING");
  for (const label of seen.labels) {
    await guardAddress(tx, order, work, label, isGone ? "DISPATCHED" : "LABEL", `a label of ${name}`);
  }
  await mendDivergences(tx, order, work, seen);
}

/** Guards what was seen and writes it down, and whether the two sides are in step. */
async function note(receiver: Receiver, orderId: string, snapshot: ExecutionSnapshot): Promise<void> {
  const { hub, connectionId } = receiver;
  await hub.store.transaction(async (tx) => {
    // The commit that finishes the fact comes after this one; without it, all of this is seen again.
    const [order] = await Promise.all([lockOrder(tx, orderId), commitLater(tx)]);
    if (order === null) return;
    const work = await fulfillmentOrderOf(tx, orderId, connectionId);
    // Asked for together: none of them waits for another.
    const [parcels, pending, failed] = await Promise.all([
      shipmentsOf(tx, orderId),
      pendingDeliveries(tx, orderId, connectionId),
      failedDeliveries(tx, orderId, connectionId),
    ]);
    const isGone = parcels.some(({ status }) => hasLeft(status));
    if (snapshot.canceled) await mendDivergences(tx, order, work, snapshot);
    else await guardSnapshot(tx, order, work, snapshot, isGone ? "GONE" : "HERE");
    // An event may have told us of a later state meanwhile.
    if (!isOlderVersion(snapshot.version, work.externalVersion)) {
      const seen = orderIn(snapshot);
      await saveSighting(tx, work.id, { ...snapshot, externalVersion: snapshot.version, seen });
    }
    await setSync(tx, orderId, pending.length > 0 ? "PENDING" : syncOf(order, snapshot, failed));
    await refreshOrder(tx, order);
  });
}

function syncOf(
  order: StoredOrder,
  snapshot: ExecutionSnapshot,
  failed: readonly FailedDelivery[],
): ExecutionSyncStatus {
  const now = changeable(order);
  const lasting = failed
    .filter(({ target, status }) => !(target.kind === "CONTACT" && status === "UNKNOWN"))
    .filter(({ target }) => isWanted(now, target) && missingOf(target, snapshot) !== null);
  if (lasting.some(({ status }) => status !== "UNKNOWN")) return "REJECTED";
  if (lasting.length > 0) return "UNKNOWN";
  return isInStep(now, snapshot) ? "IN_SYNC" : "DIVERGED";
}
