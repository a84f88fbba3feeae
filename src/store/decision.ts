import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import { oneOf } from "./one-of.js";

export const DECISION_KINDS = ["LINK", "MERGE", "UNMERGE", "NOT_A_MATCH", "PIN"] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** An append-only act of identity, by the engine or by a steward, with the evidence it rested on. */
@Entity({ name: "decisions" })
@Index("decisions_customer", ["customerId"])
@Index("decisions_record", ["sourceRecordId"])
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

  @Column({ type: "timestamptz" })
  decidedAt!: Date;
}
