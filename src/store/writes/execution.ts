import { v7 as uuid } from "uuid";
import { deliveryPointKey, type PostalAddress } from "../../domain/address.js";
import type {
  DivergenceStatus,
  FulfillmentOrderStatus,
  HoldReason,
  RefusalCode,
} from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { FulfillmentOrder, Hold, ShipToDivergence } from "../fulfillment-order.js";
import { insertReturning, insertRows, prepared, select } from "../rows.js";
import type { Shipment, TrackingEvent } from "../shipment.js";

/** The work order of an order at one system, made if it is not there yet. The caller holds the order's lock. */
export async function fulfillmentOrderOf(
  tx: Tx,
  orderId: string,
  connectionId: string,
): Promise<FulfillmentOrder> {
  const sql = "SELECT * FROM fulfillment_orders WHERE order_id = $1 AND connection_id = $2";
  const [known] = await prepared<FulfillmentOrder>(tx, sql, [orderId, connectionId]);
  if (known !== undefined) return known;
  const row = { id: uuid(), orderId, connectionId, status: "OPEN", updatedAt: new Date() };
  await insertRows(tx, "fulfillment_orders", [row]);
  const [made] = await prepared<FulfillmentOrder>(tx, sql, [orderId, connectionId]);
  if (made === undefined) throw new Error(`work order of ${orderId} at ${connectionId} was not written`);
  return made;
}

/** What a system was seen to hold of an order. */
export interface WorkOrderSighting {
  readonly externalId: string;
  readonly externalVersion: string | null;
  readonly status: FulfillmentOrderStatus;
  readonly shipTo: PostalAddress | null;
}

export async function saveSighting(tx: Tx, id: string, seen: WorkOrderSighting): Promise<void> {
  await prepared(
    tx,
    `UPDATE fulfillment_orders SET external_id = $2, external_version = COALESCE($3, external_version), status = $4,
            ship_to = COALESCE($5, ship_to), refusal = NULL, native_message = NULL, updated_at = now() WHERE id = $1`,
    [
      id,
      seen.externalId,
      seen.externalVersion,
      seen.status,
      seen.shipTo === null ? null : JSON.stringify(seen.shipTo),
    ],
  );
}

/** Opens a divergence, or answers the one that is there for the same wrong address. */
export async function openDivergence(
  tx: Tx,
  divergence: Pick<ShipToDivergence, "orderId" | "fulfillmentOrderId" | "foundAt" | "expected" | "found">,
  status: DivergenceStatus,
): Promise<{ divergence: ShipToDivergence; isNew: boolean }> {
  const foundKey = deliveryPointKey(divergence.found);
  const [made] = await insertReturning<ShipToDivergence>(
    tx,
    "ship_to_divergences",
    [{ id: uuid(), ...divergence, foundKey, status, detectedAt: new Date() }],
    "ON CONFLICT (fulfillment_order_id, found_key) DO NOTHING",
  );
  if (made !== undefined) return { divergence: made, isNew: true };
  const [known] = await select<ShipToDivergence>(
    tx,
    "SELECT * FROM ship_to_divergences WHERE fulfillment_order_id = $1 AND found_key = $2",
    [divergence.fulfillmentOrderId, foundKey],
  );
  if (known === undefined) throw new Error("the divergence was neither written nor found");
  return { divergence: known, isNew: false };
}

/** Notes that a system has not taken an order, and what it said. */
export async function refuseWorkOrder(
  tx: Tx,
  id: string,
  refusal: RefusalCode | null,
  nativeMessage: string,
): Promise<void> {
  await tx.query(
    "UPDATE fulfillment_orders SET refusal = $2, native_message = $3, updated_at = now() WHERE id = $1",
    [id, refusal, nativeMessage],
  );
}

/** Moves the divergences of an order that nobody has acted on yet. Answers those it has moved. */
export async function moveOpenDivergences(
  tx: Tx,
  orderId: string,
  status: DivergenceStatus,
): Promise<ShipToDivergence[]> {
  return select<ShipToDivergence>(
    tx,
    `UPDATE ship_to_divergences SET status = $2, closed_at = CASE WHEN $3 THEN now() END
      WHERE order_id = $1 AND status = 'OPEN' RETURNING *`,
    [orderId, status, isClosed(status)],
  );
}

const isClosed = (status: DivergenceStatus): boolean => status !== "OPEN" && status !== "HELD";

export async function setDivergence(tx: Tx, id: string, status: DivergenceStatus): Promise<void> {
  await tx.query(
    "UPDATE ship_to_divergences SET status = $2, closed_at = CASE WHEN $3 THEN now() END WHERE id = $1",
    [id, status, isClosed(status)],
  );
}

/** Puts a stop on an order, unless it has an open one for the same reason. */
export async function openHold(
  tx: Tx,
  hold: { orderId: string; fulfillmentOrderId: string | null; reason: HoldReason; explanation: string },
): Promise<void> {
  const [open] = await select<{ id: string }>(
    tx,
    "SELECT id FROM holds WHERE order_id = $1 AND reason = $2 AND released_at IS NULL",
    [hold.orderId, hold.reason],
  );
  if (open === undefined) await insertRows(tx, "holds", [{ id: uuid(), ...hold, openedAt: new Date() }]);
}

