import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** An order form that an agent has not finished. It belongs to the agent; saving it again takes its place. */
@Entity({ name: "order_drafts" })
@Index("order_drafts_saved", ["owner", "savedAt"])
export class OrderDraft {
  /** Subject of the agent's token. */
  @PrimaryColumn({ type: "text" })
  owner!: string;

  @PrimaryColumn({ type: "text" })
  callId!: string;

  @PrimaryColumn({ type: "text" })
  formId!: string;

  /** As it was keyed: half a form is no form yet, so nothing in it is checked. */
  @Column({ type: "jsonb" })
  form!: unknown;

  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "timestamptz" })
  savedAt!: Date;
}
