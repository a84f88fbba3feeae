import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PostalAddress } from "../domain/address.js";
import type { ContactValues } from "../domain/customer-move.js";
import * as moving from "../domain/follow-through-vocabulary.js";
import type * as words from "../domain/vocabulary.js";
import { Case } from "./case.js";
import { Customer } from "./customer.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";
import { Return } from "./return.js";
import { SourceRecord } from "./source-record.js";

/**
 * A customer's address or contact that another one has taken the place of. `moveKey` (customer, record, new
 * value) makes noticing it again harmless.
 */
@Entity({ name: "customer_moves" })
@Index("customer_moves_key", ["moveKey"], { unique: true })
@Index("customer_moves_customer", ["customerId", "detectedAt", "id"])
@Check("customer_moves_aspect", oneOf("aspect", moving.MOVE_ASPECTS))
export class CustomerMove {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  moveKey!: string;

  /** Who it was when it was noticed. Its offers follow their orders through merges and unmerges. */
  @ForeignKey(() => Customer, { name: "customer_moves_customer_id" })
  @Column({ type: "uuid" })
  customerId!: string;

  @ForeignKey(() => SourceRecord, { name: "customer_moves_record" })
  @Column({ type: "uuid", nullable: true })
  sourceRecordId!: string | null;

  @Column({ type: "text" })
  aspect!: moving.MoveAspect;

  @Column({ type: "text", nullable: true })
  addressRole!: words.AddressRole | null;

  @Column({ type: "jsonb" })
  before!: PostalAddress | ContactValues;

  @Column({ type: "jsonb" })
  after!: PostalAddress | ContactValues;

  /** True if the new value stood for the customer before. */
  @Column({ type: "boolean" })
  usedBefore!: boolean;

  /** True if somebody said that the customer has moved. */
  @Column({ type: "boolean" })
  explicit!: boolean;

  /** The connection that stated it; null for what a steward has pinned. */
  @Column({ type: "text", nullable: true })
  system!: string | null;

  @Column({ type: "timestamptz", nullable: true })
  statedAt!: Date | null;

  @Column({ type: "timestamptz" })
  detectedAt!: Date;
}

/** What is to become of one open order, return or case because the customer has moved. One per move and each of them. */
@Entity({ name: "customer_move_offers" })
@Index("customer_move_offers_subject", ["moveId", "orderId"], { unique: true, where: "return_id IS NULL" })
@Index("customer_move_offers_return", ["moveId", "returnId"], {
  unique: true,
  where: "return_id IS NOT NULL",
})
@Index("customer_move_offers_order", ["orderId"])
@Index("customer_move_offers_case_once", ["moveId", "caseId"], { unique: true, where: "case_id IS NOT NULL" })
@Index("customer_move_offers_case", ["caseId"], { where: "case_id IS NOT NULL" })
@Check("customer_move_offers_of", "(order_id IS NULL) <> (case_id IS NULL)")
@Check("customer_move_offers_decision", oneOf("decision", moving.MOVE_DECISIONS))
export class CustomerMoveOffer {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => CustomerMove, { name: "customer_move_offers_move_id" })
  @Column({ type: "uuid" })
  moveId!: string;

  @ForeignKey(() => Order, { name: "customer_move_offers_order_id" })
  @Column({ type: "uuid", nullable: true })
  orderId!: string | null;

  /** Set where it is about a return of that order. */
  @ForeignKey(() => Return, { name: "customer_move_offers_return_id" })
  @Column({ type: "uuid", nullable: true })
  returnId!: string | null;

  /** Set where it is about a case, which may be about an order or not. */
  @ForeignKey(() => Case, { name: "customer_move_offers_case_id" })
  @Column({ type: "uuid", nullable: true })
  caseId!: string | null;

  /** How far the goods, the return or the case were when it was offered. */
  @Column({ type: "text" })
  stage!: string;

  @Column({ type: "text" })
  decision!: moving.MoveDecision;

  /** Why, in words: the rule's, or the person's. */
  @Column({ type: "text" })
  reason!: string;

  /** Null while it is asked. `rule` if no person did. */
  @Column({ type: "text", nullable: true })
  decidedBy!: string | null;

  @Column({ type: "timestamptz", nullable: true })
  decidedAt!: Date | null;
}
