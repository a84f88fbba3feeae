import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { OrderChangeTarget } from "../domain/order-change.js";
import * as words from "../domain/vocabulary.js";
import { Connection } from "./connection.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";

/**
 * An amendment of an order, as absolute target values. `(orderId, sequence)` orders them;
 * `(orderId, requestKey)` makes asking twice harmless: the key is the message's or the caller's.
 */
@Entity({ name: "order_changes" })
@Index("order_changes_sequence", ["orderId", "sequence"], { unique: true })
@Index("order_changes_request", ["orderId", "requestKey"], { unique: true })
@Check("order_changes_status", oneOf("status", words.ORDER_CHANGE_STATUSES))
@Check("order_changes_kind", oneOf("kind", words.ORDER_CHANGE_KINDS))
export class OrderChange {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Order, { name: "order_changes_order" })
  @Column({ type: "uuid" })
  orderId!: string;

  @Column({ type: "integer" })
  sequence!: number;

  @Column({ type: "text" })
  requestKey!: string;

  @Column({ type: "text" })
  kind!: words.OrderChangeKind;

  @Column({ type: "jsonb" })
  target!: OrderChangeTarget;

  @Column({ type: "text" })
  channel!: words.Channel;

  /** Who asked: a subject of the API or the sender of the message. */
  @Column({ type: "text" })
  requestedBy!: string;

  @Column({ type: "text", nullable: true })
  reason!: string | null;

  /** The order's version that the requester saw. */
  @Column({ type: "integer" })
  baseVersion!: number;

  @Column({ type: "text" })
  status!: words.OrderChangeStatus;

  @Column({ type: "timestamptz" })
  requestedAt!: Date;
}

/** An amendment's progress at ONE receiving system, up to a verified end. */
@Entity({ name: "order_change_deliveries" })
@Index("order_change_deliveries_target", ["orderChangeId", "connectionId"], { unique: true })
@Index("order_change_deliveries_status", ["status"])
@Index("order_change_deliveries_waiting", { synchronize: false })
@Check("order_change_deliveries_status_word", oneOf("status", words.ORDER_CHANGE_DELIVERY_STATUSES))
export class OrderChangeDelivery {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => OrderChange, { name: "order_change_deliveries_change" })
  @Column({ type: "uuid" })
  orderChangeId!: string;

  @ForeignKey(() => Connection, { name: "order_change_deliveries_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  @Column({ type: "text" })
  status!: words.OrderChangeDeliveryStatus;

  @Column({ type: "text", nullable: true })
  refusal!: words.RefusalCode | null;

  /** What the system itself said, word for word. */
  @Column({ type: "text", nullable: true })
  nativeMessage!: string | null;

  @Column({ type: "integer" })
  attempts!: number;

  @Column({ type: "timestamptz", nullable: true })
  sentAt!: Date | null;

  /** Since when it is to be brought there: the deadline counts from here. */
  @Column({ type: "timestamptz", default: () => "now()" })
  queuedAt!: Date;

  /** When the system said yes, which is its word and no proof. */
  @Column({ type: "timestamptz", nullable: true })
  acceptedAt!: Date | null;

  /** When a person was told that it is late. */
  @Column({ type: "timestamptz", nullable: true })
  escalatedAt!: Date | null;

  /** When a read-back showed the wanted values. */
  @Column({ type: "timestamptz", nullable: true })
  verifiedAt!: Date | null;
}
