import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Connection } from "./connection.js";

/**
 * How far a stream of a source has been read. The cursor moves in the transaction that keeps the messages
 * before it, under the fence of the lease: a poller that was overtaken cannot write.
 */
@Entity({ name: "streams" })
export class StreamState {
  @ForeignKey(() => Connection, { name: "streams_connection" })
  @PrimaryColumn({ type: "text" })
  connectionId!: string;

  @PrimaryColumn({ type: "text" })
  name!: string;

  /** The source's own text; null before the first page and after the source has forgotten it. */
  @Column({ type: "text", nullable: true })
  cursor!: string | null;

  /** Raised by each lease. */
  @Column({ type: "bigint" })
  fence!: string;

  @Column({ type: "timestamptz", nullable: true })
  leasedUntil!: Date | null;

  @Column({ type: "timestamptz" })
  nextAt!: Date;

  @Column({ type: "timestamptz", nullable: true })
  triedAt!: Date | null;

  /** End of the last pass that read to the end: the stream's age, and so its health. */
  @Column({ type: "timestamptz", nullable: true })
  succeededAt!: Date | null;

  /** Newest change seen, by the source's clock. */
  @Column({ type: "timestamptz", nullable: true })
  newestAt!: Date | null;

  @Column({ type: "bigint" })
  messages!: string;

  @Column({ type: "bigint" })
  repeats!: string;

  /** Failed passes since the last good one. */
  @Column({ type: "integer" })
  failures!: number;

  /** How often the source no longer knew our cursor. */
  @Column({ type: "integer" })
  expirations!: number;

  /** Set when retrying cannot help: a person has to look. */
  @Column({ type: "boolean" })
  isStopped!: boolean;

  @Column({ type: "text", nullable: true })
  errorCode!: string | null;

  @Column({ type: "text", nullable: true })
  error!: string | null;
}
