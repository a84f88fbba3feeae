import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PostalAddress } from "../domain/address.js";
import { ESTIMATE_SOURCES, type EstimateSource } from "../domain/delivery-estimate.js";
import * as words from "../domain/vocabulary.js";
import { FulfillmentOrder } from "./fulfillment-order.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";

/** Goods on the way. `(fulfillmentOrderId, externalId)` makes hearing of it twice harmless. */
@Entity({ name: "shipments" })
@Index("shipments_source", ["fulfillmentOrderId", "externalId"], { unique: true })
@Index("shipments_order", ["orderId"])
@Index("shipments_tracking", ["trackingNumber"])
@Index("shipments_news", ["newsAt", "id"])
@Index("shipments_shipped", ["shippedAt", "id"])
@Index("shipments_carrier", { synchronize: false })
@Index("shipments_tracking_key", { synchronize: false })
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

  /** When the last thing happened to it that anybody has told of. */
  @Column({ type: "timestamptz", default: () => "now()" })
  newsAt!: Date;
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

  /** True if its sender gave local time without a zone, and the place's is not known either. */
  @Column({ type: "boolean", default: false })
  zoneUnknown!: boolean;

  /** The connection it was told through; null for what was kept before that was noted. */
  @Column({ type: "text", nullable: true })
  connectionId!: string | null;

  /** The sender's own id of the event. */
  @Column({ type: "text", nullable: true })
  sourceEventId!: string | null;

  /** What this event takes back, by the sender's id or by its key. Such an event says nothing of its own. */
  @Column({ type: "text", nullable: true })
  corrects!: string | null;

  /** When the hub heard that its sender has taken it back. It stays, and counts no more. */
  @Column({ type: "timestamptz", nullable: true })
  correctedAt!: Date | null;
}

/**
 * A state in which an execution system has shown a parcel or a work order. `(fulfillmentOrderId, sightingKey)`
 * keeps one of each; for a work order, whose systems are asked again and again, only what differs from before.
 */
@Entity({ name: "execution_sightings" })
@Index("execution_sightings_key", ["fulfillmentOrderId", "sightingKey"], { unique: true })
@Index("execution_sightings_order", ["orderId"])
@Index("execution_sightings_shipment", { synchronize: false })
export class ExecutionSighting {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Order, { name: "execution_sightings_order_id" })
  @Column({ type: "uuid" })
  orderId!: string;

  @ForeignKey(() => FulfillmentOrder, { name: "execution_sightings_work" })
  @Column({ type: "uuid" })
  fulfillmentOrderId!: string;

  /** Null if it was the work order that was seen. */
  @ForeignKey(() => Shipment, { name: "execution_sightings_shipment_id" })
  @Column({ type: "uuid", nullable: true })
  shipmentId!: string | null;

  @Column({ type: "text" })
  sightingKey!: string;

  /** A ShipmentStatus, or the FulfillmentOrderStatus of a work order. */
  @Column({ type: "text" })
  status!: string;

  @Column({ type: "timestamptz" })
  occurredAt!: Date;

  @Column({ type: "timestamptz" })
  recordedAt!: Date;
}

/** A day that somebody has stated for a parcel. `(shipmentId, source, statedAt, day)` keeps one of each. */
@Entity({ name: "delivery_estimates" })
@Index("delivery_estimates_stated", ["shipmentId", "source", "statedAt", "day"], { unique: true })
@Check("delivery_estimates_source", oneOf("source", ESTIMATE_SOURCES))
export class DeliveryEstimate {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Shipment, { name: "delivery_estimates_shipment" })
  @Column({ type: "uuid" })
  shipmentId!: string;

  @Column({ type: "text" })
  source!: EstimateSource;

  @Column({ type: "date" })
  day!: string;

  /** The event it came with; one that is taken back takes its estimate along. */
  @ForeignKey(() => TrackingEvent, { name: "delivery_estimates_event" })
  @Column({ type: "uuid", nullable: true })
  trackingEventId!: string | null;

  @Column({ type: "timestamptz" })
  statedAt!: Date;

  @Column({ type: "timestamptz" })
  recordedAt!: Date;
}
