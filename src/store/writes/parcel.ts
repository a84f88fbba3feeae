import { v7 as uuid } from "uuid";
import type { EstimateSource } from "../../domain/delivery-estimate.js";
import type { Heard, ParcelState } from "../../domain/parcel-state.js";
import type { Tx } from "../database.js";
import { insertReturning, insertRows, prepared, select } from "../rows.js";
import type { Shipment, TrackingEvent } from "../shipment.js";

export type ShipmentSighting = Omit<Shipment, "id" | "reason" | "shippedAt" | "deliveredAt" | "newsAt">;

/**
 * The parcel as it is known now, made if it is new. A late report of an earlier state only fills what
 * is not known. The status is settled by `settleParcel`, from the history that this keeps.
 */
export async function keepShipment(
  tx: Tx,
  seen: ShipmentSighting,
): Promise<{ shipment: Shipment; isNew: boolean }> {
  const [made] = await insertReturning<Shipment>(
    tx,
    "shipments",
    [{ id: uuid(), ...seen, newsAt: seen.statusAt }],
    "ON CONFLICT (fulfillment_order_id, external_id) DO NOTHING",
  );
  const shipment = made ?? (await fillShipment(tx, seen));
  await keepSighting(tx, shipment, seen);
  if (seen.estimatedDelivery !== null) {
    await keepEstimate(tx, shipment.id, "EXECUTION", seen.estimatedDelivery, seen.statusAt, null);
  }
  return { shipment, isNew: made !== undefined };
}

async function fillShipment(tx: Tx, seen: ShipmentSighting): Promise<Shipment> {
  const [known] = await prepared<Shipment>(
    tx,
    `UPDATE shipments SET
            carrier = CASE WHEN $6 >= status_at THEN COALESCE($3, carrier) ELSE COALESCE(carrier, $3) END,
            tracking_number = CASE WHEN $6 >= status_at THEN COALESCE($4, tracking_number) ELSE COALESCE(tracking_number, $4) END,
            ship_to = CASE WHEN $6 >= status_at THEN COALESCE($5, ship_to) ELSE COALESCE(ship_to, $5) END,
            lines = CASE WHEN $6 >= status_at THEN $7 ELSE lines END
      WHERE fulfillment_order_id = $1 AND external_id = $2 RETURNING *`,
    [
      ...[seen.fulfillmentOrderId, seen.externalId, seen.carrier, seen.trackingNumber],
      seen.shipTo === null ? null : JSON.stringify(seen.shipTo),
      ...[seen.statusAt, JSON.stringify(seen.lines)],
    ],
  );
  if (known === undefined) throw new Error("the shipment was neither written nor found");
  return known;
}

