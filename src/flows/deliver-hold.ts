import type { ExecutionSnapshot } from "../connectors/connector.js";
import { transient } from "../domain/errors.js";
import type { ShipToDivergence } from "../store/fulfillment-order.js";
import { select } from "../store/rows.js";
import { confirmHolds, openHolds, setDivergence } from "../store/writes/execution.js";
import type { StoredOrder } from "../store/writes/order.js";
import { type Receiver, readUntil } from "./receiver.js";

/** Makes the system's work order stop, or go on, as our stops say. A stop counts once a read-back shows it. */
export async function bringHolds(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
): Promise<ExecutionSnapshot> {
  const holds = await openHolds(receiver.hub.store.pool, order.id);
  const isOnHold = seen.status === "ON_HOLD";
  const [hold] = holds;
  if (hold === undefined) {
    if (!isOnHold || !(await wasOurHold(receiver, order))) return seen;
    return command(receiver, order, seen, "RELEASE", "the hub's stop has been lifted");
  }
  const now = isOnHold
    ? seen
    : await command(receiver, order, seen, "HOLD", `${hold.reason}: ${hold.explanation}`);
  const stopped = now.status === "ON_HOLD";
  await receiver.hub.store.transaction(async (tx) => {
    if (stopped) await confirmHolds(tx, order.id);
    for (const divergence of await openDivergences(receiver, order.id)) {
      await setDivergence(tx, divergence.id, stopped ? "HELD" : "ESCAPED");
    }
  });
  return now;
}

async function command(
  receiver: Receiver,
  order: StoredOrder,
  seen: ExecutionSnapshot,
  kind: "HOLD" | "RELEASE",
  reason: string,
): Promise<ExecutionSnapshot> {
  const idempotencyKey = `${kind.toLowerCase()}:${order.id}:${seen.version}`;
  const { externalId } = seen;
  const answer = await receiver.execution.apply(receiver.settings, {
    kind,
    idempotencyKey,
    externalId,
    reason,
  });
  if (answer.outcome === "RETRY") throw transient("EXECUTION_BUSY", answer.nativeMessage, answer.afterMs);
  if (answer.outcome === "REFUSED") return seen;
  const wanted = kind === "HOLD";
  const now = await readUntil(receiver, order.id, (snapshot) => (snapshot.status === "ON_HOLD") === wanted);
  if (now === null || (now.status === "ON_HOLD") !== wanted) {
    throw transient(
      "NOT_SHOWN_YET",
      `${receiver.connectionId} does not show the ${kind.toLowerCase()} of order ${order.number}`,
    );
  }
  return now;
}

/** A stop that somebody made over there is theirs to lift. */
async function wasOurHold(receiver: Receiver, order: StoredOrder): Promise<boolean> {
  const rows = await select(
    receiver.hub.store.pool,
    "SELECT 1 FROM holds WHERE order_id = $1 AND confirmed_at IS NOT NULL AND released_at IS NOT NULL LIMIT 1",
    [order.id],
  );
  return rows.length > 0;
}

const openDivergences = (receiver: Receiver, orderId: string): Promise<ShipToDivergence[]> =>
  select<ShipToDivergence>(
    receiver.hub.store.pool,
    "SELECT * FROM ship_to_divergences WHERE order_id = $1 AND status = 'OPEN'",
    [orderId],
  );
