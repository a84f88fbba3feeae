import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import { FACT_KINDS, type FactKind } from "../domain/fact.js";
import { oneOf } from "./one-of.js";

/**
 * The outbox: what has happened and who still has to act on it. PostgreSQL holds the work, the
 * queue only rings. A claim is a lease with a token; the transaction that writes a fact's effects
 * also finishes it under that token, so a worker that lost its lease cannot write at all.
 */
@Entity({ name: "facts" })
@Index("facts_open", { synchronize: false })
@Index("facts_open_key", { synchronize: false })
@Index("facts_unfinished", { synchronize: false })
@Index("facts_subject", ["subjectId"])
@Check("facts_kind", oneOf("kind", FACT_KINDS))
export class Fact {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  /** Order of writing; facts with the same key are worked in this order. */
  @Column({ type: "bigint", generated: "identity", generatedIdentity: "ALWAYS" })
  seq!: string;

  @Column({ type: "text" })
  kind!: FactKind;

  @Column({ type: "text" })
  subjectId!: string;

  @Column({ type: "text", nullable: true })
  key!: string | null;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  @Column({ type: "timestamptz" })
  nextAt!: Date;

  @Column({ type: "integer" })
  attempts!: number;

  @Column({ type: "uuid", nullable: true })
  claimToken!: string | null;

  @Column({ type: "timestamptz", nullable: true })
  finishedAt!: Date | null;

  /** Set when retrying cannot help: a person has to look. */
  @Column({ type: "timestamptz", nullable: true })
  parkedAt!: Date | null;

  @Column({ type: "text", nullable: true })
  error!: string | null;
}
