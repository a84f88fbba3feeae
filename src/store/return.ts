import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PostalAddress } from "../domain/address.js";
import type { ContactValues } from "../domain/customer-move.js";
import type { ReturnCost } from "../domain/parcel-settings.js";
import type { CauseOfReturn } from "../domain/return-cause.js";
import { RETURN_CAUSES, type ReturnCause } from "../domain/return-causes.js";
import type { Inspection, ReturnLine } from "../domain/return-line.js";
import { RESOLUTIONS, type Resolution } from "../domain/return-resolution.js";
import { RETURN_ACTS, type ReturnAct } from "../domain/return-states.js";
import * as words from "../domain/vocabulary.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";
import { Shipment } from "./shipment.js";

/**
 * The way back: asked for by the customer, or opened by an undeliverable parcel.
 * `(orderId, requestKey)` makes asking twice, or hearing of it twice, harmless.
 */
@Entity({ name: "returns" })
@Index("returns_request", ["orderId", "requestKey"], { unique: true })
@Index("returns_number", ["number"], { unique: true })
@Index("returns_order", ["orderId", "openedAt", "id"])
@Index("returns_opened", ["openedAt", "id"])
@Index("returns_status_opened", ["status", "openedAt", "id"])
@Index("returns_kind_opened", ["kind", "openedAt", "id"])
@Index("returns_reason_opened", ["reason", "openedAt", "id"])
@Check("returns_kind", oneOf("kind", words.RETURN_KINDS))
@Index("returns_tracking", { synchronize: false })
@Index("returns_shipment_id", { synchronize: false })
@Index("returns_replacement", { synchronize: false })
@Index("returns_number_key", { synchronize: false })
@Index("returns_tracking_key", { synchronize: false })
@Check("returns_status", oneOf("status", words.RETURN_STATUSES))
@Check("returns_cause", oneOf("cause_kind", RETURN_CAUSES))
@Check("returns_resolution", oneOf("resolution", RESOLUTIONS))
export class Return {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  number!: string;

  @ForeignKey(() => Order, { name: "returns_order_id" })
  @Column({ type: "uuid" })
  orderId!: string;

  @ForeignKey(() => Shipment, { name: "returns_shipment" })
  @Column({ type: "uuid", nullable: true })
  shipmentId!: string | null;

  @Column({ type: "text" })
  requestKey!: string;

  @Column({ type: "text" })
  kind!: words.ReturnKind;

  @Column({ type: "text" })
  status!: words.ReturnStatus;

  @Column({ type: "text", nullable: true })
  reason!: words.ExceptionReason | null;

  /** Why it came about, in words: which address was used, which change was missing. */
  @Column({ type: "text", nullable: true })
  cause!: string | null;

  @Column({ type: "jsonb" })
  lines!: ReturnLine[];

  /** What was found of the lines when they were there. */
  @Column({ type: "jsonb", default: () => "'[]'" })
  inspections!: Inspection[];

  @Column({ type: "text", nullable: true })
  note!: string | null;

  @Column({ type: "text" })
  requestedBy!: string;

  @Column({ type: "timestamptz" })
  openedAt!: Date;

  @Column({ type: "timestamptz" })
  updatedAt!: Date;

  /** Raised by every act and event; whoever acts states the version they saw. */
  @Column({ type: "integer", default: 1 })
  version!: number;

  /** The connection's channel of the order and the carrier of the way out, kept here so that they can be counted by. */
  @Column({ type: "text", nullable: true })
  channel!: words.Channel | null;

  @Column({ type: "text", nullable: true })
  outwardCarrier!: string | null;

  /** Who carries the goods back, under which number; stated, not bought. */
  @Column({ type: "text", nullable: true })
  carrier!: string | null;

  @Column({ type: "text", nullable: true })
  trackingNumber!: string | null;

  @Column({ type: "text", nullable: true })
  labelUrl!: string | null;

  @Column({ type: "text", nullable: true })
  causeKind!: ReturnCause | null;

  /** The address version that was used, the change that was missing, the newer address that was known. */
  @Column({ type: "jsonb", nullable: true })
  causeDetails!: CauseOfReturn | null;

  @Column({ type: "boolean", nullable: true })
  preventable!: boolean | null;

  @Column({ type: "numeric", precision: 20, scale: 2, nullable: true })
  cost!: string | null;

  @Column({ type: "text", nullable: true })
  costCurrency!: string | null;

  @Column({ type: "jsonb", nullable: true })
  costDetails!: ReturnCost | null;

  /** Why it was approved, declined, or a person was asked: by which rule, in which words. */
  @Column({ type: "text", nullable: true })
  decidedBecause!: string | null;

  @Column({ type: "text", nullable: true })
  resolution!: Resolution | null;

  @Column({ type: "jsonb", nullable: true })
  resolutionDetails!: ResolutionDetails | null;

  /** Where the customer, who has moved, wants what is sent again; null for the order's address. */
  @Column({ type: "jsonb", nullable: true })
  sendTo!: PostalAddress | null;

  /** How to reach the customer about it, who is to be reached otherwise now. */
  @Column({ type: "jsonb", nullable: true })
  contact!: ContactValues | null;

  /** The order that sends goods again, or other goods instead. */
  @ForeignKey(() => Order, { name: "returns_replacement_order" })
  @Column({ type: "uuid", nullable: true })
  replacementOrderId!: string | null;
}

/** What was agreed with the customer. */
export interface ResolutionDetails {
  readonly amount: string | null;
  readonly currency: string | null;
  readonly shipTo: PostalAddress | null;
  readonly note: string | null;
  readonly by: string;
  readonly at: string;
}

/** One act or event in the life of a return; `(returnId, eventKey)` keeps one of each. Never changed. */
@Entity({ name: "return_events" })
@Index("return_events_key", ["returnId", "eventKey"], { unique: true })
@Index("return_events_order", ["orderId"])
@Check("return_events_act", oneOf("act", RETURN_ACTS))
export class ReturnEvent {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Return, { name: "return_events_return" })
  @Column({ type: "uuid" })
  returnId!: string;

  @ForeignKey(() => Order, { name: "return_events_order_id" })
  @Column({ type: "uuid" })
  orderId!: string;

  @Column({ type: "text" })
  eventKey!: string;

  @Column({ type: "text" })
  act!: ReturnAct;

  /** Null for the act that opened it. */
  @Column({ type: "text", nullable: true })
  fromStatus!: words.ReturnStatus | null;

  @Column({ type: "text" })
  toStatus!: words.ReturnStatus;

  /** A person, `connection:<id>`, `carrier` or `hub`. */
  @Column({ type: "text" })
  actor!: string;

  @Column({ type: "text", nullable: true })
  note!: string | null;

  @Column({ type: "timestamptz" })
  occurredAt!: Date;

  @Column({ type: "timestamptz" })
  recordedAt!: Date;
}
