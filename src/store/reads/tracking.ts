import type { PostalAddress } from "../../domain/address.js";
import type { Viewer } from "../../domain/viewer.js";
import type * as words from "../../domain/vocabulary.js";
import type { Tx } from "../database.js";
import type { Shipment, TrackingEvent } from "../shipment.js";
import { ask as asking } from "./ask.js";
import { nestedReads } from "./nested.js";
import { knownAs, namesOf } from "./order.js";
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

/** For people without an account. Not part of `reads`: here the proof, not the viewer, is the scope. */
export function trackingReads(pool: Tx) {
  const ask = asking(pool, TRACKING_DESK);
  const record = ask.of("source_records");
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

    async parcels(orderId: string): Promise<{ shipment: Shipment; events: TrackingEvent[] }[]> {
      const { nested } = nestedReads(ask);
      const shipments = await nested("shipments", [orderId]);
      const events = await nested(
        "trackingEvents",
        shipments.map(({ id }) => id),
      );
      return shipments.map((shipment) => ({
        shipment,
        events: events.filter(({ shipmentId }) => shipmentId === shipment.id),
      }));
    },
  };
}
