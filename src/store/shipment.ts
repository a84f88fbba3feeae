import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PostalAddress } from "../domain/address.js";
import * as words from "../domain/vocabulary.js";
import { FulfillmentOrder } from "./fulfillment-order.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";

/** Goods on the way. `(fulfillmentOrderId, externalId)` makes hearing of it twice harmless. */
@Entity({ name: "shipments" })
@Index("shipments_source", ["fulfillmentOrderId", "externalId"], { unique: true })
@Index("shipments_order", ["orderId"])
@Index("shipments_tracking", ["trackingNumber"])
@Check("shipments_status", oneOf("status", words.SHIPMENT_STATUSES))
export class Shipment {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Order, { name: "shipments_order_id" })
  @Column({ type: "uuid" })
  orderId!: string;

  @ForeignKey(() => FulfillmentOrder, { name: "shipments_fulfillment_order" })
  @Column({ type: "uuid" })
  fulfillmentOrderId!: string;

  @Column({ type: "text" })
  externalId!: string;

  @Column({ type: "text", nullable: true })
  carrier!: string | null;

  @Column({ type: "text", nullable: true })
  trackingNumber!: string | null;

  @Column({ type: "text" })
  status!: words.ShipmentStatus;

  /** When the event behind the status happened; an older event never moves it back. */
  @Column({ type: "timestamptz" })
  statusAt!: Date;

  @Column({ type: "text", nullable: true })
  reason!: words.ExceptionReason | null;

  /** What stands on the label. */
  @Column({ type: "jsonb", nullable: true })
  shipTo!: PostalAddress | null;

  @Column({ type: "date", nullable: true })
  estimatedDelivery!: string | null;

  @Column({ type: "jsonb" })
  lines!: { readonly lineNumber: string; readonly quantity: string }[];

  @Column({ type: "timestamptz", nullable: true })
  shippedAt!: Date | null;

  @Column({ type: "timestamptz", nullable: true })
  deliveredAt!: Date | null;
}

/** One thing that happened to a parcel. Feeds re-send whole histories: `(shipmentId, eventKey)` keeps one of each. */
@Entity({ name: "tracking_events" })
@Index("tracking_events_event", ["shipmentId", "eventKey"], { unique: true })
@Check("tracking_events_status", oneOf("status", words.SHIPMENT_STATUSES))
export class TrackingEvent {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Shipment, { name: "tracking_events_shipment" })
  @Column({ type: "uuid" })
  shipmentId!: string;

  @Column({ type: "text" })
  eventKey!: string;

  @Column({ type: "text" })
  status!: words.ShipmentStatus;

  @Column({ type: "text", nullable: true })
  reason!: words.ExceptionReason | null;

  @Column({ type: "text", nullable: true })
  code!: string | null;

  @Column({ type: "text", nullable: true })
  description!: string | null;

  @Column({ type: "text", nullable: true })
  location!: string | null;

  @Column({ type: "timestamptz" })
  occurredAt!: Date;

  @Column({ type: "timestamptz" })
  recordedAt!: Date;
}
