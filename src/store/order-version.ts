import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Order, type OrderLine } from "./order.js";

/**
 * What an order was until an instant: the columns that changed then, as they were before. Written by the database
 * with the change itself, so `(orderId, until)` is one for each transaction that changed the order.
 */
@Entity({ name: "order_versions" })
export class OrderVersion {
  @ForeignKey(() => Order, { name: "order_versions_order", onDelete: "CASCADE" })
  @PrimaryColumn({ type: "uuid" })
  orderId!: string;

  @PrimaryColumn({ type: "timestamptz" })
  until!: Date;

  @Column({ type: "jsonb" })
  was!: Record<string, unknown>;

  /** All lines as they were; null where they did not change. */
  @Column({ type: "jsonb", nullable: true })
  lines!: OrderLine[] | null;
}
