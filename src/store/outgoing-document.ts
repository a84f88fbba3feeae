import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Connection } from "./connection.js";
import { InboundMessage } from "./inbound-message.js";
import { Order } from "./order.js";

/** A document of ours for a partner. `outgoing_documents_answers` makes answering the same thing twice impossible. */
@Entity({ name: "outgoing_documents" })
@Index("outgoing_documents_answers", ["answers"], { unique: true })
@Index("outgoing_documents_order", ["orderId"])
@Index("outgoing_documents_message_id", ["messageId"])
@Index("outgoing_documents_recipient", ["connectionId", "recipient", "createdAt"], {
  where: "recipient IS NOT NULL",
})
@Index("outgoing_documents_answer_due", ["answerDueAt"], { where: "answer_due_at IS NOT NULL" })
@Index("outgoing_documents_awaited", ["connectionId", "control"], { where: "answer_due_at IS NOT NULL" })
export class OutgoingDocument {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Connection, { name: "outgoing_documents_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  /** What it answers: `receipt:<message>`, `answer:<order>:<code>`, `shipped:<shipment>`; or what it asks of a partner. */
  @Column({ type: "text" })
  answers!: string;

  @ForeignKey(() => InboundMessage, { name: "outgoing_documents_message" })
  @Column({ type: "uuid" })
  messageId!: string;

  @ForeignKey(() => Order, { name: "outgoing_documents_order_id" })
  @Column({ type: "uuid", nullable: true })
  orderId!: string | null;

  /** Number of the interchange, counted within the connection. */
  @Column({ type: "bigint" })
  control!: string;

  @Column({ type: "text" })
  fileName!: string;

  @Column({ type: "text" })
  contentType!: string;

  @Column({ type: "bytea" })
  body!: Buffer;

  /** The address it goes to, where a connection has more than one partner. */
  @Column({ type: "text", nullable: true })
  recipient!: string | null;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  /** Null while it waits to be sent, or to be fetched where the connection cannot send. */
  @Column({ type: "timestamptz", nullable: true })
  sentAt!: Date | null;

  /** Until when a partner has to answer it; null where nothing is waited for, or no longer. */
  @Column({ type: "timestamptz", nullable: true })
  answerDueAt!: Date | null;
}
