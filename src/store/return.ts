import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
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
@Check("returns_kind", oneOf("kind", words.RETURN_KINDS))
@Check("returns_status", oneOf("status", words.RETURN_STATUSES))
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
  lines!: { readonly lineNumber: string; readonly quantity: string }[];

  @Column({ type: "text", nullable: true })
  note!: string | null;

  @Column({ type: "text" })
  requestedBy!: string;

  @Column({ type: "timestamptz" })
  openedAt!: Date;

  @Column({ type: "timestamptz" })
  updatedAt!: Date;
}
