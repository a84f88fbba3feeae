import { v7 as uuid } from "uuid";
import type { PostalAddress } from "../../domain/address.js";
import type { EstimateSource } from "../../domain/delivery-estimate.js";
import type { KnownParcel } from "../../domain/parcel-differences.js";
import type { Heard, ParcelState } from "../../domain/parcel-state.js";
import type { Tx } from "../database.js";
import { asRows, insertReturning, insertRows, prepared, select } from "../rows.js";
import type { Shipment, TrackingEvent } from "../shipment.js";
import { rowsTogether, together } from "../together.js";

export type ShipmentSighting = Omit<Shipment, "id" | "reason" | "shippedAt" | "deliveredAt" | "newsAt">;

/**
 * The parcel as it is known now, made if it is new. A late report of an earlier state only fills what
 * is not known, and `isLatest` is false for it. The status is settled by `settleParcel`, from the history that this keeps.
 */
export async function keepShipment(
  tx: Tx,
  seen: ShipmentSighting,
): Promise<{
  shipment: Shipment;
  isNew: boolean;
  isLatest: boolean;
  /** What its label bore until now. */
  labelBefore: PostalAddress | null;
}> {
  const made = await addShipment(tx, { id: uuid(), ...seen, newsAt: seen.statusAt });
  const known = made === null ? await fillShipment(tx, seen) : null;
  const shipment = made ?? known;
  if (shipment === null) throw new Error("the shipment was neither written nor found");
  await keepSighting(tx, sightingOf(shipment, seen));
  if (seen.estimatedDelivery !== null) {
    await keepEstimate(tx, shipment.id, "EXECUTION", seen.estimatedDelivery, seen.statusAt, null);
  }
  const { isLatest = true, labelBefore = null } = known ?? {};
  return { shipment, isNew: made !== null, isLatest, labelBefore };
}

const addShipment = together(
  async (tx, all: readonly (ShipmentSighting & Pick<Shipment, "id" | "newsAt">)[]) => {
    const then = "ON CONFLICT (fulfillment_order_id, external_id) DO NOTHING";
    const rows = all.map((one) => ({ ...one }));
    const made = new Map(
      (await insertReturning<Shipment>(tx, "shipments", rows, then)).map((row) => [row.id, row]),
    );
    return all.map(({ id }) => made.get(id) ?? null);
  },
);

const nameOf = (one: Pick<Shipment, "fulfillmentOrderId" | "externalId">): string =>
  `${one.fulfillmentOrderId} ${one.externalId}`;

/** What the system said last counts, however far the carrier has told the parcel to be since. */
const fillShipment = together(async (tx, all: readonly ShipmentSighting[]) => {
  const filled = await prepared<Filled>(
    tx,
    `WITH n AS (
       SELECT come.*, s.id AS shipment_id, s.ship_to AS label_before, come.status_at >= COALESCE(
                (SELECT max(occurred_at) FROM execution_sightings WHERE shipment_id = s.id), s.status_at) AS is_latest
         FROM json_populate_recordset(NULL::shipments, $1::json) AS come
         JOIN shipments s ON s.fulfillment_order_id = come.fulfillment_order_id AND s.external_id = come.external_id)
     UPDATE shipments s SET
            carrier = CASE WHEN n.is_latest THEN COALESCE(n.carrier, s.carrier) ELSE COALESCE(s.carrier, n.carrier) END,
            tracking_number = CASE WHEN n.is_latest THEN COALESCE(n.tracking_number, s.tracking_number)
                                   ELSE COALESCE(s.tracking_number, n.tracking_number) END,
            ship_to = CASE WHEN n.is_latest THEN COALESCE(n.ship_to, s.ship_to) ELSE COALESCE(s.ship_to, n.ship_to) END,
            lines = CASE WHEN n.is_latest THEN n.lines ELSE s.lines END
       FROM n WHERE s.id = n.shipment_id RETURNING s.*, n.is_latest, n.label_before`,
    [asRows(all.map((one) => ({ ...one })))],
  );
  const byName = new Map(filled.map((shipment) => [nameOf(shipment), shipment]));
  return all.map((one) => byName.get(nameOf(one)) ?? null);
});

type Filled = Shipment & { readonly isLatest: boolean; readonly labelBefore: PostalAddress | null };

const sightingOf = ({ id }: Shipment, seen: ShipmentSighting) => {
  const { orderId, fulfillmentOrderId, status, statusAt } = seen;
  return {
    ...{ id: uuid(), orderId, fulfillmentOrderId, shipmentId: id, status, occurredAt: statusAt },
    ...{ sightingKey: `${id}|${statusAt.toISOString()}|${status}`, recordedAt: new Date() },
  };
};

