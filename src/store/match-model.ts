import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** Weights that were learned from the hub's own records. The one adopted last is in force; with none, the hand-set one is. */
@Entity({ name: "match_models" })
@Index("match_models_adopted", ["adoptedAt"])
export class StoredMatchModel {
  @PrimaryColumn({ type: "text" })
  version!: string;

  @Column({ type: "jsonb" })
  model!: Record<string, unknown>;

  /** What it was learned from, and why it was refused if it was. */
  @Column({ type: "jsonb" })
  report!: Record<string, unknown>;

  @Column({ type: "timestamptz" })
  learnedAt!: Date;

  /** Null for a model that was refused or never chosen. */
  @Column({ type: "timestamptz", nullable: true })
  adoptedAt!: Date | null;

  @Column({ type: "text", nullable: true })
  adoptedBy!: string | null;
}
