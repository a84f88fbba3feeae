import type { PostalAddress } from "../../domain/address.js";
import type { Viewer } from "../../domain/viewer.js";
import type * as words from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { Return } from "../return.js";
import type { ExecutionSighting, Shipment, TrackingEvent } from "../shipment.js";
import { type Ask, ask as asking } from "./ask.js";
import { nestedReads } from "./nested.js";
import { knownAs, namesOf } from "./order.js";
import { type EstimateOfShipment, parcelReads } from "./parcel.js";
import { sql } from "./sql.js";

/** An order that somebody without an account may be allowed to follow, and who could prove that they may. */
export interface TrackableOrder {
  readonly id: string;
  readonly number: string;
  readonly status: words.OrderStatus;
  readonly fulfillmentStatus: words.OrderFulfillmentStatus;
  readonly returnStatus: words.OrderReturnStatus;
  readonly placedAt: Date;
  readonly requestedDate: string | null;
  readonly shipTo: PostalAddress | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

type Unflattened = Omit<TrackableOrder, "emails" | "phones"> & {
  readonly emails: readonly (readonly string[])[];
  readonly phones: readonly (readonly string[])[];
};

const NAMESAKES_MAX = 5;
const RECORDS_OF_ONE_MAX = 200;

/** Asks for whoever holds a proof. Nothing of it may leave before the proof was compared. */
const TRACKING_DESK: Viewer = { subject: "tracking", role: "SUPPLY_CHAIN", customerId: null };

export interface TrackedParcelRows {
  readonly shipment: Shipment;
  readonly events: readonly TrackingEvent[];
  readonly sightings: readonly ExecutionSighting[];
  readonly estimates: readonly EstimateOfShipment[];
}

export interface MeasuredSilence {
  readonly hours: number;
  readonly gaps: number;
}

const SILENCE_FRESH_MS = 600_000;
const CARRIERS_MAX = 1_000;
const PARCELS_MEASURED = 200;

async function measuredSilence(ask: Ask, carrier: string): Promise<MeasuredSilence | null> {
  const [found] = await ask.rows<{ hours: number | null; gaps: number }>(sql`
    SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY gap) AS hours, count(gap)::int AS gaps FROM (
      SELECT date_part('epoch', e.occurred_at - lag(e.occurred_at) OVER (PARTITION BY e.shipment_id ORDER BY e.occurred_at)) / 3600 AS gap
      FROM (SELECT x.id, x.delivered_at FROM ${ask.of("shipments")} x
             WHERE x.carrier = ${carrier} AND x.delivered_at IS NOT NULL
             ORDER BY x.delivered_at DESC LIMIT ${PARCELS_MEASURED}) s
      JOIN ${ask.of("tracking_events")} e ON e.shipment_id = s.id
      WHERE e.corrects IS NULL AND e.corrected_at IS NULL AND e.occurred_at <= s.delivered_at) gaps`);
  return found === undefined || found.hours === null ? null : { hours: found.hours, gaps: found.gaps };
}

/** For people without an account, and for what is the same for everybody. Not part of `reads`: here the proof, not the viewer, is the scope. */
export function trackingReads(pool: Tx) {
  const ask = asking(pool, TRACKING_DESK);
  const record = ask.of("source_records");
  const silences = new Map<string, { silence: Promise<MeasuredSilence | null>; readAt: number }>();
  return {
    /** Orders that go by this number, with the e-mail addresses and phones of everybody who belongs to them. */
    async trackableOrders(number: string): Promise<TrackableOrder[]> {
      const found = await ask.rows<Unflattened>(sql`
        SELECT x.id, x.number, x.status, x.fulfillment_status AS "fulfillmentStatus",
          x.return_status AS "returnStatus", x.placed_at AS "placedAt",
          to_char(x.requested_date, 'YYYY-MM-DD') AS "requestedDate", x.ship_to AS "shipTo",
          contact.emails, contact.phones
        FROM ${ask.of("orders")} x
        CROSS JOIN LATERAL (
          SELECT coalesce(jsonb_agg(party.party -> 'emails'), '[]') AS emails,
            coalesce(jsonb_agg(party.party -> 'phones'), '[]') AS phones
          FROM (
            SELECT buyer.party FROM ${record} buyer WHERE buyer.id = x.source_record_id
            UNION ALL
            (SELECT known.party FROM ${ask.of("memberships")} m
             JOIN ${record} known ON known.id = m.source_record_id
             WHERE m.customer_id = x.customer_id LIMIT ${RECORDS_OF_ONE_MAX})
          ) party
        ) contact
        WHERE ${knownAs(...namesOf(number))} ORDER BY x.placed_at DESC, x.id LIMIT ${NAMESAKES_MAX}`);
      return found.map((order) => ({ ...order, emails: order.emails.flat(), phones: order.phones.flat() }));
    },

    async parcels(orderId: string): Promise<TrackedParcelRows[]> {
      const { nested } = nestedReads(ask);
      const shipments = await nested("shipments", [orderId]);
      const ids = shipments.map(({ id }) => id);
      const [events, sightings, estimates] = await Promise.all([
        nested("trackingEvents", ids),
        nested("sightings", ids),
        parcelReads(ask).estimatesOf(ids),
      ]);
      const of = <Row extends { readonly shipmentId: string | null }>(
        rows: readonly Row[],
        id: string,
      ): Row[] => rows.filter(({ shipmentId }) => shipmentId === id);
      return shipments.map((shipment) => ({
        shipment,
        events: of(events, shipment.id),
        sightings: of(sightings, shipment.id),
        estimates: of(estimates, shipment.id),
      }));
    },

    returnsOf: (orderId: string): Promise<Return[]> => nestedReads(ask).nested("returns", [orderId]),

    /**
     * How long nine of ten gaps between the events of a carrier's latest delivered parcels are, and over how many
     * that was measured. Kept for a while: it says nothing about anybody, and changes slowly.
     */
    silenceOf(carrier: string): Promise<MeasuredSilence | null> {
      const last = silences.get(carrier);
      if (last !== undefined && Date.now() - last.readAt < SILENCE_FRESH_MS) return last.silence;
      if (silences.size >= CARRIERS_MAX) silences.clear();
      const silence = measuredSilence(ask, carrier);
      silences.set(carrier, { silence, readAt: Date.now() });
      silence.catch(() => silences.delete(carrier));
      return silence;
    },
  };
}
