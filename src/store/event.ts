import { Column, Entity, PrimaryColumn } from "typeorm";
import type { EventKind } from "../domain/event.js";

/** What is noted of a change, before and after it has its place in the log. */
abstract class Noted {
  @Column({ type: "text" })
  kind!: EventKind;

  @Column({ type: "uuid" })
  subjectId!: string;

  @Column({ type: "uuid", nullable: true })
  orderId!: string | null;

  /** The word it moved from, and the one it moved to. Ids and words of states only: nothing says who a person is. */
  @Column({ type: "text", nullable: true })
  before!: string | null;

  @Column({ type: "text", nullable: true })
  after!: string | null;

  @Column({ type: "timestamptz" })
  happenedAt!: Date;
}

/** An event as its trigger noted it, in the transaction of the change. It waits for its place. */
@Entity({ name: "event_arrivals" })
export class EventArrival extends Noted {
  @PrimaryColumn({ type: "bigint", generated: "identity", generatedIdentity: "ALWAYS" })
  seq!: string;
}

/** The log: only ever added to, by one writer at a time, so that whoever has read up to a position misses nothing. */
@Entity({ name: "events" })
export class StoredEvent extends Noted {
  @PrimaryColumn({ type: "bigint", generated: "identity", generatedIdentity: "ALWAYS" })
  position!: string;

  @Column({ type: "uuid" })
  id!: string;
}
