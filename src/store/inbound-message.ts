import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { INBOUND_MESSAGE_STATUSES, type InboundMessageStatus } from "../domain/vocabulary.js";
import { Connection } from "./connection.js";
import { oneOf } from "./one-of.js";

/** Why a message waits, as the person who gets it reads it. */
export interface MessageIssue {
  readonly code: string;
  readonly message: string;
  readonly at: string | null;
}

/**
 * One raw arrival, byte for byte. Two keys make receiving it twice harmless: `(connection,
 * delivery id)` for a repeated delivery and `(connection, sha256)` for the same content sent anew.
 * A repeat is kept as a row of its own that points to the first and holds no second copy of the body.
 */
@Entity({ name: "inbound_messages" })
@Index("inbound_messages_delivery", { synchronize: false })
@Index("inbound_messages_content", { synchronize: false })
@Index("inbound_messages_status", ["status", "receivedAt", "id"])
@Index("inbound_messages_blocked", { synchronize: false })
@Check("inbound_messages_status_word", oneOf("status", INBOUND_MESSAGE_STATUSES))
export class InboundMessage {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Connection, { name: "inbound_messages_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  @Column({ type: "text" })
  deliveryId!: string;

  @Column({ type: "text" })
  sha256!: string;

  @Column({ type: "text" })
  contentType!: string;

  @Column({ type: "text", nullable: true })
  fileName!: string | null;

  @Column({ type: "jsonb" })
  headers!: Record<string, string>;

  /** Null on a repeat: the first message has the bytes. */
  @Column({ type: "bytea", nullable: true })
  body!: Buffer | null;

  @Column({ type: "timestamptz" })
  receivedAt!: Date;

  @Column({ type: "text" })
  status!: InboundMessageStatus;

  @Column({ type: "uuid", nullable: true })
  duplicateOf!: string | null;

  /** Why it is in quarantine, or what a reader should know although it was applied. */
  @Column({ type: "jsonb" })
  issues!: MessageIssue[];

  /** What came of it, for people: `order TL-…`, `order TL-… version 2`. */
  @Column({ type: "text", nullable: true })
  result!: string | null;

  @Column({ type: "integer", nullable: true })
  mappingVersion!: number | null;

  @Column({ type: "timestamptz", nullable: true })
  processedAt!: Date | null;

  /** The order it speaks of, by the source's id: while it is in quarantine, later ones of that order wait behind it. */
  @Column({ type: "text", nullable: true })
  orderKey!: string | null;
}
