import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { PartyStatement } from "../domain/party.js";
import { CONNECTION_SIDES, type ConnectionSide } from "../domain/vocabulary.js";
import { Connection } from "./connection.js";
import { InboundMessage } from "./inbound-message.js";
import { oneOf } from "./one-of.js";

/**
 * One system's statement of a party; immutable. `(connection, sourceKey, version)` makes stating it
 * twice harmless: the source key is the sender's code for the party or, where it has none, the hash of
 * what it says; the same words again are the same version, other words under the same code the next.
 */
@Entity({ name: "source_records" })
@Index("source_records_source", ["connectionId", "sourceKey", "version"], { unique: true })
@Check("source_records_channel", oneOf("channel", CONNECTION_SIDES))
export class SourceRecord {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Connection, { name: "source_records_connection" })
  @Column({ type: "text" })
  connectionId!: string;

  @Column({ type: "text" })
  channel!: ConnectionSide;

  @Column({ type: "text" })
  sourceKey!: string;

  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "text" })
  contentHash!: string;

  @Column({ type: "jsonb" })
  party!: PartyStatement;

  /** What normalization made of it; null until it is resolved. */
  @Column({ type: "jsonb", nullable: true })
  features!: Record<string, unknown> | null;

  @Column({ type: "timestamptz" })
  statedAt!: Date;

  @ForeignKey(() => InboundMessage, { name: "source_records_message" })
  @Column({ type: "uuid" })
  messageId!: string;
}

/** Codes a record states for its party, in whatever system; the crosswalk is these joined to memberships. */
@Entity({ name: "source_record_codes" })
@Index("source_record_codes_code", ["system", "code"])
export class SourceRecordCode {
  @ForeignKey(() => SourceRecord, { name: "source_record_codes_record" })
  @PrimaryColumn({ type: "uuid" })
  sourceRecordId!: string;

  @PrimaryColumn({ type: "text" })
  system!: string;

  @PrimaryColumn({ type: "text" })
  code!: string;
}

/** Blocking keys: the only way to candidates. Read with a cap per key, never scanned. */
@Entity({ name: "identity_keys" })
export class IdentityKey {
  @PrimaryColumn({ type: "bigint" })
  key!: string;

  @ForeignKey(() => SourceRecord, { name: "identity_keys_record" })
  @PrimaryColumn({ type: "uuid" })
  sourceRecordId!: string;
}
