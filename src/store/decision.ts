import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { oneOf } from "./one-of.js";
import { SourceRecord } from "./source-record.js";

export const DECISION_KINDS = ["LINK", "MERGE", "UNMERGE", "NOT_A_MATCH", "PIN"] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** An append-only act of identity, by the engine or by a steward, with the evidence it rested on. */
@Entity({ name: "decisions" })
@Index("decisions_customer", ["customerId"])
@Index("decisions_record", ["sourceRecordId"])
@Index("decisions_seq", ["seq"], { unique: true })
@Index("decisions_reverses", { synchronize: false })
@Index("decisions_pins", { synchronize: false })
@Index("decisions_apart", { synchronize: false })
@Index("decisions_apart_other", { synchronize: false })
@Check("decisions_kind", oneOf("kind", DECISION_KINDS))
export class Decision {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  kind!: DecisionKind;

  @Column({ type: "uuid" })
  customerId!: string;

  /** Acts in their order: whoever holds the same locks sees the same order. */
  @Column({ type: "bigint", generated: "identity", generatedIdentity: "ALWAYS" })
  seq!: string;

  /** MERGE: the customer that ceased. NOT_A_MATCH: the other one of the pair. */
  @Column({ type: "uuid", nullable: true })
  otherCustomerId!: string | null;

  @Column({ type: "uuid", nullable: true })
  sourceRecordId!: string | null;

  /** `engine` or the steward's subject. */
  @Column({ type: "text" })
  actor!: string;

  /** Log-odds; null where nothing was compared. */
  @Column({ type: "double precision", nullable: true })
  score!: number | null;

  @Column({ type: "jsonb" })
  evidence!: unknown;

  /** The match model that weighed the evidence; null for a steward's act. */
  @Column({ type: "text", nullable: true })
  modelVersion!: string | null;

  /** UNMERGE: the decision it undoes. An act is undone at most once. */
  @Column({ type: "uuid", nullable: true })
  reverses!: string | null;

  /** The decision that made this one necessary: the arrival that led to a merge, the unmerge that led to a new look. */
  @Column({ type: "uuid", nullable: true })
  causeId!: string | null;

  /** PIN: `attribute` and `value`, null to let go of it. */
  @Column({ type: "jsonb", default: {} })
  details!: Record<string, unknown>;

  @Column({ type: "timestamptz" })
  decidedAt!: Date;
}

/** A record that changed its customer, by which act. Current memberships and these, read backwards, give any earlier day. */
@Entity({ name: "membership_moves" })
@Index("membership_moves_from", ["fromCustomerId", "seq"])
@Index("membership_moves_to", ["toCustomerId", "seq"])
@Index("membership_moves_decision", ["decisionId"])
export class MembershipMove {
  @ForeignKey(() => SourceRecord, { name: "membership_moves_record" })
  @PrimaryColumn({ type: "uuid" })
  sourceRecordId!: string;

  /** The decision's place in the order of acts. */
  @PrimaryColumn({ type: "bigint" })
  seq!: string;

  @Column({ type: "uuid" })
  decisionId!: string;

  @Column({ type: "uuid" })
  fromCustomerId!: string;

  @Column({ type: "uuid" })
  toCustomerId!: string;

  @Column({ type: "timestamptz" })
  movedAt!: Date;
}
