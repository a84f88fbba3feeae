import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PostalAddress } from "../domain/address.js";
import type { FieldProvenance } from "../domain/provenance.js";
import * as words from "../domain/vocabulary.js";
import { Connection } from "./connection.js";
import { Customer } from "./customer.js";
import { InboundMessage } from "./inbound-message.js";
import { oneOf } from "./one-of.js";
import { SourceRecord } from "./source-record.js";

/**
 * A customer's order in one shape, whatever its channel. `(connection, externalId)` makes reading a
 * document twice harmless; `externalVersion` keeps an older document from overwriting a newer one.
 */
@Entity({ name: "orders" })
@Index("orders_source", ["connectionId", "externalId"], { unique: true })
@Index("orders_number", ["number"], { unique: true })
@Index("orders_external_number", ["externalNumber"])
@Index("orders_po_number", ["poNumber"])
@Index("orders_placed", ["placedAt", "id"])
@Index("orders_customer", ["customerId", "placedAt", "id"])
@Index("orders_open_of_customer", { synchronize: false })
@Index("orders_returning_of_customer", { synchronize: false })
@Index("orders_changed", { synchronize: false })
@Index("orders_returning_of_customer", { synchronize: false })
@Index("orders_source_record", ["sourceRecordId"])
@Index("orders_status", ["status", "placedAt", "id"])
@Index("orders_sync", ["executionSync", "placedAt", "id"])
@Index("orders_message", ["messageId"])
// Open ones by the day they are due, written in the migration: TypeORM knows no such index.
@Index("orders_due", { synchronize: false })
@Index("orders_fulfillment", ["fulfillmentStatus", "placedAt", "id"])
@Index("orders_returning", ["returnStatus", "placedAt", "id"])
@Index("orders_channel_placed", ["channel", "placedAt", "id"])
@Index("orders_updated", ["updatedAt", "id"])
// Those of expressions are written in the migration alike.
@Index("orders_promised", { synchronize: false })
@Index("orders_slip", { synchronize: false })
@Index("orders_ship_to_country", { synchronize: false })
@Index("orders_ship_to_city", { synchronize: false })
@Index("orders_ship_to_postal", { synchronize: false })
@Index("orders_ship_to_words", { synchronize: false })
@Index("orders_number_key", { synchronize: false })
@Index("orders_external_number_key", { synchronize: false })
@Index("orders_external_id_key", { synchronize: false })
@Index("orders_po_number_key", { synchronize: false })
@Check("orders_channel", oneOf("channel", words.CHANNELS))
@Check("orders_status_word", oneOf("status", words.ORDER_STATUSES))
@Check("orders_fulfillment_word", oneOf("fulfillment_status", words.ORDER_FULFILLMENT_STATUSES))
@Check("orders_return_word", oneOf("return_status", words.ORDER_RETURN_STATUSES))
@Check("orders_sync_word", oneOf("execution_sync", words.EXECUTION_SYNC_STATUSES))
export class Order {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  /** The hub's own number. Not a sequence: nobody can guess the next. */
  @Column({ type: "text" })
  number!: string;

  @ForeignKey(() => Connection, { name: "orders_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  @Column({ type: "text" })
  channel!: words.Channel;

  @Column({ type: "text" })
  externalId!: string;

  @Column({ type: "text", nullable: true })
  externalNumber!: string | null;

  @Column({ type: "text", nullable: true })
  externalVersion!: string | null;

  @Column({ type: "text", nullable: true })
  poNumber!: string | null;

  @Column({ type: "text" })
  status!: words.OrderStatus;

  @Column({ type: "text" })
  fulfillmentStatus!: words.OrderFulfillmentStatus;

  @Column({ type: "text" })
  returnStatus!: words.OrderReturnStatus;

  @Column({ type: "text" })
  executionSync!: words.ExecutionSyncStatus;

  @Column({ type: "timestamptz" })
  placedAt!: Date;

  @Column({ type: "text", nullable: true })
  currency!: string | null;

  @Column({ type: "numeric", precision: 20, scale: 2 })
  total!: string;

  @Column({ type: "jsonb", nullable: true })
  shipTo!: PostalAddress | null;

  @Column({ type: "date", nullable: true })
  requestedDate!: string | null;

  /** The day it was first promised for: the one asked for, or else the first that anybody stated. Kept by the database. */
  @Column({ type: "date", nullable: true })
  promisedDate!: string | null;

  /** The day its last parcel is expected or has arrived, by the best word there is. Kept by the database. */
  @Column({ type: "date", nullable: true })
  expectedDate!: string | null;

  /** How many days its latest parcel is later than promised; below zero is earlier. Kept by the database. */
  @Column({ type: "integer", nullable: true })
  slipDays!: number | null;

  @Column({ type: "text", nullable: true })
  note!: string | null;

  /** Why a person has to look before it is executed; empty if nothing is in doubt. */
  @Column({ type: "jsonb" })
  doubts!: string[];

  @Column({ type: "jsonb" })
  provenance!: FieldProvenance[];

  /** Raised by every change, whoever asked for it; edits state the version they saw. */
  @Column({ type: "integer" })
  version!: number;

  @ForeignKey(() => SourceRecord, { name: "orders_record" })
  @Column({ type: "uuid" })
  sourceRecordId!: string;

  /** Null until identity resolution has decided who bought this. */
  @ForeignKey(() => Customer, { name: "orders_customer_id" })
  @Column({ type: "uuid", nullable: true })
  customerId!: string | null;

  @ForeignKey(() => InboundMessage, { name: "orders_message_id" })
  @Column({ type: "uuid" })
  messageId!: string;

  /** The message of the last version that its source has stated; null while that is the one it came with. */
  @Column({ type: "uuid", nullable: true })
  statedMessageId!: string | null;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  @Column({ type: "timestamptz" })
  updatedAt!: Date;
}

/** One position of an order; its key is the source's own line number. */
@Entity({ name: "order_lines" })
export class OrderLine {
  @ForeignKey(() => Order, { name: "order_lines_order" })
  @PrimaryColumn({ type: "uuid" })
  orderId!: string;

  @PrimaryColumn({ type: "text" })
  lineNumber!: string;

  @Column({ type: "integer" })
  position!: number;

  @Column({ type: "text", nullable: true })
  sku!: string | null;

  @Column({ type: "text", nullable: true })
  description!: string | null;

  @Column({ type: "numeric", precision: 20, scale: 6 })
  quantity!: string;

  @Column({ type: "text", nullable: true })
  unit!: string | null;

  @Column({ type: "numeric", precision: 20, scale: 6, nullable: true })
  unitPrice!: string | null;
}
