import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { Acknowledgment } from "../domain/acknowledgment.js";
import type { Call } from "../domain/call.js";
import type { Invoice } from "../domain/invoice.js";
import type { ShipNotice } from "../domain/ship-notice.js";
import { DOCUMENT_KINDS, type DocumentKind } from "../domain/vocabulary.js";
import { Connection } from "./connection.js";
import { InboundMessage } from "./inbound-message.js";
import { oneOf } from "./one-of.js";
import { Order } from "./order.js";

export type DocumentContent = Acknowledgment | ShipNotice | Invoice | Call;

/**
 * A document beside an order: an acknowledgment, a ship notice, an invoice, a call. `documents_source`
 * makes hearing of it twice harmless; a later version takes the place of an earlier one, whose words stay
 * in its message.
 */
@Entity({ name: "documents" })
@Index("documents_source", ["connectionId", "kind", "externalId"], { unique: true })
@Index("documents_order", ["orderId", "occurredAt"])
@Index("documents_message_id", ["messageId"])
@Check("documents_kind", oneOf("kind", DOCUMENT_KINDS))
export class Document {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  kind!: DocumentKind;

  @ForeignKey(() => Connection, { name: "documents_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  @Column({ type: "text" })
  externalId!: string;

  @Column({ type: "text", nullable: true })
  externalVersion!: string | null;

  @ForeignKey(() => InboundMessage, { name: "documents_message" })
  @Column({ type: "uuid" })
  messageId!: string;

  /** Null while the order it speaks of is not known, or where it speaks of none. */
  @ForeignKey(() => Order, { name: "documents_order_id" })
  @Column({ type: "uuid", nullable: true })
  orderId!: string | null;

  @Column({ type: "jsonb" })
  content!: DocumentContent;

  @Column({ type: "timestamptz" })
  occurredAt!: Date;

  @Column({ type: "timestamptz" })
  receivedAt!: Date;
}
