import { Column, Entity, PrimaryColumn } from "typeorm";

/** What a caller's key led to: the same key with the same request gets this answer again. */
@Entity({ name: "idempotency_keys" })
export class IdempotencyKey {
  @PrimaryColumn({ type: "text" })
  actor!: string;

  @PrimaryColumn({ type: "text" })
  key!: string;

  @Column({ type: "text" })
  requestHash!: string;

  @Column({ type: "jsonb" })
  outcome!: unknown;

  @Column({ type: "timestamptz" })
  createdAt!: Date;
}
