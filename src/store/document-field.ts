import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { FIELD_KINDS, type FieldKind } from "../domain/document-shape.js";
import { Connection } from "./connection.js";
import { oneOf } from "./one-of.js";

/** A field that the documents of a connection have: what is new or stays away tells that a source has changed. */
@Entity({ name: "document_fields" })
@Check("document_fields_kind", oneOf("kind", FIELD_KINDS))
export class DocumentField {
  @ForeignKey(() => Connection, { name: "document_fields_connection" })
  @PrimaryColumn({ type: "text" })
  connectionId!: string;

  @PrimaryColumn({ type: "text" })
  path!: string;

  @PrimaryColumn({ type: "text" })
  kind!: FieldKind;

  /** The message that had it first, for whoever looks what it says. */
  @Column({ type: "uuid" })
  messageId!: string;

  @Column({ type: "timestamptz" })
  firstSeenAt!: Date;

  /** Day on which it was seen last, UTC. */
  @Column({ type: "date" })
  lastSeenOn!: string;

  /** On how many days it was seen. */
  @Column({ type: "integer" })
  daysSeen!: number;

  /** True if the connection was known well enough for this to be news, and nobody has said that it is fine. */
  @Column({ type: "boolean" })
  isNews!: boolean;
}