const keepSighting = together(async (tx, rows: readonly ReturnType<typeof sightingOf>[]) => {
  const then = "ON CONFLICT (fulfillment_order_id, sighting_key) DO NOTHING";
  await insertRows(tx, "execution_sightings", rows, then);
  return rows.map(() => undefined);
});

/** The parcels of an order as the hub has heard of them, with the work orders they belong to. */
export const knownParcels = (
  tx: Tx,
  orderId: string,
): Promise<(KnownParcel & Pick<Shipment, "fulfillmentOrderId">)[]> =>
  select(
    tx,
    `SELECT fulfillment_order_id, external_id, tracking_number, status, status_at, lines
       FROM shipments WHERE order_id = $1 ORDER BY id`,
    [orderId],
  );

/** The parcels of an order with everything that is kept of them. */
export const shipmentsOfOrder = (tx: Tx, orderId: string): Promise<Shipment[]> =>
  select(tx, "SELECT * FROM shipments WHERE order_id = $1 ORDER BY id", [orderId]);

/** The parcel with this number; lock its order before you decide on it, and look again. */
export const shipmentByTracking = together(async (tx, numbers: readonly string[]) => {
  const rows = await prepared<Shipment>(
    tx,
    `SELECT DISTINCT ON (tracking_number) * FROM shipments
      WHERE tracking_number = ANY($1::text[]) ORDER BY tracking_number, status_at DESC`,
    [numbers],
  );
  const byNumber = new Map(rows.map((shipment) => [shipment.trackingNumber, shipment]));
  return numbers.map((number) => byNumber.get(number) ?? null);
});

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
export const addTrackingEvent = together(
  async (tx, events: readonly Omit<TrackingEvent, "id" | "recordedAt">[]) => {
    const rows = events.map((event) => ({ id: uuid(), ...event, recordedAt: new Date() }));
    const then = "ON CONFLICT (shipment_id, event_key) DO NOTHING";
    const added = await insertReturning<TrackingEvent>(tx, "tracking_events", rows, then);
    const byId = new Map(added.map((event) => [event.id, event]));
    return rows.map(({ id }) => byId.get(id) ?? null);
  },
);

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
  return (await correctionsOf(tx, shipmentId)).some(
    (one) => one.connectionId === connectionId && one.corrects !== null && names.includes(one.corrects),
  );
}

const correctionsOf = rowsTogether<Pick<TrackingEvent, "shipmentId" | "connectionId" | "corrects">>(
  (tx, shipmentIds) =>
    prepared(
      tx,
      `SELECT shipment_id, connection_id, corrects FROM tracking_events
        WHERE shipment_id = ANY($1::uuid[]) AND corrects IS NOT NULL`,
      [shipmentIds],
    ),
  ({ shipmentId }) => shipmentId,
);

/** Everything that was heard of a parcel; what corrections say of their own does not count. */
export const heardOf: (tx: Tx, shipmentId: string) => Promise<Heard[]> = rowsTogether<
  Heard & { readonly shipmentId: string }
>(
  (tx, shipmentIds) =>
    prepared(
      tx,
      `SELECT shipment_id, status, reason, occurred_at, corrected_at FROM tracking_events
        WHERE shipment_id = ANY($1::uuid[]) AND corrects IS NULL
        UNION ALL
       SELECT shipment_id, status, NULL, occurred_at, NULL FROM execution_sightings
        WHERE shipment_id = ANY($1::uuid[])`,
      [shipmentIds],
    ),
  ({ shipmentId }) => shipmentId,
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
export const settleParcel = (tx: Tx, id: string, state: ParcelState): Promise<void> =>
  settleParcels(tx, { ...state, id });

const settleParcels = together(async (tx, states: readonly (ParcelState & { readonly id: string })[]) => {
  const rows = states.map(({ id, status, statusAt, reason, shippedAt, deliveredAt, newsAt }) => ({
    ...{ id, status, statusAt, reason, shippedAt, deliveredAt, newsAt },
  }));
  await prepared(
    tx,
    `UPDATE shipments s SET status = n.status, status_at = n.status_at, reason = n.reason, shipped_at = n.shipped_at,
            delivered_at = n.delivered_at, news_at = n.news_at,
            estimated_delivery = (
              SELECT d.day FROM delivery_estimates d LEFT JOIN tracking_events e ON e.id = d.tracking_event_id
               WHERE d.shipment_id = s.id AND e.corrected_at IS NULL
               ORDER BY d.source = 'CARRIER' DESC, d.stated_at DESC, d.recorded_at DESC, d.id DESC LIMIT 1)
       FROM json_populate_recordset(NULL::shipments, $1::json) AS n WHERE s.id = n.id`,
    [asRows(rows)],
  );
  return states.map(() => undefined);
});