export async function openHolds(tx: Tx, orderId: string): Promise<Hold[]> {
  return prepared<Hold>(
    tx,
    "SELECT * FROM holds WHERE order_id = $1 AND released_at IS NULL ORDER BY opened_at",
    [orderId],
  );
}

export async function confirmHolds(tx: Tx, orderId: string): Promise<void> {
  await tx.query(
    "UPDATE holds SET confirmed_at = now() WHERE order_id = $1 AND released_at IS NULL AND confirmed_at IS NULL",
    [orderId],
  );
}

export async function releaseHolds(tx: Tx, orderId: string, reason: HoldReason, by: string): Promise<void> {
  await tx.query(
    "UPDATE holds SET released_at = now(), released_by = $3 WHERE order_id = $1 AND reason = $2 AND released_at IS NULL",
    [orderId, reason, by],
  );
}

export type ShipmentSighting = Omit<Shipment, "id" | "reason" | "shippedAt" | "deliveredAt">;

/**
 * The parcel as it is known now, made if it is new. A late report of an earlier state only fills what
 * is not known. The status is settled by `settleShipment`.
 */
export async function keepShipment(
  tx: Tx,
  seen: ShipmentSighting,
): Promise<{ shipment: Shipment; isNew: boolean }> {
  const [made] = await insertReturning<Shipment>(
    tx,
    "shipments",
    [{ id: uuid(), ...seen }],
    "ON CONFLICT (fulfillment_order_id, external_id) DO NOTHING",
  );
  if (made !== undefined) return { shipment: made, isNew: true };
  const [known] = await prepared<Shipment>(
    tx,
    `UPDATE shipments SET
            carrier = CASE WHEN $7 >= status_at THEN COALESCE($3, carrier) ELSE COALESCE(carrier, $3) END,
            tracking_number = CASE WHEN $7 >= status_at THEN COALESCE($4, tracking_number) ELSE COALESCE(tracking_number, $4) END,
            ship_to = CASE WHEN $7 >= status_at THEN COALESCE($5, ship_to) ELSE COALESCE(ship_to, $5) END,
            estimated_delivery = CASE WHEN $7 >= status_at THEN COALESCE($6, estimated_delivery) ELSE estimated_delivery END,
            lines = CASE WHEN $7 >= status_at THEN $8 ELSE lines END
      WHERE fulfillment_order_id = $1 AND external_id = $2 RETURNING *`,
    [
      ...[seen.fulfillmentOrderId, seen.externalId, seen.carrier, seen.trackingNumber],
      seen.shipTo === null ? null : JSON.stringify(seen.shipTo),
      ...[seen.estimatedDelivery, seen.statusAt, JSON.stringify(seen.lines)],
    ],
  );
  if (known === undefined) throw new Error("the shipment was neither written nor found");
  return { shipment: known, isNew: false };
}

/** The parcel with this number; lock its order before you decide on it, and look again. */
export async function shipmentByTracking(tx: Tx, trackingNumber: string): Promise<Shipment | null> {
  const [shipment] = await prepared<Shipment>(
    tx,
    "SELECT * FROM shipments WHERE tracking_number = $1 ORDER BY status_at DESC LIMIT 1",
    [trackingNumber],
  );
  return shipment ?? null;
}

/** Ids of the orders that parcels with these numbers belong to. */
export async function orderIdsByTracking(tx: Tx, trackingNumbers: readonly string[]): Promise<string[]> {
  if (trackingNumbers.length === 0) return [];
  const rows = await select<{ orderId: string }>(
    tx,
    "SELECT DISTINCT order_id FROM shipments WHERE tracking_number = ANY($1::text[])",
    [[...trackingNumbers]],
  );
  return rows.map((row) => row.orderId);
}

/** Adds what happened to a parcel; false if it is known already. */
export async function addTrackingEvent(
  tx: Tx,
  event: Omit<TrackingEvent, "id" | "recordedAt">,
): Promise<boolean> {
  const rows = await insertReturning(
    tx,
    "tracking_events",
    [{ id: uuid(), ...event, recordedAt: new Date() }],
    "ON CONFLICT (shipment_id, event_key) DO NOTHING",
  );
  return rows.length > 0;
}

/** The carrier's latest word on when it delivers; an older event does not take back a newer one's. */
export async function expectDelivery(tx: Tx, id: string, day: string, occurredAt: Date): Promise<void> {
  await tx.query("UPDATE shipments SET estimated_delivery = $2 WHERE id = $1 AND status_at <= $3", [
    ...[id, day, occurredAt],
  ]);
}

/** Writes the state that counts now, and the moments it left and arrived, whatever became of it later. */
export async function settleShipment(
  tx: Tx,
  id: string,
  state: Pick<Shipment, "status" | "statusAt" | "reason">,
  hasLeft: boolean,
  deliveredAt: Date | null,
): Promise<void> {
  await prepared(
    tx,
    `UPDATE shipments SET status = $2, status_at = $3, reason = COALESCE($4, reason),
            shipped_at = CASE WHEN $5 THEN COALESCE(shipped_at, $3) ELSE shipped_at END,
            delivered_at = COALESCE(delivered_at, $6)
      WHERE id = $1`,
    [id, state.status, state.statusAt, state.reason, hasLeft, deliveredAt],
  );
}
