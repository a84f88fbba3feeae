import { Check, Column, Entity, Index, PrimaryColumn } from "typeorm";
import { oneOf } from "./one-of.js";

/** CHANGE: something was changed. READ: personal data was shown to somebody of the house. */
export const AUDIT_KINDS = ["CHANGE", "READ"] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** How many things of one type were seen. */
export interface AuditedThings {
  readonly type: string;
  readonly count: number;
}

/** Who did or saw what. Rows are only ever added: a trigger refuses everything else. They hold ids, no personal data. */
@Entity({ name: "audit_entries" })
@Check("audit_entries_kind", oneOf("kind", AUDIT_KINDS))
@Index("audit_entries_at", ["at", "id"])
@Index("audit_entries_ids", { synchronize: false })
@Index("audit_entries_actor", ["actor", "at", "id"])
export class AuditEntry {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "timestamptz" })
  at!: Date;

  @Column({ type: "text" })
  kind!: AuditKind;

  /** Subject of the token or key; a customer's is their id. */
  @Column({ type: "text" })
  actor!: string;

  @Column({ type: "text" })
  role!: string;

  /** Where it came from: a network address, or the command line. */
  @Column({ type: "text" })
  origin!: string;

  /** The mutation or command; of a read the operation's name, or the hash of its text. */
  @Column({ type: "text" })
  operation!: string;

  @Column({ type: "text", nullable: true })
  idempotencyKey!: string | null;

  /** The ids and versions that were named in the request. */
  @Column({ type: "jsonb", nullable: true })
  before!: unknown;

  /** The ids and versions that came of it. */
  @Column({ type: "jsonb", nullable: true })
  after!: unknown;

  /** READ: what was shown. */
  @Column({ type: "jsonb" })
  things!: readonly AuditedThings[];

  /** Ids of what was changed or seen; the first of them if there were very many. */
  @Column({ type: "uuid", array: true })
  ids!: readonly string[];

  @Column({ type: "integer" })
  count!: number;
}
