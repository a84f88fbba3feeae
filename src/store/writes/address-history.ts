import type { PostalAddress } from "../../domain/address.js";
import type { StatedAddress } from "../../domain/return-cause.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";

const STATED_MAX = 500;
const ARRIVALS_MAX = 50;
const ORDERS_LOOKED_AT_MAX = 200;

/** What systems have stated of a customer's addresses, oldest first; one system's versions of one party share a series. */
export const statedAddresses = (tx: Tx, customerId: string): Promise<StatedAddress[]> =>
  select<StatedAddress>(
    tx,
    `SELECT * FROM (
       SELECT r.party->'address' AS address, r.connection_id AS system, r.connection_id || ' ' || r.source_key AS series,
              r.message_id, r.stated_at
         FROM memberships m JOIN source_records r ON r.id = m.source_record_id
        WHERE m.customer_id = $1 AND jsonb_typeof(r.party->'address') = 'object'
        ORDER BY r.stated_at DESC LIMIT ${STATED_MAX}) AS latest
      ORDER BY stated_at`,
    [customerId],
  );

export interface Arrival {
  readonly shipTo: PostalAddress;
  readonly trackingNumber: string | null;
  readonly at: Date;
}

/** The customer's latest parcels that did arrive, of the latest orders only, the newest first. */
export const latestArrivals = (tx: Tx, customerId: string, exceptShipmentId: string): Promise<Arrival[]> =>
  select<Arrival>(
    tx,
    `SELECT s.ship_to, s.tracking_number, s.delivered_at AS at
       FROM (SELECT id FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC, id DESC LIMIT ${ORDERS_LOOKED_AT_MAX}) AS o
       JOIN shipments s ON s.order_id = o.id
      WHERE s.status = 'DELIVERED' AND s.ship_to IS NOT NULL AND s.id <> $2
      ORDER BY s.delivered_at DESC LIMIT ${ARRIVALS_MAX}`,
    [customerId, exceptShipmentId],
  );

export interface OpenOrder {
  readonly id: string;
  readonly number: string;
  readonly shipTo: PostalAddress | null;
}

const OPEN_ORDERS_MAX = 200;

/** The customer's latest orders that are to be carried out and have not all left, the newest first. */
export const openOrdersOf = (tx: Tx, customerId: string): Promise<OpenOrder[]> =>
  select<OpenOrder>(
    tx,
    `SELECT id, number, ship_to FROM orders
      WHERE customer_id = $1 AND status IN ('CONFIRMED', 'NEEDS_REVIEW') AND fulfillment_status <> 'FULFILLED'
      ORDER BY placed_at DESC, id DESC LIMIT ${OPEN_ORDERS_MAX}`,
    [customerId],
  );
