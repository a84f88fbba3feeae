import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import * as words from "../domain/vocabulary.js";
import { oneOf } from "./one-of.js";

/** Something only a person can decide. `(kind, subjectKey)` keeps one open question one task. */
@Entity({ name: "review_tasks" })
@Index("review_tasks_subject", ["kind", "subjectKey"], { unique: true })
@Index("review_tasks_order", ["orderId"])
@Index("review_tasks_kind_opened", ["kind", "openedAt", "id"])
@Index("review_tasks_of_customer", ["customerId"])
@Index("review_tasks_opened", ["openedAt", "id"])
@Index("review_tasks_open", ["status", "openedAt", "id"])
@Index("review_tasks_customer", { synchronize: false })
@Index("review_tasks_other", { synchronize: false })
@Index("review_tasks_value", ["status", "valueAtRisk", "id"])
@Check("review_tasks_kind", oneOf("kind", words.REVIEW_TASK_KINDS))
@Check("review_tasks_status", oneOf("status", words.REVIEW_TASK_STATUSES))
export class ReviewTask {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  kind!: words.ReviewTaskKind;

  @Column({ type: "text" })
  subjectKey!: string;

  @Column({ type: "text" })
  status!: words.ReviewTaskStatus;

  /** The question, in one sentence. */
  @Column({ type: "text" })
  title!: string;

  /** What a person needs to answer it: evidence, doubts, the two addresses. */
  @Column({ type: "jsonb" })
  details!: Record<string, unknown>;

  @Column({ type: "uuid", nullable: true })
  orderId!: string | null;

  @Column({ type: "uuid", nullable: true })
  customerId!: string | null;

  /** IDENTITY: the other customer of the doubtful pair. */
  @Column({ type: "uuid", nullable: true })
  otherCustomerId!: string | null;

  /** IDENTITY: what the open orders of both customers are worth, to ask the costliest question first. */
  @Column({ type: "numeric", default: 0 })
  valueAtRisk!: string;

  /** Raised by the database with every word about it; whoever answers states the version they saw. */
  @Column({ type: "integer", default: 1 })
  version!: number;

  @Column({ type: "timestamptz" })
  openedAt!: Date;

  @Column({ type: "timestamptz", nullable: true })
  closedAt!: Date | null;

  @Column({ type: "text", nullable: true })
  closedBy!: string | null;

  @Column({ type: "text", nullable: true })
  resolution!: string | null;
}
