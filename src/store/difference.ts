import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import * as moving from "../domain/follow-through-vocabulary.js";
import { Connection } from "./connection.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";

/**
 * One thing that the hub and an execution system hold differently. Open until a later comparison no longer finds
 * it or a person has settled it; `(connection, subject, aspect, line, parcel)` keeps one open row of each.
 */
@Entity({ name: "differences" })
@Index("differences_open", { synchronize: false })
@Index("differences_found", ["foundAt", "id"])
@Index("differences_order", ["orderId"])
@Check("differences_aspect", oneOf("aspect", moving.DIFFERENCE_ASPECTS))
@Check("differences_proposal", oneOf("proposal", moving.PROPOSED_ACTS))
export class StoredDifference {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Connection, { name: "differences_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  /** Our order's id; for an order that is unknown here, the reference that the system holds. */
  @Column({ type: "text" })
  subject!: string;

  @ForeignKey(() => Order, { name: "differences_order_id" })
  @Column({ type: "uuid", nullable: true })
  orderId!: string | null;

  @Column({ type: "text", nullable: true })
  externalId!: string | null;

  @Column({ type: "text" })
  aspect!: moving.DifferenceAspect;

  @Column({ type: "text", nullable: true })
  lineNumber!: string | null;

  /** PARCEL_…: the system's id of the parcel. */
  @Column({ type: "text", nullable: true })
  parcel!: string | null;

  @Column({ type: "text", nullable: true })
  ours!: string | null;

  @Column({ type: "text", nullable: true })
  theirs!: string | null;

  @Column({ type: "text" })
  proposal!: moving.ProposedAct;

  /** Raised by the database when either side is found otherwise, and when it is settled. */
  @Column({ type: "integer", default: 1 })
  version!: number;

  @Column({ type: "timestamptz" })
  foundAt!: Date;

  @Column({ type: "timestamptz" })
  seenAt!: Date;

  @Column({ type: "timestamptz", nullable: true })
  settledAt!: Date | null;

  @Column({ type: "text", nullable: true })
  settledBy!: string | null;
}
