import type { ReturnEvent } from "../domain/execution.js";
import { causeOfReturn, type ShipToHistory } from "../domain/ship-to-guard.js";
import type { ExceptionReason } from "../domain/vocabulary.js";
import type { Tx } from "../store/database.js";
import type { Return } from "../store/return.js";
import type { Shipment } from "../store/shipment.js";
import type { StoredOrder } from "../store/writes/order.js";
import { addressChanges } from "../store/writes/order-change.js";
import { advanceReturn, meetReturn, openReturn, returnByRequest } from "../store/writes/return.js";
import { openTasks } from "../store/writes/review.js";

/**
 * A parcel turns round: it is a return nobody asked for, with its cause, and the customer's address
 * has to be mended before the next order goes the same way. One per parcel: `returns_request`.
 */
export async function openUndeliverable(
  tx: Tx,
  order: StoredOrder,
  shipment: Shipment,
  status: "RETURN_TO_SENDER" | "RETURNED",
): Promise<Return> {
  const { kept, isNew } = await openReturn(tx, {
    orderId: order.id,
    shipmentId: shipment.id,
    requestKey: `shipment:${shipment.id}`,
    kind: shipment.reason === "REFUSED" ? "REFUSED" : "UNDELIVERABLE",
    status: "IN_TRANSIT",
    reason: shipment.reason,
    cause: causeOfReturn(await historyOf(tx, order, shipment, shipment.reason)),
    lines: shipment.lines,
    note: null,
    requestedBy: "carrier",
  });
  if (status === "RETURNED") await advanceReturn(tx, kept, "RECEIVED");
  if (isNew && kept.kind === "UNDELIVERABLE") await askForAddress(tx, order, shipment, kept);
  return kept;
}

/** The execution system has the goods back. Answers the return's number. */
export async function receiveReturn(
  tx: Tx,
  order: StoredOrder,
  shipment: Shipment | null,
  connectionId: string,
  event: ReturnEvent,
): Promise<string> {
  if (shipment !== null && event.kind !== "CUSTOMER_RETURN") {
    const reason = event.reason ?? shipment.reason;
    return (await openUndeliverable(tx, order, { ...shipment, reason }, "RETURNED")).number;
  }
  const requestKey = `external:${connectionId}:${event.externalId}`;
  const known = await returnByRequest(tx, order.id, requestKey);
  const asked =
    known ?? (event.kind === "CUSTOMER_RETURN" ? await meetReturn(tx, order.id, requestKey) : null);
  const kept =
    asked ??
    (
      await openReturn(tx, {
        ...{ orderId: order.id, shipmentId: shipment?.id ?? null },
        requestKey,
        ...{ kind: event.kind, status: "IN_TRANSIT", reason: event.reason, cause: null, lines: event.lines },
        ...{ note: null, requestedBy: `connection:${connectionId}` },
      })
    ).kept;
  await advanceReturn(tx, kept, "RECEIVED");
  return kept.number;
}

async function askForAddress(tx: Tx, order: StoredOrder, shipment: Shipment, kept: Return): Promise<void> {
  await openTasks(tx, [
    {
      kind: "ADDRESS_CORRECTION",
      subjectKey: `shipment:${shipment.id}`,
      title: `Parcel ${shipment.trackingNumber ?? shipment.externalId} of order ${order.number} came back: find the customer's address`,
      details: { cause: kept.cause, used: shipment.shipTo, returnNumber: kept.number },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
}

async function historyOf(
  tx: Tx,
  order: StoredOrder,
  shipment: Shipment,
  reason: ExceptionReason | null,
): Promise<ShipToHistory> {
  const changes = await addressChanges(tx, order.id);
  return { wanted: order.shipTo, used: shipment.shipTo, reason, changes };
}