async function keepSighting(tx: Tx, { id }: Shipment, seen: ShipmentSighting): Promise<void> {
  const { orderId, fulfillmentOrderId, status, statusAt } = seen;
  const row = {
    ...{ id: uuid(), orderId, fulfillmentOrderId, shipmentId: id, status, occurredAt: statusAt },
    ...{ sightingKey: `${id}|${statusAt.toISOString()}|${status}`, recordedAt: new Date() },
  };
  const then = "ON CONFLICT (fulfillment_order_id, sighting_key) DO NOTHING";
  await insertRows(tx, "execution_sightings", [row], then);
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

/** The orders that parcels with these numbers belong to, on their way out or back; the one with the latest news last. */
export async function ordersByTracking(
  tx: Tx,
  trackingNumbers: readonly string[],
): Promise<{ trackingNumber: string; orderId: string }[]> {
  if (trackingNumbers.length === 0) return [];
  return prepared(
    tx,
    `SELECT tracking_number, order_id FROM (
       SELECT tracking_number, order_id, NULL AS status_at FROM returns WHERE tracking_number = ANY($1::text[])
        UNION ALL
       SELECT tracking_number, order_id, status_at FROM shipments WHERE tracking_number = ANY($1::text[])) AS named
      ORDER BY status_at NULLS FIRST`,
    [[...trackingNumbers]],
  );
}

/** Adds what happened to a parcel; null if it is known already. */
export async function addTrackingEvent(
  tx: Tx,
  event: Omit<TrackingEvent, "id" | "recordedAt">,
): Promise<TrackingEvent | null> {
  const [added] = await insertReturning<TrackingEvent>(
    tx,
    "tracking_events",
    [{ id: uuid(), ...event, recordedAt: new Date() }],
    "ON CONFLICT (shipment_id, event_key) DO NOTHING",
  );
  return added ?? null;
}

/** What an event is known by to whoever takes it back. */
export interface EventNames {
  readonly shipmentId: string;
  /** Only its own sender may take an event back. */
  readonly connectionId: string;
  readonly names: readonly string[];
}

/** Marks the events that a correction names, by the sender's id or by their key. Answers how many it was. */
export async function correctEvents(
  tx: Tx,
  { shipmentId, connectionId, names }: EventNames,
): Promise<number> {
  const corrected = await select(
    tx,
    `UPDATE tracking_events SET corrected_at = now()
      WHERE shipment_id = $1 AND COALESCE(connection_id, $2) = $2 AND corrects IS NULL AND corrected_at IS NULL
        AND (source_event_id = ANY($3::text[]) OR event_key = ANY($3::text[])) RETURNING id`,
    [shipmentId, connectionId, [...names]],
  );
  return corrected.length;
}

/** True if a correction of an event with one of these names has come before the event itself. */
export async function isCorrectedAhead(
  tx: Tx,
  { shipmentId, connectionId, names }: EventNames,
): Promise<boolean> {
  const found = await prepared(
    tx,
    `SELECT 1 FROM tracking_events
      WHERE shipment_id = $1 AND connection_id = $2 AND corrects = ANY($3::text[]) LIMIT 1`,
    [shipmentId, connectionId, [...names]],
  );
  return found.length > 0;
}

/** Everything that was heard of a parcel; what corrections say of their own does not count. */
export const heardOf = (tx: Tx, shipmentId: string): Promise<Heard[]> =>
  prepared<Heard>(
    tx,
    `SELECT status, reason, occurred_at, corrected_at FROM tracking_events
      WHERE shipment_id = $1 AND corrects IS NULL
      UNION ALL
     SELECT status, NULL, occurred_at, NULL FROM execution_sightings WHERE shipment_id = $1`,
    [shipmentId],
  );

/** Keeps a day that was stated for a parcel; false if it is known already. */
export async function keepEstimate(
  tx: Tx,
  shipmentId: string,
  source: EstimateSource,
  day: string,
  statedAt: Date,
  trackingEventId: string | null,
): Promise<boolean> {
  const row = { id: uuid(), shipmentId, source, day, trackingEventId, statedAt, recordedAt: new Date() };
  const then = "ON CONFLICT (shipment_id, source, stated_at, day) DO NOTHING";
  return (await insertReturning(tx, "delivery_estimates", [row], then)).length > 0;
}

/** Writes where the parcel stands now, and the day it is expected by the best word there is. */
export async function settleParcel(tx: Tx, id: string, state: ParcelState): Promise<void> {
  await prepared(
    tx,
    `UPDATE shipments SET status = $2, status_at = $3, reason = $4, shipped_at = $5, delivered_at = $6, news_at = $7,
            estimated_delivery = (
              SELECT d.day FROM delivery_estimates d LEFT JOIN tracking_events e ON e.id = d.tracking_event_id
               WHERE d.shipment_id = $1 AND e.corrected_at IS NULL
               ORDER BY d.source = 'CARRIER' DESC, d.stated_at DESC, d.recorded_at DESC, d.id DESC LIMIT 1)
      WHERE id = $1`,
    [id, state.status, state.statusAt, state.reason, state.shippedAt, state.deliveredAt, state.newsAt],
  );
}
