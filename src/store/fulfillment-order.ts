import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PostalAddress } from "../domain/address.js";
import * as moving from "../domain/follow-through-vocabulary.js";
import type { OrderSnapshot } from "../domain/snapshot.js";
import * as words from "../domain/vocabulary.js";
import { Connection } from "./connection.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";

/** The work order in an execution system. One per order and system: `(orderId, connectionId)`. */
@Entity({ name: "fulfillment_orders" })
@Index("fulfillment_orders_order", ["orderId", "connectionId"], { unique: true })
@Index("fulfillment_orders_there", ["externalId", "connectionId"])
@Index("fulfillment_orders_key", { synchronize: false })
@Check("fulfillment_orders_status", oneOf("status", words.FULFILLMENT_ORDER_STATUSES))
export class FulfillmentOrder {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Order, { name: "fulfillment_orders_order_id" })
  @Column({ type: "uuid" })
  orderId!: string;

  @ForeignKey(() => Connection, { name: "fulfillment_orders_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  /** The system's own id; null until a read-back has shown that it has the order. */
  @Column({ type: "text", nullable: true })
  externalId!: string | null;

  @Column({ type: "text", nullable: true })
  externalVersion!: string | null;

  @Column({ type: "text" })
  status!: words.FulfillmentOrderStatus;

  /** The address as the execution system holds it (ship-to snapshot). */
  @Column({ type: "jsonb", nullable: true })
  shipTo!: PostalAddress | null;

  /** The last read-back, whole: what the hub itself has seen there. */
  @Column({ type: "jsonb", nullable: true })
  seen!: OrderSnapshot | null;

  @Column({ type: "text", nullable: true })
  refusal!: words.RefusalCode | null;

  @Column({ type: "text", nullable: true })
  nativeMessage!: string | null;

  @Column({ type: "timestamptz" })
  updatedAt!: Date;
}

/** A stop with a reason. Open until `releasedAt`. */
@Entity({ name: "holds" })
@Index("holds_order", ["orderId"])
@Check("holds_reason", oneOf("reason", words.HOLD_REASONS))
export class Hold {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Order, { name: "holds_order_id" })
  @Column({ type: "uuid" })
  orderId!: string;

  @ForeignKey(() => FulfillmentOrder, { name: "holds_fulfillment_order" })
  @Column({ type: "uuid", nullable: true })
  fulfillmentOrderId!: string | null;

  @Column({ type: "text" })
  reason!: words.HoldReason;

  @Column({ type: "text" })
  explanation!: string;

  @Column({ type: "timestamptz" })
  openedAt!: Date;

  /** When the execution system was read back and showed the stop. */
  @Column({ type: "timestamptz", nullable: true })
  confirmedAt!: Date | null;

  @Column({ type: "timestamptz", nullable: true })
  releasedAt!: Date | null;

  @Column({ type: "text", nullable: true })
  releasedBy!: string | null;
}

/**
 * Two systems that hold different addresses, quantities or prices for the same goods.
 * `(fulfillmentOrderId, foundKey)` keeps one row per wrong value, however often it is reported.
 */
@Entity({ name: "ship_to_divergences" })
@Index("ship_to_divergences_found", ["fulfillmentOrderId", "foundKey"], { unique: true })
@Index("ship_to_divergences_order", ["orderId"])
@Check("ship_to_divergences_aspect", oneOf("aspect", moving.DIVERGENCE_ASPECTS))
@Check("ship_to_divergences_status", oneOf("status", words.DIVERGENCE_STATUSES))
export class ShipToDivergence {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Order, { name: "ship_to_divergences_order_id" })
  @Column({ type: "uuid" })
  orderId!: string;

  @ForeignKey(() => FulfillmentOrder, { name: "ship_to_divergences_fulfillment_order" })
  @Column({ type: "uuid" })
  fulfillmentOrderId!: string;

  @Column({ type: "text" })
  foundKey!: string;

  /** Where it was seen: `work order` or `label of parcel …`. */
  @Column({ type: "text" })
  foundAt!: string;

  @Column({ type: "text" })
  aspect!: moving.DivergenceAspect;

  /** QUANTITY, PRICE: of which line. */
  @Column({ type: "text", nullable: true })
  lineNumber!: string | null;

  /** QUANTITY, PRICE: as a decimal. */
  @Column({ type: "text", nullable: true })
  expectedValue!: string | null;

  @Column({ type: "text", nullable: true })
  foundValue!: string | null;

  /** SHIP_TO: the order's address. */
  @Column({ type: "jsonb", nullable: true })
  expected!: PostalAddress | null;

  /** SHIP_TO: the other address. */
  @Column({ type: "jsonb", nullable: true })
  found!: PostalAddress | null;

  @Column({ type: "text" })
  status!: words.DivergenceStatus;

  @Column({ type: "timestamptz" })
  detectedAt!: Date;

  @Column({ type: "timestamptz", nullable: true })
  closedAt!: Date | null;
}
