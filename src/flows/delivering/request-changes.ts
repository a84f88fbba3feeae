import { withTargets } from "../../domain/order-change.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import { changeable, type StoredOrder, saveChanged, setSync } from "../../store/writes/order.js";
import { type ChangeRequest, insertChanges } from "../../store/writes/order-change.js";
import { executorsOf, type Hub } from "../work/hub.js";

/** Orders in these states are, or will be, with an execution system, which has to hear of every change. */
const EXECUTED = new Set(["CONFIRMED", "COMPLETED"]);

/**
 * Makes a change of an order the wanted state here and sets out to bring it to every system that
 * executes the order. It is done only when each of them has been read back. The caller holds the
 * order's lock; asking twice with the same request key collides on `order_changes_request`.
 */
export async function requestChanges(
  tx: Tx,
  hub: Hub,
  order: StoredOrder,
  request: ChangeRequest,
): Promise<string[]> {
  const receivers = EXECUTED.has(order.status) ? executorsOf(hub, order) : [];
  const changeIds = await insertChanges(tx, order, request, receivers);
  const next = withTargets(changeable(order), request.targets);
  const status = next.canceled ? "CANCELED" : order.status;
  await saveChanged(tx, order, next, status);
  if (receivers.length > 0) {
    await setSync(tx, order.id, "PENDING");
    await writeFacts(tx, [{ kind: "OrderChangeRequested", subjectId: order.id, key: `order:${order.id}` }]);
  }
  return changeIds;
}
